"""In which organisation, and so as what, a person acts now."""

from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from portal.accounts.models import User
from portal.organisations.enums import Admission, Role
from portal.organisations.models import Membership, Organisation
from portal.walls.actor import Actor


@dataclass(frozen=True)
class Office:
    """What a person is in one organisation today."""

    tenant_id: int
    tenant_name: str
    roles: tuple[Role, ...]

    @property
    def role_names(self) -> str:
        return ", ".join(str(role.label) for role in self.roles)


def current_memberships(user: User) -> list[Membership]:
    """Memberships that hold today in admitted organisations, by name of organisation."""
    return list(
        Membership.objects.current()
        .filter(person=user, tenant__admission=Admission.ADMITTED)
        .select_related("tenant")
        .order_by("tenant__name", "tenant_id", "role")
    )


def offices_of(user: User) -> list[Office]:
    """Return every organisation `user` may act in, with their roles there. Needs a scope with `person`."""
    return [
        Office(tenant.pk, str(tenant), tuple(Role(membership.role) for membership in memberships))
        for tenant, memberships in groupby(current_memberships(user), key=lambda membership: membership.tenant)
    ]


def acting(user: User, offices: list[Office], tenant_id: int | None) -> Actor:
    """Return `user` as actor in organisation `tenant_id`; when they chose none, in their only or first one.

    A chosen organisation that is theirs no longer leaves them without tenant, for falling back on
    another one would let them write there unawares.
    """
    chosen = offices[:1] if tenant_id is None else [office for office in offices if office.tenant_id == tenant_id]
    if not chosen:
        return Actor(name=user.name, user_id=user.pk)
    office = chosen[0]
    return Actor(
        name=user.name,
        user_id=user.pk,
        tenant_id=office.tenant_id,
        tenant_name=office.tenant_name,
        roles=frozenset(office.roles),
    )


def actor_in(user: User, tenant_id: int | None) -> Actor:
    """Return `user` as actor in organisation `tenant_id`, as `acting` does. Needs a scope with `person`."""
    return acting(user, offices_of(user), tenant_id)


def candidate_actor(dossier_id: UUID, tenant_id: int) -> Actor:
    """Return the actor of a personal-link session: one file, nothing else."""
    tenant = Organisation.objects.get(pk=tenant_id)
    return Actor(tenant_id=tenant_id, tenant_name=str(tenant), dossier_id=dossier_id)
