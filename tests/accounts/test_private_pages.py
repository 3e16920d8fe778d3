"""Headers of pages, the profile, and what the settings make of HTTPS."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from portal.accounts.history import account_subject
from portal.accounts.models import User
from portal.accounts.opening import open_account
from portal.audit.models import Act
from portal.audit.record import record
from portal.logs import WithoutTokens
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["profile", "own_events", "landing", "mfa_index"])
def test_no_page_of_a_signed_in_person_is_kept_anywhere(
    name: str, person: User, sign_in: Callable[..., Client]
) -> None:
    response = sign_in(person).get(reverse(name))
    assert {"no-store", "private"} <= {part.strip() for part in response.headers["Cache-Control"].split(",")}


def test_the_page_that_signs_out_is_not_kept_either(person: User, sign_in: Callable[..., Client]) -> None:
    assert "no-store" in sign_in(person).post(reverse("account_logout")).headers["Cache-Control"]


def test_other_sites_may_embed_nothing(db: None) -> None:
    headers = Client().get("/").headers
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert "camera=()" in headers["Permissions-Policy"]


def test_a_session_ends_two_hours_after_the_last_request(person: User, sign_in: Callable[..., Client]) -> None:
    assert sign_in(person).session.get_expiry_age() == 2 * 3600


def test_someone_changes_name_and_language(person: User, sign_in: Callable[..., Client]) -> None:
    client = sign_in(person)
    response = client.post(
        reverse("profile_save"), {"name": "Nieuwe Naam", "language": "en", "email": "x@elders.example"}
    )
    assert response.url == reverse("profile")
    before = person.email
    person.refresh_from_db()
    assert (person.name, person.language, person.email) == ("Nieuwe Naam", "en", before)
    assert client.get(reverse("profile")).headers["Content-Language"] == "en"


def test_a_profile_without_name_is_not_saved(person: User, sign_in: Callable[..., Client]) -> None:
    page = sign_in(person).post(reverse("profile_save"), {"name": "", "language": "nl"})
    assert page.context["form"].errors.keys() == {"name"}
    assert person.name == User.objects.get(pk=person.pk).name


def test_the_profile_shows_the_last_sign_ins(person: User, sign_in: Callable[..., Client]) -> None:
    Client().post(reverse("account_login"), {"login": person.email, "password": "verkeerd"})
    page = sign_in(person).get(reverse("profile")).content.decode()
    assert page.count("poging met een verkeerd wachtwoord") == 1


def test_someone_sees_who_did_what_with_their_account_and_nothing_of_others(cast: Cast) -> None:
    member, colleague = cast.a_member, cast.a_manager
    with colleague.scope():
        record(colleague.actor, Act.WROTE, "membership.add", subject=account_subject(member.user.pk))
        record(colleague.actor, Act.WROTE, "membership.add", subject=account_subject(colleague.user.pk))
    rows = member.client().get(reverse("own_events")).context["rows"]
    assert [str(row.who) for row in rows] == [colleague.user.name]


def test_the_account_pages_are_for_people_with_an_account(db: None) -> None:
    for name in ("profile", "own_events", "second_factor"):
        assert Client().get(reverse(name)).url.startswith(reverse("account_login"))
    assert Client().get(reverse("profile_save")).status_code == 405


def test_the_page_for_changing_addresses_gives_way_to_the_profile(person: User, sign_in: Callable[..., Client]) -> None:
    client = sign_in(person)
    assert client.post(reverse("account_email"), {"action_add": "", "email": "x@elders.example"}).status_code == 302
    assert person.emailaddress_set.count() == 1


def test_an_opened_account_has_a_verified_address(db: None) -> None:
    user = open_account("Nieuw@Voorbeeld.example", "Nieuw")
    assert (user.email, user.has_usable_password()) == ("nieuw@voorbeeld.example", False)
    assert user.emailaddress_set.get().verified


def test_the_log_shows_no_token() -> None:
    line = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "%s: %s", ("Forbidden", f"/link/{'x' * 43}/"), None
    )
    WithoutTokens().filter(line)
    assert line.getMessage() == "Forbidden: /link/…/"


def test_under_https_the_cookies_belong_to_this_host_alone() -> None:
    names = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME", "SESSION_COOKIE_SECURE"]
    ask = f"import json; from django.conf import settings; print(json.dumps([getattr(settings, n) for n in {names}]))"
    environment = {**os.environ, "PORTAL_URL": "https://portaal.example"}
    answer = subprocess.run([sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=True)
    assert json.loads(answer.stdout) == ["__Host-session", "__Host-csrf", "__Host-language", True]


def test_a_session_is_prolonged_once_a_minute(cast: Cast) -> None:
    client = cast.a_manager.client()
    ends = []
    for seconds in (30, 61, 90, 122):
        with time_machine.travel(datetime.now(UTC) + timedelta(seconds=seconds), tick=False):
            client.get("/profiel/")
        ends.append(Session.objects.get(pk=client.cookies["sessionid"].value).expire_date)
    assert ends[0] < ends[1] == ends[2] < ends[3]
