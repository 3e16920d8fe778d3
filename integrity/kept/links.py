"""Sending the person a way in to the kept facts."""

from integrity.kept.models import KeptFile
from integrity.screening.rules import is_secretary
from portal.accounts.links import send_personal_link
from portal.audit.models import Act
from portal.audit.record import record
from portal.walls.actor import Actor, demand


def send_new_link(actor: Actor, kept: KeptFile) -> None:
    """Send the person a fresh personal link; the older one stops working. Raises Refused for a non-secretary."""
    demand(is_secretary(actor))
    send_personal_link(kept.dossier)
    record(actor, Act.WROTE, "kept.link", dossier_id=kept.dossier_id, subject=kept.dossier.reference)
