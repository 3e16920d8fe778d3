"""What each model field is, why it is held, for how long and by whom.

Every room with models says so in its `declarations.py`; nothing is held undeclared
(tests/test_declarations.py). The register of processing is generated from these.
Classes: security.md, section d.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from django.apps import apps
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class DataClass(IntEnum):
    PUBLIC = 1
    PERSONAL = 2
    CONFIDENTIAL = 3
    ENDANGERS = 4

    @property
    def label(self) -> Text:
        return CLASS_LABELS[self]


CLASS_LABELS: dict[DataClass, Text] = {
    DataClass.PUBLIC: _("openbaar"),
    DataClass.PERSONAL: _("persoonlijk"),
    DataClass.CONFIDENTIAL: _("vertrouwelijk"),
    DataClass.ENDANGERS: _("gevaarlijk in verkeerde handen"),
}


@dataclass(frozen=True)
class Clock:
    """How long rows are kept.

    field: the date or datetime field the period counts from; None when the rows go with their
    dossier (`with_dossier`) or stay as long as `reason` holds. days: the period in days.
    """

    reason: Text
    field: str | None = None
    days: int | None = None
    with_dossier: bool = False


WITH_DOSSIER = Clock(_("gaat weg met het dossier"), with_dossier=True)
PERMANENT = Clock(_("blijft, want zegt niets over een persoon"))
WHILE_IN_USE = Clock(_("zolang het account of de organisatie bestaat"))


@dataclass(frozen=True)
class Declaration:
    """One model in the register of processing. `fields`: class per field name."""

    model: type[Model]
    purpose: Text
    owner: Text
    ground: Text
    clock: Clock
    fields: Mapping[str, DataClass] = field(default_factory=dict)

    @property
    def highest(self) -> DataClass:
        return max(self.fields.values(), default=DataClass.PUBLIC)


_declared: dict[str, Declaration] = {}


def declare(
    label: str,
    *,
    purpose: Text,
    owner: Text,
    ground: Text,
    clock: Clock,
    public: str = "",
    personal: str = "",
    confidential: str = "",
    endangers: str = "",
) -> None:
    """Declare model `label` ("app.Model").

    public, personal, confidential, endangers: field names of that class, with spaces between.
    Raises ValueError when a field is named twice.
    """
    fields: dict[str, DataClass] = {}
    for data_class, names in zip(DataClass, (public, personal, confidential, endangers), strict=True):
        for name in names.split():
            if name in fields:
                raise ValueError(f"{label}.{name} is declared twice")
            fields[name] = data_class
    _declared[label.lower()] = Declaration(apps.get_model(label), purpose, owner, ground, clock, fields)


def declarations() -> list[Declaration]:
    """Return all declarations, in the order of the rooms."""
    return list(_declared.values())


def declaration_of(model: type[Model]) -> Declaration:
    """Return the declaration of `model`; raises KeyError when it has none."""
    return _declared[model._meta.label_lower]
