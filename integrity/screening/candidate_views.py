"""The candidate's side: what is asked, the own file, who saw it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from integrity.screening.presenting import own_facts_of, step_of, tasks_of
from integrity.screening.queries import newest_response, own_candidacy
from integrity.screening.questions import questions_of
from integrity.screening.rules import is_running
from integrity.screening.workflow import CANDIDACY, CONSEQUENCES
from portal.accounts.limits import Limit, too_many
from portal.audit.reading import lines_of
from portal.organisations.access import candidate_only
from portal.reports.order import order_report
from portal.workflow.door import perform, refusal

# Making one keeps a worker busy; without a counter people still get their copy.
OWN_COPIES = Limit("own-copies", 10, 3600, lenient=True)


@require_GET
@candidate_only
def my_file(request: HttpRequest) -> HttpResponse:
    """The task list: what is asked, how far it is, what happens next."""
    candidacy = own_candidacy(request.actor)
    response, tasks = newest_response(candidacy.dossier), tasks_of(candidacy)
    context = {
        "candidacy": candidacy,
        "organisation": request.actor.tenant_name,
        "outside": CANDIDACY.state(candidacy.status).outside,
        "closed": is_running(candidacy) is not None,
        "tasks": tasks,
        "next_step": step_of(candidacy, response, tasks),
        "response": response,
        "asked": questions_of(candidacy.dossier),
        "facts": own_facts_of(candidacy),
        "can_withdraw": refusal(CANDIDACY, CANDIDACY.move("withdraw"), request.actor, candidacy) is None,
    }
    return render(request, "integrity/my_file.html", context)


@require_GET
@candidate_only
def my_readers(request: HttpRequest) -> HttpResponse:
    """Who opened the file, when and in which role."""
    candidacy = own_candidacy(request.actor)
    context = {
        "breadcrumbs": [(_("Uw dossier"), reverse("my_file"))],
        "events": lines_of(request.actor, candidacy.dossier_id),
    }
    return render(request, "integrity/my_readers.html", context)


@require_POST
@candidate_only
def my_report(request: HttpRequest) -> HttpResponse:
    """Order the own copy as PDF."""
    if not OWN_COPIES.allows(str(request.actor.dossier_id)):
        return too_many(request)
    candidacy = own_candidacy(request.actor)
    report = order_report(request.actor, "integrity.own_copy", dossier=candidacy.dossier)
    return redirect("report_status", report.pk)


@require_GET
@candidate_only
def my_withdrawal(request: HttpRequest) -> HttpResponse:
    """Ask before withdrawing."""
    candidacy = own_candidacy(request.actor)
    context = {
        "title": _("Wilt u zich terugtrekken?"),
        "text": _("U kunt dit niet terugdraaien."),
        "points": CONSEQUENCES["withdraw"],
        "action_url": reverse("my_withdraw"),
        "action_label": _("Ja, ik trek mij terug"),
        "cancel_url": reverse("my_file"),
        "tone": "urgent",
        "hidden": {"version": candidacy.version},
    }
    return render(request, "portal/confirm.html", context)


@require_POST
@candidate_only
def my_withdraw(request: HttpRequest) -> HttpResponse:
    """Withdraw, for good."""
    if perform(CANDIDACY, "withdraw", own_candidacy(request.actor), request.actor):
        messages.success(request, _("Vastgelegd. De bewaartermijn van uw dossier loopt nu."))
    return redirect("my_file")
