"""What a candidate still finds once the branch decided, or after withdrawing."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from integrity.screening.demo import fill_in
from tests.cast import assemble
from tests.screening import CandidateSession, add, publish_questionnaires, start_round

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def _withdrawn(sections: int) -> Client:
    publish_questionnaires()
    cast: Any = assemble()
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)
    fill_in(candidacy.dossier, sections)
    client = CandidateSession(cast.branch_a, candidacy.dossier_id).client()
    client.post(reverse("my_withdraw"))
    return client


def test_the_file_asks_nothing_more() -> None:
    client = _withdrawn(2)
    page = client.get(reverse("my_file")).text
    assert "U hebt zich teruggetrokken." in page
    assert reverse("my_questionnaire") not in page
    assert "Wat wordt er van u gevraagd?" not in page


@pytest.mark.parametrize("name", ["my_questionnaire", "my_check", "my_upgrade", "my_questionnaire_done"])
def test_pages_of_the_questionnaire_lead_back_to_the_file(name: str) -> None:
    assert _withdrawn(2).get(reverse(name)).url == reverse("my_file")


def test_nothing_is_written_any_more() -> None:
    client = _withdrawn(2)
    assert client.post(reverse("my_section", args=["candidacy"]), {"next": "continue"}).status_code == 403


def test_answers_that_were_sent_can_be_read_but_not_corrected() -> None:
    page = _withdrawn(-1).get(reverse("my_check"))
    assert page.status_code == 200
    assert reverse("my_reopen") not in page.text
