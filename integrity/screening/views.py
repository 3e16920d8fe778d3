"""The desk's page about one candidate, and the steps to take there."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from integrity.screening.candidates import invite_all, send_new_link
from integrity.screening.desk import at_hand
from integrity.screening.desk_views import tell_reminded
from integrity.screening.presenting import (
    DECISIONS,
    alerts_before,
    decisions_for,
    facts_of,
    next_step,
    rows_of,
    steps_of,
    trail,
)
from integrity.screening.queries import candidacy_of, newest_response
from integrity.screening.questions import may_ask, questions_of, raised
from integrity.screening.reminders import remind
from integrity.screening.rules import READERS, has_returned
from integrity.screening.workflow import CANDIDACY, CONSEQUENCES
from portal.accounts.limits import too_many
from portal.accounts.links import AT_DESK
from portal.audit.models import Act
from portal.audit.reading import lines_of
from portal.audit.record import record
from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.questionnaires.reading import history_of, read_answers
from portal.reports.order import order_report
from portal.rights.presenting import sign_of
from portal.walls.actor import demand
from portal.workflow.door import ChangedMeanwhile, perform, refusal
from portal.workflow.versions import version_seen


@require_GET
@requires(*READERS)
def candidate(request: HttpRequest, reference: str) -> HttpResponse:
    """One candidate: where things stand, what comes next, who did what."""
    candidacy = candidacy_of(request.actor, reference)
    record(request.actor, Act.READ, "candidacy", dossier_id=candidacy.dossier_id, subject=reference)
    states = at_hand(request.actor, candidacy)
    context = {
        "candidacy": candidacy,
        "breadcrumbs": trail(candidacy.round),
        "objection": sign_of(request.actor, candidacy.dossier),
        "next_step": next_step(request.actor, candidacy, states),
        "decisions": decisions_for(request.actor, candidacy),
        "rows": rows_of(candidacy),
        "steps": steps_of(candidacy, states),
        "facts": facts_of(candidacy, states),
        "events": lines_of(request.actor, candidacy.dossier_id, daily=True),
    }
    return render(request, "integrity/candidate.html", context)


@require_POST
@requires(Role.PARTY_SECRETARY)
def candidate_invite(request: HttpRequest, reference: str) -> HttpResponse:
    """Invite one candidate."""
    if invite_all(request.actor, [candidacy_of(request.actor, reference)]):
        messages.success(request, _("De uitnodiging is onderweg. De link in de e-mail werkt één keer."))
    return redirect("candidate", reference)


@require_POST
@requires(Role.PARTY_SECRETARY)
def candidate_remind(request: HttpRequest, reference: str) -> HttpResponse:
    """Remind one candidate."""
    candidacy = candidacy_of(request.actor, reference)
    tell_reminded(request, remind(request.actor, candidacy.round, [candidacy]))
    return redirect("candidate", reference)


@require_POST
@requires(Role.PARTY_SECRETARY)
def candidate_link(request: HttpRequest, reference: str) -> HttpResponse:
    """Send a fresh personal link."""
    candidacy = candidacy_of(request.actor, reference)
    if not AT_DESK.allows(reference):
        return too_many(request)
    send_new_link(request.actor, candidacy)
    messages.success(request, _("Er is een nieuwe link onderweg. De vorige link werkt niet meer."))
    return redirect("candidate", reference)


@require_http_methods(["GET", "POST"])
@requires(Role.PARTY_SECRETARY)
def candidate_confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask before a decision, which cannot be undone. By POST, because a decision belongs in no address."""
    candidacy = candidacy_of(request.actor, reference)
    if request.method == "GET":
        return redirect("candidate", reference)
    step = _decision_in(request)
    if reason := refusal(CANDIDACY, CANDIDACY.move(step), request.actor, candidacy):
        messages.info(request, reason)
        return redirect("candidate", reference)
    context = {
        "title": _("%(step)s: %(name)s") % {"step": CANDIDACY.move(step).label, "name": candidacy.name},
        "text": _("U kunt deze beslissing niet terugdraaien."),
        "alerts": alerts_before(request.actor, candidacy, step),
        "points": CONSEQUENCES[step],
        "action_url": reverse("candidate_decide", args=[reference]),
        "action_label": CANDIDACY.move(step).label,
        "cancel_url": reverse("candidate", args=[reference]),
        "tone": "urgent" if step == "pass_over" else "",
        "breadcrumbs": trail(candidacy.round, candidacy),
        "hidden": {"step": step, "version": candidacy.version},
    }
    record(request.actor, Act.READ, "candidacy.name", dossier_id=candidacy.dossier_id, subject=reference)
    return render(request, "portal/confirm.html", context)


@require_POST
@requires(Role.PARTY_SECRETARY)
def candidate_decide(request: HttpRequest, reference: str) -> HttpResponse:
    """List the candidate or not. Who was second, in another window, sees where the candidate stands now."""
    candidacy, step = candidacy_of(request.actor, reference), _decision_in(request)
    version = version_seen(request.POST.get("version", ""))
    try:
        decided = perform(CANDIDACY, step, candidacy, request.actor, version=version)
    except ChangedMeanwhile as changed:
        messages.info(request, changed.reason)
    else:
        if decided:
            messages.success(
                request, _("De beslissing is vastgelegd. Op deze pagina ziet u wanneer het dossier wordt gewist.")
            )
    return redirect("candidate", reference)


def _decision_in(request: HttpRequest) -> str:
    """The decision that a form of this page names. Raises Http404 for any other step."""
    if (step := request.POST.get("step", "")) not in DECISIONS:
        raise Http404
    return step


@require_GET
@requires(*READERS)
def candidate_answers(request: HttpRequest, reference: str) -> HttpResponse:
    """The returned questionnaire, with why each question is asked."""
    candidacy = candidacy_of(request.actor, reference)
    response = newest_response(candidacy.dossier)
    demand(has_returned(response))
    answers, history = read_answers(request.actor, response), history_of(response)
    context = {
        "candidacy": candidacy,
        "breadcrumbs": trail(candidacy.round, candidacy),
        "answers": answers,
        "corrections": history.since(),
        "raised": raised(questions_of(candidacy.dossier), answers, history),
        "may_ask": may_ask(request.actor, candidacy, response) is None,
    }
    return render(request, "integrity/candidate_answers.html", context)


@require_POST
@requires(*READERS)
def candidate_report(request: HttpRequest, reference: str) -> HttpResponse:
    """Order the dossier as PDF for the committee."""
    candidacy = candidacy_of(request.actor, reference)
    report = order_report(request.actor, "integrity.dossier", dossier=candidacy.dossier)
    return redirect("report_status", report.pk)
