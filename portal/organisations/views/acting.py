"""Choosing for which organisation one works now."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from portal.audit.models import Act
from portal.audit.record import record
from portal.organisations.access import requires
from portal.organisations.acting import acting
from portal.organisations.middleware import ACTING_TENANT


@require_GET
@requires()
def switch_organisation(request: HttpRequest) -> HttpResponse:
    context = {"offices": request.offices, "chosen": ACTING_TENANT in request.session}
    return render(request, "portal/organisations/switch_organisation.html", context)


@require_POST
@requires()
def act_for(request: HttpRequest, tenant_id: int) -> HttpResponse:
    actor = acting(request.user, request.offices, tenant_id)
    if actor.tenant_id is None:
        raise Http404
    request.session[ACTING_TENANT] = actor.tenant_id
    record(actor, Act.WROTE, "acting.switch")
    messages.success(request, _("U werkt nu voor %(name)s.") % {"name": actor.tenant_name})
    return redirect("home")
