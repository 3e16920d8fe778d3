"""What waits for whom on the page after signing in. Rooms and programmes register theirs from `apps.py`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from portal.walls.actor import Actor

Text = str | Promise
EVERYBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Waiting:
    """One thing that waits. `action`: the words on the button to `url`; count: how many of them, if it matters."""

    title: Text
    text: Text
    url: str
    action: Text
    count: int = 0


@dataclass(frozen=True)
class Shortcut:
    """A page people of some roles come back to. `view`: the name of a URL without arguments."""

    label: Text
    text: Text
    view: str

    @property
    def url(self) -> str:
        return reverse(self.view)


Provider = Callable[[Actor], list[Waiting]]
_providers: list[tuple[frozenset[str], Provider]] = []
_shortcuts: list[tuple[frozenset[str], Shortcut]] = []


def register_waiting(roles: frozenset[str], waiting: Provider) -> None:
    """Ask `waiting` for the start page of whoever acts with one of `roles`; of everybody when there are none."""
    _providers.append((roles, waiting))


def register_shortcut(roles: frozenset[str], shortcut: Shortcut) -> None:
    """Put a page in the menu and on the start page of whoever acts with one of `roles`."""
    _shortcuts.append((roles, shortcut))


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return everything that waits for `actor`: first the work of a role, then what everybody gets."""
    by_role = sorted(_providers, key=lambda registered: not registered[0])
    return [one for roles, provider in by_role if _meant(roles, actor) for one in provider(actor)]


def shortcuts_of(actor: Actor) -> list[Shortcut]:
    """Return the pages of `actor`; nobody has any without an organisation to act in."""
    if actor.tenant_id is None or actor.dossier_id is not None:
        return []
    return [shortcut for roles, shortcut in _shortcuts if _meant(roles, actor)]


def _meant(roles: frozenset[str], actor: Actor) -> bool:
    return not roles or actor.has(*roles)
