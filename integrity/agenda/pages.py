"""What the pages of a round's own agenda say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from integrity.agenda.enums import TalkStatus
from integrity.agenda.models import Talk
from integrity.agenda.proposing import Term
from integrity.agenda.themes import Theme
from integrity.agenda.workflow import TALK
from integrity.cards.content import Card, Deck
from integrity.cards.queries import Table, record_of
from integrity.screening.models import SelectionRound
from portal.calendars import Entry

TONES = {TalkStatus.PLANNED: "neutral", TalkStatus.HELD: "done", TalkStatus.CANCELLED: "neutral"}


@dataclass(frozen=True)
class Line:
    """One talk, as components/task_list.html takes it."""

    title: str
    url: str
    hint: str
    label: str
    tone: str


def is_overdue(talk: Talk) -> bool:
    """Say whether a planned talk is over and nobody recorded it."""
    return talk.status == TalkStatus.PLANNED and _ends(talk) <= timezone.now()


def line_of(talk: Talk) -> Line:
    overdue = is_overdue(talk)
    return Line(
        title="; ".join(str(theme.title) for theme in themes_of(talk)),
        url=reverse("agenda_talk", args=[talk.pk]),
        hint=_("%(moment)s, %(minutes)s minuten") % {"moment": moment_in_words(talk.at), "minutes": talk.minutes},
        label=_("nog vastleggen") if overdue else str(TALK.state(talk.status).inside),
        tone="urgent" if overdue else TONES[TalkStatus(talk.status)],
    )


def years_of(term: Term, talks: Iterable[Talk]) -> list[tuple[str, list[Line]]]:
    """Return the talks by year of the term, each year under the title its edition gives it."""
    years = groupby(talks, key=lambda talk: term.year_of(timezone.localdate(talk.at)))
    return [_year(number, list(rows)) for number, rows in years]


def _year(number: int, talks: list[Talk]) -> tuple[str, list[Line]]:
    titles = [str(year.title) for year in talks[0].edition.tree.years]
    return titles[min(number, len(titles) - 1)], [line_of(talk) for talk in talks]


def themes_of(talk: Talk) -> list[Theme]:
    return [talk.edition.tree.theme(theme) for theme in talk.themes]


def cards_of(talk: Talk, deck: Deck | None) -> list[Card]:
    """Return the cards of a talk, as far as the deck has them."""
    return deck.numbered(talk.cards) if deck else []


def moment_in_words(at: datetime) -> str:
    local = timezone.localtime(at)
    return _("%(day)s, %(time)s uur") % {"day": date_format(local, "l j F Y"), "time": date_format(local, "H.i")}


def rows_of(talk: Talk) -> list[dict[str, str]]:
    """The facts of a talk as rows of a summary list."""
    rows = [
        {"key": _("Duur"), "value": _("%(minutes)s minuten") % {"minutes": talk.minutes}},
        {"key": _("Stand"), "value": str(TALK.state(talk.status).inside)},
    ]
    if talk.held_on:
        rows.append({"key": _("Gehouden op"), "value": date_format(talk.held_on, "j F Y")})
    return rows


def known_when_held(talk: Talk, played: Table | None, deck: Deck | None) -> tuple[dict[str, Any], str]:
    """Return what a form on a held talk starts with, and a sentence when a session with cards filled it in."""
    known = {card.number for card in deck.cards} if deck else set()
    numbers = sorted({card.number for _turn, card in played.played} & known) if played else []
    if not numbers:
        return {"held_on": min(timezone.localdate(talk.at), timezone.localdate())}, ""
    told = {"day": date_format(record_of(played).on, "j F Y"), "numbers": ", ".join(map(str, numbers))}
    sentence = _("Op %(day)s speelde u met kaart %(numbers)s. Dat is hier al ingevuld.") % told
    return {"held_on": record_of(played).on, "cards": numbers}, sentence


def trail(selection: SelectionRound | None = None, talk: Talk | None = None) -> list[tuple[str, str]]:
    """Breadcrumbs down to the agenda of a round, or to one of its talks."""
    steps = [(_("Integriteitsagenda"), reverse("agendas"))]
    if selection is not None:
        steps.append((selection.name, reverse("agenda", args=[selection.pk])))
    if talk is not None:
        steps.append((moment_in_words(talk.at), reverse("agenda_talk", args=[talk.pk])))
    return steps


def facts(follows: str = "") -> dict[str, str]:
    """Who sees the agenda, until when, and what comes next: `follows`, or else the next reminder."""
    return {
        "who": _(
            "De secretaris, de selectiecommissie en het bestuur van uw afdeling. Niet de gemeente of het ministerie."
        ),
        "erased": _("Dit blijft zolang uw afdeling de ronde gebruikt. Er staan alleen dagen, thema’s en kaarten in."),
        "next": follows or _("Een week voor een gesprek krijgen de secretaris en het bestuur bericht."),
    }


def entry_of(talk: Talk) -> Entry:
    """Return a talk for somebody's own calendar: a moment and an address, no theme."""
    return Entry(
        uid=talk.pk,
        sequence=talk.sequence,
        summary=_("Integriteitsgesprek"),
        path=reverse("agenda_talk", args=[talk.pk]),
        starts=talk.at,
        ends=_ends(talk),
        cancelled=talk.status == TalkStatus.CANCELLED,
    )


def _ends(talk: Talk) -> datetime:
    return talk.at + timedelta(minutes=talk.minutes)
