"""Procedures as tables of moves. The tables are data; `perform` in door.py is the only reader that acts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

from portal.walls.actor import Actor, Reason

Text = str | Promise
Guard = Callable[[Actor, Any], Reason]
Effect = Callable[[Actor, Any], None]
SharedEffect = Callable[[Actor, Sequence[Any]], None]


@dataclass(frozen=True)
class State:
    """A state, with its label for people inside and for those outside."""

    name: str
    inside: Text
    outside: Text


@dataclass(frozen=True)
class Move:
    """One legal step.

    may: who may take it, as a predicate over (actor, object); guard: what must hold of the
    object first. Both answer None or the sentence why not. effects: run on each object, in the same
    transaction; shared: the same, once for all objects that move together (see perform_all).
    """

    name: str
    sources: frozenset[str]
    target: str
    label: Text
    may: Guard
    guard: Guard = lambda actor, obj: None
    effects: tuple[Effect, ...] = ()
    shared: tuple[SharedEffect, ...] = ()


@dataclass(frozen=True)
class Procedure:
    """All states and moves of one kind of object. Raises ValueError when a move leads nowhere."""

    name: str
    model: Callable[[], type[Model]]
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    field: str = "status"

    def __post_init__(self) -> None:
        known = {state.name for state in self.states}
        for move in self.moves:
            if strange := ({move.target} | move.sources) - known:
                raise ValueError(f"{self.name}.{move.name} names unknown states {sorted(strange)}")
        if len({move.name for move in self.moves}) != len(self.moves):
            raise ValueError(f"{self.name} has two moves of one name")
        _procedures[self.name] = self

    def move(self, name: str) -> Move:
        return next(move for move in self.moves if move.name == name)

    def state(self, name: str) -> State:
        return next(state for state in self.states if state.name == name)


_procedures: dict[str, Procedure] = {}


def procedures() -> list[Procedure]:
    """Return every procedure of the portal, by name."""
    return [_procedures[name] for name in sorted(_procedures)]
