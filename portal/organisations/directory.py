"""The registrar's view of organisations: that they exist and are admitted, not what is in them."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.audit.models import Act
from portal.audit.record import record
from portal.notices.send import notify_person
from portal.organisations.enums import Role
from portal.organisations.invitations import invite
from portal.organisations.models import Invitation, Membership, Organisation
from portal.walls.actor import Actor, Refused
from portal.walls.scope import Scope, within

MANAGER_INVITED = "manager_invited"
HAS_MANAGER = _("Deze organisatie heeft al een beheerder. Die nodigt zelf collega's uit.")


def search(name: str, kind: str) -> QuerySet[Organisation]:
    """Return organisations by part of their name and by kind; both may be empty."""
    found = Organisation.objects.select_related("parent").order_by("name", "pk")
    if name:
        found = found.filter(name__icontains=name)
    return found.filter(kind=kind) if kind else found


def open_organisation(actor: Actor, kind: str, name: str) -> Organisation:
    """Let an organisation in that is no public body and no party branch."""
    organisation = Organisation.objects.create(kind=kind, name=name)
    record(actor, Act.WROTE, "organisation.open", subject=str(organisation.pk))
    return organisation


def has_manager(organisation: Organisation) -> bool:
    with within(Scope(tenant=organisation.pk)):
        return Membership.objects.current().filter(tenant=organisation, role=Role.MANAGER).exists()


def manager_invitation(organisation: Organisation) -> Invitation | None:
    """Return the open invitation of a first manager."""
    with within(Scope(tenant=organisation.pk)):
        return Invitation.objects.open().filter(tenant=organisation, roles__contains=[Role.MANAGER]).first()


def invite_manager(actor: Actor, organisation: Organisation, name: str, email: str) -> Invitation:
    """Invite an organisation's first manager. Raises Refused when it has one."""
    if has_manager(organisation):
        raise Refused(HAS_MANAGER)
    invitation = invite(actor, organisation, name=name, email=email, roles=[Role.MANAGER])
    # Whoever still works there should know that somebody from outside let a manager in.
    for person_id in _people_of(organisation):
        notify_person(person_id, organisation.pk, MANAGER_INVITED, path=reverse("home"))
    return invitation


def _people_of(organisation: Organisation) -> set[int]:
    with within(Scope(tenant=organisation.pk)):
        members = Membership.objects.current().filter(tenant=organisation)
        return set(members.values_list("person_id", flat=True))
