"""The instruments in the order of the brief, and why that order (domain/integrity.md, section 3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from integrity.cards.content import SLUG as CARDS_SLUG
from integrity.screening.enums import Instrument
from integrity.screening.models import Candidacy, RoundInstrument, SelectionRound
from integrity.screening.rules_of_thumb import RULES_SLUG
from integrity.screening.self_assessment import SELF_ASSESSMENT_SLUG
from integrity.screening.subversion import SUBVERSION_SLUG
from portal.privacy.declarations import Text
from portal.questionnaires.models import Edition
from portal.walls.actor import Reason

QUESTIONNAIRE = "vragenlijst-integriteit"
NOT_ASKED = _("De afdeling vraagt dit in deze ronde niet van u. U hoeft hier niets te doen.")
NO_QUESTIONNAIRE = _("Er is nog geen vragenlijst gepubliceerd. Vraag het de redactie van het portaal.")
NOT_FOR_OFFICE = _(
    "De vragenlijst van deze ronde is niet voor deze functie. Kies een andere editie, of laat de vragenlijst weg."
)


@dataclass(frozen=True)
class Place:
    """Where an instrument stands in the order, and why there.

    number: of the nine; the fourth has three parts. short: at the head of a column. slug: of its
    editions, if it has any. of_person: the desk follows it for each candidate.
    """

    instrument: Instrument
    number: int
    short: Text
    why: Text
    slug: str = ""
    of_person: bool = True


ORDER = (
    Place(Instrument.RULES, 1, _("Vuistregels"), _("Wie kandidaat wil zijn, kent eerst de norm."), RULES_SLUG),
    Place(
        Instrument.SELF_ASSESSMENT,
        2,
        _("Zelfassessment"),
        _("De kandidaat gaat eerst zelf na of de functie past. Alleen de kandidaat ziet de antwoorden."),
        SELF_ASSESSMENT_SLUG,
        of_person=False,
    ),
    Place(
        Instrument.QUESTIONNAIRE,
        3,
        _("Vragenlijst"),
        _("Minstens een week voor het gesprek, dan kan de commissie zich voorbereiden."),
        QUESTIONNAIRE,
    ),
    Place(
        Instrument.OPEN_SOURCES,
        4,
        _("Open bronnen"),
        _("Voor het gesprek, want daar legt de commissie de bevindingen voor."),
    ),
    Place(
        Instrument.SUBVERSION,
        5,
        _("Ondermijning"),
        _("Vanaf het eerste contact tot de lijst."),
        SUBVERSION_SLUG,
        of_person=False,
    ),
    Place(
        Instrument.INTERVIEW,
        6,
        _("Gesprek"),
        _("Na de vragenlijst en de open bronnen, want het gesprek bouwt daarop voort."),
        "leidraad-selectiegesprek",
    ),
    Place(Instrument.REFERENCES, 4, _("Referenties"), _("Na het gesprek, om na te gaan wat daar is gezegd.")),
    Place(
        Instrument.CERTIFICATE,
        4,
        _("VOG"),
        _("Als de partij de kandidaat op de lijst wil zetten, en voordat de lijst vaststaat."),
    ),
    Place(
        Instrument.UNDERTAKING,
        7,
        _("Verklaring"),
        _("Na het gesprek en voor de lijst, want de afgesproken maatregelen staan erin."),
        "bewilligingsverklaring",
    ),
    Place(
        Instrument.AGENDA,
        8,
        _("Agenda"),
        _("Na de verkiezing, voor wie is gekozen."),
        "integriteitsagenda",
        of_person=False,
    ),
    Place(Instrument.CARDS, 9, _("Dilemmakaarten"), _("In elke fase bruikbaar."), CARDS_SLUG, of_person=False),
)


def rows_of_round(selection: SelectionRound) -> dict[str, RoundInstrument]:
    """Return how the round uses or leaves out each instrument, in the order of the brief; one query."""
    found = selection.instruments.select_related("edition").defer("edition__content")
    rows = {row.instrument: row for row in found}
    return {place.instrument: rows[place.instrument] for place in ORDER if place.instrument in rows}


def in_use(selection: SelectionRound) -> dict[str, RoundInstrument]:
    """Return what the round uses, by instrument, in the order of the brief; one query."""
    return {instrument: row for instrument, row in rows_of_round(selection).items() if row.used}


def uses(selection: SelectionRound, instrument: str) -> bool:
    """Say whether a round uses an instrument."""
    return selection.instruments.filter(instrument=instrument, used=True).exists()


def editions_of(instruments: Iterable[str]) -> dict[str, list[Edition]]:
    """Return the published editions of each instrument that has any, newest first; one query."""
    wanted = set(instruments)
    slugs = {place.slug: place.instrument for place in ORDER if place.slug and place.instrument in wanted}
    found: dict[str, list[Edition]] = {}
    for edition in Edition.objects.published_of(slugs).defer("content", "text").order_by("-number"):
        found.setdefault(slugs[edition.slug], []).append(edition)
    return found


def edition_for(selection: SelectionRound, instrument: str) -> Edition | None:
    """Return the edition that somebody of this round gets who starts now: the round's, unless it was withdrawn.

    None when none is published at all.
    """
    row = rows_of_round(selection).get(instrument)
    if row is not None and row.edition is not None and row.edition.withdrawn_at is None:
        return row.edition
    return next(iter(editions_of([instrument]).get(instrument, [])), None)


def is_asked(candidacy: Candidacy, instrument: str) -> Reason:
    """A round asks of its candidates what it uses; something can be left out halfway."""
    return None if uses(candidacy.round, instrument) else NOT_ASKED


def due_for(candidacy: Candidacy, due_on: date | None) -> date | None:
    """Return the day on which an instrument must be ready for this candidate; None when there is none.

    due_on: the round's day for it. Who is invited shortly before that day, or after it, has
    DAYS_AFTER_INVITATION first, but not beyond nomination day: then there is no time left to give.
    """
    if due_on is None or candidacy.invited_at is None:
        return due_on
    own_day = _day_of(candidacy.invited_at) + timedelta(days=settings.DAYS_AFTER_INVITATION)
    return max(due_on, min(own_day, candidacy.round.nomination_day))


@lru_cache(maxsize=1024)
def _day_of(moment: datetime) -> date:
    """The day here; a desk asks it for every instrument of every candidate."""
    return localdate(moment)


def questionnaire_fits(selection: SelectionRound, offices: Iterable[str]) -> Reason:
    """A round that uses the questionnaire needs an edition of it that is for the offices of its candidates."""
    if not uses(selection, Instrument.QUESTIONNAIRE):
        return None
    edition = edition_for(selection, Instrument.QUESTIONNAIRE)
    if edition is None:
        return NO_QUESTIONNAIRE
    return None if set(offices) <= set(edition.questionnaire.offices) else NOT_FOR_OFFICE
