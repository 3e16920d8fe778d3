"""Every own page answers a candidate of whom nothing is there yet, also in a round that leaves everything out."""

from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from integrity.screening.models import Candidacy
from tests.addresses import URLS
from tests.cast import Cast
from tests.screening import CandidateSession, add, start_round

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
OF_A_SECTION = {"my_section", "my_held_text"}


def own_pages() -> list[str]:
    plain = [reverse(name) for name, takes in URLS.items() if not takes and not name.startswith("/")]
    sections = [reverse(name, args=["candidacy"]) for name in OF_A_SECTION]
    return [path for path in [*plain, *sections] if "/mijn-dossier/" in path]


def newcomer(cast: Cast, *, uses: bool) -> CandidateSession:
    selection = start_round(cast, cast.a_secretary)
    if not uses:
        with cast.branch_a.scope():
            selection.instruments.update(used=False, reason="Wij zijn met z'n tweeën.")
    candidacy = add(cast.a_secretary, selection, "Kim Janssen", invite=True)
    return CandidateSession(cast.branch_a, candidacy.dossier_id)


@pytest.mark.parametrize("uses", [True, False])
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_own_page_is_missing(cast: Cast, uses: bool, method: str) -> None:
    client, codes = newcomer(cast, uses=uses).client(), {}
    for path in own_pages():
        with transaction.atomic(), transaction.atomic("keys"):
            codes[path] = getattr(client, method)(path).status_code
            transaction.set_rollback(True)
            transaction.set_rollback(True, "keys")
    assert len(codes) > 30
    assert {path: code for path, code in codes.items() if code not in (200, 302, 403, 405)} == {}


def test_a_page_of_the_interview_says_what_comes_before_one_is_planned(cast: Cast) -> None:
    client = newcomer(cast, uses=True).client()
    assert f'href="{reverse("my_interview")}"' in client.get(reverse("my_file")).text
    page = client.get(reverse("my_interview")).text
    assert "Er is nog geen gesprek gepland" in page and "De secretaris spreekt een moment met u af" in page
    assert "Wat kunt u verwachten?" in page and "Wie ziet dit?" in page and "Wat gebeurt er hierna?" in page
    for answer in (
        client.get(reverse("my_interview_calendar"), follow=True),
        client.post(reverse("my_interview_other_time"), follow=True),
    ):
        assert answer.request["PATH_INFO"] == reverse("my_interview")
        assert "Er is nu geen gesprek gepland." in answer.text


@pytest.mark.parametrize(
    ("uses", "told"), [(False, "vraagt dit in deze ronde niet"), (True, "Er komt geen gesprek meer")]
)
def test_who_will_have_no_interview_reads_why(cast: Cast, uses: bool, told: str) -> None:
    client = newcomer(cast, uses=uses).client()
    if uses:
        client.post(reverse("my_withdraw"))
    page = client.get(reverse("my_interview")).text
    assert told in page and "Er is geen gesprek gepland" in page and "Wat kunt u verwachten?" not in page


def test_a_round_without_questionnaire_leads_back_to_the_file(cast: Cast) -> None:
    client = newcomer(cast, uses=False).client()
    answer = client.get(reverse("my_questionnaire"), follow=True)
    assert answer.request["PATH_INFO"] == reverse("my_file") and "vraagt dit in deze ronde niet" in answer.text
    assert client.post(reverse("my_submit")).status_code == 403


def test_facts_that_are_not_kept_yet_lead_to_what_will_be(cast: Cast) -> None:
    client: Any = newcomer(cast, uses=True).client()
    answer = client.get(reverse("my_kept_file"), follow=True)
    assert answer.request["PATH_INFO"] == reverse("my_clocks") and "nog geen bewaarde feiten" in answer.text
    with cast.branch_a.scope():
        assert Candidacy.objects.count() == 1
