"""Making the demo: organisations, people, and something that waits for each; then what programmes add."""

from portal.accounts.models import User
from portal.accounts.opening import open_account
from portal.demo.personas import HOUSES, PERSONAS, House, Persona
from portal.organisations.branches import confirm
from portal.organisations.demo_seeds import DemoWorld, seeders
from portal.organisations.enums import Role
from portal.organisations.invitations import invite
from portal.organisations.models import AdmissionRequest, BranchApplication, Invitation, Membership, Organisation
from portal.walls.scope import Scope, within


def seed() -> DemoWorld:
    """Make what is missing of the demo. What somebody changed in it since stays as they left it."""
    world = DemoWorld()
    for house in HOUSES:
        world.organisations[house.key] = _organisation(house, world)
    for persona in PERSONAS:
        world.people[persona.key] = _person(persona, world)
    _open_invitation(world)
    _waiting_branch(world)
    for seeder in seeders().values():
        seeder(world)
    return world


def _organisation(house: House, world: DemoWorld) -> Organisation:
    parent = world.organisations.get(house.parent)
    found, _is_new = Organisation.objects.get_or_create(
        kind=house.kind, name=house.name, code="", defaults={"parent": parent}
    )
    return found


def _person(persona: Persona, world: DemoWorld) -> User:
    user = User.objects.filter(email=persona.email).first()
    if user is not None:
        return user
    user = open_account(persona.email, persona.name)
    for house, role in persona.offices:
        tenant = world.organisations[house]
        with within(Scope(tenant=tenant.pk)):
            Membership.objects.create(tenant=tenant, person=user, role=role)
    return user


def _open_invitation(world: DemoWorld) -> None:
    with world.acting("a_manager", "branch_a") as actor:
        if not Invitation.objects.visible_to(actor).exists():
            invite(
                actor,
                world.organisations["branch_a"],
                name="Lotte Hazelaar",
                email="lotte.hazelaar@demo.example",
                roles=[Role.COMMITTEE_MEMBER],
            )


def _waiting_branch(world: DemoWorld) -> None:
    ministry = world.organisations["ministry"]
    with within(Scope(tenant=ministry.pk)):
        if AdmissionRequest.objects.filter(tenant=ministry).exists():
            return
        application = BranchApplication.objects.create(
            tenant=ministry,
            public_body=world.organisations["duinrade"],
            branch_name="Nieuw Geluid Duinrade",
            party="Nieuw Geluid",
            applicant_name="Anne Aanvrager",
            applicant_email="anne.aanvrager@demo.example",
        )
        confirm(application)
