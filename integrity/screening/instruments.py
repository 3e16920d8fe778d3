"""The instruments in the order of the brief, and why that order (domain/integrity.md, section 3)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from integrity.screening.enums import Instrument
from integrity.screening.models import RoundInstrument, SelectionRound
from integrity.screening.rules_of_thumb import RULES_SLUG
from integrity.screening.self_assessment import SELF_ASSESSMENT_SLUG
from integrity.screening.subversion import SUBVERSION_SLUG
from portal.privacy.declarations import Text

QUESTIONNAIRE = "vragenlijst-integriteit"


@dataclass(frozen=True)
class Place:
    """Where an instrument stands in the order, and why there. `slug`: of its editions, if it has any."""

    instrument: Instrument
    why: Text
    slug: str = ""


ORDER = (
    Place(Instrument.RULES, _("Wie kandidaat wil zijn, kent eerst de norm."), RULES_SLUG),
    Place(
        Instrument.SELF_ASSESSMENT,
        _("De kandidaat denkt eerst zelf na of de functie past. Alleen de kandidaat ziet de antwoorden."),
        SELF_ASSESSMENT_SLUG,
    ),
    Place(
        Instrument.QUESTIONNAIRE,
        _("Minstens een week voor het gesprek, dan kan de commissie zich voorbereiden."),
        QUESTIONNAIRE,
    ),
    Place(Instrument.OPEN_SOURCES, _("Voor het gesprek, want daar legt de commissie de bevindingen voor.")),
    Place(Instrument.SUBVERSION, _("Vanaf het eerste contact tot de lijst."), SUBVERSION_SLUG),
    Place(
        Instrument.INTERVIEW,
        _("Na de vragenlijst en de open bronnen, want het gesprek bouwt daarop voort."),
        "leidraad-selectiegesprek",
    ),
    Place(Instrument.REFERENCES, _("Na het gesprek, om na te gaan wat daar is gezegd.")),
    Place(
        Instrument.CERTIFICATE,
        _("Als de partij de kandidaat op de lijst wil zetten, en voordat de lijst vaststaat."),
    ),
    Place(
        Instrument.UNDERTAKING,
        _("Na het gesprek en voor de lijst, want de afgesproken maatregelen staan erin."),
        "bewilligingsverklaring",
    ),
    Place(Instrument.AGENDA, _("Na de verkiezing, voor wie is gekozen."), "integriteitsagenda"),
    Place(Instrument.CARDS, _("In elke fase bruikbaar.")),
)


def in_use(selection: SelectionRound) -> dict[str, RoundInstrument]:
    """Return what the round uses, by instrument, in the order of the brief; one query."""
    rows = {row.instrument: row for row in selection.instruments.filter(used=True).select_related("edition")}
    return {place.instrument: rows[place.instrument] for place in ORDER if place.instrument in rows}


def uses(selection: SelectionRound, instrument: str) -> bool:
    """Say whether a round uses an instrument."""
    return selection.instruments.filter(instrument=instrument, used=True).exists()
