"""What else ends with a candidacy: capabilities register what a decision or a withdrawal takes away."""

from collections.abc import Callable

from integrity.screening.models import Candidacy
from portal.walls.actor import Actor

Ending = Callable[[Actor, Candidacy], None]
_endings: list[Ending] = []


def register_ending(ending: Ending) -> None:
    """Run `ending` when a candidacy ends, in the same transaction, with the new status in place."""
    _endings.append(ending)


def end_the_rest(actor: Actor, candidacy: Candidacy) -> None:
    """Run what was registered; `actor` is whoever decided or withdrew."""
    for ending in _endings:
        ending(actor, candidacy)
