"""The candidate's pages of the rules of thumb and of the self-assessment."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from integrity.screening.enums import Instrument
from integrity.screening.forms import AcknowledgeForm
from integrity.screening.instruments import edition_for
from integrity.screening.models import Acknowledgement, Candidacy
from integrity.screening.own_part import acknowledge, may_do, tick_self_assessment
from integrity.screening.queries import acknowledgement_of, own_candidacy
from integrity.screening.reports import RULES
from portal.organisations.access import candidate_only
from portal.questionnaires.models import Edition
from portal.reports.order import order_report


def _asked(candidacy: Candidacy, acknowledgement: Acknowledgement | None) -> Edition:
    """The edition someone acknowledged stays theirs; everybody else reads the round's."""
    edition = acknowledgement.edition if acknowledgement else edition_for(candidacy.round, Instrument.RULES)
    if edition is None:
        raise Http404
    return edition


@require_http_methods(["GET", "POST"])
@candidate_only
def my_rules(request: HttpRequest) -> HttpResponse:
    """Read the rules of thumb and say so."""
    candidacy = own_candidacy(request.actor)
    acknowledgement = acknowledgement_of(candidacy.dossier)
    edition = _asked(candidacy, acknowledgement)
    form = AcknowledgeForm(edition, request.POST or None)
    if form.is_valid():
        acknowledge(request.actor, candidacy, edition)
        messages.success(request, _("Vastgelegd dat u de vuistregels hebt gelezen."))
        return redirect("my_file")
    context = {
        "breadcrumbs": [(_("Uw dossier"), reverse("my_file"))],
        "edition": edition,
        "acknowledgement": acknowledgement,
        "form": form,
        "may": may_do(request.actor, candidacy, Instrument.RULES) is None,
    }
    return render(request, "integrity/my_rules.html", context)


@require_POST
@candidate_only
def my_rules_pdf(request: HttpRequest) -> HttpResponse:
    """Order the one-pager of the own edition."""
    candidacy = own_candidacy(request.actor)
    edition = _asked(candidacy, acknowledgement_of(candidacy.dossier))
    report = order_report(request.actor, RULES, dossier=candidacy.dossier, subject=str(edition.number))
    return redirect("report_status", report.pk)


@require_GET
@candidate_only
def my_self_assessment(request: HttpRequest) -> HttpResponse:
    """Where the self-assessment is, and the tick that the person sets."""
    candidacy = own_candidacy(request.actor)
    context = {
        "breadcrumbs": [(_("Uw dossier"), reverse("my_file"))],
        "candidacy": candidacy,
        "may": may_do(request.actor, candidacy, Instrument.SELF_ASSESSMENT) is None,
    }
    return render(request, "integrity/my_self_assessment.html", context)


@require_POST
@candidate_only
def my_self_assessment_tick(request: HttpRequest) -> HttpResponse:
    """Set the tick, or take it away."""
    tick_self_assessment(request.actor, own_candidacy(request.actor), done=request.POST.get("done") == "yes")
    return redirect("my_file")
