"""What people can ask about the own file, whatever kind of file it is."""

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from portal.accounts.destinations import url_for_dossier
from portal.accounts.limits import Limit, too_many
from portal.audit.models import Act
from portal.audit.record import record
from portal.organisations.access import candidate_only
from portal.privacy.models import Dossier
from portal.retention.kinds import erased_on
from portal.rights.exporting import as_json
from portal.rights.held import everything_held
from portal.rights.presenting import shown
from portal.rights.queries import own_dossier

# As often as someone may order a PDF of the own file.
DOWNLOADS = Limit("held-downloads", 10, 3600, lenient=True)
LOG_LINES = 20


def _trail(dossier: Dossier) -> list[tuple[str, str]]:
    return [(_("Uw dossier"), url_for_dossier(dossier))]


@never_cache
@require_GET
@candidate_only
def held(request: HttpRequest) -> HttpResponseBase:
    """Everything that is held, on one page."""
    dossier = own_dossier(request.actor)
    found = everything_held(request.actor, dossier)
    record(request.actor, Act.READ, "rights.held")
    context = {
        "breadcrumbs": _trail(dossier),
        "organisation": request.actor.tenant_name,
        "held": found,
        "groups": [shown(group) for group in found.filled],
        "log": found.log[:LOG_LINES],
        "erased": erased_on(dossier),
    }
    return render(request, "portal/rights/held.html", context)


@never_cache
@require_GET
@candidate_only
def held_download(request: HttpRequest) -> HttpResponseBase:
    """The same as a file. It is made while it is sent and kept nowhere."""
    if not DOWNLOADS.allows(str(request.actor.dossier_id)):
        return too_many(request)
    dossier = own_dossier(request.actor)
    found = everything_held(request.actor, dossier)
    record(request.actor, Act.EXPORTED, "rights.download")
    response = StreamingHttpResponse(
        as_json(found, request.actor.tenant_name), content_type="application/json; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{dossier.reference}.json"'
    return response
