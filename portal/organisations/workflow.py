"""The moves of an invitation and of an organisation's admission."""

from django.utils.translation import gettext_lazy as _

from portal.organisations.enums import Admission, Role
from portal.organisations.invitations import EXPIRED, mail, make_member, may_accept
from portal.organisations.models import Invitation, InvitationState, Organisation
from portal.walls.actor import Actor, Reason
from portal.workflow.moves import Move, Procedure, State

ONLY_MANAGER = _("Alleen een beheerder van deze organisatie kan dit.")
ONLY_REGISTRAR = _("Alleen een registrator van het ministerie kan dit.")
OWN_ORGANISATION = _("U kunt de organisatie waarvoor u nu werkt niet schorsen. Niemand kan die dan weer toelaten.")


def _manages(actor: Actor, invitation: Invitation) -> Reason:
    """A manager of the organisation itself, or the registrar who invites first managers."""
    inside = actor.tenant_id == invitation.tenant_id and actor.has(Role.MANAGER)
    return None if inside or actor.has(Role.REGISTRAR) else ONLY_MANAGER


def _registers(actor: Actor, organisation: Organisation) -> Reason:
    return None if actor.has(Role.REGISTRAR) else ONLY_REGISTRAR


def _not_own(actor: Actor, organisation: Organisation) -> Reason:
    return OWN_ORGANISATION if actor.tenant_id == organisation.pk else None


def _not_expired(actor: Actor, invitation: Invitation) -> Reason:
    return EXPIRED if invitation.is_expired else None


INVITATION = Procedure(
    name="invitation",
    model=lambda: Invitation,
    states=(
        State(InvitationState.SENT, _("verstuurd"), _("uitgenodigd")),
        State(InvitationState.ACCEPTED, _("aangenomen"), _("aangenomen")),
        State(InvitationState.WITHDRAWN, _("ingetrokken"), _("ingetrokken")),
    ),
    moves=(
        Move(
            "accept",
            frozenset({InvitationState.SENT}),
            InvitationState.ACCEPTED,
            _("aannemen"),
            may=may_accept,
            guard=_not_expired,
            effects=(make_member,),
        ),
        Move(
            "resend",
            frozenset({InvitationState.SENT}),
            InvitationState.SENT,
            _("opnieuw versturen"),
            may=_manages,
            effects=(mail,),
        ),
        Move(
            "withdraw",
            frozenset({InvitationState.SENT}),
            InvitationState.WITHDRAWN,
            _("intrekken"),
            may=_manages,
        ),
    ),
)

ADMISSION = Procedure(
    name="admission",
    model=lambda: Organisation,
    field="admission",
    states=(
        State(Admission.REQUESTED, _("aangevraagd"), _("in behandeling")),
        State(Admission.ADMITTED, _("toegelaten"), _("toegelaten")),
        State(Admission.REFUSED, _("afgewezen"), _("afgewezen")),
        State(Admission.SUSPENDED, _("geschorst"), _("geschorst")),
    ),
    moves=(
        Move("admit", frozenset({Admission.REQUESTED}), Admission.ADMITTED, _("toelaten"), may=_registers),
        Move("refuse", frozenset({Admission.REQUESTED}), Admission.REFUSED, _("afwijzen"), may=_registers),
        Move(
            "suspend",
            frozenset({Admission.ADMITTED}),
            Admission.SUSPENDED,
            _("schorsen"),
            may=_registers,
            guard=_not_own,
        ),
        Move("resume", frozenset({Admission.SUSPENDED}), Admission.ADMITTED, _("weer toelaten"), may=_registers),
    ),
)
