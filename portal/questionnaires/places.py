"""Where the pages of a response live; a programme mounts them at its own addresses."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Places:
    """Paths of one response. home: where the person came from, such as their task list; upgrade: where
    a newer edition can be taken over, empty when the programme does not offer that; reopen: empty when
    nothing can be corrected any more."""

    home: str
    overview: str
    section: Callable[[str], str]
    held: Callable[[str], str]
    check: str
    submit: str
    reopen: str
    done: str
    upgrade: str = ""
