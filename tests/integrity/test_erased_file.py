"""Whoever still has the address of an erased dossier reads that it is gone; nobody else learns that it was there."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from integrity.screening.models import Candidacy
from portal.audit.models import Act, Event
from portal.retention.erasure import erase_dossier
from portal.walls.actor import Actor
from tests.cast import Cast
from tests.screening import CandidateSession, decide

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def address(cast: Cast, candidacy: Candidacy) -> str:
    """Where the candidate's page was, before it was erased."""
    with cast.branch_a.scope():
        erase_dossier(Actor(tenant_id=cast.branch_a.pk), candidacy.dossier)
    return reverse("candidate", args=[candidacy.dossier.reference])


def test_the_desk_reads_when_it_was_erased_and_where_to_look(cast: Cast, address: str) -> None:
    page = cast.a_secretary.client().get(address)
    assert page.status_code == 410
    assert f"op {date_format(timezone.localdate(), 'j F Y')}" in page.text
    assert "Bewaarde feiten" in page.text
    assert "Kim Janssen" not in page.text


def test_it_is_no_refusal(cast: Cast, address: str) -> None:
    cast.a_secretary.client().get(address)
    with cast.branch_a.scope():
        assert not Event.objects.filter(act=Act.DENIED).exists()


def test_every_page_and_button_of_the_file_says_the_same(cast: Cast, address: str, candidacy: Candidacy) -> None:
    reference, client = candidacy.dossier.reference, cast.a_secretary.client()
    assert client.get(reverse("candidate_answers", args=[reference])).status_code == 410
    assert client.post(reverse("candidate_report", args=[reference])).status_code == 410
    assert decide(client, reference, "list").status_code == 410


def test_the_candidates_own_session_says_it_too(cast: Cast, session: CandidateSession, address: str) -> None:
    page = session.client().get(reverse("my_file"))
    assert page.status_code == 410
    assert "nieuwe persoonlijke link" in page.text
    assert reverse("home") not in page.text


def test_another_branch_does_not_learn_that_it_was_there(cast: Cast, address: str) -> None:
    assert cast.b_secretary.client().get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_a_reference_that_never_was_is_not_found(cast: Cast) -> None:
    assert cast.a_secretary.client().get(reverse("candidate", args=["2222-2222"])).status_code == 404
