"""The first page after signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.organisations.home import shortcuts_of, waiting_for
from portal.organisations.middleware import ACTING_TENANT
from portal.organisations.views.invitation import awaits_answer


@require_GET
@requires()
def home(request: HttpRequest) -> HttpResponse:
    if awaits_answer(request):
        return redirect("invitation")
    if len(request.offices) > 1 and ACTING_TENANT not in request.session:
        return redirect("switch_organisation")
    if request.actor.tenant_id is None:
        return render(request, "portal/organisations/home_nowhere.html", {"offices": request.offices})
    context = {
        "waiting": waiting_for(request.actor),
        "shortcuts": shortcuts_of(request.actor),
        "roles": ", ".join(str(role.label) for role in Role if role in request.actor.roles),
    }
    return render(request, "portal/organisations/home.html", context)
