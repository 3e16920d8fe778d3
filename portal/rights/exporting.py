"""What is held as one JSON file: readable for people, and for the programs of another organisation."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.retention.kinds import erased_on
from portal.retention.register import Entry
from portal.rights.facts import Fact, in_data
from portal.rights.held import Group, Held

PIECES = 5_000


def as_json(held: Held, organisation: str) -> Iterator[str]:
    """Return the file in pieces, in the active language."""
    return _in_pieces(_document(held, organisation))


def _in_pieces(document: dict[str, Any]) -> Iterator[str]:
    pieces = json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(document)
    while piece := "".join(islice(pieces, PIECES)):
        yield piece


def _document(held: Held, organisation: str) -> dict[str, Any]:
    return {
        _("wat dit is"): _("Alles wat deze organisatie in het portaal over u bewaart (AVG artikel 15 en 20)."),
        _("organisatie"): organisation,
        _("kenmerk van uw dossier"): held.dossier.reference,
        _("gemaakt op"): in_data(timezone.now()),
        _("wanneer het wordt gewist"): erased_on(held.dossier),
        _("gegevens"): [_group(group) for group in held.groups],
        _("logboek"): [{_("wanneer"): in_data(line.at), _("wat"): line.text} for line in held.log],
        _("wat hier niet in staat"): held.left_out,
    }


def _group(group: Group) -> dict[str, Any]:
    return {**_about(group.entry), _("vastgelegd"): [as_object(row) for row in group.rows]}


def _about(entry: Entry) -> dict[str, str]:
    return {
        _("waarvoor"): entry.purpose,
        _("verantwoordelijk"): entry.owner,
        _("grondslag"): entry.ground,
        _("bewaartermijn"): entry.kept,
        _("gevoeligheid"): entry.highest,
    }


def as_object(row: Iterable[Fact]) -> dict[str, Any]:
    """Return facts as one object; a second fact of the same name gets a number, so that none is lost."""
    told: dict[str, Any] = {}
    for fact in row:
        name, number = fact.label, 2
        while name in told:
            name, number = f"{fact.label} ({number})", number + 1
        told[name] = in_data(fact.value)
    return told
