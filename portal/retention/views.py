"""What is kept until when, and the register of processing."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.audit.models import Act
from portal.audit.record import record_daily
from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.privacy.models import Dossier
from portal.retention.forms import HoldForm
from portal.retention.holds import hold, release
from portal.retention.kinds import dates_of, kind_of
from portal.retention.register import register

PER_PAGE = 50


@require_GET
def processing_register(request: HttpRequest) -> HttpResponse:
    """Public: what the portal holds about people, why and for how long."""
    context = {"entries": register(), "may_order": request.actor.has(Role.MANAGER, Role.PRIVACY_OFFICER)}
    return render(request, "portal/retention/register.html", context)


@require_GET
@requires(Role.MANAGER, Role.PRIVACY_OFFICER)
def retention_list(request: HttpRequest) -> HttpResponse:
    """The organisation's dossiers by reference, with their dates; no names, no content."""
    dossiers = Dossier.objects.visible_to(request.actor).filter(erased_at=None).order_by("opened_at")
    page = Paginator(dossiers, PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"dossier": dossier, "kind": kind_of(dossier).label, "dates": dates_of(dossier)} for dossier in page]
    record_daily(request.actor, Act.READ, "dossier.hold_reason", [one.pk for one in page if one.hold_reason])
    return render(request, "portal/retention/list.html", {"rows": rows, "page": page})


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER, Role.PRIVACY_OFFICER)
def dossier_hold(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask the reason, then hold."""
    dossier = get_object_or_404(Dossier.objects.visible_to(request.actor), reference=reference, erased_at=None)
    form = HoldForm(request.POST or None)
    if form.is_valid():
        hold(request.actor, dossier, form.cleaned_data["reason"])
        messages.success(request, _("Dossier %(reference)s blijft bewaard.") % {"reference": reference})
        return redirect("retention_list")
    context = {
        "title": _("Dossier %(reference)s langer bewaren") % {"reference": reference},
        "intro": _(
            "Zolang u dit dossier bewaart, wist het portaal het niet. De betrokkene ziet dat het bewaard blijft."
        ),
        "form": form,
        "action_label": _("Langer bewaren"),
        "cancel_url": reverse("retention_list"),
    }
    return render(request, "portal/form.html", context)


@require_POST
@requires(Role.MANAGER, Role.PRIVACY_OFFICER)
def dossier_release(request: HttpRequest, reference: str) -> HttpResponse:
    """Let the clock count again."""
    dossier = get_object_or_404(Dossier.objects.visible_to(request.actor), reference=reference, erased_at=None)
    release(request.actor, dossier)
    messages.success(request, _("De bewaartermijn van dossier %(reference)s loopt weer.") % {"reference": reference})
    return redirect("retention_list")
