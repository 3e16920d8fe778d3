"""The path of one candidate, from being added to the PDF being ordered."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from integrity.screening.demo import fill_in
from portal.accounts.links import mint_personal_link
from portal.notices.models import Notice
from portal.privacy.dossiers import start_clock
from portal.privacy.models import Dossier
from portal.questionnaires.filling import reopen
from portal.questionnaires.models import Response
from portal.reports.models import Status
from portal.reports.order import order_report
from portal.reports.render import render
from tests.cast import assemble
from tests.screening import CandidateSession, add, publish_questionnaires, start_round

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def cast() -> Any:
    publish_questionnaires()
    return assemble()


def test_a_filled_in_questionnaire_can_be_sent_in_and_read(cast: Any) -> None:
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)
    fill_in(candidacy.dossier, -1)
    with cast.branch_a.scope():
        assert Response.objects.get().status == "submitted"
    reference = candidacy.dossier.reference
    page = cast.a_member.client().get(reverse("candidate_answers", args=[reference]))
    assert page.status_code == 200
    assert "Kim Janssen" in page.text


def test_the_desk_and_the_file_open(cast: Any) -> None:
    selection = start_round(cast, cast.a_secretary)
    candidacy = add(cast.a_secretary, selection, "Kim Janssen", invite=True)
    client = cast.a_secretary.client()
    for url in (
        reverse("rounds"),
        reverse("round_new"),
        reverse("round_desk", args=[selection.pk]),
        reverse("candidate_add", args=[selection.pk]),
        reverse("candidate", args=[candidacy.dossier.reference]),
    ):
        assert client.get(url).status_code == 200, url
    question = reverse("candidate_confirm", args=[candidacy.dossier.reference])
    assert client.post(question, {"step": "list"}).status_code == 200
    # Who signs in again on the way comes back by GET.
    assert client.get(question)["Location"] == reverse("candidate", args=[candidacy.dossier.reference])
    own = CandidateSession(cast.branch_a, candidacy.dossier_id).client()
    for name in ("my_file", "my_questionnaire", "my_readers", "my_withdrawal", "my_check"):
        assert own.get(reverse(name)).status_code == 200, name


def test_the_committees_pdf_never_holds_what_was_opened_again(cast: Any) -> None:
    """Ordered while it was sent in; by the time a worker comes, the candidate is correcting it."""
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)
    fill_in(candidacy.dossier, -1)
    with cast.a_secretary.scope():
        report = order_report(cast.a_secretary.actor, "integrity.dossier", dossier=candidacy.dossier)
    own = CandidateSession(cast.branch_a, candidacy.dossier_id)
    with own.scope():
        reopen(own.actor, Response.objects.get())
    assert not render(report.pk)
    with cast.branch_a.scope():
        report.refresh_from_db()
    assert (report.status, report.file) == (Status.FAILED, "")


def test_a_dossier_whose_clock_moved_is_made_anew(cast: Any) -> None:
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)
    fill_in(candidacy.dossier, -1)

    def order() -> Any:
        with cast.a_secretary.scope():
            dossier = Dossier.objects.get(pk=candidacy.dossier_id)
            return order_report(cast.a_secretary.actor, "integrity.dossier", dossier=dossier).pk

    first, again = order(), order()
    with cast.branch_a.scope():
        start_clock(Dossier.objects.get(pk=candidacy.dossier_id), timezone.now())
    assert (again == first, order() == first) == (True, False)


def test_one_candidate_cannot_keep_the_workers_busy(cast: Any) -> None:
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)
    own = CandidateSession(cast.branch_a, candidacy.dossier_id).client()
    answers = [own.post(reverse("my_report")).status_code for _order in range(11)]
    assert answers == [302] * 10 + [429]


def test_a_link_that_was_refused_is_not_told_as_coming_in(cast: Any) -> None:
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)
    with cast.branch_a.scope():
        path = urlsplit(mint_personal_link(Notice.objects.get(dossier=candidacy.dossier, person=None))).path
    client = Client()
    assert [client.post(path).status_code for _time in range(2)] == [302, 403]
    told = client.get(reverse("my_readers")).text
    assert told.count("kwam binnen met de persoonlijke link") == 1
    assert told.count("U gebruikte een persoonlijke link die niet meer werkte, en kwam niet binnen") == 1
