"""The day on which something must be ready: the round's, or a candidate's own who was invited late."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from integrity.background.certificates import ask_certificate
from integrity.screening.instruments import due_for
from integrity.screening.models import Candidacy, Reminder, RoundInstrument, SelectionRound
from integrity.screening.reminders import remind_by_date
from tests.cast import Cast
from tests.screening import CandidateSession
from tests.undertaking import offered

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
TODAY = timezone.localdate()


@pytest.fixture
def own(session: CandidateSession) -> Client:
    return session.client()


def due(cast: Cast, day: date, *instruments: str) -> None:
    with cast.branch_a.scope():
        RoundInstrument.objects.filter(instrument__in=instruments).update(due_on=day)


def invited(cast: Cast, day: date) -> None:
    with cast.branch_a.scope():
        Candidacy.objects.update(invited_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("invited_on", "expected"),
    [
        (None, date(2030, 1, 10)),
        (date(2029, 12, 1), date(2030, 1, 10)),
        (date(2030, 1, 3), date(2030, 1, 10)),
        (date(2030, 1, 4), date(2030, 1, 11)),
        (date(2030, 1, 12), date(2030, 1, 19)),
        (date(2030, 1, 18), date(2030, 1, 20)),
        (date(2030, 1, 25), date(2030, 1, 20)),
    ],
)
def test_who_is_invited_late_has_a_week_but_not_beyond_nomination_day(invited_on: date | None, expected: date) -> None:
    at = datetime(*invited_on.timetuple()[:3], 12, tzinfo=UTC) if invited_on else None
    candidacy = Candidacy(invited_at=at, round=SelectionRound(nomination_day=date(2030, 1, 20)))
    assert due_for(candidacy, date(2030, 1, 10)) == expected
    assert due_for(candidacy, None) is None


def test_an_evening_in_the_netherlands_is_not_the_day_after() -> None:
    late = datetime(2030, 1, 10, 22, 30, tzinfo=UTC)
    candidacy = Candidacy(invited_at=late, round=SelectionRound(nomination_day=date(2030, 2, 1)))
    assert due_for(candidacy, date(2030, 1, 1)) == date(2030, 1, 17)
    candidacy.invited_at = late + timedelta(hours=1)
    assert due_for(candidacy, date(2030, 1, 1)) == date(2030, 1, 18)


@pytest.mark.parametrize(("days_ago", "late"), [(0, 0), (7, 0), (8, 1)])
def test_an_invitation_after_the_day_is_not_late_at_once(
    cast: Cast, candidacy: Candidacy, days_ago: int, late: int
) -> None:
    due(cast, TODAY - timedelta(days=30), "questionnaire")
    invited(cast, TODAY - timedelta(days=days_ago))
    desk = cast.a_secretary.client()
    page = desk.get(reverse("round_desk", args=[candidacy.round_id]))
    told = {str(count.label): count.number for count in page.context["counts"]}
    filtered = desk.get(reverse("round_desk", args=[candidacy.round_id]) + "?late=on")
    assert (told["te laat"], len(filtered.context["rows"])) == (late, late)
    cell = page.context["desk"].rows[0].cells["questionnaire"]
    assert (cell.late, cell.own_day) == (bool(late), TODAY + timedelta(days=7 - days_ago))


def tasks(own: Client) -> dict[str, str]:
    return {str(task.title): str(task.due) for task in own.get(reverse("my_file")).context["tasks"]}


def test_a_candidate_reads_the_day_that_holds_for_them(cast: Cast, own: Client) -> None:
    due(cast, date(2030, 1, 9), "questionnaire")
    due(cast, TODAY - timedelta(days=1), "rules")
    invited(cast, date(2030, 1, 4))
    assert tasks(own)["Vragenlijst integriteit"] == "Graag klaar op 11 januari."
    invited(cast, date(2026, 1, 1))
    told = tasks(own)
    assert told["Vragenlijst integriteit"] == "Graag klaar op 9 januari."
    assert told["Vuistregels integriteit"].startswith("Dit moest klaar zijn op ")


def test_only_what_a_candidate_must_do_now_has_a_day(cast: Cast, candidacy: Candidacy, own: Client) -> None:
    with cast.branch_a.scope():
        RoundInstrument.objects.update(due_on=date(2030, 1, 9))
    asked = {title for title, day in tasks(own).items() if day}
    assert asked == {"Vuistregels integriteit", "Vragenlijst integriteit", "Referenties"}
    with cast.a_secretary.scope():
        ask_certificate(cast.a_secretary.actor, candidacy)
    offered(cast.a_secretary, candidacy)
    own.post(reverse("my_rules"), {"edition": "1", "read": "on"})
    asked = {title for title, day in tasks(own).items() if day}
    assert asked == {
        "Vragenlijst integriteit",
        "Referenties",
        "Verklaring omtrent het gedrag (VOG)",
        "Bewilligingsverklaring",
    }


# --- reminders ------------------------------------------------------------------------------

INVITED = date(2030, 1, 2)


@pytest.mark.parametrize(("days", "expected"), [(0, 0), (1, 0), (5, 0), (6, 1), (7, 0), (8, 0)])
def test_who_is_invited_after_the_day_is_reminded_before_their_own(
    cast: Cast, candidacy: Candidacy, days: int, expected: int
) -> None:
    due(cast, INVITED - timedelta(days=20), "questionnaire")
    invited(cast, INVITED)
    assert remind_by_date(INVITED + timedelta(days=days)) == expected
    assert remind_by_date(INVITED + timedelta(days=days)) == 0
    with cast.branch_a.scope():
        assert list(Reminder.objects.values_list("instrument", "moment")) == [("questionnaire", 1)] * expected


def test_who_is_invited_between_the_reminders_keeps_one(cast: Cast, candidacy: Candidacy) -> None:
    """Three days before the day of the round: the one reminder comes a day before their own day."""
    due(cast, INVITED + timedelta(days=3), "questionnaire")
    invited(cast, INVITED)
    sent = [remind_by_date(INVITED + timedelta(days=days)) for days in range(10)]
    assert sent == [0, 0, 0, 0, 0, 0, 1, 0, 0, 0]


def test_nobody_is_reminded_on_the_day_of_the_invitation(cast: Cast, candidacy: Candidacy) -> None:
    due(cast, INVITED + timedelta(days=7), "questionnaire")
    invited(cast, INVITED)
    assert remind_by_date(INVITED) == 0
    invited(cast, INVITED - timedelta(days=1))
    assert remind_by_date(INVITED) == 1
