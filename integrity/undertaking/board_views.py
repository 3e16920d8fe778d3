"""The board's own pages: what candidates signed, to read and countersign. Nothing else of a file is here."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from integrity.measures.queries import File
from integrity.screening.committee_texts import DECLARED
from integrity.screening.tie_pages import ask_to_declare
from integrity.screening.ties import declare_tie
from integrity.undertaking.forms import SignForm
from integrity.undertaking.presenting import TONES, facts_of, shown
from integrity.undertaking.queries import board_list, board_undertaking_of
from integrity.undertaking.reports import FOR_BOARD, UNDERTAKING_PDF
from integrity.undertaking.rules import measures_changed
from integrity.undertaking.signing import countersign
from integrity.undertaking.workflow import UNDERTAKING
from portal.audit.models import Act
from portal.audit.record import record, record_daily
from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.reports.order import order_report
from portal.workflow.door import refusal


@require_GET
@requires(Role.BOARD_MEMBER)
def board_undertakings(request: HttpRequest) -> HttpResponse:
    """Everything that candidates signed; what waits for the board comes first."""
    rows = board_list(request.actor)
    record_daily(request.actor, Act.READ, "undertaking.list", {row.dossier_id for row in rows})
    context = {"rows": [(row, File(row.dossier), TONES[row.status]) for row in rows]}
    return render(request, "integrity/undertaking/board_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Role.BOARD_MEMBER)
def board_undertaking(request: HttpRequest, reference: str) -> HttpResponse:
    """Read one undertaking, and sign it for the board as it was on the page."""
    found = board_undertaking_of(request.actor, reference)
    form = SignForm(found, found.text["signing"]["board"], request.POST or None)
    if form.is_valid():
        if countersign(request.actor, found):
            messages.success(request, _("U hebt de verklaring namens het bestuur ondertekend."))
        return redirect("board_undertaking", reference)
    record(request.actor, Act.READ, "undertaking", dossier_id=found.dossier_id, subject=reference)
    context = {
        **shown(found),
        "file": File(found.dossier),
        "breadcrumbs": [(_("Verklaringen"), reverse("board_undertakings"))],
        "form": form,
        "refused": refusal(UNDERTAKING, UNDERTAKING.move("countersign"), request.actor, found),
        "changed": measures_changed(found),
        "facts": facts_of(File(found.dossier), found),
    }
    return render(request, "integrity/undertaking/board_undertaking.html", context)


@require_GET
@requires(Role.BOARD_MEMBER)
def board_tie(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask before a tie with the candidate is declared."""
    file, back = File(board_undertaking_of(request.actor, reference).dossier), [reference]
    return ask_to_declare(
        request,
        file.dossier,
        file.name,
        Role.BOARD_MEMBER,
        Role.PARTY_SECRETARY,
        action_url=reverse("board_tie_declare", args=back),
        cancel_url=reverse("board_undertaking", args=back),
        breadcrumbs=[
            (_("Verklaringen"), reverse("board_undertakings")),
            (file.name, reverse("board_undertaking", args=back)),
        ],
    )


@require_POST
@requires(Role.BOARD_MEMBER)
def board_tie_declare(request: HttpRequest, reference: str) -> HttpResponse:
    """Close the undertaking, and with it the file, to the board member who asks."""
    declare_tie(request.actor, board_undertaking_of(request.actor, reference).dossier)
    messages.success(request, DECLARED)
    return redirect("board_undertakings")


@require_POST
@requires(Role.BOARD_MEMBER)
def board_undertaking_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """Order the undertaking as PDF."""
    dossier = board_undertaking_of(request.actor, reference).dossier
    report = order_report(request.actor, UNDERTAKING_PDF, dossier=dossier, subject=FOR_BOARD)
    return redirect("report_status", report.pk)
