"""From a candidacy that is about to be erased to the few facts that stay (domain/integrity.md, section 3).

It runs inside the erasing, which holds the dossier's row: of two that erase at once the second finds it done,
and when anything fails all of it is undone. The old key is destroyed after the commit, by the erasing too.
"""

from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.timezone import localdate

from integrity.background.enums import ReferenceStatus
from integrity.background.models import Consultation, Reference
from integrity.interview.models import Interview
from integrity.kept.models import KEPT_KIND, KeptFile
from integrity.measures.enums import MeasureStatus
from integrity.measures.models import Measure
from integrity.screening.clocks import facts_count_from, listed_at
from integrity.screening.enums import CandidacyStatus
from integrity.screening.models import Candidacy
from integrity.screening.queries import acknowledgement_of
from integrity.undertaking.enums import UndertakingStatus
from integrity.undertaking.models import Undertaking
from portal.accounts.links import send_personal_link
from portal.audit.models import Act
from portal.audit.record import record
from portal.privacy.dossiers import open_dossier, start_clock
from portal.privacy.fields import reseal
from portal.privacy.models import Dossier, Tie
from portal.questionnaires.models import Response
from portal.rights.enums import ObjectionStatus
from portal.rights.models import Objection
from portal.walls.actor import Actor

AGREED = (MeasureStatus.AGREED, MeasureStatus.DONE)
SIGNED = (UndertakingStatus.SIGNED, UndertakingStatus.COUNTERSIGNED)


def distil(dossier: Dossier) -> None:
    """Keep the facts of who is on the list in a dossier of their own, and mail the person a link to it.

    Of anybody else, and once the term is over, nothing is kept. Needs the organisation's scope and a
    transaction that holds the row of `dossier`.
    """
    listed = Candidacy.objects.filter(dossier=dossier, status=CandidacyStatus.LISTED)
    candidacy = listed.select_related("dossier", "round").first()
    if candidacy is None or facts_count_from(candidacy.round) <= timezone.now():
        return
    kept = open_dossier(dossier.tenant_id, KEPT_KIND)
    KeptFile.objects.create(tenant_id=dossier.tenant_id, dossier=kept, **_facts_of(candidacy))
    _take_along(dossier, kept)
    start_clock(kept, facts_count_from(candidacy.round))
    record(Actor(tenant_id=kept.tenant_id), Act.WROTE, "kept.made", dossier_id=kept.pk, subject=kept.reference)
    send_personal_link(kept)


def _facts_of(candidacy: Candidacy) -> dict[str, Any]:
    dossier = candidacy.dossier
    read = acknowledgement_of(dossier)
    returned = _newest(Response.objects.filter(dossier=dossier), "submitted_at")
    spoken = Reference.objects.filter(status=ReferenceStatus.SPOKEN)
    interview = Interview.objects.filter(dossier=dossier).first()
    return {
        "round": candidacy.round,
        "name": candidacy.name,
        "email": candidacy.email,
        "language": candidacy.language,
        "office": candidacy.office,
        "listed_on": localdate(listed_at([dossier.pk]).get(dossier.pk, dossier.clock_started_at)),
        "rules_edition": read and read.edition.number,
        "rules_read_on": read and localdate(read.at),
        "questionnaire_returned_on": returned and localdate(returned),
        "sources_checked_on": _newest(Consultation.objects.filter(dossier=dossier), "consulted_on"),
        "references_spoken_on": _newest(spoken.filter(dossier=dossier), "spoken_on"),
        "interviewed_on": interview and interview.held_on,
    }


def _newest(rows: QuerySet[Any], field: str) -> Any:
    return rows.aggregate(newest=Max(field))["newest"]


def _take_along(dossier: Dossier, kept: Dossier) -> None:
    """Move what was agreed, signed and not answered yet; drafts, proposals and what was dropped stay behind and go."""
    agreed = Measure.objects.filter(dossier=dossier, status__in=AGREED).select_for_update()
    signed = Undertaking.objects.filter(dossier=dossier, status__in=SIGNED).select_for_update()
    # An answer that is due stays due, and may be about the facts.
    unanswered = Objection.objects.filter(dossier=dossier, status=ObjectionStatus.MADE).select_for_update()
    for row in (*agreed, *signed, *unanswered):
        reseal(row, kept)
    # Whoever has a tie with the person does not see what stays either.
    Tie.objects.filter(dossier=dossier).update(dossier=kept)
