"""The overview of a round as PDF: nobody's name is on it, and nobody finds whom they have a tie with."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from integrity.screening.models import Candidacy, SelectionRound
from integrity.screening.round_report import ROUND_REPORT
from portal.audit.models import Act, Event
from portal.reports.models import Report, Status
from portal.reports.render import render
from portal.retention.erasure import erase_dossier
from portal.walls.actor import Actor
from portal.walls.scope import Scope, within
from tests.cast import Cast
from tests.screening import add, decide, start_round

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def selection(cast: Cast) -> SelectionRound:
    return start_round(cast, cast.a_secretary)


@pytest.fixture
def both(cast: Cast, selection: SelectionRound) -> list[Candidacy]:
    return [add(cast.a_secretary, selection, name, invite=True) for name in ("Kim Janssen", "Noor Bakker")]


def order(client: Client, selection: SelectionRound) -> Any:
    return client.post(reverse("round_report", args=[selection.pk]))


def made(cast: Cast, answer: Any) -> Report:
    """The report behind an answer, made as a worker would."""
    pk = answer.url.rstrip("/").split("/")[-1]
    render(pk)
    with cast.branch_a.scope():
        return Report.objects.get(pk=pk)


def words(report: Report) -> str:
    """What its maker would put on it."""
    scope = Scope(tenant=report.tenant_id, person=report.requested_by_id)
    with within(scope):
        return render_to_string("reports/round.html", {"report": report, **ROUND_REPORT.context(report)})


def test_it_names_references_and_no_people(cast: Cast, selection: SelectionRound, both: list[Candidacy]) -> None:
    report = made(cast, order(cast.a_secretary.client(), selection))
    text = words(report)
    assert [one.dossier.reference in text for one in both] == [True, True]
    assert "Kim" not in text
    assert "nog niet gelezen" in text


def test_a_member_with_a_tie_gets_one_without_that_candidate(
    cast: Cast, selection: SelectionRound, both: list[Candidacy]
) -> None:
    kim, noor = both
    member = cast.a_member.client()
    before = made(cast, order(member, selection))
    member.post(reverse("candidate_tie_declare", args=[kim.dossier.reference]))
    for url in ("report_status", "report_download"):
        assert member.get(reverse(url, args=[before.pk])).status_code == 403
    after = made(cast, order(member, selection))
    assert after.pk != before.pk
    text = words(after)
    assert (kim.dossier.reference in text, noor.dossier.reference in text) == (False, True)
    assert member.get(reverse("report_download", args=[after.pk])).status_code == 200


def test_a_tie_elsewhere_does_not_lock_somebody_out(
    cast: Cast, selection: SelectionRound, both: list[Candidacy]
) -> None:
    other = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Bo Smit")
    member = cast.a_member.client()
    made(cast, order(member, selection))
    member.post(reverse("candidate_tie_declare", args=[other.dossier.reference]))
    again = made(cast, order(member, selection))
    assert member.get(reverse("report_download", args=[again.pk])).status_code == 200


def test_asking_twice_gives_the_same_one_until_something_changes(
    cast: Cast, selection: SelectionRound, both: list[Candidacy]
) -> None:
    desk = cast.a_secretary.client()
    first, second = (order(desk, selection).url for _click in range(2))
    decide(desk, both[0].dossier.reference, "pass_over")
    assert (first == second, order(desk, selection).url == first) == (True, False)


def test_who_is_not_in_the_committee_gets_none(cast: Cast, selection: SelectionRound, both: list[Candidacy]) -> None:
    with cast.branch_a.scope():
        selection.members.update(rules_confirmed_at=None)
    answers = [order(person.client(), selection) for person in (cast.a_member, cast.a_board, cast.b_secretary)]
    assert [answer.status_code for answer in answers] == [403, 403, 404]
    with cast.branch_a.scope():
        assert not Report.objects.filter(status=Status.QUEUED).exists()


def test_each_candidate_sees_that_the_overview_was_made(
    cast: Cast, selection: SelectionRound, both: list[Candidacy]
) -> None:
    member = cast.a_member.client()
    for _click in range(2):
        order(member, selection)
    with cast.branch_a.scope():
        seen = Event.objects.filter(what="report.integrity.round", person_id=cast.a_member.user.pk, act=Act.READ)
        assert sorted(event.dossier_id for event in seen) == sorted(one.dossier_id for one in both)


def test_with_a_dossier_go_the_overviews_that_tell_of_it(
    cast: Cast, selection: SelectionRound, both: list[Candidacy]
) -> None:
    other = start_round(cast, cast.a_secretary)
    stays = made(cast, order(cast.a_secretary.client(), other))
    made(cast, order(cast.a_member.client(), selection))
    with cast.branch_a.scope():
        erase_dossier(Actor(tenant_id=selection.tenant_id), both[0].dossier)
        assert list(Report.objects.all()) == [stays]
