"""The registrar lets organisations in, invites their first manager, and suspends them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.notices.models import Notice
from portal.organisations.directory import MANAGER_INVITED, invite_manager
from portal.organisations.enums import Admission, Kind, Role
from portal.organisations.models import Invitation, Membership, Organisation
from portal.walls.scope import Scope, within
from tests.cast import Cast, OrganisationFactory, behind
from tests.organisations.post import link_for

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
NEW = {"name": "Bea Beheer", "email": "bea@voorbeeld.example"}


def test_a_municipality_gets_its_first_manager_by_invitation(cast: Cast) -> None:
    town, client = OrganisationFactory(name="Nieuwstad"), cast.registrar.client()
    assert client.post(f"/organisaties/{town.pk}/beheerder/", NEW).url == f"/organisaties/{town.pk}/"
    with behind(town):
        assert Invitation.objects.get().roles == [Role.MANAGER]
    assert link_for(NEW["email"]).startswith("/uitnodiging/")
    assert "Bea Beheer is uitgenodigd als beheerder" in client.get(f"/organisaties/{town.pk}/").content.decode()


def test_where_there_is_a_manager_the_registrar_invites_nobody(cast: Cast) -> None:
    client = cast.registrar.client()
    assert client.post(f"/organisaties/{cast.branch_a.pk}/beheerder/", NEW).status_code == 403


def test_a_scan_provider_is_added_by_hand_and_a_municipality_is_not(cast: Cast) -> None:
    client = cast.registrar.client()
    client.post("/organisaties/toevoegen/", {"kind": Kind.SCAN_PROVIDER, "name": "Veilig Wonen"})
    assert Organisation.objects.get(name="Veilig Wonen").admission == Admission.ADMITTED
    page = client.post("/organisaties/toevoegen/", {"kind": Kind.MUNICIPALITY, "name": "Verzonnen"})
    assert page.context["form"].errors.keys() == {"kind"}


def test_suspending_closes_and_resuming_opens(cast: Cast) -> None:
    client, member = cast.registrar.client(), cast.a_manager.client()
    assert "Schorsen" in client.get(f"/organisaties/{cast.branch_a.pk}/schorsing/").content.decode()
    client.post(f"/organisaties/{cast.branch_a.pk}/schorsen/", {"version": 1})
    assert member.get("/collegas/").status_code == 403
    client.post(f"/organisaties/{cast.branch_a.pk}/hervatten/", {"version": 2})
    assert member.get("/collegas/").status_code == 200


def test_the_list_is_searched_and_takes_a_fixed_number_of_queries(cast: Cast) -> None:
    client = cast.registrar.client()
    found = client.get("/organisaties/", {"name": "linge", "kind": Kind.MUNICIPALITY}).context["page"]
    assert [organisation.name for organisation in found] == ["Waterlinge"]
    counts = []
    for number in (1, 3):
        OrganisationFactory.create_batch(number, name="Telstad", parent=cast.province.body)
        with CaptureQueriesContext(connection) as queries:
            client.get("/organisaties/", {"name": "Telstad"})
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_only_the_registrar_comes_here(cast: Cast) -> None:
    for person in (cast.analyst, cast.ministry_manager, cast.a_manager, cast.waterlinge_mayor):
        assert person.client().get("/organisaties/").status_code == 403
        assert person.client().post(f"/organisaties/{cast.duinrade.pk}/schorsen/").status_code == 403


def test_a_command_opens_an_empty_portal_once() -> None:
    out = StringIO()
    arguments = ["--name", "Ministerie", "--manager-name", "Bea", "--manager-email", NEW["email"]]
    call_command("open_ministry", *arguments, stdout=out)
    ministry = Organisation.objects.get(kind=Kind.MINISTRY)
    with behind(ministry):
        assert Invitation.objects.get().roles == [Role.MANAGER, Role.REGISTRAR]
    assert link_for(NEW["email"]).startswith("/uitnodiging/")
    with pytest.raises(CommandError, match="There is a ministry already"):
        call_command("open_ministry", *arguments)


def test_the_registrar_cannot_suspend_the_own_ministry(cast: Cast) -> None:
    client = cast.registrar.client()
    assert client.get(f"/organisaties/{cast.ministry.pk}/schorsing/").status_code == 403
    assert client.post(f"/organisaties/{cast.ministry.pk}/schorsen/").status_code == 403
    assert client.get("/organisaties/").status_code == 200


def test_whoever_still_works_there_is_told_that_a_manager_was_let_in(cast: Cast) -> None:
    with cast.branch_a.scope():
        Membership.objects.filter(person=cast.a_manager.user).update(valid_until=timezone.localdate())
    with cast.registrar.scope():
        invite_manager(cast.registrar.actor, cast.branch_a.body, "Nieuwe Beheerder", "nieuw@voorbeeld.example")
    with within(Scope(system=True)):
        told = set(Notice.objects.filter(kind=MANAGER_INVITED).values_list("person_id", flat=True))
    assert told == {cast.a_secretary.user.pk, cast.a_member.user.pk, cast.a_board.user.pk}
