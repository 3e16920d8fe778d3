"""Legal hold: a written reason that keeps a dossier from being erased."""

from django.utils.translation import gettext_lazy as _

from portal.audit.models import Act
from portal.audit.record import record
from portal.organisations.enums import Role
from portal.privacy.models import Dossier
from portal.walls.actor import Actor, Reason, demand

ONLY_MANAGERS = _("Alleen een beheerder of de functionaris gegevensbescherming kan bewaren om een wettelijke reden.")


def may_hold(actor: Actor) -> Reason:
    """A manager or the data-protection officer decides on holds."""
    return None if actor.has(Role.MANAGER, Role.PRIVACY_OFFICER) else ONLY_MANAGERS


def hold(actor: Actor, dossier: Dossier, reason: str) -> None:
    """Keep a dossier from being erased; raises Refused."""
    _write(actor, dossier, reason, actor.user_id, "dossier.hold")


def release(actor: Actor, dossier: Dossier) -> None:
    """Let the clock of a dossier count again; raises Refused."""
    _write(actor, dossier, "", None, "dossier.release")


def _write(actor: Actor, dossier: Dossier, reason: str, held_by: int | None, what: str) -> None:
    demand(may_hold(actor))
    dossier.hold_reason, dossier.held_by_id = reason, held_by
    dossier.save(update_fields=["hold_reason", "held_by"])
    record(actor, Act.WROTE, what, dossier_id=dossier.pk, subject=dossier.reference)
