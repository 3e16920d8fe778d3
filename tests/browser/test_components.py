"""Every component, and every page for everyone, as a browser sees it."""

from collections.abc import Callable

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from tests.browser.conftest import WIDTHS, Visitor
from tests.cast import Cast, Person, assemble

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Visit = Callable[..., Visitor]
PASSWORD = "een lange zin om te testen"

OPEN_PAGES = [
    "/",
    "/hulp/",
    "/toegankelijkheid/",
    "/account/login/",
    "/account/signup/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/password/reset/key/1-onzin/",
    "/account/confirm-email/onzin/",
    "/account/social/login/cancelled/",
    "/account/social/login/error/",
    "/bestaat/niet/",
]
GALLERY = ["components", "tasks", "table", "confirm", "form", "form/?fout", "refused", "candidate"]
OWN_PAGES = [
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/add/",
    "/account/2fa/webauthn/",
    "/account/password/change/",
    "/account/logout/",
    "/account/reauthenticate/",
]


@pytest.fixture(autouse=True)
def _gallery() -> object:
    with override_settings(ROOT_URLCONF="tests.browser.gallery"):
        yield


@pytest.fixture
def cast() -> Cast:
    return assemble()


def sign_in_by_password(visitor: Visitor, person: Person) -> None:
    """Sign in the long way, so that the pages of the account ask for nothing more."""
    person.user.set_password(PASSWORD)
    person.user.save()
    visitor.go("/account/login/")
    visitor.page.get_by_label("E-mailadres").fill(person.user.email)
    visitor.page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    visitor.page.get_by_role("button", name="Inloggen", exact=True).click()
    visitor.page.wait_for_url(lambda url: "/account/login" not in url)
    visitor.go("/account/reauthenticate/?next=/account/2fa/")
    visitor.page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    visitor.page.get_by_role("button", name="Bevestigen").click()
    visitor.page.wait_for_url("**/account/2fa/")


def faults_of(visitor: Visitor, paths: list[str]) -> dict[str, list[str]]:
    found = {}
    for path in paths:
        visitor.go(path)
        found[path] = visitor.faults()
    return {path: faults for path, faults in found.items() if faults}


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_for_everyone_have_no_faults(visit: Visit, width: int) -> None:
    assert faults_of(visit(width), OPEN_PAGES) == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_components_have_no_faults(visit: Visit, width: int) -> None:
    assert faults_of(visit(width), [f"/gallery/{name}{'' if '?' in name else '/'}" for name in GALLERY]) == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_the_own_account_have_no_faults(visit: Visit, cast: Cast, width: int) -> None:
    visitor = visit(width)
    sign_in_by_password(visitor, cast.a_secretary)
    assert faults_of(visitor, OWN_PAGES) == {}


def test_error_summary_takes_focus_and_leads_to_the_field(visit: Visit) -> None:
    visitor = visit()
    visitor.go("/gallery/form/?fout")
    assert visitor.page.evaluate("document.activeElement.className") == "error-summary"
    visitor.page.get_by_role("link", name="Krijgt u geld").click()
    assert visitor.page.evaluate("document.activeElement.closest('main') && location.hash") == "#id_paid_0"
    assert visitor.page.title().startswith("Fout: ")


def test_skip_link_comes_first_and_leads_to_the_content(visit: Visit) -> None:
    visitor = visit()
    visitor.go("/hulp/")
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")
    assert visitor.page.evaluate("document.activeElement.id") == "main"


def test_double_click_sends_a_form_once(visit: Visit) -> None:
    visitor = visit()
    sent: list[str] = []
    visitor.page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    visitor.go("/gallery/confirm/")
    button = visitor.page.get_by_role("button", name="Kandidaat afwijzen")
    with visitor.page.expect_navigation():
        button.evaluate("button => { button.click(); button.click(); }")
    assert len(sent) == 1


def test_account_menu_closes_on_escape(visit: Visit) -> None:
    visitor = visit(390)
    visitor.go("/gallery/tasks/")
    visitor.page.locator("summary.header__button").click()
    assert visitor.page.get_by_role("button", name="Uitloggen").is_visible()
    visitor.page.keyboard.press("Escape")
    assert not visitor.page.get_by_role("button", name="Uitloggen").is_visible()


def test_pages_work_without_javascript(visit: Visit) -> None:
    visitor = visit(java_script_enabled=False)
    visitor.go("/account/login/")
    assert visitor.page.get_by_role("button", name="Inloggen", exact=True).is_visible()
    assert not visitor.page.get_by_role("button", name="toegangssleutel").is_visible()
    visitor.page.get_by_role("button", name="English").click()
    assert visitor.page.locator("html").get_attribute("lang") == "en"


def test_nothing_is_asked_of_another_origin(visit: Visit) -> None:
    visitor = visit()
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/account/login/", "/gallery/components/"):
        visitor.go(path)
    assert [url for url in asked if not url.startswith((visitor.address, "data:"))] == []


def test_a_passkey_is_added_and_opens_the_account(visit: Visit, cast: Cast) -> None:
    visitor = visit()
    devices = visitor.page.context.new_cdp_session(visitor.page)
    devices.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**options, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    # A passkey belongs to a name, not to a number.
    visitor.address = visitor.address.replace("127.0.0.1", "localhost")
    sign_in_by_password(visitor, cast.a_secretary)
    visitor.go("/account/2fa/webauthn/add/")
    visitor.page.get_by_label("Naam van de sleutel").fill("Mijn laptop")
    visitor.page.get_by_role("checkbox").check()
    visitor.page.get_by_role("button", name="Sleutel toevoegen").click()
    visitor.page.wait_for_url("**/recovery-codes/**")
    assert visitor.complaints == []
    visitor.page.context.clear_cookies()
    visitor.go("/account/login/")
    visitor.page.get_by_role("button", name="toegangssleutel").click()
    visitor.page.wait_for_url(lambda url: "/account/login" not in url)
    expect(visitor.page.get_by_text(cast.a_secretary.user.name).first).to_be_visible()
