"""Ordering a report: a row in the running transaction; a worker makes it after commit."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from portal.audit.models import Act
from portal.audit.record import record
from portal.celery import wake
from portal.privacy.dossiers import lock_files
from portal.privacy.models import Dossier
from portal.reports.kinds import kind_of
from portal.reports.models import Report, Status
from portal.walls.actor import Actor, demand


def order_report(
    actor: Actor, kind: str, dossier: Dossier | None = None, subject: str = "", language: str | None = None
) -> Report:
    """Order a report for `actor`, in `language` or the one of the request.

    The same person asking for the same content twice gets the same row; one that failed is tried
    again. Raises Refused when the kind's `may` says no, KeyError for an unknown kind.
    """
    report = Report(
        tenant_id=actor.tenant_id,
        dossier=dossier,
        kind=kind,
        subject=subject,
        language=language or get_language() or settings.LANGUAGE_CODE,
        fingerprint=_digest(kind_of(kind).fingerprint(dossier, subject)),
        requested_by_id=actor.user_id,
    )
    demand(kind_of(kind).may(actor, report))
    found, created = Report.objects.get_or_create(
        **{name: getattr(report, name) for name in UNIQUE},
        defaults={"expires_at": timezone.now() + timedelta(days=settings.REPORT_KEPT_DAYS)},
    )
    if created:
        record(actor, Act.WROTE, f"report.{kind}", dossier_id=found.dossier_id, subject=str(found.pk))
        wake("reports.render", str(found.pk))
    elif found.status == Status.FAILED:
        retry_report(actor, found)
    return found


UNIQUE = ("tenant_id", "kind", "dossier_id", "subject", "fingerprint", "language", "requested_by_id")


@transaction.atomic
def retry_report(actor: Actor, report: Report) -> None:
    """Put a failed report back in the queue; a report that did not fail stays as it is. Raises Erased."""
    _lock_file_of(report)
    again = Report.objects.filter(pk=report.pk, status=Status.FAILED)
    if again.update(status=Status.QUEUED, attempts=0, touched_at=timezone.now()):
        record(actor, Act.WROTE, f"report.{report.kind}.retry", dossier_id=report.dossier_id, subject=str(report.pk))
        wake("reports.render", str(report.pk))


@transaction.atomic
def mark_lost(actor: Actor, report: Report) -> None:
    """Note that a finished report's file does not open any more, so that its requester can try again. Raises Erased."""
    _lock_file_of(report)
    Report.objects.filter(pk=report.pk, status=Status.DONE).update(status=Status.FAILED)
    record(actor, Act.WROTE, f"report.{report.kind}.lost", dossier_id=report.dossier_id, subject=str(report.pk))


def _lock_file_of(report: Report) -> None:
    """Whoever erases the file at this moment takes it and its reports in the same order."""
    lock_files([report.dossier_id] if report.dossier_id else [])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
