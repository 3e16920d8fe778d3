"""A colleague who is a candidate does not work on the own file, whichever of the two they were first."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from integrity.kept.models import KeptFile
from integrity.screening.candidates import Newcomer, add_candidates
from integrity.screening.models import Candidacy, SelectionRound
from integrity.undertaking.rules import YOUR_OWN, may_be_countersigned
from portal.accounts.models import User
from portal.audit.models import Event
from portal.notices.models import Notice
from portal.organisations.arrivals import after_arrival
from portal.organisations.enums import Role
from portal.organisations.invitations import invite
from portal.privacy.keys import destroy_dossier_key, forget_keys
from portal.privacy.models import Tie
from portal.retention.erasure import erase_dossier
from portal.walls.actor import Actor
from tests.cast import Cast, UserFactory, give_role
from tests.kept import distilled
from tests.organisations.post import link_for
from tests.screening import add, start_round
from tests.undertaking import signed

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
KIM = "kim.janssen@voorbeeld.example"


@pytest.fixture
def selection(cast: Cast) -> SelectionRound:
    return start_round(cast, cast.a_secretary)


def ties_of(cast: Cast, user: User) -> set[Any]:
    with cast.branch_a.scope():
        return set(Tie.objects.filter(person=user).values_list("dossier_id", flat=True))


def accept(cast: Cast, user: User, role: Role) -> Client:
    """Take an invitation to branch A, by the link in the mail."""
    with cast.a_manager.scope():
        invite(cast.a_manager.actor, cast.branch_a.body, name=user.name, email=user.email, roles=[role])
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get(link_for(user.email))
    assert client.post("/uitnodiging/aannemen/").status_code == 302
    return client


def give(cast: Cast, user: User, role: Role, **facts: Any) -> None:
    facts = {"role": role, "start": timezone.localdate(), **facts}
    assert cast.a_manager.client().post(f"/collegas/{user.pk}/rol/", facts).status_code == 302


def one_more_address(user: User, address: str, *, verified: bool = True) -> EmailAddress:
    return EmailAddress.objects.create(user=user, email=address, verified=verified)


def confirm(address: EmailAddress) -> None:
    """Press the button on the page that the mail about an address leads to."""
    key = EmailConfirmationHMAC(address).key
    assert Client().post(reverse("account_confirm_email", args=[key])).status_code == 302


# --- a colleague becomes a candidate --------------------------------------------------------


def test_a_list_with_colleagues_closes_their_own_files_to_them(cast: Cast, selection: SelectionRound) -> None:
    newcomers = [
        Newcomer("Lid", cast.a_member.user.email.upper(), "councillor"),
        Newcomer("Kim", "kim@x.example", "councillor"),
    ]
    with cast.a_secretary.scope():
        add_candidates(cast.a_secretary.actor, selection, newcomers)
    seen = {}
    for who in ("a_secretary", "a_member"):
        person = getattr(cast, who)
        with person.scope():
            seen[who] = sorted(row.name for row in Candidacy.objects.visible_to(person.actor))
    assert seen == {"a_secretary": ["Kim", "Lid"], "a_member": ["Kim"]}


def test_a_secretary_who_adds_the_own_name_is_told_that_a_colleague_goes_on(
    cast: Cast, selection: SelectionRound
) -> None:
    facts = {"name": "Ikzelf", "email": cast.a_secretary.user.email, "office": "councillor"}
    page = cast.a_secretary.client().post(reverse("candidate_add", args=[selection.pk]), facts, follow=True).text
    assert "Dit bent u zelf. Een collega die secretaris is, handelt uw dossier af." in page
    assert "Ikzelf" not in page


def test_every_proven_address_of_a_colleague_counts(cast: Cast, selection: SelectionRound) -> None:
    one_more_address(cast.a_member.user, KIM)
    one_more_address(cast.a_board.user, "noor.bakker@voorbeeld.example", verified=False)
    kim, noor = (add(cast.a_secretary, selection, name) for name in ("Kim Janssen", "Noor Bakker"))
    assert ties_of(cast, cast.a_member.user) == {kim.dossier_id}
    assert noor.dossier_id not in ties_of(cast, cast.a_board.user)


def test_whose_role_starts_later_is_a_colleague_too(cast: Cast, selection: SelectionRound) -> None:
    user = UserFactory(email=KIM)
    with cast.branch_a.scope():
        user.memberships.create(tenant=cast.branch_a.body, role=Role.COMMITTEE_MEMBER, valid_from="2099-01-01")
    assert ties_of(cast, user) == set()
    kim = add(cast.a_secretary, selection, "Kim Janssen")
    assert ties_of(cast, user) == {kim.dossier_id}


# --- a candidate becomes a colleague --------------------------------------------------------


def test_a_candidate_who_accepts_an_invitation_finds_the_own_file_closed(cast: Cast, selection: SelectionRound) -> None:
    kim = add(cast.a_secretary, selection, "Kim Janssen", invite=True)
    add(cast.a_secretary, selection, "Noor Bakker", invite=True)
    again = add(cast.a_secretary, start_round(cast, cast.a_secretary), "KIM Janssen", invite=True)
    user = UserFactory(email=KIM)
    client = accept(cast, user, Role.PARTY_SECRETARY)
    assert ties_of(cast, user) == {kim.dossier_id, again.dossier_id}
    page = client.get(reverse("round_desk", args=[selection.pk])).text
    assert ("Kim Janssen" in page, "Noor Bakker" in page) == (False, True)
    for one in (kim, again):
        at = [one.dossier.reference]
        assert client.get(reverse("candidate", args=at)).status_code == 404
        assert client.post(reverse("candidate_link", args=at)).status_code == 404
        assert client.post(reverse("undertaking_offer", args=at)).status_code == 404


def test_the_log_says_that_the_portal_did_it(cast: Cast, candidacy: Candidacy) -> None:
    accept(cast, UserFactory(email=KIM), Role.BOARD_MEMBER)
    page = cast.a_secretary.client().get(reverse("candidate", args=[candidacy.dossier.reference])).text
    assert "Het portaal sloot het dossier voor de collega over wie het gaat" in page


def test_what_is_kept_of_them_closes_as_well(cast: Cast) -> None:
    kept = distilled(cast)
    user = UserFactory(email=KIM)
    client, at = accept(cast, user, Role.PARTY_SECRETARY), [kept.dossier.reference]
    assert ties_of(cast, user) == {kept.dossier_id}
    assert "Kim Janssen" not in client.get(reverse("kept_files", args=[kept.round_id])).text
    for name in ("kept_file", "kept_file_confirm", "measures", "undertaking"):
        assert client.get(reverse(name, args=at)).status_code == 404, name
    for name in ("kept_file_link", "kept_file_erase", "undertaking_pdf"):
        assert client.post(reverse(name, args=at)).status_code == 404, name


@pytest.mark.parametrize("later", [0, 30])
def test_a_role_from_the_manager_does_the_same(cast: Cast, candidacy: Candidacy, later: int) -> None:
    user = UserFactory(email=KIM)
    with cast.branch_a.scope():
        user.memberships.create(tenant=cast.branch_a.body, role=Role.MANAGER)
    assert ties_of(cast, user) == set()
    give(cast, user, Role.PARTY_SECRETARY, start=timezone.localdate() + timedelta(days=later))
    assert ties_of(cast, user) == {candidacy.dossier_id}


def test_a_manager_with_a_tie_gives_a_role_like_any_other(cast: Cast, candidacy: Candidacy) -> None:
    """What is closed to the manager is found all the same."""
    user = UserFactory(email=KIM)
    with cast.branch_a.scope():
        Tie.objects.create(tenant=cast.branch_a.body, dossier=candidacy.dossier, person=cast.a_manager.user)
        user.memberships.create(tenant=cast.branch_a.body, role=Role.MANAGER)
    give(cast, user, Role.PARTY_SECRETARY)
    assert ties_of(cast, user) == {candidacy.dossier_id}


def test_a_second_role_makes_no_second_tie(cast: Cast, candidacy: Candidacy) -> None:
    user = UserFactory(email=KIM)
    accept(cast, user, Role.BOARD_MEMBER)
    give(cast, user, Role.PARTY_SECRETARY)
    with cast.branch_a.scope():
        assert Tie.objects.filter(person=user).count() == 1
        assert Event.objects.filter(what="tie.own_file", dossier_id=candidacy.dossier_id).count() == 1


def test_each_proven_address_of_the_newcomer_counts(cast: Cast, candidacy: Candidacy) -> None:
    user, other = UserFactory(), UserFactory()
    one_more_address(user, KIM)
    one_more_address(other, KIM, verified=False)
    for one in (user, other):
        accept(cast, one, Role.BOARD_MEMBER)
    assert (ties_of(cast, user), ties_of(cast, other)) == ({candidacy.dossier_id}, set())


def test_an_address_that_is_proven_later_counts_from_then_on(cast: Cast, candidacy: Candidacy) -> None:
    user = cast.a_board.user
    signed(cast, candidacy)
    client, at = cast.a_board.client(), [candidacy.dossier.reference]
    address = one_more_address(user, KIM, verified=False)
    assert client.get(reverse("board_undertaking", args=at)).status_code == 200
    confirm(address)
    assert ties_of(cast, user) == {candidacy.dossier_id}
    assert client.get(reverse("board_undertaking", args=at)).status_code == 404
    assert client.post(reverse("board_undertaking", args=at)).status_code == 404
    with cast.a_board.scope():
        assert not Notice.objects.filter(person=user, reference=candidacy.dossier.reference).exists()


def test_an_address_counts_in_every_branch_where_somebody_works(cast: Cast, candidacy: Candidacy) -> None:
    user = cast.b_member.user
    give_role(user, cast.branch_a.body, Role.BOARD_MEMBER)
    in_b = add(cast.b_secretary, start_round(cast, cast.b_secretary), "Kim Janssen")
    confirm(one_more_address(user, KIM, verified=False))
    with cast.branch_b.scope():
        assert set(Tie.objects.filter(person=user).values_list("dossier_id", flat=True)) == {in_b.dossier_id}
    assert ties_of(cast, user) == {candidacy.dossier_id}


def test_a_role_elsewhere_closes_nothing_here(cast: Cast, candidacy: Candidacy) -> None:
    user = UserFactory(email=KIM)
    give_role(user, cast.branch_b.body, Role.MANAGER)
    after_arrival(cast.branch_b.pk, user.pk)
    assert ties_of(cast, user) == set()


def test_what_is_erased_or_cannot_be_read_is_passed_over(cast: Cast, selection: SelectionRound) -> None:
    erased, unreadable = (add(cast.a_secretary, selection, name) for name in ("Kim Janssen", "KIM Janssen"))
    with cast.branch_a.scope():
        erase_dossier(Actor(tenant_id=cast.branch_a.pk), erased.dossier)
    destroy_dossier_key(unreadable.dossier_id)
    user = UserFactory(email=KIM)
    accept(cast, user, Role.BOARD_MEMBER)
    assert ties_of(cast, user) == set()


def test_more_candidates_take_no_more_queries(cast: Cast, selection: SelectionRound) -> None:
    user, counts = UserFactory(email=KIM), []
    for names in (["Kim Janssen"], ["Noor Bakker", "Bo Smit", "KIM Janssen"]):
        for name in names:
            add(cast.a_secretary, selection, name)
        distilled(cast, names[0])
        with cast.branch_a.scope():
            Tie.objects.all().delete()
        forget_keys()
        with CaptureQueriesContext(connection) as data, CaptureQueriesContext(connections["keys"]) as keys:
            after_arrival(cast.branch_a.pk, user.pk)
        counts.append(len(data) + len(keys))
    with cast.branch_a.scope():
        assert (Candidacy.objects.count(), KeptFile.objects.count(), Tie.objects.count()) == (4, 2, 3)
    assert counts[0] == counts[1]


# --- nobody signs on both sides --------------------------------------------------------------


@pytest.mark.parametrize("proven", [True, False])
def test_who_signed_by_another_proven_address_does_not_countersign(
    cast: Cast, candidacy: Candidacy, proven: bool
) -> None:
    """Also when the tie was lifted as a mistake."""
    undertaking = signed(cast, candidacy)
    one_more_address(cast.a_board.user, KIM.upper(), verified=proven)
    with cast.branch_a.scope():
        reason = may_be_countersigned(cast.a_board.actor, undertaking)
    assert reason == (YOUR_OWN if proven else None)
