"""Calendar files (iCalendar, RFC 5545 and 5546). They leave the portal: no name, no place and no content goes in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

PRODUCT = "-//Portaal Weerbaar Bestuur//NL"


@dataclass(frozen=True)
class Entry:
    """An appointment for somebody's own calendar.

    uid: of the object behind it, the same for good, so that a calendar knows it again; sequence: goes up
    with every change; summary: names nobody; path: where in the portal the rest stands. starts and ends are
    moments, or days for the whole day.
    """

    uid: UUID
    sequence: int
    summary: str
    path: str
    starts: datetime | date
    ends: datetime | date
    cancelled: bool = False


def calendar_file(entries: Sequence[Entry]) -> bytes:
    """Return `entries` as one file; it cancels when all of them were cancelled."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if all(entry.cancelled for entry in entries) else "PUBLISH")
    for entry in entries:
        calendar.add_component(_event(entry))
    return calendar.to_ical()


def calendar_response(entries: Sequence[Entry], filename: str) -> HttpResponse:
    """Return the file as a download; `filename` names nobody."""
    headers = {"Content-Disposition": f'attachment; filename="{filename}.ics"'}
    return HttpResponse(calendar_file(entries), content_type="text/calendar; charset=utf-8", headers=headers)


def _event(entry: Entry) -> Event:
    url = settings.PORTAL_URL + entry.path
    event = Event()
    event.add("uid", f"{entry.uid}@{urlsplit(settings.PORTAL_URL).hostname}")
    event.add("dtstamp", timezone.now())
    event.add("sequence", entry.sequence)
    event.add("dtstart", _moment(entry.starts))
    event.add("dtend", _moment(entry.ends))
    event.add("summary", entry.summary)
    event.add("description", _("Alles over deze afspraak staat in het portaal: %(url)s") % {"url": url})
    event.add("url", url)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    # RFC 5546 asks for an organiser; the portal's own address names nobody.
    event.add("organizer", vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL}"))
    return event


def _moment(moment: datetime | date) -> datetime | date:
    # In universal time no calendar needs to know when our clocks change.
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment
