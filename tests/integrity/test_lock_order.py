"""Ties, plans, roles and links made while others write: no two wait for each other (docs/decisions/one-lock.md)."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from integrity.interview.planning import Appointment, plan
from integrity.screening.clocks import start_of
from integrity.screening.committee import join
from integrity.screening.models import Candidacy, SelectionRound
from integrity.screening.rounds import change_round
from integrity.screening.ties import declare_tie
from integrity.screening.workflow import CANDIDACY
from portal.accounts.links import UNKNOWN, LinkRefused, mint_personal_link, redeem
from portal.notices.models import Notice
from portal.organisations.enums import Role
from portal.organisations.members import add_role
from portal.privacy.dossiers import Erased, lock_files
from portal.privacy.models import Dossier, Tie
from portal.reports.models import Report, Status
from portal.reports.order import mark_lost, retry_report
from portal.retention.erasure import erase_dossier
from portal.walls.actor import Actor
from portal.workflow.door import perform
from tests.at_once import meanwhile
from tests.cast import Cast, UserFactory, assemble, give_role
from tests.interviews import PLACE, in_days, name_all, second_member
from tests.organisations.post import link_for
from tests.screening import add, publish_questionnaires, start_round

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture
def cast() -> Cast:
    publish_questionnaires()
    return assemble()


def test_who_joins_with_several_ties_takes_the_files_in_the_order_of_everybody(cast: Cast) -> None:
    selection = start_round(cast, cast.a_secretary)
    added = [add(cast.a_secretary, selection, f"Kandidaat {number}") for number in range(2)]
    first, second = sorted(added, key=lambda candidacy: candidacy.dossier_id)

    def join_with_both() -> None:
        with cast.a_member.scope():
            # As the page has them: by name, and so in any order.
            join(cast.a_member.actor, selection, [second, first], timezone.now())

    def the_second_is_free() -> None:
        assert Dossier.objects.select_for_update(nowait=True).get(pk=second.dossier_id)

    scope, lock_first = cast.a_secretary.scope(), lambda: lock_files([first.dossier_id])
    assert meanwhile(scope, lock_first, join_with_both, then=the_second_is_free) == [(True, None)]
    with cast.branch_a.scope():
        assert Tie.objects.filter(person=cast.a_member.user).count() == 2


def test_who_declares_a_tie_while_the_file_is_erased_is_told_that_it_is_gone(cast: Cast) -> None:
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)
    with cast.a_secretary.scope():
        perform(CANDIDACY, "list", candidacy, cast.a_secretary.actor)

    def declare() -> None:
        actor = cast.a_secretary.actor
        with cast.a_secretary.scope():
            declare_tie(actor, candidacy.dossier)

    erase = lambda: erase_dossier(Actor(tenant_id=cast.branch_a.pk), candidacy.dossier)  # noqa: E731
    [outcome] = meanwhile(cast.branch_a.scope(), erase, declare)
    assert (outcome.waited, type(outcome.result)) == (True, Erased)


def test_planning_a_manager_as_interviewer_holds_up_nobody_who_gives_roles(cast: Cast) -> None:
    give_role(cast.a_manager.user, cast.branch_a.body, Role.COMMITTEE_MEMBER)
    second, selection = second_member(cast), start_round(cast, cast.a_secretary)
    name_all(cast, selection)
    candidacy = add(cast.a_secretary, selection, "Kim Janssen", invite=True)
    newcomer, manager = UserFactory(email="kim.janssen@voorbeeld.example"), cast.a_manager.actor

    def make_the_candidate_a_colleague() -> None:
        with cast.a_manager.scope():
            add_role(manager, newcomer, Role.BOARD_MEMBER, timezone.localdate(), None)

    def plan_the_manager() -> None:
        people = (cast.a_manager.user, second.user)
        found = Candidacy.objects.named().get(pk=candidacy.pk)
        assert plan(cast.a_secretary.actor, [Appointment(found, in_days(9), 60, PLACE, people)]) == 1

    lock = lambda: lock_files([candidacy.dossier_id])  # noqa: E731
    scope = cast.a_secretary.scope()
    assert meanwhile(scope, lock, make_the_candidate_a_colleague, then=plan_the_manager) == [(True, None)]


def test_who_opens_a_link_while_the_file_is_erased_is_told_that_it_does_not_work(cast: Cast) -> None:
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)
    token = link_for("kim.janssen@voorbeeld.example").rstrip("/").rpartition("/")[2]

    def open_it() -> Any:
        try:
            return redeem(token)
        except LinkRefused as refused:
            return refused.reason

    lock = lambda: Dossier.objects.select_for_update().get(pk=candidacy.dossier_id)  # noqa: E731
    erase = lambda: erase_dossier(Actor(tenant_id=cast.branch_a.pk), candidacy.dossier)  # noqa: E731
    assert meanwhile(cast.branch_a.scope(), lock, open_it, then=erase) == [(True, UNKNOWN)]


def test_a_link_that_is_mailed_while_the_file_is_erased_is_not_made(cast: Cast) -> None:
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)
    with cast.branch_a.scope():
        notice = Notice(tenant_id=cast.branch_a.pk, dossier=candidacy.dossier)
        mint_personal_link(notice)
    assert _while_erasing(cast, candidacy, lambda: mint_personal_link(notice)) == (True, Erased)


@pytest.mark.parametrize(("write", "status"), [(retry_report, Status.FAILED), (mark_lost, Status.DONE)])
def test_a_report_that_is_tried_again_while_the_file_is_erased_is_gone(cast: Cast, write: Any, status: str) -> None:
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)
    with cast.branch_a.scope():
        facts = {"tenant_id": cast.branch_a.pk, "dossier": candidacy.dossier, "kind": "integrity.dossier"}
        report = Report.objects.create(
            **facts, status=status, language="nl", fingerprint="x", expires_at=timezone.now()
        )
    assert _while_erasing(cast, candidacy, lambda: write(cast.a_secretary.actor, report)) == (True, Erased)


def _while_erasing(cast: Cast, candidacy: Candidacy, write: Any) -> tuple[bool, type]:
    def act() -> None:
        with cast.branch_a.scope():
            write()

    lock = lambda: Dossier.objects.select_for_update().get(pk=candidacy.dossier_id)  # noqa: E731
    erase = lambda: erase_dossier(Actor(tenant_id=cast.branch_a.pk), candidacy.dossier)  # noqa: E731
    [outcome] = meanwhile(cast.branch_a.scope(), lock, act, then=erase)
    return outcome.waited, type(outcome.result)


@pytest.mark.parametrize("listed_first", [True, False])
def test_who_is_listed_while_the_round_gets_another_date_counts_from_that(cast: Cast, listed_first: bool) -> None:
    selection, secretary = start_round(cast, cast.a_secretary), cast.a_secretary
    candidacy, later = add(secretary, selection, "Kim Janssen", invite=True), date(2031, 6, 1)

    def put_on_the_list() -> None:
        perform(CANDIDACY, "list", Candidacy.objects.get(pk=candidacy.pk), secretary.actor)

    def change() -> None:
        change_round(secretary.actor, SelectionRound.objects.get(pk=selection.pk), 1, irrevocable_on=later)

    def alone(write: Any) -> Any:
        def act() -> None:
            with secretary.scope():
                write()

        return act

    first, second = (put_on_the_list, change) if listed_first else (change, put_on_the_list)
    assert meanwhile(secretary.scope(), first, alone(second)) == [(True, None)]
    with cast.branch_a.scope():
        assert Dossier.objects.get(pk=candidacy.dossier_id).clock_started_at == start_of(later)
