"""The candidate's pages of the rules of thumb and of the self-assessment."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from integrity.screening.forms import AcknowledgeForm
from integrity.screening.models import Acknowledgement
from integrity.screening.own_part import acknowledge, tick_self_assessment
from integrity.screening.queries import acknowledgement_of, edition_in_use, own_candidacy
from integrity.screening.reports import RULES
from integrity.screening.rules import may_do_own_part
from integrity.screening.rules_of_thumb import RULES_SLUG
from portal.organisations.access import candidate_only
from portal.questionnaires.models import Edition
from portal.reports.order import order_report


def _asked(acknowledgement: Acknowledgement | None) -> Edition:
    """The edition someone acknowledged stays theirs; everybody else reads the newest."""
    return acknowledgement.edition if acknowledgement else edition_in_use(RULES_SLUG)


@require_http_methods(["GET", "POST"])
@candidate_only
def my_rules(request: HttpRequest) -> HttpResponse:
    """Read the rules of thumb and say so."""
    candidacy = own_candidacy(request.actor)
    acknowledgement = acknowledgement_of(candidacy.dossier)
    edition = _asked(acknowledgement)
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
        "may": may_do_own_part(request.actor, candidacy) is None,
    }
    return render(request, "integrity/my_rules.html", context)


@require_POST
@candidate_only
def my_rules_pdf(request: HttpRequest) -> HttpResponse:
    """Order the one-pager of the own edition."""
    dossier = own_candidacy(request.actor).dossier
    edition = _asked(acknowledgement_of(dossier))
    report = order_report(request.actor, RULES, dossier=dossier, subject=str(edition.number))
    return redirect("report_status", report.pk)


@require_GET
@candidate_only
def my_self_assessment(request: HttpRequest) -> HttpResponse:
    """Where the self-assessment is, and the tick that the person sets."""
    candidacy = own_candidacy(request.actor)
    context = {
        "breadcrumbs": [(_("Uw dossier"), reverse("my_file"))],
        "candidacy": candidacy,
        "may": may_do_own_part(request.actor, candidacy) is None,
    }
    return render(request, "integrity/my_self_assessment.html", context)


@require_POST
@candidate_only
def my_self_assessment_tick(request: HttpRequest) -> HttpResponse:
    """Set the tick, or take it away."""
    tick_self_assessment(request.actor, own_candidacy(request.actor), done=request.POST.get("done") == "yes")
    return redirect("my_file")
