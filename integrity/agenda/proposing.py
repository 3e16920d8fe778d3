"""When the talks of a term could be held: by month of the term, on working days that people are there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import NamedTuple

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integrity.agenda.themes import YEAR, Agenda, Theme
from integrity.screening.models import SelectionRound
from portal.privacy.declarations import Text

WEEK, MONTH = timedelta(days=7), relativedelta(months=1)
SUMMER, CHRISTMAS = _("zomerreces"), _("kerstvakantie")
HOLIDAY, TAKEN = _("feestdag of gedenkdag"), _("er is dan al een gesprek")
PLANNED, PAST, BEYOND = _("staat al gepland"), _("de maand is voorbij"), _("na het einde van de zittingsperiode")


@dataclass(frozen=True)
class Term:
    """The days from nomination to the end of the term; months count from `starts`."""

    nomination: date
    starts: date
    ends: date

    def year_of(self, day: date) -> int:
        """Return in which year of the term a day is, counted from 0."""
        return max(0, relativedelta(day, self.starts).years)


@dataclass(frozen=True)
class Rhythm:
    """The evening on which a group meets. weekday: 0 is Monday."""

    weekday: int
    time: time


USUAL_RHYTHM = Rhythm(0, time(20))


@dataclass(frozen=True)
class Proposal:
    """A talk of the model and when to hold it.

    moved_from, why: the first choice, and what stood in its way; left_out: why it is not proposed, if so.
    """

    month: int
    theme: Theme
    at: datetime
    moved_from: date | None = None
    why: Text = ""
    left_out: Text = ""

    @property
    def key(self) -> str:
        return f"{self.theme.id}-{self.month}"


# What is planned already: the day and the themes of each talk.
Planned = Iterable[tuple[date, Iterable[str]]]


def term_of(selection: SelectionRound) -> Term:
    """Return the term a round is for."""
    starts = selection.nomination_day + timedelta(days=settings.TERM_STARTS_DAYS)
    return Term(selection.nomination_day, starts, selection.term_ends_on)


def proposals(agenda: Agenda, term: Term, rhythm: Rhythm, planned: Planned, today: date) -> list[Proposal]:
    """Return every talk of the model in order, each on a day of its own.

    A theme that has a talk in the same year of the term is not proposed again, nor what is past or
    falls after the term.
    """
    done = [(day, set(themes)) for day, themes in planned]
    subjects = {(theme, term.year_of(day)) for day, themes in done for theme in themes}
    taken, found = {day for day, _themes in done}, []
    for month, theme in chain.from_iterable(year.talks for year in agenda.years):
        slot = _slot(term.starts + relativedelta(months=month - 1), rhythm.weekday, taken, today)
        left_out = PLANNED if (theme.id, (month - 1) // YEAR) in subjects else _beyond(slot.day, term, today)
        if not left_out:
            taken.add(slot.day)
        at = timezone.make_aware(datetime.combine(slot.day, rhythm.time))
        found.append(Proposal(month, theme, at, slot.wished if slot.why else None, slot.why, left_out))
    return found


class _Slot(NamedTuple):
    """A free day; `why` says what stood in the way of the one that was wished."""

    wished: date
    day: date
    why: Text


def _slot(first: date, weekday: int, taken: set[date], today: date) -> _Slot:
    """A day in the month from `first`; in what is left of it when it runs already."""
    slot = _free_day(first, weekday, taken)
    running = slot.day <= today < first + MONTH
    return _free_day(today + timedelta(days=1), weekday, taken) if running else slot


def _free_day(first: date, weekday: int, taken: set[date]) -> _Slot:
    wished = day = first + timedelta(days=(weekday - first.weekday()) % 7)
    whys: list[Text] = []
    while why := _hindrance(day, taken):
        whys.append(why)
        day += WEEK
    return _Slot(wished, day, next(iter(whys), ""))


def _beyond(day: date, term: Term, today: date) -> Text:
    if day <= today:
        return PAST
    return BEYOND if day > term.ends else ""


def _hindrance(day: date, taken: set[date]) -> Text:
    if day.month in (7, 8):
        return SUMMER
    if (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 7):
        return CHRISTMAS
    if day in _holidays(day.year):
        return HOLIDAY
    return TAKEN if day in taken else ""


def _holidays(year: int) -> Iterator[date]:
    """Days on which nobody comes: by Easter, then the King's day and the two days of remembrance and liberation."""
    yield from (easter(year) + timedelta(days=after) for after in (-2, 1, 39, 50))
    kings_day = date(year, 4, 27)
    yield kings_day - timedelta(days=kings_day.weekday() == 6)
    yield from (date(year, 5, 4), date(year, 5, 5))
