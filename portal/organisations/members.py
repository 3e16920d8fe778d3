"""Colleagues: who is one, in which role and for how long."""

from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.audit.models import Act
from portal.audit.record import record
from portal.organisations.arrivals import after_arrival
from portal.organisations.enums import ROLES_OF, Kind, Role
from portal.organisations.models import Membership
from portal.walls.actor import Actor, Reason, Refused, demand

ONLY_MANAGERS = _("Alleen een beheerder kan collega's en hun rollen wijzigen.")
LAST_MANAGER = _(
    "U bent de laatste beheerder van deze organisatie. Maak eerst een collega beheerder. Daarna kunt u hiermee stoppen."
)
HAS_ROLE = _("Deze collega heeft deze rol al.")
ENDED_ALREADY = _("Deze rol is al beëindigd.")


def colleagues(actor: Actor) -> QuerySet[User]:
    """People with a role in the actor's organisation now or soon, each with those roles as `roles_here`."""
    held = Membership.objects.visible_to(actor).not_ended().order_by("role", "valid_from")
    people = User.objects.filter(pk__in=held.order_by().values("person_id"))
    return people.order_by("name", "pk").prefetch_related(Prefetch("memberships", held, to_attr="roles_here"))


def role_choices(kind: Kind) -> list[tuple[str, str]]:
    return [(role.value, role.label) for role in ROLES_OF[kind]]


def may_manage(actor: Actor) -> Reason:
    return None if actor.has(Role.MANAGER) else ONLY_MANAGERS


def may_end(actor: Actor, membership: Membership) -> Reason:
    """Say why a role may not end now. An organisation keeps one manager at least."""
    if (reason := may_manage(actor)) is not None:
        return reason
    if membership.valid_until is not None and membership.valid_until <= timezone.localdate():
        return ENDED_ALREADY
    if membership.role != Role.MANAGER or _other_managers(membership):
        return None
    return LAST_MANAGER


def end_membership(actor: Actor, membership: Membership) -> None:
    """End a role today; what it opened closes at once. Raises Refused with the sentence of `may_end`."""
    _lock_managers(membership.tenant_id)
    membership.refresh_from_db()
    demand(may_end(actor, membership))
    today = timezone.localdate()
    if membership.valid_from > today:
        membership.valid_from = today
    membership.valid_until = today
    membership.save(update_fields=["valid_from", "valid_until"])
    record(actor, Act.WROTE, "membership.end", subject=str(membership.pk))


def add_role(actor: Actor, person: User, role: Role, start: date, end: date | None) -> Membership:
    """Give a colleague one more role. Raises Refused when they hold it already in that period."""
    demand(may_manage(actor))
    _lock_managers(actor.tenant_id)
    held = Membership.objects.visible_to(actor).not_ended().filter(person=person, role=role)
    if held.exists():
        raise Refused(HAS_ROLE)
    membership = Membership.objects.create(
        tenant_id=actor.tenant_id, person=person, role=role, valid_from=start, valid_until=end
    )
    record(actor, Act.WROTE, "membership.add", subject=str(membership.pk))
    after_arrival(membership.tenant_id, person.pk)
    return membership


def _other_managers(membership: Membership) -> bool:
    managers = Membership.objects.current().filter(tenant_id=membership.tenant_id, role=Role.MANAGER)
    return managers.exclude(person_id=membership.person_id).exists()


def _lock_managers(tenant_id: int | None) -> None:
    """Two managers who end each other at one moment wait for one another here."""
    managers = Membership.objects.filter(tenant_id=tenant_id, role=Role.MANAGER).order_by("pk")
    list(managers.select_for_update().values_list("pk", flat=True))
