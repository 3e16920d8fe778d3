"""The fixed cast that the tests share, and factories for anyone beside it.

cast = assemble()
client = cast.a_manager.client()                 # acts in party branch A
with cast.branch_a.scope():                      # behind the wall of branch A
    MembershipFactory(tenant=cast.branch_a.body, person=cast.a_member.user, role=Role.BOARD_MEMBER)
"""

import time
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields

import factory
from allauth.account.models import EmailAddress
from django.test import Client

from portal.accounts.middleware import SEEN
from portal.accounts.models import User
from portal.organisations.acting import actor_in
from portal.organisations.enums import Kind, Role
from portal.organisations.middleware import ACTING_TENANT
from portal.organisations.models import Membership, Organisation
from portal.walls.actor import Actor
from portal.walls.scope import Scope, within


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    kind = Kind.MUNICIPALITY
    name = factory.Sequence(lambda number: f"Voorbeeldgemeente {number}")


class UserFactory(factory.django.DjangoModelFactory):
    """Someone with an account and a verified e-mail address, without password."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"Persoon {number}")
    email = factory.Sequence(lambda number: f"persoon{number}@voorbeeld.example")
    password = "!"

    @factory.post_generation
    def verified(self: User, create: bool, extracted: bool | None, **kwargs: object) -> None:
        if create and extracted is not False:
            EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)


class MembershipFactory(factory.django.DjangoModelFactory):
    """Needs the wall of its tenant to be open: `with behind(tenant):`."""

    class Meta:
        model = Membership

    tenant = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(UserFactory)
    role = Role.MANAGER


def behind(tenant: Organisation) -> AbstractContextManager[None]:
    """Open the wall of one organisation, as a task of that organisation would."""
    return within(Scope(tenant=tenant.pk))


def give_role(person: User, tenant: Organisation, *roles: Role) -> list[Membership]:
    with behind(tenant):
        return [MembershipFactory(tenant=tenant, person=person, role=role) for role in roles]


@dataclass(frozen=True)
class House:
    """An organisation of the cast."""

    body: Organisation

    @property
    def pk(self) -> int:
        return self.body.pk

    def scope(self) -> AbstractContextManager[None]:
        return behind(self.body)


@dataclass(frozen=True)
class Person:
    """Somebody of the cast, in the organisation where they act."""

    user: User
    house: House

    @property
    def actor(self) -> Actor:
        with within(Scope(person=self.user.pk)):
            return actor_in(self.user, self.house.pk)

    def scope(self) -> AbstractContextManager[None]:
        """The wall as it stands open in a request of this person."""
        return within(Scope(tenant=self.house.pk, person=self.user.pk))

    def client(self) -> Client:
        client = Client()
        client.force_login(self.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session[ACTING_TENANT], session[SEEN] = self.house.pk, int(time.time())
        session.save()
        return client


@dataclass(frozen=True)
class Cast:
    """Two of whatever has a wall between, one of the rest. Names of people say where they belong."""

    branch_a: House
    branch_b: House
    waterlinge: House
    duinrade: House
    province: House
    water_board: House
    scan_provider: House
    support_team: House
    bureau: House
    ministry: House
    a_manager: Person
    a_secretary: Person
    a_member: Person
    a_board: Person
    b_manager: Person
    b_secretary: Person
    b_member: Person
    b_board: Person
    waterlinge_manager: Person
    waterlinge_mayor: Person
    waterlinge_alderman: Person
    waterlinge_councillor: Person
    waterlinge_clerk: Person
    waterlinge_adviser: Person
    waterlinge_second_reader: Person
    waterlinge_decider: Person
    waterlinge_privacy_officer: Person
    duinrade_manager: Person
    duinrade_mayor: Person
    duinrade_clerk: Person
    duinrade_councillor: Person
    duinrade_adviser: Person
    province_commissioner: Person
    water_board_reeve: Person
    scan_adviser: Person
    coordinator: Person
    confidential_adviser: Person
    peer: Person
    expert: Person
    researcher: Person
    ministry_manager: Person
    analyst: Person
    editor: Person
    registrar: Person

    def people(self) -> dict[str, Person]:
        """Everyone, by name in the cast."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: one for name, one in named.items() if isinstance(one, Person)}


