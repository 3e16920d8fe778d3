"""Reading the background check."""

from collections.abc import Iterable

from django.db.models import Prefetch

from integrity.background.enums import CertificateStatus
from integrity.background.models import Certificate, Consultation, Finding, Reference
from integrity.background.rules import interview_day
from integrity.screening.models import Candidacy, SelectionRound
from integrity.screening.queries import candidates_of
from portal.privacy.models import Dossier
from portal.walls.actor import Actor


def consultations_of(actor: Actor, dossier: Dossier) -> list[Consultation]:
    """Return the sources that were looked at, each with its findings, in two queries."""
    findings = Prefetch("findings", Finding.objects.visible_to(actor))
    rows = Consultation.objects.visible_to(actor).filter(dossier=dossier).select_related("consulted_by")
    return list(rows.prefetch_related(findings))


def looked_after_interview(dossier: Dossier, consultations: Iterable[Consultation]) -> bool:
    """Say whether a source was looked at too late to put it to the candidate in the interview."""
    held = interview_day(dossier)
    return held is not None and any(row.consulted_on > held for row in consultations)


def certificate_of(actor: Actor, dossier: Dossier) -> Certificate:
    """Return the certificate of a dossier; one that is not saved when nothing was asked."""
    found = Certificate.objects.visible_to(actor).filter(dossier=dossier).first()
    return found or Certificate(tenant_id=dossier.tenant_id, dossier=dossier)


def certificates_in(actor: Actor, selection: SelectionRound) -> list[tuple[Candidacy, str]]:
    """Return the candidates of a round by name with the status of their certificate, in a fixed number of queries."""
    rows = candidates_of(actor, selection)
    known = Certificate.objects.visible_to(actor).filter(dossier__in=[row.dossier_id for row in rows])
    statuses = dict(known.values_list("dossier_id", "status"))
    return [(row, statuses.get(row.dossier_id, CertificateStatus.NOT_ASKED)) for row in rows]


def references_of(actor: Actor, dossier: Dossier) -> list[Reference]:
    """Return the referees of a dossier, in the order in which they were named."""
    return list(Reference.objects.visible_to(actor).filter(dossier=dossier))
