"""The second factor: compulsory, its secrets sealed, shown once, and never changed without asking again."""

import base64
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone

from portal.accounts.factors import reseal_secrets
from portal.accounts.models import User
from portal.privacy.encryption import Unreadable, new_key

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
EXPLANATION = "/account/tweede-stap/"
SECRET = base64.b32encode(b"twintig bytes geheim").decode()


@pytest.fixture
def compulsory(settings: Any, _without_compulsory_factor: None) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def code(secret: str = SECRET) -> str:
    now = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, now[len(now) // 2]))


def reauthenticate(client: Client, password: str) -> None:
    client.post(reverse("account_reauthenticate"), {"password": password})


def set_up_app(client: Client, password: str) -> HttpResponse:
    reauthenticate(client, password)
    page = client.get(reverse("mfa_activate_totp"))
    return client.post(reverse("mfa_activate_totp"), {"code": code(page.context["form"].secret)})


@pytest.mark.parametrize("name", ["profile", "landing", "own_events", "account_change_password", "notices"])
def test_without_a_second_factor_nothing_else_opens(
    name: str, person: User, compulsory: None, sign_in: Callable[..., Client]
) -> None:
    response = sign_in(person).get(reverse(name))
    assert (response.status_code, response.url) == (302, EXPLANATION)


def test_no_address_of_the_portal_opens_but_those_for_setting_up(
    person: User, compulsory: None, sign_in: Callable[..., Client]
) -> None:
    client = sign_in(person)
    names = {name for name, _pattern in get_resolver().reverse_dict.lists() if isinstance(name, str)}
    open_names = set()
    for name in sorted(names):
        try:
            path = reverse(name)
        except NoReverseMatch:
            continue  # needs an object; the middleware looks at the name alone
        response = client.get(path)
        if (response.status_code, response.headers.get("Location")) != (302, EXPLANATION):
            open_names.add(name)
    expected = {"second_factor", "account_logout", "account_reauthenticate", "set_language", "healthz", "readyz"}
    # A page that forgets who asks: it shows everyone the same and keeps nothing.
    expected |= {"self_assessment"}
    assert {name for name in open_names if not name.startswith("mfa_")} <= expected


def test_after_setting_up_someone_goes_on_to_the_page_they_asked_for(
    person: User, password: str, compulsory: None, sign_in: Callable[..., Client]
) -> None:
    client = sign_in(person)
    client.get(reverse("profile") + "?van=mail")
    set_up_app(client, password)
    assert client.get(EXPLANATION).url == reverse("profile") + "?van=mail"
    assert client.get(EXPLANATION).url == reverse("home")


def test_the_explanation_leads_to_both_ways(person: User, compulsory: None, sign_in: Callable[..., Client]) -> None:
    page = sign_in(person).get(EXPLANATION).content.decode()
    assert reverse("mfa_add_webauthn") in page
    assert reverse("mfa_activate_totp") in page


def test_setting_up_an_app_asks_for_the_password_again(
    person: User, compulsory: None, sign_in: Callable[..., Client]
) -> None:
    response = sign_in(person).get(reverse("mfa_activate_totp"))
    assert response.url.startswith(reverse("account_reauthenticate"))


def test_after_setting_up_an_app_the_portal_opens(
    person: User, password: str, compulsory: None, sign_in: Callable[..., Client]
) -> None:
    client = sign_in(person)
    response = set_up_app(client, password)
    assert response.status_code == 302, response.context and response.context["form"].errors
    assert client.get(reverse("profile")).status_code == 200


def test_recovery_codes_are_shown_once(person: User, password: str, sign_in: Callable[..., Client]) -> None:
    client = sign_in(person)
    set_up_app(client, password)
    first, second = (client.get(reverse("mfa_view_recovery_codes")).content.decode() for _time in range(2))
    codes = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).generate_codes()
    assert [shown for shown in codes if shown not in first] == []
    assert [shown for shown in codes if shown in second] == []
    download = client.get(reverse("mfa_download_recovery_codes"))
    assert [shown for shown in codes if shown in download.content.decode()] == []


def test_no_secret_of_a_factor_is_readable_in_the_database(person: User) -> None:
    totp, codes = TOTP.activate(person, SECRET), RecoveryCodes.activate(person)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in stored
    assert stored.count("local:") == 2
    assert totp.validate_code(code())
    assert [one for one in codes.generate_codes() if one in stored] == []


def test_signing_in_asks_for_the_code(person: User, sign_in: Callable[..., Client]) -> None:
    TOTP.activate(person, SECRET)
    client = sign_in(person)
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": code()})
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_code_works_once(person: User, sign_in: Callable[..., Client]) -> None:
    TOTP.activate(person, SECRET)
    with time_machine.travel(timezone.now(), tick=False):
        first, second = sign_in(person), sign_in(person)
        for client in (first, second):
            client.post(reverse("mfa_authenticate"), {"code": code()})
    assert "_auth_user_id" in first.session
    assert "_auth_user_id" not in second.session


def test_the_eleventh_guess_at_a_code_fails_even_when_it_is_right(person: User, sign_in: Callable[..., Client]) -> None:
    TOTP.activate(person, SECRET)
    client = sign_in(person)
    for _guess in range(10):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": code()})
    assert "_auth_user_id" not in client.session


def test_a_recovery_code_works_once(person: User, sign_in: Callable[..., Client]) -> None:
    TOTP.activate(person, SECRET)
    spare = RecoveryCodes.activate(person).generate_codes()[0]
    first, second = sign_in(person), sign_in(person)
    for client in (first, second):
        client.post(reverse("mfa_authenticate"), {"code": spare})
    assert "_auth_user_id" in first.session
    assert "_auth_user_id" not in second.session


def test_taking_a_factor_away_closes_the_portal_again(
    person: User, password: str, compulsory: None, sign_in: Callable[..., Client]
) -> None:
    client = sign_in(person)
    set_up_app(client, password)
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get(reverse("profile")).url == EXPLANATION


def test_secrets_follow_to_the_newest_key(person: User, settings: Any) -> None:
    totp, codes = TOTP.activate(person, SECRET), RecoveryCodes.activate(person).generate_codes()
    settings.ENCRYPTION_KEYS = {"newer": new_key(), **settings.ENCRYPTION_KEYS}
    assert reseal_secrets() == 2
    assert reseal_secrets() == 0
    settings.ENCRYPTION_KEYS = {"newer": settings.ENCRYPTION_KEYS["newer"]}
    totp.instance.refresh_from_db()
    assert totp.validate_code(code())
    assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).generate_codes() == codes


def test_the_command_that_rotates_keys_takes_them_along(person: User, settings: Any) -> None:
    TOTP.activate(person, SECRET)
    settings.ENCRYPTION_KEYS = {"newer": new_key(), **settings.ENCRYPTION_KEYS}
    out = StringIO()
    call_command("rotate_keys", stdout=out)
    assert "Resealed 1 second factors" in out.getvalue()


def test_an_altered_secret_is_an_error_and_never_a_code(person: User) -> None:
    totp = TOTP.activate(person, SECRET)
    sealed = totp.instance.data["secret"]
    totp.instance.data["secret"] = sealed[:-1] + ("0" if sealed[-1] != "0" else "1")
    with pytest.raises(Unreadable):
        totp.validate_code(code())
