"""What only a hostile or broken browser sends: answered in words, never with an error 500."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from portal.organisations.models import Invitation
from portal.retention.erasure import erase_dossier
from portal.walls.actor import Actor
from portal.workflow.versions import version_seen
from tests.cast import Cast
from tests.screening import CandidateSession, add, publish_questionnaires, start_round

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
NO_NUMBERS = ["", "²", "-1", "1.5", "x", "9" * 5000]
# 265 characters: more than a column for addresses holds.
LONG_ADDRESS = f"{'a' * 200}@{'b' * 60}.nl"


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_what_is_no_version_counts_as_none(typed: str) -> None:
    assert version_seen(typed) is None


def test_a_version_is_read_as_number() -> None:
    assert version_seen("12") == 12


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_a_version_that_is_no_number_breaks_nothing(cast: Cast, typed: str) -> None:
    publish_questionnaires()
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)
    own = CandidateSession(cast.branch_a, candidacy.dossier_id).client()
    section = own.post(reverse("my_section", args=["remarks"]), {"seen_version": typed})
    decided = cast.a_secretary.client().post(
        reverse("candidate_decide", args=[candidacy.dossier.reference]), {"step": "pass_over", "version": typed}
    )
    suspended = cast.registrar.client().post(
        reverse("organisation_suspend", args=[cast.duinrade.pk]), {"version": typed}
    )
    assert (section.status_code, decided.status_code, suspended.status_code) == (302, 302, 302)


def test_an_address_that_does_not_fit_is_told(cast: Cast) -> None:
    page = cast.a_manager.client().post(
        reverse("colleague_invite"), {"name": "X", "email": LONG_ADDRESS, "roles": ["board_member"]}
    )
    assert page.context["form"].errors.keys() == {"email"}
    with cast.branch_a.scope():
        assert not Invitation.objects.exists()


def test_a_file_is_refused_before_it_is_read(client: Client) -> None:
    file = SimpleUploadedFile("groot.bin", b"0" * 3_000_000)
    assert client.post(reverse("personal_link_new"), {"email": file}).status_code == 400


def test_what_is_too_long_is_told_in_words(client: Client) -> None:
    page = client.post(reverse("personal_link_new"), {"email": "x" * 3_000_000})
    assert page.status_code == 400
    assert "Het portaal neemt hoogstens 2 MB aan" in page.text


def test_the_session_of_an_erased_file_opens_nothing(cast: Cast) -> None:
    publish_questionnaires()
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)
    own = CandidateSession(cast.branch_a, candidacy.dossier_id).client()
    with cast.branch_a.scope():
        erase_dossier(Actor(tenant_id=cast.branch_a.pk), candidacy.dossier)
    gets = ("my_file", "my_questionnaire", "my_check", "my_readers", "my_withdrawal")
    posts = ("my_report", "my_submit", "my_reopen", "my_withdraw")
    answers = [own.get(reverse(name)) for name in gets] + [own.post(reverse(name)) for name in posts]
    assert {answer.status_code for answer in answers} == {410}


@pytest.mark.parametrize("step", ["", "invite", "erase", "list\x00", "x" * 10_000])
def test_a_step_that_is_no_decision_is_refused(cast: Cast, step: str) -> None:
    publish_questionnaires()
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)
    desk = cast.a_secretary.client()
    for name in ("candidate_confirm", "candidate_decide", "certificate_step"):
        assert desk.post(reverse(name, args=[candidacy.dossier.reference]), {"step": step}).status_code == 404
    with cast.branch_a.scope():
        candidacy.refresh_from_db()
    assert candidacy.status == "invited"


@pytest.mark.parametrize(
    "address",
    [
        "/account/oidc/%00/login/",
        "/account/oidc/%00/login/callback/",
        "/account/confirm-email/%00/",
        "/account/password/reset/key/9-%00/",
        "/link/%00/",
        "/uitnodiging/%00/",
        "/afdeling-bevestigen/%00/",
        "/afdeling-besluit/%00/",
    ],
)
def test_a_character_that_the_database_refuses_breaks_no_address(client: Client, address: str) -> None:
    assert client.get(address).status_code < 500
