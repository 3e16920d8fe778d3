"""`perform` is the one door: it locks, checks, saves and records, and a second click changes nothing."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from integrity.screening.enums import CandidacyStatus
from integrity.screening.models import Candidacy
from integrity.screening.workflow import CANDIDACY
from portal.audit.models import Act, Event
from portal.walls.actor import Refused
from portal.workflow import moves
from portal.workflow.door import ChangedMeanwhile, perform
from portal.workflow.moves import Move, Procedure, State
from tests.cast import Cast, assemble
from tests.screening import add, publish_questionnaires, start_round

BOTH = ["default", "keys"]


@pytest.fixture(autouse=True)
def _own_procedures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Procedures made here are forgotten afterwards."""
    monkeypatch.setattr(moves, "_procedures", dict(moves._procedures))


def prepared() -> tuple[Cast, Candidacy]:
    publish_questionnaires()
    cast = assemble()
    return cast, add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen")


@pytest.mark.django_db(databases=BOTH)
def test_a_move_changes_the_status_and_is_recorded() -> None:
    cast, candidacy = prepared()
    with cast.a_secretary.scope():
        assert perform(CANDIDACY, "invite", candidacy, cast.a_secretary.actor, version=1)
        stored = Candidacy.objects.get()
        assert (stored.status, stored.version) == (CandidacyStatus.INVITED, 2)
        moved = Event.objects.filter(act=Act.MOVED, what="candidacy.invite")
        assert [event.person_id for event in moved] == [cast.a_secretary.user.pk]


@pytest.mark.django_db(databases=BOTH)
def test_a_double_click_does_it_once() -> None:
    cast, candidacy = prepared()
    with cast.a_secretary.scope():
        assert perform(CANDIDACY, "invite", candidacy, cast.a_secretary.actor, version=1)
        assert not perform(CANDIDACY, "invite", candidacy, cast.a_secretary.actor, version=1)
        assert Candidacy.objects.get().version == 2
        assert Event.objects.filter(what="candidacy.invite").count() == 1


@pytest.mark.django_db(databases=BOTH)
def test_who_looked_at_an_older_state_is_told() -> None:
    cast, candidacy = prepared()
    with cast.a_secretary.scope():
        perform(CANDIDACY, "invite", candidacy, cast.a_secretary.actor)
        with pytest.raises(ChangedMeanwhile):
            perform(CANDIDACY, "pass_over", candidacy, cast.a_secretary.actor, version=1)
        assert Candidacy.objects.get().status == CandidacyStatus.INVITED


@pytest.mark.django_db(databases=BOTH)
def test_a_refusal_says_why_and_changes_nothing() -> None:
    cast, candidacy = prepared()
    with cast.a_member.scope():
        with pytest.raises(Refused, match="secretaris"):
            perform(CANDIDACY, "invite", candidacy, cast.a_member.actor)
        assert Candidacy.objects.get().version == 1
        assert not Event.objects.filter(what="candidacy.invite").exists()


@pytest.mark.django_db(databases=BOTH)
def test_a_failing_effect_takes_the_whole_move_back() -> None:
    cast, candidacy = prepared()

    def fail(actor: object, obj: object) -> None:
        raise RuntimeError

    broken = Procedure(
        name="broken",
        model=lambda: Candidacy,
        states=(State("added", "toegevoegd", ""), State("listed", "op de lijst", "")),
        moves=(Move("jump", frozenset({"added"}), "listed", "Springen", may=lambda a, o: None, effects=(fail,)),),
    )
    with cast.a_secretary.scope():
        with pytest.raises(RuntimeError):
            perform(broken, "jump", candidacy, cast.a_secretary.actor)
        assert Candidacy.objects.get().status == CandidacyStatus.ADDED
        assert not Event.objects.filter(what="broken.jump").exists()


@pytest.mark.django_db(transaction=True, databases=BOTH)
def test_of_ten_people_at_once_one_decides_and_the_others_are_told() -> None:
    cast, candidacy = prepared()
    start = threading.Barrier(10)

    def click(number: int) -> str:
        try:
            with cast.a_secretary.scope():
                start.wait()
                move = "pass_over" if number % 2 else "invite"
                return "did" if perform(CANDIDACY, move, candidacy, cast.a_secretary.actor, version=1) else "again"
        except Refused:
            return "told"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        answers = sorted(pool.map(click, range(10)))
    assert answers.count("did") == 1
    assert set(answers) == {"again", "did", "told"}


def test_a_table_that_leads_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown states"):
        Procedure(
            name="nowhere",
            model=lambda: Candidacy,
            states=(State("added", "toegevoegd", ""),),
            moves=(Move("jump", frozenset({"added"}), "gone", "Springen", may=lambda a, o: None),),
        )
