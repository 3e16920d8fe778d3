"""Signing in at an identity provider: a real one, in a process of its own, over HTTP."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.audit.models import Act, Event
from portal.settings import environment as env
from portal.walls.scope import Scope, within
from tests.cast import UserFactory

KNOWN, UNKNOWN = "bekend@gemeente.example", "vreemde@elders.example"
PEOPLE = {
    "sub-known": {"email": KNOWN, "email_verified": True, "name": "Bea Kend", "phone": "0612345678"},
    "sub-unverified": {"email": KNOWN, "email_verified": False, "name": "Bea Kend"},
    "sub-text": {"email": KNOWN, "email_verified": "false", "name": "Bea Kend"},
    "sub-unknown": {"email": UNKNOWN, "email_verified": True, "name": "V. Reemde"},
    "sub-silent": {"name": "Zonder adres"},
}
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """Start the provider on a free port; return its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    claims = [part for sub, rest in PEOPLE.items() for part in ("--user-claims", json.dumps({"sub": sub, **rest}))]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *claims]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/.well-known/openid-configuration")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(url: str) -> None:
    for _try in range(100):
        try:
            if requests.get(url, timeout=1).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise AssertionError(f"nothing answers at {url}")


@pytest.fixture(autouse=True)
def _configured(provider: str, settings: Any) -> None:
    raw = [
        {
            "provider_id": "gemeente",
            "name": "Inloggen bij uw gemeente",
            "client_id": "portaal",
            "secret": "geheim",
            "server_url": provider,
            "second_factor": True,
        }
    ]
    settings.OIDC_PROVIDERS = env.identity_providers(json.dumps(raw))
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [env.oidc_app(one) for one in settings.OIDC_PROVIDERS]}
    }


@pytest.fixture
def bea() -> User:
    return UserFactory(email=KNOWN, name="Bea Kend")


def come_in_as(sub: str, live_server: Any, browser: requests.Session | None = None) -> requests.Response:
    """Walk the whole code flow over HTTP: sign-in page, provider, back, wherever the portal leads."""
    browser = browser or requests.Session()
    start = f"{live_server.url}{reverse('openid_connect_login', args=['gemeente'])}"
    browser.get(f"{live_server.url}{reverse('account_login')}")
    token = browser.cookies["csrftoken"]
    asked = browser.post(start, data={"csrfmiddlewaretoken": token}, allow_redirects=False)
    assert "code_challenge=" in asked.headers["Location"]
    granted = browser.post(asked.headers["Location"], data={"sub": sub}, allow_redirects=False)
    return browser.get(granted.headers["Location"])


def is_signed_in(browser: requests.Session, live_server: Any) -> bool:
    return browser.get(live_server.url + reverse("profile"), allow_redirects=False).status_code == 200


def denials() -> int:
    with within(Scope(system=True)):
        return Event.objects.filter(what="account.oidc_refused", act=Act.DENIED).count()


@pytest.mark.django_db(transaction=True)
def test_someone_with_an_account_comes_in_and_is_connected(bea: User, live_server: Any) -> None:
    browser = requests.Session()
    come_in_as("sub-known", live_server, browser)
    assert is_signed_in(browser, live_server)
    account = SocialAccount.objects.get()
    assert (account.user, account.provider, account.uid) == (bea, "gemeente", "sub-known")


@pytest.mark.django_db(transaction=True)
def test_nothing_else_of_what_the_provider_tells_is_kept(bea: User, live_server: Any) -> None:
    for _time in range(2):
        come_in_as("sub-known", live_server)
        assert SocialAccount.objects.get().extra_data == {}


@pytest.mark.django_db(transaction=True)
def test_the_provider_counts_as_second_factor_for_that_session(bea: User, live_server: Any, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    browser = requests.Session()
    come_in_as("sub-known", live_server, browser)
    assert is_signed_in(browser, live_server)


@pytest.mark.django_db(transaction=True)
def test_a_provider_that_asks_no_second_factor_does_not_count(bea: User, live_server: Any, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    settings.OIDC_PROVIDERS = [{**settings.OIDC_PROVIDERS[0], "second_factor": False}]
    browser = requests.Session()
    page = come_in_as("sub-known", live_server, browser)
    assert page.url.endswith(reverse("second_factor"))
    assert not is_signed_in(browser, live_server)


@pytest.mark.parametrize("sub", ["sub-unknown", "sub-unverified", "sub-text", "sub-silent"])
@pytest.mark.django_db(transaction=True)
def test_whoever_has_no_account_with_that_verified_address_stays_out(sub: str, bea: User, live_server: Any) -> None:
    browser = requests.Session()
    page = come_in_as(sub, live_server, browser)
    assert page.status_code == 403
    assert "U kunt zo niet inloggen" in page.text
    assert not is_signed_in(browser, live_server)
    assert (User.objects.count(), SocialAccount.objects.count(), denials()) == (1, 0, 1)


@pytest.mark.django_db(transaction=True)
def test_an_account_that_is_closed_or_unconfirmed_here_stays_closed(bea: User, live_server: Any) -> None:
    bea.emailaddress_set.update(verified=False)
    assert come_in_as("sub-known", live_server).status_code == 403
    bea.emailaddress_set.update(verified=True)
    User.objects.filter(pk=bea.pk).update(is_active=False)
    assert come_in_as("sub-known", live_server).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_an_account_closed_later_does_not_come_in_by_its_connection(bea: User, live_server: Any) -> None:
    come_in_as("sub-known", live_server)
    User.objects.filter(pk=bea.pk).update(is_active=False)
    browser = requests.Session()
    come_in_as("sub-known", live_server, browser)
    assert not is_signed_in(browser, live_server)


@pytest.mark.django_db(transaction=True)
def test_an_invited_person_gets_an_account_and_no_one_elses(live_server: Any) -> None:
    for invited, sub, made in ((UNKNOWN, "sub-known", 0), (UNKNOWN, "sub-unknown", 1)):
        come_in_as(sub, live_server, _invited(invited, live_server))
        assert User.objects.count() == made
    user = User.objects.get()
    assert (user.email, user.name, user.has_usable_password()) == (UNKNOWN, "V. Reemde", False)
    assert user.emailaddress_set.get().verified


def _invited(email: str, live_server: Any) -> requests.Session:
    client = Client()
    session = client.session
    session["account_verified_email"] = email
    session.save()
    browser = requests.Session()
    browser.cookies.set("sessionid", session.session_key)
    return browser


def test_a_provider_that_is_away_gives_a_page_and_no_error(settings: Any) -> None:
    away = {**settings.OIDC_PROVIDERS[0], "server_url": "http://127.0.0.1:9"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [env.oidc_app(away)]}}
    page = Client().post(reverse("openid_connect_login", args=["gemeente"]))
    assert page.status_code == 503
    assert "Uw inlogdienst antwoordt niet" in page.content.decode()


def test_the_profile_names_the_provider_even_after_it_is_gone(bea: User, settings: Any) -> None:
    SocialAccount.objects.create(user=bea, provider="gemeente", uid="1")
    SocialAccount.objects.create(user=bea, provider="vroeger", uid="2")
    client = Client()
    client.force_login(bea, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(reverse("profile")).content.decode()
    assert "Inloggen bij uw gemeente, sinds" in page
    assert "vroeger, sinds" in page
