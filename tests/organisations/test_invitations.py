"""A colleague is invited, and only that colleague can come in with the link, once and in time."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from portal.accounts.models import User
from portal.organisations.enums import Role
from portal.organisations.invitations import invite
from portal.organisations.models import Invitation, InvitationState, Membership
from portal.walls.actor import Refused
from tests.cast import Cast, UserFactory
from tests.organisations.post import link_for

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
NEW = "nieuw@voorbeeld.example"


def invited(cast: Cast, email: str = NEW, roles: tuple[Role, ...] = (Role.COMMITTEE_MEMBER,)) -> Invitation:
    with cast.a_manager.scope():
        return invite(cast.a_manager.actor, cast.branch_a.body, name="Nieuwe collega", email=email, roles=roles)


def now(invitation: Invitation, cast: Cast) -> Invitation:
    with cast.branch_a.scope():
        invitation.refresh_from_db()
    return invitation


def roles_in_a(cast: Cast, email: str) -> set[str]:
    with cast.branch_a.scope():
        return set(Membership.objects.current().filter(person__email=email).values_list("role", flat=True))


def sign_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_manager_invites_by_form_and_the_mail_holds_a_link_and_no_names(cast: Cast) -> None:
    facts = {"name": "Nieuwe Collega", "email": "NIEUW@voorbeeld.example", "roles": [Role.BOARD_MEMBER]}
    page = cast.a_manager.client().post("/collegas/uitnodigen/", facts, follow=True)
    assert "De uitnodiging voor Nieuwe Collega is verstuurd." in page.content.decode()
    path = link_for(NEW)
    assert path.startswith("/uitnodiging/")
    message = mail.outbox[-1]
    for secret in ("Nieuwe Collega", cast.branch_a.body.name, "bestuurslid"):
        assert secret not in message.subject + str(message.body)


def test_roles_of_another_kind_of_organisation_are_refused(cast: Cast) -> None:
    facts = {"name": "X", "email": NEW, "roles": [Role.MAYOR]}
    page = cast.a_manager.client().post("/collegas/uitnodigen/", facts)
    assert page.context["form"].errors.keys() == {"roles"}


def test_the_token_is_nowhere_in_the_database(cast: Cast) -> None:
    invitation = invited(cast)
    token = link_for(NEW).split("/")[2]
    assert now(invitation, cast).digest not in ("", token)
    assert len(invitation.digest) == 64


def test_somebody_without_account_makes_one_for_this_address_and_accepts(cast: Cast) -> None:
    invitation = invited(cast)
    client = Client()
    page = client.get(link_for(NEW), follow=True)
    assert "Partij voor Morgen Waterlinge nodigt u uit" in page.content.decode()
    assert "lid selectiecommissie" in page.content.decode()
    signup = client.post("/uitnodiging/account/")
    assert signup.url.startswith("/account/signup/")
    client.post(signup.url, {"name": "Nieuwe Collega", "password1": "een heel lang wachtwoord"})
    assert EmailAddress.objects.get(email=NEW).verified
    assert client.post("/uitnodiging/aannemen/", follow=True).redirect_chain[-1][0] == "/start/"
    assert roles_in_a(cast, NEW) == {Role.COMMITTEE_MEMBER}
    assert now(invitation, cast).status == InvitationState.ACCEPTED


def test_after_signing_up_the_start_page_leads_back_to_the_invitation(cast: Cast) -> None:
    user = UserFactory(email=NEW)
    invited(cast)
    client = sign_in(user)
    client.get(link_for(NEW))
    assert client.get("/start/").url == "/uitnodiging/"


def test_somebody_with_an_account_signs_in_first(cast: Cast) -> None:
    UserFactory(email=NEW)
    invited(cast)
    client = Client()
    client.get(link_for(NEW))
    assert client.post("/uitnodiging/account/").url == "/account/login/?next=/uitnodiging/"
    assert client.post("/uitnodiging/aannemen/").url == "/account/login/?next=/uitnodiging/"


def test_another_person_cannot_accept_it(cast: Cast) -> None:
    invitation = invited(cast)
    client = cast.b_manager.client()
    page = client.get(link_for(NEW), follow=True)
    assert page.status_code == 403
    assert "naar een ander e-mailadres gestuurd" in page.content.decode()
    assert client.post("/uitnodiging/aannemen/").status_code == 403
    assert now(invitation, cast).status == InvitationState.SENT
    assert roles_in_a(cast, cast.b_manager.user.email) == set()


def test_an_unverified_address_does_not_count(cast: Cast) -> None:
    user = UserFactory(email=NEW, verified=False)
    invited(cast)
    client = sign_in(user)
    client.get(link_for(NEW))
    assert client.post("/uitnodiging/aannemen/").status_code == 403


def test_it_works_once(cast: Cast) -> None:
    user = UserFactory(email=NEW)
    invited(cast)
    client, link = sign_in(user), link_for(NEW)
    client.get(link)
    client.post("/uitnodiging/aannemen/")
    page = client.get(link, follow=True)
    assert page.status_code == 410
    assert "al gebruikt" in page.content.decode()


def test_it_expires(cast: Cast) -> None:
    invitation = invited(cast)
    link = link_for(NEW)
    with cast.branch_a.scope():
        Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    page = Client().get(link, follow=True)
    assert page.status_code == 410
    assert "verlopen" in page.content.decode()


def test_a_withdrawn_one_is_dead_and_says_so(cast: Cast) -> None:
    invitation = invited(cast)
    link, manager = link_for(NEW), cast.a_manager.client()
    assert "intrekken" in manager.get(f"/uitnodigingen/{invitation.pk}/").content.decode()
    manager.post(f"/uitnodigingen/{invitation.pk}/intrekken/", {"version": 1})
    assert now(invitation, cast).status == InvitationState.WITHDRAWN
    page = Client().get(link, follow=True)
    assert page.status_code == 410
    assert "ingetrokken" in page.content.decode()


def test_resending_kills_the_old_link_at_once_and_makes_a_new_one(cast: Cast) -> None:
    invitation = invited(cast)
    old = link_for(NEW)
    cast.a_manager.client().post(f"/uitnodigingen/{invitation.pk}/opnieuw/", {"version": 1})
    assert Client().get(old).status_code == 404
    new = link_for(NEW)
    assert new != old
    assert Client().get(new).url == "/uitnodiging/"
    assert Client().get(old).status_code == 404


def test_a_double_click_on_resending_sends_one_mail(cast: Cast) -> None:
    invitation = invited(cast)
    client = cast.a_manager.client()
    for _click in range(2):
        assert client.post(f"/uitnodigingen/{invitation.pk}/opnieuw/", {"version": 1}).url == "/collegas/"
    assert now(invitation, cast).version == 2


def test_resending_gives_an_expired_one_new_time(cast: Cast) -> None:
    invitation = invited(cast)
    with cast.branch_a.scope():
        Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() - timedelta(days=1))
    cast.a_manager.client().post(f"/uitnodigingen/{invitation.pk}/opnieuw/", {"version": 1})
    assert not now(invitation, cast).is_expired


def test_two_open_invitations_to_one_address_are_refused(cast: Cast) -> None:
    invited(cast)
    with pytest.raises(Refused, match="staat al een uitnodiging open"):
        invited(cast)
    page = cast.a_manager.client().post(
        "/collegas/uitnodigen/", {"name": "X", "email": NEW, "roles": [Role.BOARD_MEMBER]}
    )
    assert page.context["form"].errors.keys() == {"email"}


def test_a_colleague_is_not_invited_again(cast: Cast) -> None:
    facts = {"name": "X", "email": cast.a_member.user.email, "roles": [Role.BOARD_MEMBER]}
    page = cast.a_manager.client().post("/collegas/uitnodigen/", facts)
    assert page.context["form"].errors.keys() == {"email"}


def test_the_other_branch_finds_nothing(cast: Cast) -> None:
    invitation = invited(cast)
    stranger = cast.b_manager.client()
    assert stranger.get(f"/uitnodigingen/{invitation.pk}/").status_code == 404
    assert stranger.post(f"/uitnodigingen/{invitation.pk}/intrekken/").status_code == 404
    assert stranger.post(f"/uitnodigingen/{invitation.pk}/opnieuw/").status_code == 404


def test_a_member_who_is_no_manager_is_told_why_not(cast: Cast) -> None:
    invitation = invited(cast)
    assert cast.a_member.client().post(f"/uitnodigingen/{invitation.pk}/intrekken/").status_code == 403


def test_an_unknown_link_says_what_to_do(cast: Cast) -> None:
    page = Client().get("/uitnodiging/onzin/")
    assert page.status_code == 404
    assert "vraag de beheerder" in page.content.decode()


def test_opening_someone_elses_link_does_not_keep_people_from_their_start_page(cast: Cast) -> None:
    invited(cast)
    client = cast.b_secretary.client()
    assert client.get(link_for(NEW), follow=True).status_code == 403
    assert client.get("/start/").status_code == 200
