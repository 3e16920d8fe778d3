"""In which organisation, and so as what, a person acts now."""

from uuid import UUID

from portal.accounts.models import User
from portal.organisations.enums import Admission
from portal.organisations.models import Membership, Organisation
from portal.walls.actor import Actor


def actor_in(user: User, tenant_id: int | None) -> Actor:
    """Return `user` as actor in organisation `tenant_id`, or in their only or first one.

    A membership that ended, or an organisation not admitted, leaves the person without tenant.
    Needs a scope with `person`.
    """
    memberships = list(current_memberships(user))
    chosen = [m for m in memberships if m.tenant_id == tenant_id] or memberships[:1]
    if not chosen:
        return Actor(name=user.name, user_id=user.pk)
    tenant = chosen[0].tenant
    roles = frozenset(m.role for m in memberships if m.tenant_id == tenant.pk)
    return Actor(name=user.name, user_id=user.pk, tenant_id=tenant.pk, tenant_name=tenant.name, roles=roles)


def current_memberships(user: User) -> "list[Membership]":
    """Memberships that hold today in admitted organisations, by name of organisation."""
    return list(
        Membership.objects.current()
        .filter(person=user, tenant__admission=Admission.ADMITTED)
        .select_related("tenant")
        .order_by("tenant__name", "role")
    )


def candidate_actor(dossier_id: UUID, tenant_id: int) -> Actor:
    """Return the actor of a personal-link session: one file, nothing else."""
    tenant = Organisation.objects.get(pk=tenant_id)
    return Actor(tenant_id=tenant_id, tenant_name=tenant.name, dossier_id=dossier_id)
