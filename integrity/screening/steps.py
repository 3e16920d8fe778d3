"""What each instrument tells about a candidate: at the desk, on the candidate's page and in the own task list.

Capabilities register theirs from integrity/apps.py. The pages that show several instruments ask here
and know none of them.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast, JSONObject
from django.utils.translation import gettext_lazy as _

from integrity.screening.enums import Instrument
from integrity.screening.instruments import ORDER
from integrity.screening.models import Candidacy
from portal.privacy.declarations import Text
from portal.walls.actor import Actor

CANDIDATE, DESK, BOARD, NOBODY = "candidate", "desk", "board", ""
# What did not begin, in a narrow column.
NOT_YET = _("nog niet")
Fact = dict[str, Any]
# Rows of models that have a dossier, each with what is needed of them: names to fields or expressions.
FactRows = Sequence[tuple[QuerySet[Any], dict[str, Any]]]
# What was read, as JSON, by number of the instrument asked about and by dossier.
Found = dict[int, dict[UUID, list[str]]]


@dataclass(frozen=True)
class State:
    """How far one candidate is with one instrument.

    label: a few words; tone: neutral, active, done or urgent, about the work and never about the
    person; waits_for: who has the next move (CANDIDATE, DESK, BOARD) or NOBODY; hint: a short
    sentence more, for the candidate's page; short: the label in a word or two, for a narrow column
    under the name of the instrument, empty when the label is short already.
    """

    label: Text
    tone: str = "neutral"
    waits_for: str = NOBODY
    hint: Text = ""
    short: Text = ""

    @cached_property
    def words(self) -> tuple[str, str]:
        """The label and its short form, in the language of the request that this state is made for."""
        return str(self.label), str(self.short or self.label)


@dataclass(frozen=True)
class Facts:
    """States that are read from rows of the database; a page that shows several instruments reads all in one query.

    rows: over the actor, for each model the rows with a dossier and what is needed of them, by name; dates come
    as text. state: over a candidacy and its rows, the state; None when the candidate is not asked for it. Who stands
    alike in a round gets the same one: of the candidacy itself it depends on status, office and round alone.
    """

    rows: Callable[[Actor], FactRows]
    state: Callable[[Candidacy, Sequence[Fact]], State | None]

    def __call__(self, actor: Actor, candidacies: Sequence[Candidacy]) -> dict[UUID, State]:
        return gather(actor, candidacies, [self])[0]


def as_day(text: str | None) -> date | None:
    """Return a date of a fact, which comes as text."""
    return date.fromisoformat(text) if text else None


def as_moment(text: str | None) -> datetime | None:
    """Return a moment of a fact, which comes as text."""
    return datetime.fromisoformat(text) if text else None


def gather(actor: Actor, candidacies: Sequence[Candidacy], asked: Sequence[Facts]) -> list[dict[UUID, State]]:
    """Return the states of several instruments, each by dossier id, in one query."""
    found = _read(actor, candidacies, asked)
    return [_tell(facts, candidacies, found[number]) for number, facts in enumerate(asked)]


def _tell(facts: Facts, candidacies: Sequence[Candidacy], found: Mapping[UUID, list[str]]) -> dict[UUID, State]:
    """Many of a few hundred candidates stand alike: what their rows mean is worked out once."""
    alike: dict[Hashable, State | None] = {}
    told = {}
    for candidacy in candidacies:
        rows = found.get(candidacy.dossier_id, [])
        key = (candidacy.status, candidacy.office, candidacy.round_id, *rows)
        if key not in alike:
            alike[key] = facts.state(candidacy, [json.loads(row) for row in rows])
        told[candidacy.dossier_id] = alike[key]
    return {dossier: state for dossier, state in told.items() if state is not None}


def _read(actor: Actor, candidacies: Sequence[Candidacy], asked: Sequence[Facts]) -> Found:
    dossiers = _dossiers(candidacies)
    parts = [
        rows.filter(dossier_id__in=dossiers)
        .order_by()
        .values_list(Value(number), "dossier_id", Cast(JSONObject(**names), TextField()))
        for number, facts in enumerate(asked)
        for rows, names in facts.rows(actor)
    ]
    found: Found = defaultdict(lambda: defaultdict(list))
    if parts and candidacies:
        for number, dossier, row in parts[0].union(*parts[1:], all=True):
            found[number][dossier].append(row)
    return found


def _dossiers(candidacies: Sequence[Candidacy]) -> Any:
    """Those of the whole round, for a statement that does not grow with it; the one, when there is one."""
    if len(candidacies) == 1:
        return [candidacies[0].dossier_id]
    return Candidacy.objects.filter(round_id=candidacies[0].round_id).values("dossier_id") if candidacies else []


@dataclass(frozen=True)
class Task:
    """A row of the candidate's own task list.

    asked: there is something the candidate must do now, so the day of the instrument counts; what is
    voluntary, or waits for others, has no day. due: that day, in a sentence.
    """

    title: Text
    url: str
    hint: Text
    label: Text
    tone: str = "neutral"
    asked: bool = False
    due: Text = ""


@dataclass(frozen=True)
class Step:
    """One instrument, for the pages that show them all; or what every round has besides, such as measures.

    instrument: None for what is no instrument; then `name` says what it is, `short` the same in
    a word, and `before` where it stands.
    states: over (actor, candidacies of one round), the state by dossier id, in a fixed number of
    queries (see Facts); who is missing from it is not asked for it. page: where the desk works on it for one
    candidate. task: the candidate's own row, or None when nothing is asked of them. lasting: it goes
    on after the decision, for who is listed. before_listing: a sentence for who is about to put the
    candidate on the list, or None.
    """

    instrument: Instrument | None
    states: Callable[[Actor, Sequence[Candidacy]], dict[UUID, State]]
    page: Callable[[Candidacy], str] | None = None
    task: Callable[[Candidacy], Task | None] | None = None
    name: Text = ""
    short: Text = ""
    before: Instrument | None = None
    lasting: bool = False
    before_listing: Callable[[Candidacy], Text | None] | None = None

    @property
    def title(self) -> Text:
        return self.name or Instrument(self.instrument).label

    @property
    def key(self) -> str:
        """What it is called in an address."""
        return self.instrument or f"before_{self.before}"

    def is_used(self, used: Container[str]) -> bool:
        """Say whether a round with the instruments `used` has this."""
        return self.instrument is None or self.instrument in used


_steps: dict[tuple[Instrument | None, Instrument | None], Step] = {}


def register_step(step: Step) -> None:
    """Add what an instrument tells; its instrument, or the one it stands before, must be in ORDER."""
    _steps[step.instrument, step.before] = step


def steps() -> list[Step]:
    """Return every registered step in the order of the brief."""
    return sorted(_steps.values(), key=_place)


def step_for(instrument: str) -> Step | None:
    """Return the step of an instrument; None when nobody registered one."""
    return next((step for step in _steps.values() if step.instrument == instrument), None)


def _place(step: Step) -> tuple[int, bool]:
    order = [place.instrument for place in ORDER]
    return order.index(step.before or step.instrument), step.before is None
