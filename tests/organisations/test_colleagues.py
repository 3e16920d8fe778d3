"""A manager looks after the people and the roles of the own organisation, and of no other."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.audit.models import Event
from portal.organisations.enums import Role
from portal.organisations.models import Membership, Organisation
from tests.cast import Cast, House, Person, UserFactory, behind, give_role

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def membership(person: Person) -> Membership:
    with person.house.scope():
        return Membership.objects.filter(person=person.user).latest("pk")


def page_queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/collegas/").status_code == 200
    return len(queries)


def test_the_list_shows_everybody_of_the_own_branch_with_roles_and_since_when(cast: Cast) -> None:
    page = cast.a_manager.client().get("/collegas/").content.decode()
    for person in (cast.a_manager, cast.a_secretary, cast.a_member, cast.a_board):
        assert person.user.email in page
    assert cast.b_manager.user.email not in page
    assert "lid selectiecommissie" in page


def test_the_list_takes_as_many_queries_for_sixty_people_as_for_one(cast: Cast) -> None:
    house = Organisation.objects.create(kind="municipality", name="Groot")
    manager = UserFactory()
    give_role(manager, house, Role.MANAGER)
    client = Person(manager, House(house)).client()
    client.get("/collegas/")
    one = page_queries(client)
    for _number in range(2):
        give_role(UserFactory(), house, Role.REPRESENTATIVE)
    three = page_queries(client)
    for _number in range(57):
        give_role(UserFactory(), house, Role.REPRESENTATIVE)
    assert (three, page_queries(client)) == (one, one)
    assert "Pagina 1 van 3" in client.get("/collegas/").content.decode()


def test_the_list_is_narrowed_by_name_and_by_role(cast: Cast) -> None:
    manager = cast.a_manager.client()
    address = manager.post("/collegas/zoeken/", {"q": "board", "role": Role.BOARD_MEMBER}).url
    page = manager.get(address)
    assert [person.pk for person in page.context["page"]] == [cast.a_board.user.pk]
    # The name stands in no address, and the address says it to nobody else.
    assert "q=" not in address
    assert address.count("board") == address.count(Role.BOARD_MEMBER)
    assert "board" not in cast.b_manager.client().get(address).context["form"].data.get("q", "")


def test_who_is_no_manager_is_told_why_not(cast: Cast) -> None:
    page = cast.a_member.client().get("/collegas/")
    assert page.status_code == 403


def test_a_colleague_gets_one_more_role_for_a_period(cast: Cast) -> None:
    today = timezone.localdate()
    facts = {"role": Role.PARTY_SECRETARY, "start": today, "end": today + timedelta(days=30)}
    path = f"/collegas/{cast.a_member.user.pk}/rol/"
    assert cast.a_manager.client().post(path, facts).url == "/collegas/"
    assert cast.a_member.actor.roles == {Role.COMMITTEE_MEMBER, Role.PARTY_SECRETARY}
    held = membership(cast.a_member)
    assert (held.valid_from, held.valid_until) == (today, today + timedelta(days=30))


def test_a_role_that_starts_later_does_not_hold_yet(cast: Cast) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    path = f"/collegas/{cast.a_member.user.pk}/rol/"
    cast.a_manager.client().post(path, {"role": Role.PARTY_SECRETARY, "start": tomorrow})
    assert cast.a_member.actor.roles == {Role.COMMITTEE_MEMBER}


def test_the_same_role_twice_is_refused_with_a_sentence(cast: Cast) -> None:
    path = f"/collegas/{cast.a_member.user.pk}/rol/"
    page = cast.a_manager.client().post(path, {"role": Role.COMMITTEE_MEMBER, "start": date.today()})
    assert page.context["form"].errors == {"role": ["Deze collega heeft deze rol al."]}


def test_a_period_that_ends_before_it_starts_is_refused(cast: Cast) -> None:
    path = f"/collegas/{cast.a_member.user.pk}/rol/"
    page = cast.a_manager.client().post(path, {"role": Role.BOARD_MEMBER, "start": "2027-01-02", "end": "2027-01-01"})
    assert page.context["form"].errors.keys() == {"end"}


def test_a_role_of_another_kind_of_organisation_is_refused(cast: Cast) -> None:
    path = f"/collegas/{cast.a_member.user.pk}/rol/"
    page = cast.a_manager.client().post(path, {"role": Role.REGISTRAR, "start": date.today()})
    assert page.context["form"].errors.keys() == {"role"}


def test_ending_a_role_takes_access_away_at_once(cast: Cast) -> None:
    client, held = cast.a_member.client(), membership(cast.a_member)
    assert client.get("/start/").context["actor"].tenant_id == cast.branch_a.pk
    manager = cast.a_manager.client()
    assert "Rol beëindigen" in manager.get(f"/rollen/{held.pk}/").content.decode()
    assert manager.post(f"/rollen/{held.pk}/beeindigen/").url == "/collegas/"
    page = client.get("/start/")
    assert page.context["actor"].tenant_id is None
    assert "geen rol bij een organisatie" in page.content.decode()


def test_ending_twice_says_that_it_was_done(cast: Cast) -> None:
    held, manager = membership(cast.a_member), cast.a_manager.client()
    manager.post(f"/rollen/{held.pk}/beeindigen/")
    assert manager.post(f"/rollen/{held.pk}/beeindigen/").status_code == 403


def test_the_last_manager_cannot_stop(cast: Cast) -> None:
    held, manager = membership(cast.a_manager), cast.a_manager.client()
    page = manager.get(f"/rollen/{held.pk}/")
    assert page.status_code == 403
    assert "laatste beheerder" in page.content.decode()
    assert manager.post(f"/rollen/{held.pk}/beeindigen/").status_code == 403
    assert cast.a_manager.actor.roles == {Role.MANAGER}


def test_with_a_second_manager_the_first_one_can_stop(cast: Cast) -> None:
    held = membership(cast.a_manager)
    give_role(cast.a_board.user, cast.branch_a.body, Role.MANAGER)
    assert cast.a_manager.client().post(f"/rollen/{held.pk}/beeindigen/").url == "/start/"
    assert cast.a_manager.actor.roles == frozenset()


def test_the_other_branch_finds_nothing(cast: Cast) -> None:
    held, stranger = membership(cast.a_member), cast.b_manager.client()
    assert stranger.get(f"/rollen/{held.pk}/").status_code == 404
    assert stranger.post(f"/rollen/{held.pk}/beeindigen/").status_code == 404
    assert stranger.get(f"/collegas/{cast.a_member.user.pk}/rol/").status_code == 404


def test_every_change_is_in_the_log(cast: Cast) -> None:
    held = membership(cast.a_member)
    cast.a_manager.client().post(f"/rollen/{held.pk}/beeindigen/")
    with behind(cast.branch_a.body):
        assert Event.objects.filter(what="membership.end", person=cast.a_manager.user, subject=str(held.pk)).exists()
