"""Signing in by address and password, and what a stranger can learn or try there."""

import statistics
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse

from portal.accounts.mail import PASSWORD_RESET, mint_reset
from portal.accounts.models import User
from portal.audit.models import Act, Event
from portal.notices.models import Notice
from portal.walls.scope import Scope, within
from tests.accounts.seen import seen
from tests.cast import UserFactory

LOGIN, RESET, SIGNUP = "/account/login/", "/account/password/reset/", "/account/signup/"
UNKNOWN = "niemand@voorbeeld.example"
pytestmark = pytest.mark.django_db


class SlowHasher(PBKDF2PasswordHasher):
    """The real algorithm at a tenth of its rounds: still far slower than anything else in a try."""

    iterations = 100_000


def guess(client: Client, email: str, password: str = "verkeerd wachtwoord", **extra: Any) -> HttpResponse:
    return client.post(LOGIN, {"login": email, "password": password}, **extra)


def events(user: User) -> list[tuple[str, str]]:
    with within(Scope(person=user.pk)):
        return list(Event.objects.filter(person=user).order_by("at").values_list("what", "act"))


def test_someone_signs_in_and_the_log_says_so(person: User, password: str) -> None:
    client = Client()
    response = guess(client, person.email.upper(), password)
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(person.pk)
    assert events(person) == [("account.sign_in", Act.MOVED)]


def test_a_wrong_password_is_in_the_log_of_the_account(person: User) -> None:
    guess(Client(), person.email)
    assert events(person) == [("account.sign_in", Act.DENIED)]


def test_pages_follow_the_language_of_the_account(person: User, password: str) -> None:
    User.objects.filter(pk=person.pk).update(language="en")
    client = Client()
    guess(client, person.email, password)
    assert client.get(reverse("profile")).headers["Content-Language"] == "en"


def test_a_known_and_an_unknown_address_get_the_same_answer(person: User) -> None:
    known, unknown = guess(Client(), person.email), guess(Client(), UNKNOWN)
    assert seen(known)[0] == seen(unknown)[0] == 200
    assert seen(known)[1].replace(person.email, "") == seen(unknown)[1].replace(UNKNOWN, "")


