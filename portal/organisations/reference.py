"""Public bodies of the Netherlands as data: who exists, from when to when, and what merges into what.

Sources: docs/reference-data.md.
"""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from portal.audit.models import Act
from portal.audit.record import record
from portal.organisations.enums import Kind
from portal.organisations.models import Organisation, Reorganisation, SafetyRegion
from portal.walls.actor import NOBODY
from portal.walls.scope import Scope, within

FOLDER = Path(__file__).parent / "data"
# The terms of Statistics Netherlands ask for this line wherever the data is shown.
CREDIT = _("Bron: Kadaster / Centraal Bureau voor de Statistiek, 2023")


@transaction.atomic
def load_reference_data() -> list[str]:
    """Bring the public bodies up to date with the files in data/; say what changed, one line each.

    Doing it again changes nothing. Never removes a body: one that ended gets an end date.
    """
    changes = [*_safety_regions(), *_provinces(), *_water_boards(), *_municipalities(), *_reorganisations()]
    if changes:
        with within(Scope(system=True)):
            record(NOBODY, Act.WROTE, "reference.load")
    return changes


def _safety_regions() -> Iterator[str]:
    for row in _rows("safety_regions"):
        yield from _put(SafetyRegion, {"code": row["code"]}, {"name": row["name"]})


def _provinces() -> Iterator[str]:
    for row in _rows("provinces"):
        yield from _put(Organisation, {"code": row["code"]}, {"kind": Kind.PROVINCE, "name": row["name"]})


def _water_boards() -> Iterator[str]:
    for row in _rows("water_boards"):
        yield from _put(Organisation, {"code": row["code"]}, {"kind": Kind.WATER_BOARD, "name": row["name"]})


def _municipalities() -> Iterator[str]:
    provinces = dict(Organisation.objects.filter(kind=Kind.PROVINCE).values_list("code", "pk"))
    for row in _rows("municipalities"):
        facts = {
            "kind": Kind.MUNICIPALITY,
            "name": row["name"],
            "parent_id": provinces[row["province"]],
            "safety_region_id": row["safety_region"],
            "valid_from": _day(row["valid_from"]),
            "valid_until": _day(row["valid_until"]),
        }
        yield from _put(Organisation, {"code": row["code"]}, facts)


def _reorganisations() -> Iterator[str]:
    bodies = dict(Organisation.objects.official().values_list("code", "pk"))
    for row in _rows("reorganisations"):
        key = {"old_id": bodies[row["old"]], "new_id": bodies[row["new"]], "on": _day(row["on"])}
        yield from _put(Reorganisation, key, {"share": Decimal(row["share"])})


def _put(model: type[Model], key: dict[str, Any], facts: dict[str, Any]) -> Iterator[str]:
    """Make the row with `key` hold `facts`; yield a line when that changed anything."""
    row = model._default_manager.filter(**key).first()
    if row is None:
        yield f"+ {model._default_manager.create(**key, **facts)}"
        return
    different = {name: value for name, value in facts.items() if getattr(row, name) != value}
    if different:
        for name, value in different.items():
            setattr(row, name, value)
        row.save(update_fields=list(different))
        yield f"~ {row}: {', '.join(different)}"


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
