"""Making reports, each by one worker at a time.

A worker first claims a report in a transaction of its own, so that a report which kills its worker
is not tried for ever, and then holds the report's row while it works. When the worker is killed,
PostgreSQL lets go of the row and undoes the half-made result: a running report whose row nobody
holds is a lost one, and the sweeper wakes another worker for it.
"""

import logging
from datetime import timedelta
from uuid import UUID

from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import override

from portal.celery import wake
from portal.reports.files import erase, write_file
from portal.reports.kinds import kind_of
from portal.reports.models import Report, Status
from portal.reports.pdf import make_pdf
from portal.reports.progress import enter_step
from portal.walls.scope import Scope, end_when_silent, within

logger = logging.getLogger(__name__)

MOST_TRIES = 5
WAKE_AGAIN = timedelta(seconds=10)
# Longer than CELERY_TASK_TIME_LIMIT.
SILENCE = timedelta(minutes=2)
BATCH = 500


def render(report_id: UUID | str) -> bool:
    """Make one report; return whether this call made it. Harmless when called twice or elsewhere too."""
    report = _claim(report_id)
    if report is None:
        return False
    try:
        return _make(report)
    except (DatabaseError, OSError) as error:  # the sweeper tries again
        logger.warning("report %s interrupted: %s", report.pk, type(error).__name__)
    except Exception as error:  # one broken report may not stop the queue
        _fail(report, error)
    return False


def sweep() -> int:
    """Wake workers for reports that nobody took or whose worker died; return how many."""
    with within(Scope(system=True)):
        unfinished = Report.objects.unfinished().filter(touched_at__lte=timezone.now() - WAKE_AGAIN)
        # Rows that can be locked are in nobody's hands.
        free = [row.pk for row in unfinished.order_by("made_at").select_for_update(skip_locked=True)[:BATCH]]
        Report.objects.filter(pk__in=free).update(touched_at=timezone.now())
        for report_id in free:
            wake("reports.render", str(report_id))
    return len(free)


def expire() -> int:
    """Erase the reports that had their time, file and row; return how many."""
    with within(Scope(system=True)):
        return erase(Report.objects.expired().select_for_update(skip_locked=True))


def _free(report_id: UUID | str) -> Report | None:
    rows = Report.objects.unfinished().select_for_update(skip_locked=True)
    return rows.filter(pk=report_id).first()


def _claim(report_id: UUID | str) -> Report | None:
    with within(Scope(system=True)):
        report = _free(report_id)
        if report is not None:
            report.attempts, report.touched_at = report.attempts + 1, timezone.now()
            report.status = Status.RUNNING if report.attempts <= MOST_TRIES else Status.FAILED
            report.save(update_fields=["status", "attempts", "touched_at"])
    return report if report is not None and report.status == Status.RUNNING else None


def _make(claimed: Report) -> bool:
    who = {"person": claimed.requested_by_id, "dossier": claimed.dossier_id}
    with within(Scope(tenant=claimed.tenant_id, system=True, **who)):
        end_when_silent(SILENCE)
        report = _free(claimed.pk)
        if report is None or report.attempts != claimed.attempts:
            return False
        kind = kind_of(report.kind)
        with override(report.language):
            enter_step(report.pk, "collect")
            report.edition, context = kind.edition(report), kind.context(report)
            report.finished_at = timezone.now()
            enter_step(report.pk, "lay_out")
            pdf = make_pdf(report, kind, context)
        enter_step(report.pk, "store")
        write_file(report, pdf)
        report.status = Status.DONE
        report.save()
    return True


def _fail(report: Report, error: Exception) -> None:
    # The error's text may hold content; its kind does not.
    logger.error("report %s failed: %s", report.pk, type(error).__name__)
    with within(Scope(system=True)):
        mine = Report.objects.filter(pk=report.pk, status=Status.RUNNING, attempts=report.attempts)
        mine.update(status=Status.FAILED)
