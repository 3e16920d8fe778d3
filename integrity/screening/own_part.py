"""What a candidate does besides the questionnaire: read the rules of thumb, and tick the private self-assessment."""

from django.db import transaction
from django.utils import timezone

from integrity.screening.enums import Instrument
from integrity.screening.instruments import is_asked
from integrity.screening.models import Acknowledgement, Candidacy
from integrity.screening.queries import lock_candidacy
from integrity.screening.rules import may_do_own_part
from portal.audit.models import Act
from portal.audit.record import record
from portal.questionnaires.models import Edition
from portal.walls.actor import Actor, Reason, demand


def may_do(actor: Actor, candidacy: Candidacy, instrument: str) -> Reason:
    """The candidate's own part is for the candidate, while the procedure runs, as far as the round asks it."""
    return may_do_own_part(actor, candidacy) or is_asked(candidacy, instrument)


@transaction.atomic
def acknowledge(actor: Actor, candidacy: Candidacy, edition: Edition) -> None:
    """Note that the candidate has read `edition`; doing it twice changes nothing. Raises Refused."""
    lock_candidacy(candidacy)
    demand(may_do(actor, candidacy, Instrument.RULES))
    _row, created = Acknowledgement.objects.get_or_create(
        dossier_id=candidacy.dossier_id, edition=edition, defaults={"tenant_id": candidacy.tenant_id}
    )
    if created:
        record(actor, Act.WROTE, "rules.acknowledged", dossier_id=candidacy.dossier_id, subject=str(edition))


@transaction.atomic
def tick_self_assessment(actor: Actor, candidacy: Candidacy, *, done: bool) -> None:
    """Keep the day on which the candidate ticked it, or take the tick away. Raises Refused.

    The log stays silent on purpose: it would tell the desk, and keep the moment.
    """
    lock_candidacy(candidacy)
    demand(may_do(actor, candidacy, Instrument.SELF_ASSESSMENT))
    day = timezone.localdate() if done else None
    Candidacy.objects.visible_to(actor).filter(pk=candidacy.pk).update(self_assessed_on=day)
