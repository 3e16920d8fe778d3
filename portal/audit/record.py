"""Writing the log. Every write, and every read of class 3 or 4, goes through `record`."""

from uuid import UUID

from portal.audit.models import Act, Event
from portal.walls.actor import Actor

SYSTEM_ROLE = "system"
CANDIDATE_ROLE = "candidate"


def record(actor: Actor, act: Act, what: str, *, dossier_id: UUID | None = None, subject: str = "") -> None:
    """Append one event in the running transaction.

    what: the step or document, as a fixed name ("questionnaire.answers"); subject: the public id
    of the object. Neither may hold content.
    """
    Event.objects.create(
        tenant_id=actor.tenant_id,
        dossier_id=dossier_id or actor.dossier_id,
        person_id=actor.user_id,
        role=_role(actor),
        act=act,
        what=what,
        subject=subject,
    )


def _role(actor: Actor) -> str:
    if actor.dossier_id is not None:
        return CANDIDATE_ROLE
    return ",".join(sorted(actor.roles)) if actor.user_id is not None else SYSTEM_ROLE
