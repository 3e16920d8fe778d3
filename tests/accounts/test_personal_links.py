"""Personal links: once, for a while, into one file, and a new one only for who knows address and reference."""

import statistics
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts import destinations
from portal.accounts.destinations import Recipient, register_destination
from portal.accounts.limits import Limit
from portal.accounts.links import (
    ERASED,
    EXPIRED,
    UNKNOWN,
    USED,
    WITHDRAWN,
    LinkRefused,
    mint_personal_link,
    redeem,
    send_personal_link,
)
from portal.accounts.models import PersonalLink
from portal.audit.models import Act, Event
from portal.notices.kinds import Kind, kinds
from portal.notices.models import Notice
from portal.privacy.dossiers import open_dossier
from portal.privacy.models import Dossier
from portal.walls.scope import Scope, within
from tests.accounts.seen import seen
from tests.cast import Cast, assemble

EMAIL = "Kim.Kandidaat@voorbeeld.example"
ORIGIN = "http://localhost:8000"
pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture(autouse=True)
def _destination(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(destinations, "_destinations", dict(destinations._destinations))
    register_destination(
        "test.file",
        url=lambda dossier: f"/profiel/?{dossier.reference}",
        address=lambda dossier: Recipient(EMAIL, "Kim"),
    )
    yield


@pytest.fixture
def dossier(cast: Cast) -> Dossier:
    return new_dossier(cast)


def new_dossier(cast: Cast) -> Dossier:
    with cast.branch_a.scope():
        return open_dossier(cast.branch_a.pk, "test.file")


def mailed_link(dossier: Dossier) -> str:
    """Send a link and let its mail go out as a worker does; return the path in the mail."""
    with within(Scope(tenant=dossier.tenant_id)):
        send_personal_link(dossier)
    with within(Scope(system=True)):
        notice = Notice.objects.filter(dossier=dossier, kind="personal_link").latest("made_at")
    with within(Scope(tenant=dossier.tenant_id, dossier=dossier.pk)):
        return mint_personal_link(notice).removeprefix(ORIGIN)


def token_of(path: str) -> str:
    return path.strip("/").split("/")[1]


def planned(dossier: Dossier) -> int:
    with within(Scope(system=True)):
        return Notice.objects.filter(dossier=dossier, kind="personal_link").count()


def logged(dossier: Dossier, what: str) -> list[str]:
    with within(Scope(tenant=dossier.tenant_id)):
        return list(Event.objects.filter(dossier=dossier, what=what).order_by("at").values_list("act", flat=True))


def refused(path: str) -> str:
    with pytest.raises(LinkRefused) as refusal:
        redeem(token_of(path))
    return str(refusal.value.reason)


def ask(email: str, reference: str, client: Client | None = None) -> HttpResponse:
    return (client or Client()).post(
        reverse("personal_link_new"), {"email": email, "reference": reference}, follow=True
    )


def test_looking_at_the_link_uses_nothing_up(dossier: Dossier) -> None:
    path = mailed_link(dossier)
    for _scan in range(3):
        page = Client().get(path)
        assert page.status_code == 200
        assert "Ga verder naar uw dossier" in page.content.decode()
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page.headers["Cache-Control"]
    assert Client().post(path).status_code == 302


def test_the_button_opens_the_one_file(dossier: Dossier) -> None:
    client = Client()
    response = client.post(mailed_link(dossier))
    assert response.url == f"/profiel/?{dossier.reference}"
    assert response.headers["Referrer-Policy"] == "strict-origin"
    assert client.session["personal_dossier"] == str(dossier.pk)
    assert client.session["personal_tenant"] == dossier.tenant_id
    assert client.session.get_expiry_age() == 2 * 3600
    assert logged(dossier, "personal_link.redeemed") == [Act.MOVED]


def test_only_the_digest_of_a_token_is_kept(dossier: Dossier) -> None:
    token = token_of(mailed_link(dossier))
    with within(Scope(tenant=dossier.tenant_id)):
        row = PersonalLink.objects.values().get()
    assert token not in str(row)
    assert EMAIL.lower() not in str(row).lower()


def test_a_link_works_once(dossier: Dossier) -> None:
    path = mailed_link(dossier)
    assert Client().post(path).status_code == 302
    page = Client().post(path)
    assert (page.status_code, page.context["reason"]) == (403, USED)
    assert reverse("personal_link_new") in page.content.decode()
    assert logged(dossier, "personal_link.redeemed") == [Act.MOVED, Act.DENIED]


def test_an_unknown_link_is_refused_and_logged(cast: Cast) -> None:
    page = Client().post(reverse("personal_link", args=["onzin"]))
    assert (page.status_code, page.context["reason"]) == (403, UNKNOWN)
    with within(Scope(system=True)):
        assert Event.objects.filter(what="personal_link.redeemed", act=Act.DENIED, tenant=None).count() == 1


def test_a_link_expires_after_fourteen_days(dossier: Dossier) -> None:
    path = mailed_link(dossier)
    with time_machine.travel(timezone.now() + timedelta(days=14, seconds=1)):
        assert refused(path) == EXPIRED
    with time_machine.travel(timezone.now() + timedelta(days=13, hours=23)):
        assert redeem(token_of(path)).dossier_id == dossier.pk


def test_a_new_link_withdraws_the_one_before(dossier: Dossier) -> None:
    first, second = mailed_link(dossier), mailed_link(dossier)
    assert refused(first) == WITHDRAWN
    assert redeem(token_of(second)).dossier_id == dossier.pk


def test_the_link_of_an_erased_file_is_refused(dossier: Dossier) -> None:
    path = mailed_link(dossier)
    with within(Scope(tenant=dossier.tenant_id)):
        Dossier.objects.filter(pk=dossier.pk).update(erased_at=timezone.now())
    assert refused(path) == ERASED


def test_a_token_opens_its_own_row_and_no_other(cast: Cast) -> None:
    first, second = new_dossier(cast), new_dossier(cast)
    path, _other = mailed_link(first), mailed_link(second)
    link = redeem(token_of(path))
    with within(Scope(token=link.digest)):
        assert list(PersonalLink.objects.values_list("dossier", flat=True)) == [first.pk]
        assert Dossier.objects.count() == 0
    assert PersonalLink.objects.count() == 0


def test_someone_signed_in_is_warned_and_then_signed_out(cast: Cast, dossier: Dossier) -> None:
    client = cast.a_manager.client()
    before = client.session.session_key
    path = mailed_link(dossier)
    assert f"ingelogd als {cast.a_manager.user.name}" in client.get(path).content.decode()
    client.post(path)
    assert "_auth_user_id" not in client.session
    assert "acting_tenant" not in client.session
    assert client.session.session_key != before


def test_leaving_ends_the_session(dossier: Dossier) -> None:
    client = Client()
    client.post(mailed_link(dossier))
    page = client.post(reverse("personal_leave"), follow=True)
    assert page.redirect_chain == [(reverse("personal_goodbye"), 302)]
    assert "personal_dossier" not in client.session


def test_leaving_does_not_sign_out_someone_with_an_account(cast: Cast) -> None:
    client = cast.a_manager.client()
    client.post(reverse("personal_leave"))
    assert client.session["_auth_user_id"] == str(cast.a_manager.user.pk)


@pytest.mark.parametrize("typed", [str.lower, str.upper, lambda text: f" {text} ".replace("-", " ")])
def test_address_and_reference_together_bring_a_new_link(dossier: Dossier, typed: Callable[[str], str]) -> None:
    mailed_link(dossier)
    assert planned(dossier) == 1
    assert ask(typed(EMAIL).strip(), typed(dossier.reference)).status_code == 200
    assert planned(dossier) == 2
    assert logged(dossier, "personal_link.asked") == [Act.MOVED]


def test_half_of_it_brings_nothing_and_the_answer_is_the_same(dossier: Dossier) -> None:
    mailed_link(dossier)
    right = ask(EMAIL, dossier.reference)
    for email, reference in ((EMAIL, "AAAA-AAAA"), ("ander@voorbeeld.example", dossier.reference)):
        wrong = ask(email, reference)
        assert (wrong.redirect_chain, seen(wrong)) == (right.redirect_chain, seen(right))
    assert planned(dossier) == 2


def test_the_time_it_takes_tells_nothing(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BY_CLIENT", "BY_ADDRESS", "BY_REFERENCE"):
        monkeypatch.setattr(f"portal.accounts.views.links.{name}", Limit(name, 10_000, 3600))
    mailed_link(dossier)
    client, times = Client(), {EMAIL: [], "ander@voorbeeld.example": []}
    for _turn in range(100):
        for email, measured in times.items():
            start = time.perf_counter()
            client.post(reverse("personal_link_new"), {"email": email, "reference": dossier.reference})
            measured.append(time.perf_counter() - start)
    known, unknown = (statistics.median(measured) for measured in times.values())
    print(f"median gap {(known - unknown) * 1000:.1f} ms")
    assert abs(known - unknown) < 0.020


def test_an_old_address_brings_nothing_any_more(dossier: Dossier) -> None:
    mailed_link(dossier)
    register_destination(
        "test.file", url=lambda one: "/", address=lambda one: Recipient("nieuw@voorbeeld.example", "Kim")
    )
    ask(EMAIL, dossier.reference)
    assert planned(dossier) == 1


def test_an_erased_file_brings_nothing_any_more(dossier: Dossier) -> None:
    mailed_link(dossier)
    with within(Scope(tenant=dossier.tenant_id)):
        Dossier.objects.filter(pk=dossier.pk).update(erased_at=timezone.now())
    ask(EMAIL, dossier.reference)
    assert planned(dossier) == 1


def test_asking_too_often_is_refused(dossier: Dossier) -> None:
    answers = [
        Client(REMOTE_ADDR=f"192.0.2.{number}")
        .post(reverse("personal_link_new"), {"email": f"a{number}@elders.example", "reference": dossier.reference})
        .status_code
        for number in range(6)
    ]
    assert answers == [302] * 5 + [429]


def test_a_page_of_a_personal_session_stays_with_that_person(dossier: Dossier) -> None:
    client = Client()
    client.post(mailed_link(dossier))
    assert "no-store" in client.get("/").headers["Cache-Control"]


def test_a_personal_session_needs_no_second_factor(dossier: Dossier, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client = Client()
    client.post(mailed_link(dossier))
    assert client.get("/").status_code == 200


def test_a_personal_session_has_no_account_pages(dossier: Dossier) -> None:
    client = Client()
    client.post(mailed_link(dossier))
    for name in ("profile", "own_events", "mfa_index", "account_change_password"):
        assert client.get(reverse(name)).status_code in (302, 403)


@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_of_twenty_at_once_one_gets_in() -> None:
    path = mailed_link(new_dossier(assemble()))
    outcomes: list[str] = []
    start = threading.Barrier(20)

    def try_it() -> None:
        start.wait()
        try:
            redeem(token_of(path))
            outcomes.append("in")
        except LinkRefused as refusal:
            outcomes.append(str(refusal.reason))
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it) for _one in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == sorted(["in", *[str(USED)] * 19])


def test_using_a_newer_link_ends_the_session_of_an_older_one(dossier: Dossier) -> None:
    """A link that was forwarded or taken: whoever came in with it is out once the person asks for another."""
    first, second = Client(), Client()
    first.post(mailed_link(dossier))
    assert first.get(reverse("notices")).status_code == 200
    second.post(mailed_link(dossier))
    assert first.get(reverse("notices")).status_code == 302
    assert "personal_dossier" not in first.session
    assert second.get(reverse("notices")).status_code == 200


@pytest.mark.parametrize(
    "kind", [kind for kind in kinds() if kind.mint is mint_personal_link], ids=lambda kind: kind.name
)
def test_a_mail_that_brings_a_personal_link_says_that_it_is_for_nobody_else(kind: Kind) -> None:
    for ending in ("txt", "html"):
        text = render_to_string(f"mail/{kind.template}.{ending}", {"reference": "X", "link": "X"})
        assert "Stuur deze e-mail niet door" in text
        assert "Log in" not in text
