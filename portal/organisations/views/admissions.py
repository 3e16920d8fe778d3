"""The registrar admits party branches or refuses them, and sees nothing of what is inside."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.organisations.access import requires
from portal.organisations.branches import admit, refuse, requests
from portal.organisations.enums import Admission, Role
from portal.organisations.forms import RefusalForm
from portal.organisations.models import AdmissionRequest
from portal.organisations.workflow import ADMISSION
from portal.walls.actor import demand
from portal.workflow.door import refusal
from portal.workflow.versions import version_seen

PER_PAGE = 25


@require_GET
@requires(Role.REGISTRAR)
def admissions(request: HttpRequest) -> HttpResponse:
    context = {
        "page": Paginator(requests(request.actor), PER_PAGE).get_page(request.GET.get("page")),
        "breadcrumbs": [(_("Overzicht"), reverse("home"))],
    }
    return render(request, "portal/organisations/admission_list.html", context)


@require_GET
@requires(Role.REGISTRAR)
def admission(request: HttpRequest, request_id: UUID) -> HttpResponse:
    asked = _asked(request, request_id)
    context = {
        "asked": asked,
        "rows": _rows(asked),
        "waiting": asked.branch.admission == Admission.REQUESTED,
        "hidden": {"version": asked.branch.version},
        "breadcrumbs": _breadcrumbs(),
    }
    return render(request, "portal/organisations/admission_detail.html", context)


@require_POST
@requires(Role.REGISTRAR)
def admission_admit(request: HttpRequest, request_id: UUID) -> HttpResponse:
    asked = _asked(request, request_id)
    admit(request.actor, asked, version_seen(request.POST.get("version", "")))
    messages.success(
        request, _("%(name)s is toegelaten. De aanvrager krijgt een uitnodiging.") % {"name": asked.branch}
    )
    return redirect("admissions")


@require_http_methods(["GET", "POST"])
@requires(Role.REGISTRAR)
def admission_refuse(request: HttpRequest, request_id: UUID) -> HttpResponse:
    asked = _asked(request, request_id)
    seen = {"version": asked.branch.version}
    form = RefusalForm(request.POST if request.method == "POST" else None, initial=seen)
    if form.is_valid():
        refuse(request.actor, asked, form.cleaned_data["reason"], form.cleaned_data["version"])
        messages.success(request, _("%(name)s is afgewezen. De aanvrager krijgt bericht.") % {"name": asked.branch})
        return redirect("admissions")
    demand(refusal(ADMISSION, ADMISSION.move("refuse"), request.actor, asked.branch))
    context = {
        "form": form,
        "title": _("%(name)s afwijzen") % {"name": asked.branch},
        "action_label": _("Afwijzen"),
        "cancel_url": reverse("admission", args=[asked.pk]),
        "breadcrumbs": _breadcrumbs(),
    }
    return render(request, "portal/form.html", context)


def _asked(request: HttpRequest, request_id: UUID) -> AdmissionRequest:
    return get_object_or_404(requests(request.actor), pk=request_id)


def _rows(asked: AdmissionRequest) -> list[dict[str, str]]:
    facts = [
        (_("Afdeling"), str(asked.branch)),
        (_("Partij"), asked.party),
        (_("Stelt kandidaten voor"), str(asked.branch.parent)),
        (_("Aangevraagd door"), asked.applicant_name),
        (_("E-mailadres (bevestigd)"), asked.applicant_email),
    ]
    if asked.decision_reason:
        facts.append((_("Reden van afwijzing"), asked.decision_reason))
    return [{"key": key, "value": value} for key, value in facts]


def _breadcrumbs() -> list[tuple[str, str]]:
    return [(_("Overzicht"), reverse("home")), (_("Toelating"), reverse("admissions"))]
