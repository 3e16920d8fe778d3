"""Waiting for a report, fetching it, trying again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from portal.audit.models import Act
from portal.audit.record import record
from portal.organisations.access import requires
from portal.privacy.encryption import Unreadable
from portal.reports.files import read_file
from portal.reports.kinds import kind_of
from portal.reports.models import Report, Status
from portal.reports.order import mark_lost, order_report, retry_report
from portal.reports.processing_register import REGISTER, REGISTER_ROLES
from portal.reports.progress import progress_of
from portal.walls.actor import demand

REFRESH_SECONDS, PLAIN = 3, "verversen"


@never_cache
@require_GET
def report_status(request: HttpRequest, report_id: UUID) -> HttpResponse:
    report = _report(request, report_id)
    waiting = report.status in (Status.QUEUED, Status.RUNNING)
    kind = kind_of(report.kind)
    context = {"report": report, "kind": kind, "progress": progress_of(report), "waiting": waiting}
    if request.htmx:
        return render(request, "portal/reports/report_state.html", context)
    response = render(request, "portal/reports/report_status.html", {**context, "breadcrumbs": [kind.back(report)]})
    if waiting and PLAIN in request.GET:
        # Only who follows the link that a browser without JavaScript shows; elsewhere htmx asks.
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


@never_cache
@require_GET
def report_download(request: HttpRequest, report_id: UUID) -> HttpResponse:
    report = _report(request, report_id)
    if report.status != Status.DONE:
        return redirect("report_status", report.pk)
    try:
        pdf = read_file(report)
    except Unreadable:
        mark_lost(request.actor, report)
        return redirect("report_status", report.pk)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{kind_of(report.kind).filename(report)}"'
    record(request.actor, Act.EXPORTED, f"report.{report.kind}", dossier_id=report.dossier_id, subject=str(report.pk))
    return response


@require_POST
def report_retry(request: HttpRequest, report_id: UUID) -> HttpResponse:
    report = _report(request, report_id)
    retry_report(request.actor, report)
    return redirect("report_status", report.pk)


@require_POST
@requires(*REGISTER_ROLES)
def register_order(request: HttpRequest) -> HttpResponse:
    report = order_report(request.actor, REGISTER)
    return redirect("report_status", report.pk)


def _report(request: HttpRequest, report_id: UUID) -> Report:
    report = get_object_or_404(Report.objects.visible_to(request.actor).select_related("dossier"), pk=report_id)
    demand(kind_of(report.kind).may(request.actor, report))
    return report
