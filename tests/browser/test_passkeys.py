"""Passkeys in a real browser, with an authenticator that the browser plays itself."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from portal.accounts.models import User
from tests.browser.conftest import Visitor
from tests.cast import UserFactory

PASSWORD = "zeven paarden op het dak"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VERIFYING_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def person(transactional_db: None) -> User:
    user = UserFactory(name="Petra Passkey")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def device(visit: Callable[..., Visitor], settings: Any) -> Iterator[Visitor]:
    """A window on a machine with a fingerprint reader."""
    settings.SECOND_FACTOR_REQUIRED = True
    visitor = visit()
    session = visitor.page.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": VERIFYING_DEVICE})
    yield visitor


def sign_in(visitor: Visitor, person: User) -> None:
    visitor.go(reverse("account_login"))
    visitor.page.fill("[name=login]", person.email)
    visitor.page.fill("[name=password]", PASSWORD)
    visitor.page.press("[name=password]", "Enter")
    visitor.page.wait_for_url("**" + reverse("second_factor"))


def add_passkey(visitor: Visitor) -> None:
    visitor.page.click("text=Toegangssleutel instellen")
    visitor.page.fill("[name=password]", PASSWORD)
    visitor.page.press("[name=password]", "Enter")
    visitor.page.wait_for_url("**" + reverse("mfa_add_webauthn") + "*")
    visitor.page.fill("[name=name]", "Mijn laptop")
    visitor.page.press("[name=name]", "Enter")
    visitor.page.wait_for_url("**" + reverse("mfa_view_recovery_codes"))


def test_someone_is_led_to_a_passkey_and_signs_in_with_it_alone(device: Visitor, person: User) -> None:
    sign_in(device, person)
    add_passkey(device)
    assert device.page.locator("text=/^\\s*\\d{8}\\s*$/").count() == 10
    assert Authenticator.objects.get(type="webauthn").wrap().name == "Mijn laptop"
    device.page.context.clear_cookies()
    device.go(reverse("account_login"))
    device.page.click("text=Inloggen met een toegangssleutel")
    device.page.wait_for_url("**" + reverse("home"))
    assert device.faults() == []


def test_a_passkey_is_also_the_second_step_after_the_password(device: Visitor, person: User) -> None:
    sign_in(device, person)
    add_passkey(device)
    device.page.context.clear_cookies()
    device.go(reverse("account_login"))
    device.page.fill("[name=login]", person.email)
    device.page.fill("[name=password]", PASSWORD)
    device.page.press("[name=password]", "Enter")
    device.page.wait_for_url("**" + reverse("mfa_authenticate"))
    assert device.faults() == []
    device.page.click("form[data-passkey=get] button")
    device.page.wait_for_url("**" + reverse("home"))


def test_without_the_passkey_of_this_portal_nobody_comes_in(device: Visitor, person: User) -> None:
    device.go(reverse("account_login"))
    device.page.click("text=Inloggen met een toegangssleutel")
    device.page.locator("[data-passkey-problem]:visible").wait_for()
    assert device.page.url.endswith(reverse("account_login"))


@pytest.mark.parametrize(
    "name", ["account_login", "account_reset_password", "personal_link_new", "personal_link_asked", "personal_goodbye"]
)
@pytest.mark.parametrize("width", [1280, 320])
def test_pages_of_a_visitor_have_no_faults(name: str, width: int, visit: Callable[..., Visitor]) -> None:
    visitor = visit(width)
    visitor.go(reverse(name))
    assert visitor.faults() == []


@pytest.mark.parametrize("width", [1280, 320])
def test_account_pages_have_no_faults(width: int, visit: Callable[..., Visitor], person: User, client: Any) -> None:
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    visitor = visit(width)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": visitor.address}
    visitor.page.context.add_cookies([cookie])
    for name in ("profile", "own_events", "second_factor", "mfa_index", "account_change_password"):
        visitor.go(reverse(name))
        assert (name, visitor.faults()) == (name, [])


def test_the_page_of_a_personal_link_has_no_faults(visit: Callable[..., Visitor]) -> None:
    visitor = visit(320)
    visitor.go(reverse("personal_link", args=["x" * 43]))
    assert visitor.faults() == []
    visitor.page.click("text=Ga verder naar uw dossier >> nth=-1")
    visitor.page.locator("text=Deze link werkt niet").first.wait_for()
    assert visitor.faults() == []
