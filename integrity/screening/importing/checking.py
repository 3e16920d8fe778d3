"""What is wrong with each candidate of a list, in words, before anybody is added."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from integrity.screening.importing.columns import Entry
from integrity.screening.models import SelectionRound
from integrity.screening.offices import office_called, offices_of
from portal.questionnaires.enums import Office

MAX_NAME, MAX_ADDRESS = 120, 254
NO_NAME = _("De naam ontbreekt. Vul de naam in.")
LONG_NAME = _("De naam is langer dan 120 tekens. Kort de naam in.")
NO_ADDRESS = _("Het e-mailadres ontbreekt. Vul het in.")
WRONG_ADDRESS = _("Dit is geen e-mailadres. Het moet eruitzien als naam@voorbeeld.nl.")
TWICE = _("Dit e-mailadres staat ook op regel %(number)s. Haal één van de twee weg of verbeter het adres.")
ALREADY = _("Deze kandidaat staat al in deze ronde. Haal deze regel weg.")
UNKNOWN_OFFICE = _("Deze functie kent het portaal niet. Kies uit: %(offices)s.")
OTHER_OFFICE = _("Deze functie hoort niet bij deze ronde. Kies uit: %(offices)s.")


@dataclass(frozen=True)
class Checked:
    """An entry as it would be added, or with its faults."""

    entry: Entry
    office: Office | None
    faults: list[str | Promise] = field(default_factory=list)


@dataclass
class Checker:
    """Checks the entries of one list one after the other.

    known: addresses in the round already, in small letters; default: the office of who has none.
    """

    selection: SelectionRound
    default: Office
    known: frozenset[str]
    seen: dict[str, int] = field(default_factory=dict)

    def check(self, entry: Entry) -> Checked:
        """Return the entry with the office meant and every fault."""
        office = office_called(entry.office) if entry.office else self.default
        faults = [*self._of_name(entry.name), *self._of_address(entry), *self._of_office(office)]
        return Checked(entry, office, faults)

    def _of_name(self, name: str) -> Iterator[str | Promise]:
        if not name:
            yield NO_NAME
        elif len(name) > MAX_NAME:
            yield LONG_NAME

    def _of_address(self, entry: Entry) -> Iterator[str | Promise]:
        if not entry.email:
            yield NO_ADDRESS
            return
        address = entry.email.casefold()
        if not _is_address(entry.email):
            yield WRONG_ADDRESS
        elif address in self.known:
            yield ALREADY
        elif address in self.seen:
            yield TWICE % {"number": self.seen[address]}
        self.seen.setdefault(address, entry.number)

    def _of_office(self, office: Office | None) -> Iterator[str | Promise]:
        possible = offices_of(self.selection)
        if office not in possible:
            sentence = UNKNOWN_OFFICE if office is None else OTHER_OFFICE
            yield sentence % {"offices": ", ".join(str(one.label) for one in possible)}


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= MAX_ADDRESS
