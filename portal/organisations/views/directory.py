"""The registrar adds organisations, invites their first manager, suspends and resumes them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.organisations.access import requires
from portal.organisations.directory import (
    HAS_MANAGER,
    has_manager,
    invite_manager,
    manager_invitation,
    open_organisation,
    search,
)
from portal.organisations.enums import Role
from portal.organisations.forms import ManagerForm, OrganisationFilter, OrganisationForm
from portal.organisations.models import Organisation
from portal.organisations.reference import CREDIT
from portal.organisations.workflow import ADMISSION
from portal.walls.actor import Refused, demand
from portal.workflow.door import open_moves, perform, refusal
from portal.workflow.versions import version_seen

PER_PAGE = 50


@require_GET
@requires(Role.REGISTRAR)
def directory(request: HttpRequest) -> HttpResponse:
    form = OrganisationFilter(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {"name": "", "kind": ""}
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": Paginator(search(**wanted), PER_PAGE).get_page(request.GET.get("page")),
        "query": query.urlencode(),
        "credit": CREDIT,
        "breadcrumbs": [(_("Overzicht"), reverse("home"))],
    }
    return render(request, "portal/organisations/directory_list.html", context)


@require_GET
@requires(Role.REGISTRAR)
def organisation(request: HttpRequest, organisation_id: int) -> HttpResponse:
    found = get_object_or_404(Organisation.objects.select_related("parent", "safety_region"), pk=organisation_id)
    context = {
        "organisation": found,
        "rows": _rows(found),
        "has_manager": has_manager(found),
        "invited": manager_invitation(found),
        "moves": {move.name for move in open_moves(ADMISSION, request.actor, found)},
        "breadcrumbs": _breadcrumbs(),
    }
    return render(request, "portal/organisations/directory_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Role.REGISTRAR)
def organisation_new(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        opened = open_organisation(request.actor, form.cleaned_data["kind"], form.cleaned_data["name"])
        return redirect("organisation", opened.pk)
    context = {
        "form": form,
        "title": _("Organisatie toevoegen"),
        "intro": _("Gemeenten, provincies en waterschappen staan er al. Partijafdelingen melden zichzelf aan."),
        "action_label": _("Toevoegen"),
        "cancel_url": reverse("directory"),
        "breadcrumbs": _breadcrumbs(),
    }
    return render(request, "portal/form.html", context)


@require_http_methods(["GET", "POST"])
@requires(Role.REGISTRAR)
def manager_invite(request: HttpRequest, organisation_id: int) -> HttpResponse:
    found = get_object_or_404(Organisation, pk=organisation_id)
    demand(HAS_MANAGER if has_manager(found) else None)
    form = ManagerForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _invited(request, found, form):
        return redirect("organisation", found.pk)
    context = {
        "form": form,
        "title": _("Eerste beheerder van %(name)s uitnodigen") % {"name": found},
        "intro": _("De beheerder nodigt daarna zelf collega's uit."),
        "action_label": _("Uitnodiging versturen"),
        "cancel_url": reverse("organisation", args=[found.pk]),
        "breadcrumbs": _breadcrumbs(),
    }
    return render(request, "portal/form.html", context)


@require_GET
@requires(Role.REGISTRAR)
def organisation_suspend_confirm(request: HttpRequest, organisation_id: int) -> HttpResponse:
    found = get_object_or_404(Organisation, pk=organisation_id)
    demand(refusal(ADMISSION, ADMISSION.move("suspend"), request.actor, found))
    context = {
        "title": _("%(name)s schorsen") % {"name": found},
        "text": _("De medewerkers kunnen dan direct niets meer van deze organisatie openen."),
        "points": [_("Er wordt niets gewist."), _("U kunt de organisatie later weer toelaten.")],
        "action_url": reverse("organisation_suspend", args=[found.pk]),
        "action_label": _("Schorsen"),
        "cancel_url": reverse("organisation", args=[found.pk]),
        "hidden": {"version": found.version},
        "tone": "urgent",
        "breadcrumbs": _breadcrumbs(),
    }
    return render(request, "portal/confirm.html", context)


@require_POST
@requires(Role.REGISTRAR)
def organisation_suspend(request: HttpRequest, organisation_id: int) -> HttpResponse:
    return _move(request, organisation_id, "suspend", _("%(name)s is geschorst."))


@require_POST
@requires(Role.REGISTRAR)
def organisation_resume(request: HttpRequest, organisation_id: int) -> HttpResponse:
    return _move(request, organisation_id, "resume", _("%(name)s is weer toegelaten."))


def _move(request: HttpRequest, organisation_id: int, move: str, done: str) -> HttpResponse:
    found = get_object_or_404(Organisation, pk=organisation_id)
    perform(ADMISSION, move, found, request.actor, version=version_seen(request.POST.get("version", "")))
    messages.success(request, done % {"name": found})
    return redirect("organisation", found.pk)


def _invited(request: HttpRequest, found: Organisation, form: ManagerForm) -> bool:
    try:
        invite_manager(request.actor, found, form.cleaned_data["name"], form.cleaned_data["email"])
    except Refused as refused:
        form.add_error("email", str(refused.reason))
        return False
    messages.success(request, _("De uitnodiging is verstuurd."))
    return True


def _rows(found: Organisation) -> list[dict[str, str]]:
    facts = [
        (_("Soort"), found.get_kind_display()),
        (_("Code"), found.code or "–"),
        (_("Hoort bij"), str(found.parent) if found.parent else "–"),
        (_("Veiligheidsregio"), found.safety_region.name if found.safety_region else "–"),
        (_("Toelating"), found.get_admission_display()),
    ]
    return [{"key": key, "value": value} for key, value in facts]


def _breadcrumbs() -> list[tuple[str, str]]:
    return [(_("Overzicht"), reverse("home")), (_("Organisaties"), reverse("directory"))]