HOUSES: dict[str, tuple[Kind, str]] = {
    "waterlinge": (Kind.MUNICIPALITY, "Waterlinge"),
    "duinrade": (Kind.MUNICIPALITY, "Duinrade"),
    "branch_a": (Kind.PARTY_BRANCH, "Partij voor Morgen Waterlinge"),
    "branch_b": (Kind.PARTY_BRANCH, "Samen Lokaal Duinrade"),
    "province": (Kind.PROVINCE, "Voorland"),
    "water_board": (Kind.WATER_BOARD, "Waterschap De Brede Aa"),
    "scan_provider": (Kind.SCAN_PROVIDER, "Veilig Thuis Advies"),
    "support_team": (Kind.SUPPORT_TEAM, "Ondersteuningsteam"),
    "bureau": (Kind.SCREENING_BUREAU, "Bureau Helder"),
    "ministry": (Kind.MINISTRY, "Ministerie"),
}
# Within which public body a branch is active.
BODIES = {"branch_a": "waterlinge", "branch_b": "duinrade"}
PEOPLE: dict[str, tuple[str, Role]] = {
    "a_manager": ("branch_a", Role.MANAGER),
    "a_secretary": ("branch_a", Role.PARTY_SECRETARY),
    "a_member": ("branch_a", Role.COMMITTEE_MEMBER),
    "a_board": ("branch_a", Role.BOARD_MEMBER),
    "b_manager": ("branch_b", Role.MANAGER),
    "b_secretary": ("branch_b", Role.PARTY_SECRETARY),
    "b_member": ("branch_b", Role.COMMITTEE_MEMBER),
    "b_board": ("branch_b", Role.BOARD_MEMBER),
    "waterlinge_manager": ("waterlinge", Role.MANAGER),
    "waterlinge_mayor": ("waterlinge", Role.MAYOR),
    "waterlinge_alderman": ("waterlinge", Role.EXECUTIVE),
    "waterlinge_councillor": ("waterlinge", Role.REPRESENTATIVE),
    "waterlinge_clerk": ("waterlinge", Role.CLERK),
    "waterlinge_adviser": ("waterlinge", Role.POLICY_ADVISER),
    "waterlinge_second_reader": ("waterlinge", Role.SECOND_READER),
    "waterlinge_decider": ("waterlinge", Role.DECIDER),
    "waterlinge_privacy_officer": ("waterlinge", Role.PRIVACY_OFFICER),
    "duinrade_manager": ("duinrade", Role.MANAGER),
    "duinrade_mayor": ("duinrade", Role.MAYOR),
    "duinrade_clerk": ("duinrade", Role.CLERK),
    "duinrade_councillor": ("duinrade", Role.REPRESENTATIVE),
    "duinrade_adviser": ("duinrade", Role.POLICY_ADVISER),
    "province_commissioner": ("province", Role.KINGS_COMMISSIONER),
    "water_board_reeve": ("water_board", Role.DIKE_REEVE),
    "scan_adviser": ("scan_provider", Role.SCAN_ADVISER),
    "coordinator": ("support_team", Role.COORDINATOR),
    "confidential_adviser": ("support_team", Role.CONFIDENTIAL_ADVISER),
    "peer": ("support_team", Role.PEER),
    "expert": ("support_team", Role.EXPERT),
    "researcher": ("bureau", Role.RESEARCHER),
    "ministry_manager": ("ministry", Role.MANAGER),
    "analyst": ("ministry", Role.ANALYST),
    "editor": ("ministry", Role.EDITOR),
    "registrar": ("ministry", Role.REGISTRAR),
}


def assemble() -> Cast:
    """Make the whole cast in the database of the running test."""
    houses: dict[str, House] = {}
    for key, (kind, name) in HOUSES.items():
        parent = houses[BODIES[key]].body if key in BODIES else None
        houses[key] = House(OrganisationFactory(kind=kind, name=name, parent=parent))
    users = dict(zip(PEOPLE, User.objects.bulk_create(map(_user, PEOPLE)), strict=True))
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users.values()
    )
    for key, house in houses.items():
        people = [(users[name], role) for name, (where, role) in PEOPLE.items() if where == key]
        with house.scope():
            Membership.objects.bulk_create(Membership(tenant=house.body, person=who, role=role) for who, role in people)
    return Cast(**houses, **{name: Person(users[name], houses[where]) for name, (where, _role) in PEOPLE.items()})


def _user(key: str) -> User:
    name = key.replace("_", " ").capitalize()
    return UserFactory.build(name=name, email=f"{key.replace('_', '.')}@voorbeeld.example")
