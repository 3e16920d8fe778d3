"""A week before a talk secretary and board are told, once; the start page shows what is near or not recorded."""

from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from integrity.agenda.models import Talk
from integrity.agenda.reminding import TALK_NEAR, remind
from integrity.screening.models import SelectionRound
from portal.celery import app
from portal.notices.models import Notice
from portal.organisations.enums import Role
from portal.walls.scope import Scope, within
from tests.agenda import MAY, at, plan
from tests.cast import Cast, give_role
from tests.screening import start_round

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def selection(cast: Cast) -> SelectionRound:
    return start_round(cast, cast.a_secretary)


@pytest.fixture
def talk(cast: Cast, selection: SelectionRound) -> Talk:
    return plan(cast.a_secretary, selection)


def morning(day: int, month: int = 4) -> datetime:
    return at(date(2030, month, day), 7)


def told() -> list[tuple[int, str]]:
    with within(Scope(system=True)):
        rows = Notice.objects.filter(kind=TALK_NEAR).order_by("person_id")
        return [(row.person_id, row.path) for row in rows]


def waiting(cast: Cast, name: str, moment: datetime) -> dict[str, str]:
    """What the start page says about talks, with where it leads."""
    with time_machine.travel(moment, tick=False):
        page = cast.people()[name].client().get(reverse("home"))
        return {str(one.title): one.url for one in page.context["waiting"] if "esprek" in str(one.title)}


def test_secretary_and_board_are_told_a_week_before_and_once(cast: Cast, talk: Talk) -> None:
    days = [morning(28), morning(29), morning(29), morning(30), morning(6, 5)]
    assert [remind(day) for day in days] == [0, 1, 0, 0, 0]
    page = reverse("agenda_talk", args=[talk.pk])
    expected = sorted([(cast.a_secretary.user.pk, page), (cast.a_board.user.pk, page)])
    assert told() == expected


def test_who_is_both_is_told_once(cast: Cast, talk: Talk) -> None:
    give_role(cast.a_secretary.user, cast.branch_a.body, Role.BOARD_MEMBER)
    remind(morning(29))
    assert [person for person, _path in told()].count(cast.a_secretary.user.pk) == 1


def test_a_morning_that_was_missed_is_made_up_for(cast: Cast, talk: Talk) -> None:
    assert [remind(morning(3, 5)), remind(morning(4, 5))] == [1, 0]


def test_a_talk_that_was_held_or_called_off_is_not_told_of(cast: Cast, selection: SelectionRound, talk: Talk) -> None:
    other = plan(cast.a_secretary, selection, date(2030, 5, 7))
    cast.a_secretary.client().post(reverse("agenda_talk_cancel", args=[talk.pk]), {"version": 1})
    held = {"held_on": "2030-02-01", "themes": ["good_start"], "version": 1}
    with time_machine.travel(morning(29), tick=False):
        cast.a_secretary.client().post(reverse("agenda_talk_hold", args=[other.pk]), held)
    assert remind(morning(30)) == 0


def test_a_talk_that_moves_is_told_of_again(cast: Cast, talk: Talk) -> None:
    remind(morning(29))
    moved = {"day": "2030-05-20", "time": "20:00", "minutes": 90, "version": 1}
    cast.a_secretary.client().post(reverse("agenda_talk_move", args=[talk.pk]), moved)
    assert [remind(morning(30)), remind(morning(13, 5)), remind(morning(14, 5))] == [0, 1, 0]
    assert len(told()) == 4


def test_what_is_past_is_not_told_of(cast: Cast, talk: Talk) -> None:
    assert remind(morning(7, 5)) == 0


def test_every_branch_has_its_turn(cast: Cast, talk: Talk) -> None:
    plan(cast.b_secretary, start_round(cast, cast.b_secretary))
    assert remind(morning(29)) == 2
    people = (cast.a_secretary, cast.a_board, cast.b_secretary, cast.b_board)
    assert {person for person, _path in told()} == {person.user.pk for person in people}


def test_the_notice_says_nothing_of_the_talk(cast: Cast, talk: Talk) -> None:
    remind(morning(29))
    with within(Scope(system=True)):
        values = str(list(Notice.objects.filter(kind=TALK_NEAR).values()))
    assert not any(word in values for word in ("good_start", "Een goed begin", "2030-05-06", "Raad 2030"))


def test_the_morning_has_it_on_the_clock() -> None:
    app.loader.import_default_modules()
    assert settings.CELERY_BEAT_SCHEDULE["agenda.remind"]["task"] in app.tasks


# --- the start page -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a_secretary", "a_board"])
def test_a_talk_of_the_coming_week_waits_on_the_start_page(cast: Cast, talk: Talk, name: str) -> None:
    page = reverse("agenda_talk", args=[talk.pk])
    assert waiting(cast, name, morning(28)) == {}
    assert waiting(cast, name, morning(29)) == {"Gesprek over integriteit staat gepland op 6 mei 2030": page}


def test_a_talk_nobody_recorded_waits_for_the_secretary(cast: Cast, talk: Talk) -> None:
    title = "1 gesprek over integriteit is voorbij en nog niet vastgelegd"
    assert waiting(cast, "a_secretary", at(MAY, 21)).keys() == {"Gesprek over integriteit staat gepland op 6 mei 2030"}
    assert waiting(cast, "a_secretary", at(MAY, 22)) == {title: reverse("agenda_talk", args=[talk.pk])}
    assert waiting(cast, "a_board", at(MAY, 22)) == {}


def test_several_talks_that_nobody_recorded_are_one_line(cast: Cast, selection: SelectionRound, talk: Talk) -> None:
    title = "2 gesprekken over integriteit zijn voorbij en nog niet vastgelegd"
    plan(cast.a_secretary, selection, date(2030, 5, 7))
    assert waiting(cast, "a_secretary", morning(8, 5)) == {title: reverse("agenda", args=[selection.pk])}
    plan(cast.a_secretary, start_round(cast, cast.a_secretary), date(2030, 5, 7))
    [(_title, url)] = waiting(cast, "a_secretary", morning(8, 5)).items()
    assert url == reverse("agendas")


@pytest.mark.parametrize("name", ["b_secretary", "b_board", "a_manager"])
def test_nothing_waits_for_others(cast: Cast, talk: Talk, name: str) -> None:
    assert waiting(cast, name, morning(29)) == {}


def test_the_days_are_ours(cast: Cast, selection: SelectionRound) -> None:
    # Half past midnight is the evening before in universal time.
    late = plan(cast.a_secretary, selection, date(2030, 5, 8), hour=0)
    assert timezone.localdate(late.at) == date(2030, 5, 8)
    days: list[Any] = [remind(morning(30)), remind(morning(1, 5))]
    assert days == [0, 1]
