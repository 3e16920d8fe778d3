"""The desk: every candidate of a round with the state of every instrument, and who waits for whom."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from integrity.screening.enums import UNDECIDED, CandidacyStatus
from integrity.screening.instruments import ORDER, due_for, in_use
from integrity.screening.models import Candidacy, RoundInstrument, SelectionRound
from integrity.screening.steps import BOARD, CANDIDATE, DESK, NOBODY, Facts, State, Step, gather, steps
from portal.privacy.declarations import Text
from portal.questionnaires.enums import Office
from portal.walls.actor import Actor

WHO = {CANDIDATE: _("kandidaat"), DESK: _("commissie"), BOARD: _("het bestuur")}
WAITING = {
    CANDIDATE: ngettext_lazy("wacht op de kandidaat", "wachten op de kandidaat"),
    DESK: ngettext_lazy("wacht op u of de commissie", "wachten op u of de commissie"),
    BOARD: ngettext_lazy("wacht op het bestuur", "wachten op het bestuur"),
}
_places = {place.instrument: place for place in ORDER}


def short_of(step: Step) -> str:
    """Return a step in a word or two."""
    place = _places.get(step.instrument)
    return capfirst(str(place.short if place else step.short or step.title))


@cache
def _stand(office: str, status: str, _language: str) -> str:
    """The few pairs of office and status there are, each put into words once for a language."""
    return f"{Office(office).label} · {CandidacyStatus(status).label}"


@dataclass(frozen=True)
class Column:
    """One instrument, or what every round has besides. due_on: when it must be ready, if somebody said so."""

    step: Step
    due_on: date | None

    @cached_property
    def key(self) -> str:
        return self.step.key

    @cached_property
    def short(self) -> str:
        return short_of(self.step)


@dataclass(frozen=True)
class Cell:
    """How far one candidate is with one instrument, as words; the same words are drawn once.

    words: the label for a narrow column. own_day: until when this candidate has, where that is not the round's day.
    """

    instrument: str
    short: str
    label: str
    words: str
    tone: str
    waits_for: str
    late: bool
    own_day: date | None

    @property
    def who(self) -> str:
        return str(WHO.get(self.waits_for, ""))


@dataclass(frozen=True)
class Row:
    """A candidate with a cell for each column, None where nothing is asked. hints: a sentence more, by column."""

    candidacy: Candidacy
    cells: Mapping[str, Cell | None]
    hints: Mapping[str, Text]

    @property
    def name(self) -> str:
        return self.candidacy.name

    @property
    def reference(self) -> str:
        return self.candidacy.dossier.reference

    @property
    def url(self) -> str:
        return reverse("candidate", args=[self.reference])

    @property
    def stand(self) -> str:
        return _stand(self.candidacy.office, self.candidacy.status, get_language())

    @property
    def is_added(self) -> bool:
        return self.candidacy.status == CandidacyStatus.ADDED

    @property
    def is_open(self) -> bool:
        """Something can still be done: invite or remind."""
        return self.candidacy.status in UNDECIDED

    @cached_property
    def waits_for(self) -> frozenset[str]:
        """Who has something to do, over all columns; to invite somebody is for the desk."""
        waiting = {cell.waits_for for cell in self.cells.values() if cell and cell.waits_for}
        return frozenset(waiting | ({DESK} if self.is_added else set()))

    @property
    def told(self) -> list[tuple[Cell | None, str]]:
        """Each cell with the sentence that says more."""
        return [(cell, str(self.hints.get(key, ""))) for key, cell in self.cells.items()]

    @property
    def asked_of_candidate(self) -> list[str]:
        """The instruments, or what stands before them, that wait for the candidate."""
        return [one.instrument for one in self.cells.values() if one and one.waits_for == CANDIDATE]

    @property
    def is_late(self) -> bool:
        return any(cell.late for cell in self.cells.values() if cell)


@dataclass(frozen=True)
class Desk:
    columns: Sequence[Column]
    rows: Sequence[Row]


@dataclass(frozen=True)
class Count:
    """How many candidates wait for somebody, or are late; query: the filter that shows them."""

    label: Text
    number: int
    query: str


def desk_of(actor: Actor, selection: SelectionRound, candidacies: Sequence[Candidacy]) -> Desk:
    """Return the desk of a round for these candidates; a fixed number of queries, two when all steps are Facts."""
    used = in_use(selection)
    asked = [step for step in steps() if step.is_used(used) and _of_person(step)]
    states = _states(actor, candidacies, asked)
    # What is no instrument, such as questions of the committee, has a column once there is something in it.
    columns = [Column(step, _due(used, step)) for step in asked if step.instrument or states[step.key]]
    today = timezone.localdate()
    return Desk(columns, [_row(candidacy, columns, states, today) for candidacy in candidacies])


def at_hand(actor: Actor, candidacy: Candidacy) -> list[tuple[Step, State]]:
    """Return every instrument that a candidate is asked for, with its state, in the order of the brief; two queries."""
    used = in_use(candidacy.round)
    asked = [step for step in steps() if step.is_used(used)]
    states = _states(actor, [candidacy], asked)
    told = [(step, states[step.key].get(candidacy.dossier_id)) for step in asked]
    return [(step, state) for step, state in told if state is not None]


def still_open(candidacy: Candidacy, states: Sequence[tuple[Step, State]]) -> list[str]:
    """Say in words which instruments are not ready, for who is about to decide."""
    sentences = {CANDIDATE: _("%(what)s: %(how)s. De kandidaat is aan zet."), DESK: _("%(what)s: %(how)s.")}
    sentences[BOARD] = _("%(what)s: %(how)s. Het bestuur is aan zet.")
    unready = [(step, state) for step, state in states if state.tone != "done" and step.instrument is not None]
    return [
        sentences.get(state.waits_for, sentences[DESK]) % {"what": short_of(step), "how": state.label}
        for step, state in unready
    ]


def _of_person(step: Step) -> bool:
    return step.instrument is None or _places[step.instrument].of_person


def _due(used: Mapping[str, RoundInstrument], step: Step) -> date | None:
    return used[step.instrument].due_on if step.instrument else None


def _states(actor: Actor, candidacies: Sequence[Candidacy], asked: Sequence[Step]) -> dict[str, dict[UUID, State]]:
    together = [step for step in asked if isinstance(step.states, Facts)]
    found = zip(together, gather(actor, candidacies, [step.states for step in together]), strict=True)
    apart = ((step, step.states(actor, candidacies)) for step in asked if not isinstance(step.states, Facts))
    ended = [candidacy for candidacy in candidacies if candidacy.status not in UNDECIDED]
    return {step.key: _as_they_ended(step, ended, states) for step, states in [*found, *apart]}


def _as_they_ended(step: Step, ended: Sequence[Candidacy], states: dict[UUID, State]) -> dict[UUID, State]:
    """After a decision nobody is asked any more, but for what lasts of who is listed: what was not ready stays so."""
    left = State(_("niet afgerond"), short=_("niet af"))
    for candidacy in ended:
        state = states.get(candidacy.dossier_id)
        if state is None or (step.lasting and candidacy.status == CandidacyStatus.LISTED):
            continue
        states[candidacy.dossier_id] = replace(state, waits_for=NOBODY) if state.tone == "done" else left
    return states


def _row(candidacy: Candidacy, columns: Sequence[Column], states: Mapping[str, Any], today: date) -> Row:
    known = {one.key: states[one.key].get(candidacy.dossier_id) for one in columns}
    cells = {
        one.key: _cell(candidacy, one, state, today) if state else None
        for one, state in zip(columns, known.values(), strict=True)
    }
    return Row(candidacy, cells, {key: state.hint for key, state in known.items() if state})


def _cell(candidacy: Candidacy, column: Column, state: State, today: date) -> Cell:
    # What came in on time is not late because it has not been read yet.
    day = due_for(candidacy, column.due_on) if state.waits_for and state.tone != "done" else None
    own_day = day if day != column.due_on else None
    return Cell(
        column.step.instrument or column.step.before,
        column.short,
        *state.words,
        state.tone,
        state.waits_for,
        late=day is not None and day < today,
        own_day=own_day,
    )


def counts_of(desk: Desk) -> list[Count]:
    """Return how many candidates wait for the candidate, the committee and the board, and how many are late."""
    waiting = Counter(who for row in desk.rows for who in row.waits_for)
    late = sum(row.is_late for row in desk.rows)
    counts = [Count(label % waiting[who], waiting[who], f"waits_for={who}") for who, label in WAITING.items()]
    return [*counts, Count(_("te laat"), late, "late=on")]


def draw(rows: Sequence[Row], columns: Sequence[Column]) -> list[tuple[Row, SafeString]]:
    """Return each row with its cells as HTML. Many of a few hundred cells are the same: each is drawn once."""
    cells = {cell for row in rows for cell in row.cells.values()}
    drawn = {cell: render_to_string("integrity/desk_cell.html", {"cell": cell}) for cell in cells}
    return [(row, mark_safe("".join(drawn[row.cells[column.key]] for column in columns))) for row in rows]