def test_asking_for_a_new_password_tells_nothing(person: User) -> None:
    known = Client().post(RESET, {"email": person.email}, follow=True)
    unknown = Client().post(RESET, {"email": UNKNOWN}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert seen(known) == seen(unknown)
    with within(Scope(system=True)):
        assert list(Notice.objects.values_list("kind", "person")) == [(PASSWORD_RESET, person.pk)]


def test_the_time_an_answer_takes_tells_nothing(settings: Any) -> None:
    """200 tries, known and unknown in turn. The hasher runs at a tenth of its rounds (about 30 ms).

    With it a forgotten hash for the unknown address would show as a gap of a whole hash, well over
    the 20 ms allowed; at full rounds both sides grow alike, for both hash exactly once.
    """
    settings.PASSWORD_HASHERS = [f"{__name__}.SlowHasher"]
    settings.ACCOUNT_RATE_LIMITS = False
    user = UserFactory()
    user.set_password("zeven paarden op het dak")
    user.save()
    client, times = Client(), {user.email: [], UNKNOWN: []}
    for _turn in range(100):
        for email, measured in times.items():
            start = time.perf_counter()
            guess(client, email)
            measured.append(time.perf_counter() - start)
    gap = abs(statistics.median(times[user.email]) - statistics.median(times[UNKNOWN]))
    print(f"median gap {gap * 1000:.1f} ms, median {statistics.median(times[UNKNOWN]) * 1000:.0f} ms")
    assert gap < 0.020


def test_the_time_a_reset_takes_tells_nothing(person: User, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    client, times = Client(), {person.email: [], UNKNOWN: []}
    for _turn in range(100):
        for email, measured in times.items():
            start = time.perf_counter()
            client.post(RESET, {"email": email})
            measured.append(time.perf_counter() - start)
    gap = abs(statistics.median(times[person.email]) - statistics.median(times[UNKNOWN]))
    print(f"median gap {gap * 1000:.1f} ms")
    assert gap < 0.020


def test_the_eleventh_guess_is_refused_even_when_it_is_right(person: User, password: str) -> None:
    client = Client()
    assert [guess(client, person.email).status_code for _try in range(10)] == [200] * 10
    assert guess(client, person.email, password).status_code == 429


def test_guesses_at_one_account_count_wherever_they_come_from(person: User) -> None:
    client = Client()
    answers = [guess(client, person.email, REMOTE_ADDR=f"192.0.2.{number}").status_code for number in range(11)]
    assert answers == [200] * 10 + [429]


def test_another_port_in_the_host_header_is_not_another_account(person: User) -> None:
    client = Client()
    answers = [
        guess(client, person.email, REMOTE_ADDR=f"192.0.2.{number}", HTTP_HOST=f"localhost:{8000 + number}").status_code
        for number in range(11)
    ]
    assert answers == [200] * 10 + [429]


def test_guesses_from_one_place_count_whatever_account_they_try(db: None) -> None:
    client = Client()
    answers = [guess(client, f"persoon{number}@elders.example").status_code for number in range(11)]
    assert answers == [200] * 10 + [429]


def test_a_made_up_forwarding_header_changes_nothing(db: None) -> None:
    client = Client()
    answers = [
        guess(client, f"persoon{number}@elders.example", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}").status_code
        for number in range(11)
    ]
    assert answers == [200] * 10 + [429]


def test_behind_one_proxy_only_what_that_proxy_added_counts(db: None, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client = Client()
    answers = [
        guess(client, f"a{number}@elders.example", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}, 203.0.113.9").status_code
        for number in range(11)
    ]
    assert answers == [200] * 10 + [429]
    elsewhere = guess(client, "b@elders.example", HTTP_X_FORWARDED_FOR="203.0.113.9, 203.0.113.10")
    assert elsewhere.status_code == 200


def test_a_new_password_by_mail_ends_every_session(person: User, password: str, sign_in: Callable[..., Client]) -> None:
    elsewhere = sign_in(person)
    Client().post(RESET, {"email": person.email})
    with within(Scope(system=True)):
        link = mint_reset(Notice.objects.get(kind=PASSWORD_RESET))
    client = Client()
    form = client.get(link.removeprefix("http://localhost:8000"), follow=True)
    new = "acht ganzen in de sloot"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert elsewhere.get(reverse("profile")).status_code == 302
    person.refresh_from_db()
    assert person.check_password(new)
    assert ("account.password_reset", Act.WROTE) in events(person)
    with within(Scope(system=True)):
        assert Notice.objects.filter(kind="account_changed", person=person).count() == 1


def test_a_used_link_for_a_new_password_works_no_more(person: User) -> None:
    Client().post(RESET, {"email": person.email})
    with within(Scope(system=True)):
        link = mint_reset(Notice.objects.get(kind=PASSWORD_RESET)).removeprefix("http://localhost:8000")
    person.set_password("ander wachtwoord dan eerst")
    person.save()
    page = Client().get(link)
    assert page.status_code == 200
    assert page.context["token_fail"]


def test_an_address_that_was_never_confirmed_does_not_let_in(password: str) -> None:
    user = UserFactory(verified=False)
    user.set_password(password)
    user.save()
    client = Client()
    response = guess(client, user.email, password)
    assert response.url == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session
    with within(Scope(system=True)):
        assert Notice.objects.filter(kind="email_confirmation", person=user).count() == 1


def test_a_closed_account_does_not_let_in(person: User, password: str) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)
    client = Client()
    guess(client, person.email, password)
    assert "_auth_user_id" not in client.session


def test_nobody_makes_an_account_without_an_invitation(db: None) -> None:
    client = Client()
    client.post(SIGNUP, {"email": UNKNOWN, "name": "N.", "password1": "zeven paarden op het dak"})
    assert not User.objects.exists()


def test_an_invited_person_makes_an_account_for_that_address_only(password: str) -> None:
    client = Client()
    session = client.session
    session["account_verified_email"], session["invited_name"] = "genodigd@voorbeeld.example", "Gea Nodig"
    session.save()
    page = client.get(SIGNUP + "?email=ander@elders.example")
    assert page.context["form"]["email"].value() == "genodigd@voorbeeld.example"
    assert page.context["form"]["name"].value() == "Gea Nodig"
    client.post(SIGNUP, {"email": "ander@elders.example", "name": "Gea Nodig", "password1": password})
    user = User.objects.get()
    assert (user.email, user.name) == ("genodigd@voorbeeld.example", "Gea Nodig")
    assert user.emailaddress_set.get().verified
    assert client.session["_auth_user_id"] == str(user.pk)


def test_an_invitation_makes_one_account(password: str) -> None:
    client = Client()
    session = client.session
    session["account_verified_email"] = "genodigd@voorbeeld.example"
    session.save()
    client.post(SIGNUP, {"name": "Gea Nodig", "password1": password})
    client.post("/account/logout/")
    client.post(SIGNUP, {"name": "Nog Een", "password1": password})
    assert User.objects.count() == 1


def test_there_is_no_signing_in_by_a_mailed_code() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("account_request_login_code")


def test_someone_signs_out(person: User, sign_in: Callable[..., Client]) -> None:
    client = sign_in(person)
    client.post("/account/logout/")
    assert "_auth_user_id" not in client.session
    assert events(person)[-1] == ("account.sign_out", Act.MOVED)
