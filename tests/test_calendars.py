"""Calendar files: known again by every calendar, and nothing in them about anybody."""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.test import override_settings
from icalendar import Calendar

from portal.calendars import Entry, calendar_file, calendar_response

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
UID = UUID("00000000-0000-0000-0000-000000000007")


def entry(**more: object) -> Entry:
    starts = datetime(2030, 1, 10, 19, 30, tzinfo=AMSTERDAM)
    facts = {"starts": starts, "ends": starts + timedelta(hours=1), "sequence": 0, **more}
    return Entry(uid=UID, summary="Gesprek (kenmerk 7F3K-9Q2M)", path="/gesprek/", **facts)


def only_event(content: bytes) -> dict[str, object]:
    calendar = Calendar.from_ical(content)
    [event] = calendar.walk("VEVENT")
    assert (calendar["VERSION"], [*calendar.errors, *event.errors]) == ("2.0", [])
    return {**event, "METHOD": calendar["METHOD"]}


@override_settings(PORTAL_URL="https://portaal.example", DEFAULT_FROM_EMAIL="portaal@portaal.example")
def test_an_entry_says_when_and_where_to_look_and_no_more() -> None:
    event = only_event(calendar_file([entry()]))
    assert event["UID"] == f"{UID}@portaal.example"
    assert (event["SUMMARY"], event["URL"]) == ("Gesprek (kenmerk 7F3K-9Q2M)", "https://portaal.example/gesprek/")
    assert (event["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("PUBLISH", "CONFIRMED", 0)
    assert event["ORGANIZER"] == "mailto:portaal@portaal.example"
    assert {"LOCATION", "ATTENDEE", "COMMENT"} & event.keys() == set()


@pytest.mark.parametrize(
    ("local", "universal"),
    [
        (datetime(2030, 3, 30, 19, 30, tzinfo=AMSTERDAM), b"DTSTART:20300330T183000Z"),
        (datetime(2030, 3, 31, 19, 30, tzinfo=AMSTERDAM), b"DTSTART:20300331T173000Z"),
        (datetime(2030, 10, 27, 19, 30, tzinfo=AMSTERDAM), b"DTSTART:20301027T183000Z"),
    ],
)
def test_the_hour_is_right_on_both_sides_of_a_change_of_the_clock(local: datetime, universal: bytes) -> None:
    assert universal in calendar_file([entry(starts=local, ends=local + timedelta(hours=1))])


def test_a_change_keeps_the_id_and_counts_on() -> None:
    first, second = (only_event(calendar_file([entry(sequence=number)])) for number in (0, 1))
    assert first["UID"] == second["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (0, 1)


def test_a_cancelled_entry_leaves_the_calendar() -> None:
    event = only_event(calendar_file([entry(cancelled=True, sequence=2)]))
    assert (event["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 2)


def test_a_day_has_no_hour() -> None:
    assert b"DTSTART;VALUE=DATE:20310501" in calendar_file([entry(starts=date(2031, 5, 1), ends=date(2031, 5, 2))])


def test_it_comes_as_a_download() -> None:
    answer = calendar_response([entry()], "7F3K-9Q2M-gesprek")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="7F3K-9Q2M-gesprek.ics"'
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
