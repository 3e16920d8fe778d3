"""Inviting colleagues: the row, the mail, and what the link in the mail opens."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.audit.models import Act
from portal.audit.record import record
from portal.notices.models import Notice
from portal.notices.send import notify_address
from portal.organisations.arrivals import after_arrival
from portal.organisations.enums import Role
from portal.organisations.models import Invitation, InvitationState, Membership, Organisation
from portal.privacy.encryption import token_digest
from portal.walls.actor import Actor, Reason, Refused
from portal.walls.scope import Scope, within

INVITATION = "invitation"
TOKEN_BYTES = 32

INVITED_ALREADY = _("Op dit adres staat al een uitnodiging open. U kunt die opnieuw versturen of intrekken.")
USED = _("Deze uitnodiging is al gebruikt. Log in om verder te gaan.")
WITHDRAWN = _("Deze uitnodiging is ingetrokken. Vraag de beheerder van de organisatie om een nieuwe.")
EXPIRED = _("Deze uitnodiging is verlopen. Vraag de beheerder van de organisatie om die opnieuw te versturen.")
OTHER_ADDRESS = _(
    "Deze uitnodiging is naar een ander e-mailadres gestuurd dan dat waarmee u bent ingelogd. "
    "Log uit en open de link in de e-mail opnieuw."
)


def expiry() -> datetime:
    """Return when an invitation sent now stops working."""
    return timezone.now() + timedelta(days=settings.INVITATION_DAYS)


def invite(actor: Actor, tenant: Organisation, *, name: str, email: str, roles: Sequence[str]) -> Invitation:
    """Invite someone into `tenant`, which a registrar does from outside it.

    Raises Refused when an invitation to this address is open already.
    """
    with within(Scope(tenant=tenant.pk, person=actor.user_id)):
        invitation, is_new = Invitation.objects.get_or_create(
            tenant=tenant,
            email=email.lower(),
            status=InvitationState.SENT,
            defaults={
                "name": name,
                "roles": [str(role) for role in roles],
                "expires_at": expiry(),
                "invited_by_id": actor.user_id,
            },
        )
        if not is_new:
            raise Refused(INVITED_ALREADY)
        record(actor, Act.WROTE, "invitation.send", subject=str(invitation.pk))
        mail(actor, invitation)
    return invitation


def mail(actor: Actor, invitation: Invitation) -> None:
    """Plan the mail with the link."""
    notify_address(invitation.email, invitation.tenant_id, INVITATION, subject_id=str(invitation.pk))


def mint(notice: Notice) -> str:
    """Make the token of an invitation while its mail goes out; an earlier token stops working."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    Invitation.objects.filter(pk=notice.subject_id).update(digest=token_digest(token))
    return settings.PORTAL_URL + reverse("invitation_open", args=[token])


def find(digest: str) -> Invitation | None:
    """Return the invitation whose token has `digest`; None when there is none (any more)."""
    if not digest:
        return None
    with within(Scope(token=digest)):
        return Invitation.objects.select_related("tenant").filter(digest=digest).first()


def usable(invitation: Invitation) -> Reason:
    """Say why an invitation does not work (any more)."""
    if invitation.status == InvitationState.ACCEPTED:
        return USED
    if invitation.status == InvitationState.WITHDRAWN:
        return WITHDRAWN
    return EXPIRED if invitation.is_expired else None


def may_accept(actor: Actor, invitation: Invitation) -> Reason:
    """Only whoever proved to own the address it was sent to."""
    proven = EmailAddress.objects.filter(user_id=actor.user_id, email__iexact=invitation.email, verified=True)
    return None if actor.user_id is not None and proven.exists() else OTHER_ADDRESS


def has_account(invitation: Invitation) -> bool:
    return User.objects.filter(email=invitation.email).exists()


def make_member(actor: Actor, invitation: Invitation) -> None:
    """Give the accepting person the roles they were invited for. Needs the scope of the organisation."""
    held = Membership.objects.not_ended().filter(tenant_id=invitation.tenant_id, person_id=actor.user_id)
    for role in set(invitation.roles) - set(held.values_list("role", flat=True)):
        membership = Membership.objects.create(tenant_id=invitation.tenant_id, person_id=actor.user_id, role=Role(role))
        record(actor, Act.WROTE, "membership.add", subject=str(membership.pk))
    after_arrival(invitation.tenant_id, actor.user_id)
