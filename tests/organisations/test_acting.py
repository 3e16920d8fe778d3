"""One person, several organisations: they act in one at a time, and say which."""

import pytest

from portal.audit.models import Event
from portal.organisations.enums import Admission, Role
from portal.organisations.middleware import ACTING_TENANT
from portal.organisations.models import Membership
from portal.walls.scope import Scope, within
from tests.cast import Cast, give_role

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_somebody_with_two_offices_is_asked_first(cast: Cast) -> None:
    give_role(cast.a_member.user, cast.waterlinge.body, Role.REPRESENTATIVE)
    client = cast.a_member.client()
    session = client.session
    del session[ACTING_TENANT]
    session.save()
    assert client.get("/start/").url == "/werken-voor/"
    page = client.get("/werken-voor/").content.decode()
    assert "Partij voor Morgen Waterlinge" in page
    assert "Gemeente Waterlinge" in page
    assert "volksvertegenwoordiger" in page


def test_switching_is_a_choice_that_is_logged(cast: Cast) -> None:
    give_role(cast.a_member.user, cast.waterlinge.body, Role.REPRESENTATIVE)
    client = cast.a_member.client()
    page = client.post(f"/werken-voor/{cast.waterlinge.pk}/", follow=True)
    assert page.context["actor"].tenant_id == cast.waterlinge.pk
    assert page.context["organisation_name"] == "Gemeente Waterlinge"
    assert [office.tenant_id for office in page.context["switchable"]] == [cast.branch_a.pk]
    with cast.waterlinge.scope():
        assert Event.objects.filter(what="acting.switch", person=cast.a_member.user).count() == 1


def test_nobody_switches_to_where_they_have_no_role(cast: Cast) -> None:
    client = cast.a_member.client()
    assert client.post(f"/werken-voor/{cast.branch_b.pk}/").status_code == 404
    assert client.get("/start/").context["actor"].tenant_id == cast.branch_a.pk


def test_when_the_chosen_role_ended_nothing_is_chosen_instead(cast: Cast) -> None:
    give_role(cast.a_member.user, cast.waterlinge.body, Role.REPRESENTATIVE)
    client = cast.a_member.client()
    with cast.branch_a.scope():
        held = Membership.objects.filter(person=cast.a_member.user)
        held.update(valid_until=held.get().valid_from)
    page = client.get("/start/")
    assert page.context["actor"].tenant_id is None
    assert "Kies een organisatie" in page.content.decode()


def test_members_of_a_suspended_organisation_lose_access_at_once(cast: Cast) -> None:
    client = cast.a_manager.client()
    assert client.get("/collegas/").status_code == 200
    type(cast.branch_a.body).objects.filter(pk=cast.branch_a.pk).update(admission=Admission.SUSPENDED)
    assert client.get("/collegas/").status_code == 403
    assert client.get("/start/").context["actor"].tenant_id is None


def test_a_page_does_not_show_what_belongs_to_another_office_of_the_same_person(cast: Cast) -> None:
    give_role(cast.a_manager.user, cast.branch_b.body, Role.MANAGER)
    page = cast.a_manager.client().get("/collegas/").content.decode()
    assert cast.b_member.user.email not in page


def test_own_memberships_are_readable_everywhere_and_those_of_others_are_not(cast: Cast) -> None:
    give_role(cast.a_manager.user, cast.branch_b.body, Role.MANAGER)
    with within(Scope(tenant=cast.branch_a.pk, person=cast.a_manager.user.pk)):
        in_b = Membership.objects.filter(tenant=cast.branch_b.body)
        assert {membership.person_id for membership in in_b} == {cast.a_manager.user.pk}
