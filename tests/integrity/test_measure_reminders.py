"""Reminders of measures: to whoever does it, once for each date, until it is done."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from integrity.measures.agreeing import plan_review, take
from integrity.measures.models import Measure
from integrity.measures.reminding import remind
from integrity.screening.models import Candidacy
from integrity.screening.ties import declare_tie
from integrity.screening.workflow import CANDIDACY
from portal.celery import app
from portal.notices.models import Notice
from portal.walls.scope import Scope, within
from portal.workflow.door import perform
from tests.cast import Cast, give_role
from tests.measures import FACTS, agreed, propose_to
from tests.screening import CandidateSession, add, start_round
from tests.undertaking import signed

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
DUE: date = FACTS["due_on"]
LATER = DUE + timedelta(days=90)


def sent() -> list[tuple[str, Any, str]]:
    """Kind, recipient and path of each reminder."""
    with within(Scope(system=True)):
        rows = Notice.objects.filter(kind__in=("measure_due", "measure_own_due")).order_by("made_at")
        return [(row.kind, row.person_id or row.dossier_id, row.path) for row in rows]


@pytest.mark.parametrize("owner", ["candidate", "secretary", "board", "group"])
def test_the_owner_hears_of_it_on_the_day(cast: Cast, candidacy: Candidacy, session: Any, owner: str) -> None:
    agreed(cast.a_secretary, session, candidacy, owner=owner)
    page = reverse("measures", args=[candidacy.dossier.reference])
    expected = {
        "candidate": ("measure_own_due", candidacy.dossier_id, reverse("my_measures")),
        "secretary": ("measure_due", cast.a_secretary.user.pk, page),
        # The board reads measures only in what is signed.
        "board": ("measure_due", cast.a_secretary.user.pk, page),
        "group": ("measure_due", cast.a_secretary.user.pk, page),
    }
    assert (remind(DUE - timedelta(days=1)), sent()) == (0, [])
    assert (remind(DUE), sent()) == (1, [expected[owner]])


def test_the_board_hears_of_its_own_once_it_may_read_them(cast: Cast, candidacy: Candidacy, session: Any) -> None:
    agreed(cast.a_secretary, session, candidacy, owner="board")
    signed(cast, candidacy)
    remind(DUE)
    path = reverse("board_undertaking", args=[candidacy.dossier.reference])
    assert sent() == [("measure_due", cast.a_board.user.pk, path)]


def test_each_date_reminds_once(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    agreed(cast.a_secretary, session, candidacy, review_on=LATER)
    days = (DUE, DUE, DUE + timedelta(days=1), LATER, LATER + timedelta(days=1))
    assert [remind(day) for day in days] == [1, 0, 0, 1, 0]


def test_a_day_that_was_missed_is_made_up_for(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    agreed(cast.a_secretary, session, candidacy)
    assert [remind(DUE + timedelta(days=3)), remind(DUE + timedelta(days=4))] == [1, 0]


def test_a_new_date_to_look_again_reminds_again(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    measure = agreed(cast.a_secretary, session, candidacy, review_on=DUE)
    assert remind(DUE) == 1
    with cast.a_secretary.scope():
        plan_review(cast.a_secretary.actor, measure, 2, {"review_on": LATER})
    assert [remind(LATER - timedelta(days=1)), remind(LATER)] == [0, 1]


@pytest.mark.parametrize("move", ["finish", "drop"])
def test_what_is_over_reminds_nobody(cast: Cast, candidacy: Candidacy, session: CandidateSession, move: str) -> None:
    measure = agreed(cast.a_secretary, session, candidacy)
    with cast.a_secretary.scope():
        take(cast.a_secretary.actor, measure, move, 2)
    assert remind(DUE) == 0


def test_what_is_not_agreed_reminds_nobody(cast: Cast, candidacy: Candidacy) -> None:
    propose_to(cast.a_secretary, candidacy)
    assert remind(DUE) == 0


def test_who_withdrew_hears_nothing_and_who_is_listed_does(cast: Cast, candidacy: Candidacy, session: Any) -> None:
    agreed(cast.a_secretary, session, candidacy)
    other = add(cast.a_secretary, candidacy.round, "Bo de Boer", invite=True)
    agreed(cast.a_secretary, CandidateSession(cast.branch_a, other.dossier_id), other)
    session.client().post(reverse("my_withdraw"))
    with cast.a_secretary.scope():
        perform(CANDIDACY, "list", other, cast.a_secretary.actor)
    assert remind(DUE) == 1
    assert [recipient for _kind, recipient, _path in sent()] == [other.dossier_id]


def test_who_has_a_tie_hears_nothing(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    agreed(cast.a_secretary, session, candidacy, owner="secretary")
    give_role(cast.a_member.user, cast.branch_a.body, "party_secretary")
    with cast.a_member.scope():
        declare_tie(cast.a_member.actor, candidacy.dossier)
    remind(DUE)
    assert [recipient for _kind, recipient, _path in sent()] == [cast.a_secretary.user.pk]


def test_every_branch_has_its_turn(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    agreed(cast.a_secretary, session, candidacy)
    theirs = add(cast.b_secretary, start_round(cast, cast.b_secretary), "Bo de Boer", invite=True)
    agreed(cast.b_secretary, CandidateSession(cast.branch_b, theirs.dossier_id), theirs)
    assert remind(DUE) == 2
    assert {recipient for _kind, recipient, _path in sent()} == {candidacy.dossier_id, theirs.dossier_id}


def test_the_notice_says_nothing_of_the_measure(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    agreed(cast.a_secretary, session, candidacy)
    remind(DUE)
    with within(Scope(system=True)):
        values = str(Notice.objects.filter(kind="measure_own_due").values().get())
    assert FACTS["text"] not in values and FACTS["risk"] not in values


def test_the_morning_has_it_on_the_clock() -> None:
    app.loader.import_default_modules()
    assert settings.CELERY_BEAT_SCHEDULE["measures.remind"]["task"] in app.tasks


def test_the_reminder_changes_no_version(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    agreed(cast.a_secretary, session, candidacy)
    remind(DUE)
    with cast.branch_a.scope():
        row = Measure.objects.get()
        assert (row.version, row.reminded_on, row.text) == (2, DUE, FACTS["text"])
