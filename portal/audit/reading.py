"""Reading the log: who opened a file, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.audit.models import Act, Event
from portal.audit.record import CANDIDATE_ROLE, SYSTEM_ROLE
from portal.privacy.declarations import Text
from portal.walls.actor import Actor

# What was read or done, as people would say it. Rooms and programmes add theirs from apps.py.
DENIED = _("wilde een pagina openen die toen niet open was")
_names: dict[str, Text] = {}
_roles: dict[str, Text] = {CANDIDATE_ROLE: _("de kandidaat"), SYSTEM_ROLE: _("het portaal")}


@dataclass(frozen=True)
class Line:
    """One event for a page, as a sentence that starts with the role, or with “u” in the own file; no names."""

    at: datetime
    text: str


def name_events(names: dict[str, Text]) -> None:
    """Give sentences to `Event.what` values; with ".refused" behind it to what was tried and did not succeed."""
    _names.update(names)


def name_roles(names: dict[str, Text]) -> None:
    """Give words to the roles that events carry."""
    _roles.update(names)


def lines_of(actor: Actor, dossier_id: UUID, *, limit: int | None = 200, daily: bool = False) -> list[Line]:
    """Return the newest events of one file, newest first; what one person wrote in one go is one line.

    limit: how many events at most, None for all of them; daily: what a role read several times on one day
    is one line too, for those who work with the file.
    """
    events: Iterable[Event] = Event.objects.visible_to(actor).filter(dossier_id=dossier_id).order_by("-at")[:limit]
    if daily:
        events = _once_a_day(events)
    runs = groupby(events, key=lambda event: event.pk if event.act != Act.WROTE else (event.what, event.role))
    return [_line(next(run), own=actor.dossier_id == dossier_id) for _key, run in runs]


def _once_a_day(events: Iterable[Event]) -> Iterator[Event]:
    seen = set()
    for event in events:
        reading = (event.what, event.role, localdate(event.at))
        if event.act != Act.READ or reading not in seen:
            yield event
        seen.add(reading)


def _line(event: Event, *, own: bool) -> Line:
    who = _("u") if own and event.role == CANDIDATE_ROLE else roles_in_words(event.role)
    return Line(event.at, capfirst(f"{who} {_what(event)}"))


def _what(event: Event) -> Text:
    """What was refused is never told as if it was done."""
    if event.act == Act.DENIED:
        return _names.get(f"{event.what}.refused", DENIED)
    return _names.get(event.what, event.get_act_display())


def roles_in_words(roles: str) -> str:
    """Return roles as people call them; `roles` as an event carries them, with commas between."""
    return ", ".join(str(_roles.get(role, role)) for role in roles.split(","))
