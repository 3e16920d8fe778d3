"""What each instrument tells about a candidate: at the desk, on the candidate's page and in the own task list.

Capabilities register theirs from integrity/apps.py. The pages that show several instruments ask here
and know none of them.
"""

from collections.abc import Callable, Sequence
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
    """One instrument, for the pages that show them all.

    states: over (actor, candidacies of one round), the state by dossier id, in a fixed number of
    queries; who is missing from it is not asked for it. page: where the desk works on it for one
    candidate. task: the candidate's own row, or None when nothing is asked of them.
    """

    instrument: Instrument
    states: Callable[[Actor, Sequence[Candidacy]], dict[UUID, State]]
    page: Callable[[Candidacy], str] | None = None
    task: Callable[[Candidacy], Task | None] | None = None


_steps: dict[str, Step] = {}


def register_step(step: Step) -> None:
    """Add what an instrument tells; its instrument must be in ORDER."""
    _steps[step.instrument] = step


def steps() -> list[Step]:
    """Return every registered step in the order of the brief."""
    return [_steps[place.instrument] for place in ORDER if place.instrument in _steps]
