"""A checked list on its way through the browser: encrypted, and of use to one person in one round."""

import json
import time
from dataclasses import astuple, dataclass

from integrity.screening.importing.columns import Entry
from integrity.screening.models import SelectionRound
from portal.privacy.encryption import Unreadable, seal_text, unseal_text
from portal.walls.actor import Actor

KEPT_SECONDS = 3600
# 300 names and addresses of the greatest length, in hexadecimal, and room.
MAX_LENGTH = 1_500_000


@dataclass(frozen=True)
class Opened:
    """A list that came back; `fresh` when it was checked less than an hour ago."""

    entries: list[Entry]
    fresh: bool


def seal_entries(actor: Actor, selection: SelectionRound, entries: list[Entry]) -> str:
    """Return `entries` as text that only this person can bring back, to this round."""
    plain = json.dumps({"at": int(time.time()), "entries": [astuple(entry) for entry in entries]}, ensure_ascii=False)
    return seal_text(plain, _context(actor, selection))


def open_entries(actor: Actor, selection: SelectionRound, sealed: str) -> Opened:
    """Undo `seal_entries`; raises Unreadable for text that it did not make for this person and round."""
    if len(sealed) > MAX_LENGTH:
        raise Unreadable("too long")
    try:
        content = json.loads(unseal_text(sealed, _context(actor, selection)))
    except ValueError as error:
        raise Unreadable("no sealed list") from error
    age = time.time() - content["at"]
    return Opened([Entry(*entry) for entry in content["entries"]], fresh=age < KEPT_SECONDS)


def _context(actor: Actor, selection: SelectionRound) -> str:
    return f"round-import|{actor.user_id}|{actor.tenant_id}|{selection.pk}"
