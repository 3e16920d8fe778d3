"""Looking for a person: by POST, and sealed on the way back, for no name belongs in an address."""

from collections.abc import Iterable, Mapping
from contextlib import suppress

from django.http import QueryDict

from portal.privacy.encryption import Unreadable, seal_text, unseal_text
from portal.walls.actor import Actor

# The field of a filter in which a name is typed, and what it is called in an address.
NAME, SEALED, LONGEST = "q", "naam", 100


def as_address(actor: Actor, place: str, fields: Iterable[str], typed: QueryDict) -> str:
    """Return what was typed in a filter with these fields as the query of an address.

    A log or a history that holds it says no name. place: which list is searched.
    """
    asked = QueryDict(mutable=True)
    asked.update({field: typed[field] for field in fields if typed.get(field)})
    if name := asked.pop(NAME, [""])[0].strip()[:LONGEST]:
        asked[SEALED] = seal_text(name, _context(actor, place))
    return asked.urlencode()


def from_address(actor: Actor, place: str, query: QueryDict) -> Mapping[str, str]:
    """Undo `as_address`; a name that was not sealed for this person and list is left out."""
    asked = query.dict()
    asked.pop(NAME, None)
    with suppress(KeyError, ValueError, Unreadable):
        asked[NAME] = unseal_text(asked.pop(SEALED), _context(actor, place))
    return asked


def _context(actor: Actor, place: str) -> str:
    return f"search|{actor.user_id}|{actor.tenant_id}|{place}"
