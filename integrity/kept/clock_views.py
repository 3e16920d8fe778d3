"""The page that tells what stays of a candidacy and what goes, at the desk and in the own file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from integrity.kept.clock_table import clock_table
from integrity.screening.presenting import trail
from integrity.screening.queries import candidacy_of, own_candidacy
from integrity.screening.rules import READERS
from portal.audit.models import Act
from portal.audit.record import record
from portal.organisations.access import candidate_only, requires

PAGE = "integrity/clocks.html"


@require_GET
@requires(*READERS)
def candidate_clocks(request: HttpRequest, reference: str) -> HttpResponse:
    """What stays and what goes of one candidate."""
    candidacy = candidacy_of(request.actor, reference)
    record(request.actor, Act.READ, "candidacy.name", dossier_id=candidacy.dossier_id, subject=reference)
    context = {
        "breadcrumbs": trail(candidacy.round, candidacy),
        "clocks": clock_table(candidacy),
        "candidacy": candidacy,
    }
    return render(request, PAGE, context)


@require_GET
@candidate_only
def my_clocks(request: HttpRequest) -> HttpResponse:
    """What stays and what goes of oneself."""
    candidacy = own_candidacy(request.actor)
    trail_home = [(_("Uw dossier"), reverse("my_file"))]
    return render(request, PAGE, {"breadcrumbs": trail_home, "clocks": clock_table(candidacy), "candidacy": candidacy})
