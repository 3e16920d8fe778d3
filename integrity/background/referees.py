"""References: people whom the committee calls after the interview (section 3.4)."""

from datetime import date

from django.db import transaction

from integrity.background.models import Reference
from integrity.background.rules import has_room, is_call_day, may_name_referee, may_take_referee_back
from integrity.background.workflow import REFERENCE
from integrity.screening.models import Candidacy
from integrity.screening.queries import lock_candidacy
from portal.audit.models import Act
from portal.audit.record import record
from portal.walls.actor import Actor, demand
from portal.workflow.door import perform


@transaction.atomic
def name_referee(actor: Actor, candidacy: Candidacy, *, name: str, relation: str, contact: str) -> Reference:
    """Add a referee; the same person twice stays one. Raises Refused."""
    lock_candidacy(candidacy)
    demand(may_name_referee(actor, candidacy))
    for known in Reference.objects.filter(dossier_id=candidacy.dossier_id):
        if (known.name, known.contact) == (name, contact):
            return known
    demand(has_room(candidacy))
    made = Reference.objects.create(
        tenant_id=candidacy.tenant_id,
        dossier_id=candidacy.dossier_id,
        name=name,
        relation=relation,
        contact=contact,
    )
    _record(actor, candidacy, "reference.added")
    return made


@transaction.atomic
def take_back(actor: Actor, candidacy: Candidacy, reference: Reference) -> None:
    """Let the candidate take a name back before anyone called. Raises Refused."""
    lock_candidacy(candidacy)
    row = Reference.objects.select_for_update().get(pk=reference.pk)
    demand(may_take_referee_back(actor, candidacy, row))
    row.delete()
    _record(actor, candidacy, "reference.removed")


def speak(actor: Actor, reference: Reference, day: date, summary: str, version: int | None) -> bool:
    """Note that somebody spoke with a referee, and whether it was confirmed. Raises Refused, or ChangedMeanwhile."""
    demand(is_call_day(reference.dossier, day))
    return perform(REFERENCE, "speak", reference, actor, version=version, spoken_on=day, summary=summary)


def correct(actor: Actor, reference: Reference, version: int | None) -> bool:
    """Undo `speak`, which was noted of the wrong person. Raises Refused, or ChangedMeanwhile."""
    return perform(REFERENCE, "correct", reference, actor, version=version, spoken_on=None, summary=None)


def cancel(actor: Actor, reference: Reference, version: int | None) -> bool:
    """Note that this person will not be called, and forget how to reach them. Raises Refused, or ChangedMeanwhile."""
    return perform(REFERENCE, "cancel", reference, actor, version=version, contact="")


def _record(actor: Actor, candidacy: Candidacy, what: str) -> None:
    record(actor, Act.WROTE, what, dossier_id=candidacy.dossier_id, subject=candidacy.dossier.reference)
