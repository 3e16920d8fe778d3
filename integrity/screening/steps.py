"""What each instrument tells about a candidate: at the desk, on the candidate's page and in the own task list.

Capabilities register theirs from integrity/apps.py. The pages that show several instruments ask here
and know none of them.
"""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from uuid import UUID

from integrity.screening.enums import Instrument
from integrity.screening.instruments import ORDER
from integrity.screening.models import Candidacy
from portal.privacy.declarations import Text
from portal.walls.actor import Actor

CANDIDATE, DESK, BOARD, NOBODY = "candidate", "desk", "board", ""


@dataclass(frozen=True)
class State:
    """How far one candidate is with one instrument.

    label: a word or two; tone: neutral, active, done or urgent, about the work and never about the
    person; waits_for: who has the next move (CANDIDATE, DESK, BOARD) or NOBODY; hint: a short
    sentence more, for the candidate's page.
    """

    label: Text
    tone: str = "neutral"
    waits_for: str = NOBODY
    hint: Text = ""


@dataclass(frozen=True)
class Task:
    """A row of the candidate's own task list."""

    title: Text
    url: str
    hint: Text
    label: Text
    tone: str = "neutral"


@dataclass(frozen=True)
class Step:
    """One instrument, for the pages that show them all; or what every round has besides, such as measures.

    instrument: None for what is no instrument; then `name` says what it is and `before` where it stands.
    states: over (actor, candidacies of one round), the state by dossier id, in a fixed number of
    queries; who is missing from it is not asked for it. page: where the desk works on it for one
    candidate. task: the candidate's own row, or None when nothing is asked of them. lasting: it goes
    on after the decision, for who is listed.
    """

    instrument: Instrument | None
    states: Callable[[Actor, Sequence[Candidacy]], dict[UUID, State]]
    page: Callable[[Candidacy], str] | None = None
    task: Callable[[Candidacy], Task | None] | None = None
    name: Text = ""
    before: Instrument | None = None
    lasting: bool = False

    @property
    def title(self) -> Text:
        return self.name or Instrument(self.instrument).label

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
