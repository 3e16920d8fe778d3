"""A party branch registers itself; a registrar decides and sees no content."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from portal.audit.models import Event
from portal.organisations.enums import Admission, Kind, Role
from portal.organisations.models import AdmissionRequest, BranchApplication, Invitation, Membership, Organisation
from tests.cast import Cast, UserFactory, behind
from tests.organisations.post import collect, link_for

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
APPLICANT = "aanvrager@voorbeeld.example"


def facts(cast: Cast, email: str = APPLICANT) -> dict[str, object]:
    return {
        "branch_name": "Nieuw Geluid Duinrade",
        "party": "Nieuw Geluid",
        "public_body": cast.duinrade.pk,
        "applicant_name": "Anne Aanvrager",
        "applicant_email": email,
    }


def asked(cast: Cast) -> AdmissionRequest:
    """A request that waits for the registrar, made the way an applicant makes it."""
    client = Client()
    client.post("/afdeling-aanmelden/", facts(cast))
    client.post(link_for(APPLICANT) + "klaar/")
    with cast.ministry.scope():
        return AdmissionRequest.objects.select_related("branch").get()


def test_the_form_offers_every_public_body_of_today(cast: Cast) -> None:
    Organisation.objects.create(kind=Kind.MUNICIPALITY, name="Verdwenen", valid_until=timezone.localdate())
    page = Client().get("/afdeling-aanmelden/").content.decode()
    for name in ("Waterlinge", "Duinrade", "Voorland", "Waterschap De Brede Aa"):
        assert name in page
    assert "Verdwenen" not in page
    assert "Partij voor Morgen" not in page.split("<select")[1].split("</select")[0]


def test_without_confirming_the_address_there_is_no_branch(cast: Cast) -> None:
    Client().post("/afdeling-aanmelden/", facts(cast))
    assert not Organisation.objects.filter(name="Nieuw Geluid Duinrade").exists()
    with cast.ministry.scope():
        assert BranchApplication.objects.count() == 1
        assert AdmissionRequest.objects.count() == 0


def test_opening_the_link_does_not_confirm_and_the_button_does_once(cast: Cast) -> None:
    client = Client()
    client.post("/afdeling-aanmelden/", facts(cast))
    link = link_for(APPLICANT)
    assert "Nieuw Geluid Duinrade" in client.get(link).content.decode()
    assert not Organisation.objects.filter(name="Nieuw Geluid Duinrade").exists()
    assert client.post(link + "klaar/").url == "/afdeling-aanmelden/klaar/"
    branch = Organisation.objects.get(name="Nieuw Geluid Duinrade")
    assert (branch.admission, branch.parent) == (Admission.REQUESTED, cast.duinrade.body)
    assert client.post(link + "klaar/").status_code == 404
    with cast.ministry.scope():
        assert BranchApplication.objects.count() == 0


def test_a_link_of_two_days_old_is_too_late(cast: Cast) -> None:
    Client().post("/afdeling-aanmelden/", facts(cast))
    link = link_for(APPLICANT)
    with cast.ministry.scope():
        BranchApplication.objects.update(made_at=timezone.now() - timedelta(hours=49))
    assert Client().get(link).status_code == 404


def test_the_mail_names_neither_party_nor_branch(cast: Cast) -> None:
    Client().post("/afdeling-aanmelden/", facts(cast))
    collect()
    for secret in ("Nieuw Geluid", "Anne", "Duinrade"):
        assert secret not in mail.outbox[-1].subject + str(mail.outbox[-1].body)


def test_the_fourth_application_of_one_address_in_an_hour_waits(cast: Cast) -> None:
    answers = [Client().post("/afdeling-aanmelden/", facts(cast)).status_code for _try in range(4)]
    assert answers == [302, 302, 302, 429]


def test_the_registrar_sees_who_waits_and_admits(cast: Cast) -> None:
    request, client = asked(cast), cast.registrar.client()
    assert "Nieuw Geluid Duinrade" in client.get("/toelating/").content.decode()
    assert APPLICANT in client.get(f"/toelating/{request.pk}/").content.decode()
    assert client.post(f"/toelating/{request.pk}/toelaten/", {"version": 1}).url == "/toelating/"
    request.branch.refresh_from_db()
    assert request.branch.admission == Admission.ADMITTED
    with cast.ministry.scope():
        assert Event.objects.filter(what="admission.admit", person=cast.registrar.user).count() == 1


def test_the_applicant_is_invited_as_manager_and_secretary_and_comes_in(cast: Cast) -> None:
    request = asked(cast)
    cast.registrar.client().post(f"/toelating/{request.pk}/toelaten/", {"version": 1})
    applicant, client = UserFactory(email=APPLICANT), Client()
    client.force_login(applicant, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get(link_for(APPLICANT))
    page = client.post("/uitnodiging/aannemen/", follow=True)
    assert page.context["actor"].tenant_id == request.branch_id
    assert page.context["actor"].roles == {Role.MANAGER, Role.PARTY_SECRETARY}


def test_a_double_click_on_admitting_invites_once(cast: Cast) -> None:
    request, client = asked(cast), cast.registrar.client()
    for _click in range(2):
        client.post(f"/toelating/{request.pk}/toelaten/", {"version": 1})
    with behind(request.branch):
        assert Invitation.objects.count() == 1


def test_a_refusal_needs_a_reason_which_the_applicant_can_read(cast: Cast) -> None:
    request, client = asked(cast), cast.registrar.client()
    assert client.post(f"/toelating/{request.pk}/afwijzen/", {"version": 1}).context["form"].errors.keys() == {"reason"}
    client.post(f"/toelating/{request.pk}/afwijzen/", {"version": 1, "reason": "Geen kandidatenlijst ingediend."})
    request.branch.refresh_from_db()
    assert request.branch.admission == Admission.REFUSED
    assert "Geen kandidatenlijst ingediend." in Client().get(link_for(APPLICANT)).content.decode()


def test_what_was_decided_is_not_decided_again(cast: Cast) -> None:
    request, client = asked(cast), cast.registrar.client()
    client.post(f"/toelating/{request.pk}/toelaten/", {"version": 1})
    assert client.get(f"/toelating/{request.pk}/afwijzen/").status_code == 403
    answer = client.post(f"/toelating/{request.pk}/afwijzen/", {"version": 2, "reason": "Toch niet"})
    assert answer.status_code == 403


def test_other_roles_of_the_ministry_and_branches_do_not_admit(cast: Cast) -> None:
    request = asked(cast)
    for person in (cast.analyst, cast.editor, cast.a_manager):
        assert person.client().get("/toelating/").status_code == 403
        assert person.client().post(f"/toelating/{request.pk}/toelaten/", {"version": 1}).status_code == 403


def test_the_registrar_sees_no_member_of_a_branch(cast: Cast) -> None:
    page = cast.registrar.client().get(f"/organisaties/{cast.branch_a.pk}/").content.decode()
    for person in (cast.a_manager, cast.a_member):
        assert person.user.name not in page
        assert person.user.email not in page
    with cast.registrar.scope():
        assert not Membership.objects.filter(tenant=cast.branch_a.body).exists()
