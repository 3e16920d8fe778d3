"""Each role lands on a page that says what waits, with the next step as a button."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.notices.send import notify_person
from portal.organisations.branches import apply, confirm
from portal.organisations.enums import Role
from portal.organisations.invitations import invite
from portal.organisations.models import AdmissionRequest, Invitation, Organisation
from tests.cast import Cast, House, Person, UserFactory, give_role
from tests.screening import publish_questionnaires

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def titles(page: object) -> list[str]:
    return [str(one.title) for one in page.context["waiting"]]  # type: ignore[attr-defined]


def test_everyone_of_the_cast_lands_on_a_page(cast: Cast) -> None:
    for name, person in cast.people().items():
        page = person.client().get("/start/")
        assert page.status_code == 200, name
        assert "Wat wacht er op u?" in page.content.decode(), name


def test_a_visitor_is_asked_to_sign_in() -> None:
    assert Client().get("/start/").url == "/account/login/?next=/start/"


def test_when_nothing_waits_the_page_says_so(cast: Cast) -> None:
    page = cast.a_board.client().get("/start/")
    assert titles(page) == []
    assert "Er wacht nu niets op u" in page.content.decode()


def test_a_manager_hears_of_expired_invitations(cast: Cast) -> None:
    with cast.a_manager.scope():
        invite(cast.a_manager.actor, cast.branch_a.body, name="X", email="x@voorbeeld.example", roles=[Role.MANAGER])
        Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert titles(cast.a_manager.client().get("/start/")) == ["Een uitnodiging is verlopen"]
    assert titles(cast.a_member.client().get("/start/")) == []
    assert titles(cast.b_manager.client().get("/start/")) == []


def test_a_registrar_hears_how_many_branches_wait(cast: Cast) -> None:
    for number in (1, 2):
        confirm(
            apply(
                {
                    "branch_name": f"Afdeling {number}",
                    "party": "Partij",
                    "public_body": cast.duinrade.body,
                    "applicant_name": "A",
                    "applicant_email": f"a{number}@voorbeeld.example",
                }
            )
        )
    assert titles(cast.registrar.client().get("/start/")) == [
        "2 partijafdelingen wachten op toelating",
        "U hebt 2 ongelezen berichten",
    ]
    assert titles(cast.analyst.client().get("/start/")) == []
    with cast.branch_a.scope():
        assert AdmissionRequest.objects.count() == 0


def test_everybody_hears_of_unread_notices_and_sees_the_number_in_the_header(cast: Cast) -> None:
    notify_person(cast.a_board.user.pk, cast.branch_a.pk, "account_changed", path="/profiel/")
    page = cast.a_board.client().get("/start/")
    assert titles(page) == ["U hebt een ongelezen bericht"]
    assert page.context["unread_notices"] == 1


def test_the_number_of_queries_does_not_grow_with_what_waits(cast: Cast) -> None:
    client = cast.a_board.client()
    counts = []
    for number in (1, 3):
        for _number in range(number):
            notify_person(cast.a_board.user.pk, cast.branch_a.pk, "account_changed", path="/profiel/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/start/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 20


def test_the_menu_holds_what_the_role_may_open(cast: Cast) -> None:
    publish_questionnaires()
    own = [str(label) for label, _url in cast.a_manager.client().get("/start/").context["main_menu"]]
    assert ("Collega's" in own, "Toelating" in own) == (True, False)
    for person in cast.people().values():
        client = person.client()
        for _label, url in client.get("/start/").context["main_menu"]:
            assert client.get(url).status_code == 200, url


def test_a_manager_without_colleagues_is_helped_to_the_first_invitation(cast: Cast) -> None:
    house = Organisation.objects.create(kind="municipality", name="Nieuwstad")
    manager = Person(UserFactory(), House(house))
    give_role(manager.user, house, Role.MANAGER)
    assert titles(manager.client().get("/start/")) == ["U bent hier nog alleen"]
    with manager.scope():
        invite(manager.actor, house, name="X", email="x@voorbeeld.example", roles=[Role.CLERK])
    assert titles(manager.client().get("/start/")) == []
