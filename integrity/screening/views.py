"""The secretary's desk: rounds, candidates and the steps to take with them."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from integrity.screening.candidates import add_candidate, add_round, invite_all, send_new_link
from integrity.screening.forms import CandidateFilter, CandidateForm, RoundForm
from integrity.screening.models import SelectionRound
from integrity.screening.own_steps import TONES
from integrity.screening.presenting import decisions_for, facts_of, next_step, rows_of, steps_of, trail
from integrity.screening.queries import candidacy_of, candidates_of, newest_response
from integrity.screening.rules import READERS, has_returned
from integrity.screening.workflow import CANDIDACY, CONSEQUENCES
from portal.audit.models import Act
from portal.audit.reading import lines_of
from portal.audit.record import record, record_daily
from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.organisations.models import Organisation
from portal.questionnaires.reading import corrections_of, read_answers
from portal.reports.order import order_report
from portal.walls.actor import demand
from portal.workflow.door import perform
from portal.workflow.versions import version_seen


@require_GET
@requires(*READERS)
def rounds(request: HttpRequest) -> HttpResponse:
    """Every selection round of the branch."""
    selections = SelectionRound.objects.visible_to(request.actor).with_size()
    context = {"rounds": selections, "may_manage": request.actor.has(Role.PARTY_SECRETARY)}
    return render(request, "integrity/rounds.html", context)


@require_http_methods(["GET", "POST"])
@requires(Role.PARTY_SECRETARY)
def round_new(request: HttpRequest) -> HttpResponse:
    """Start a round."""
    own_body = Organisation.objects.filter(pk=request.actor.tenant_id).values_list("parent", flat=True).first()
    form = RoundForm(request.POST or None, initial={"body": own_body})
    if form.is_valid():
        selection = add_round(request.actor, **form.cleaned_data)
        messages.success(request, _("De ronde is gestart. Voeg nu de kandidaten toe."))
        return redirect("round_desk", selection.pk)
    context = {
        "title": _("Nieuwe selectieronde"),
        "breadcrumbs": [(_("Selectierondes"), reverse("rounds"))],
        "intro": _("Een ronde is één kandidatenlijst voor één verkiezing."),
        "form": form,
        "action_label": _("Ronde starten"),
        "cancel_url": reverse("rounds"),
    }
    return render(request, "portal/form.html", context)


@require_GET
@requires(*READERS)
def round_desk(request: HttpRequest, pk: str) -> HttpResponse:
    """All candidates of a round at a glance."""
    selection = get_object_or_404(SelectionRound.objects.visible_to(request.actor).select_related("body"), pk=pk)
    everybody = candidates_of(request.actor, selection)
    record_daily(request.actor, Act.READ, "candidacy.names", [candidacy.dossier_id for candidacy in everybody])
    candidate_filter = CandidateFilter(request.GET)
    shown = candidate_filter.apply(everybody)
    context = {
        "selection": selection,
        "breadcrumbs": trail(selection)[:1],
        "rows": [(candidacy, TONES[candidacy.response.status] if candidacy.response else "") for candidacy in shown],
        "total": len(everybody),
        "waiting": sum(1 for candidacy in everybody if candidacy.status == "added"),
        "filter": candidate_filter,
        "may_manage": request.actor.has(Role.PARTY_SECRETARY),
    }
    return render(request, "integrity/round_desk.html", context)


@require_http_methods(["GET", "POST"])
@requires(Role.PARTY_SECRETARY)
def candidate_add(request: HttpRequest, pk: str) -> HttpResponse:
    """Add one candidate to a round."""
    selection = get_object_or_404(SelectionRound.objects.visible_to(request.actor), pk=pk)
    form = CandidateForm(request.POST or None)
    if form.is_valid():
        candidacy = add_candidate(request.actor, selection, **form.cleaned_data)
        messages.success(request, _("De kandidaat is toegevoegd. Er is nog niets verstuurd."))
        return redirect("candidate", candidacy.dossier.reference)
    context = {
        "title": _("Kandidaat toevoegen"),
        "breadcrumbs": trail(selection),
        "intro": _("De kandidaat krijgt pas bericht als u op uitnodigen klikt."),
        "form": form,
        "action_label": _("Toevoegen"),
        "cancel_url": reverse("round_desk", args=[pk]),
        "facts": {
            "who": _("De secretaris en de selectiecommissie van uw afdeling, en de kandidaat."),
            "erased": _("%(days)s dagen na de beslissing over de kandidaat.") % {"days": settings.CANDIDACY_KEPT_DAYS},
            "next": _("U nodigt de kandidaat uit. Die krijgt een persoonlijke link per e-mail."),
        },
    }
    return render(request, "portal/form.html", context)


@require_POST
@requires(Role.PARTY_SECRETARY)
def candidates_invite(request: HttpRequest, pk: str) -> HttpResponse:
    """Invite the ticked candidates at once."""
    selection = get_object_or_404(SelectionRound.objects.visible_to(request.actor), pk=pk)
    ticked = set(request.POST.getlist("candidate"))
    chosen = [c for c in candidates_of(request.actor, selection) if c.dossier.reference in ticked]
    invited = invite_all(request.actor, chosen)
    if invited:
        text = ngettext("%(n)s kandidaat is uitgenodigd.", "%(n)s kandidaten zijn uitgenodigd.", invited)
        messages.success(request, text % {"n": invited})
    else:
        messages.warning(
            request, _("Er is niemand uitgenodigd. Vink eerst kandidaten aan die nog niet zijn uitgenodigd.")
        )
    return redirect("round_desk", pk)


@require_GET
@requires(*READERS)
def candidate(request: HttpRequest, reference: str) -> HttpResponse:
    """One candidate: where things stand, what comes next, who did what."""
    candidacy = candidacy_of(request.actor, reference)
    record(request.actor, Act.READ, "candidacy", dossier_id=candidacy.dossier_id, subject=reference)
    response = newest_response(candidacy.dossier)
    context = {
        "candidacy": candidacy,
        "breadcrumbs": trail(candidacy.round),
        "next_step": next_step(request.actor, candidacy, response),
        "decisions": decisions_for(request.actor, candidacy),
        "rows": rows_of(candidacy),
        "steps": steps_of(request.actor, candidacy),
        "facts": facts_of(candidacy, response),
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
def candidate_link(request: HttpRequest, reference: str) -> HttpResponse:
    """Send a fresh personal link."""
    send_new_link(request.actor, candidacy_of(request.actor, reference))
    messages.success(request, _("Er is een nieuwe link onderweg. De vorige link werkt niet meer."))
    return redirect("candidate", reference)


@require_GET
@requires(Role.PARTY_SECRETARY)
def candidate_confirm(request: HttpRequest, reference: str, step: str) -> HttpResponse:
    """Ask before a decision, which cannot be undone."""
    candidacy = candidacy_of(request.actor, reference)
    context = {
        "title": _("%(step)s: %(name)s") % {"step": CANDIDACY.move(step).label, "name": candidacy.name},
        "text": _("U kunt deze beslissing niet terugdraaien."),
        "points": CONSEQUENCES[step],
        "action_url": reverse("candidate_decide", args=[reference, step]),
        "action_label": CANDIDACY.move(step).label,
        "cancel_url": reverse("candidate", args=[reference]),
        "tone": "urgent" if step == "pass_over" else "",
        "breadcrumbs": trail(candidacy.round, candidacy),
        "hidden": {"version": candidacy.version},
    }
    record(request.actor, Act.READ, "candidacy.name", dossier_id=candidacy.dossier_id, subject=reference)
    return render(request, "portal/confirm.html", context)


@require_POST
@requires(Role.PARTY_SECRETARY)
def candidate_decide(request: HttpRequest, reference: str, step: str) -> HttpResponse:
    """List the candidate or not."""
    candidacy = candidacy_of(request.actor, reference)
    version = version_seen(request.POST.get("version", ""))
    if perform(CANDIDACY, step, candidacy, request.actor, version=version):
        messages.success(request, _("De beslissing is vastgelegd. De bewaartermijn loopt vanaf nu."))
    return redirect("candidate", reference)


@require_GET
@requires(*READERS)
def candidate_answers(request: HttpRequest, reference: str) -> HttpResponse:
    """The returned questionnaire, with why each question is asked."""
    candidacy = candidacy_of(request.actor, reference)
    response = newest_response(candidacy.dossier)
    demand(has_returned(response))
    context = {
        "candidacy": candidacy,
        "breadcrumbs": trail(candidacy.round, candidacy),
        "answers": read_answers(request.actor, response),
        "corrections": corrections_of(response),
    }
    return render(request, "integrity/candidate_answers.html", context)


@require_POST
@requires(*READERS)
def candidate_report(request: HttpRequest, reference: str) -> HttpResponse:
    """Order the dossier as PDF for the committee."""
    candidacy = candidacy_of(request.actor, reference)
    report = order_report(request.actor, "integrity.dossier", dossier=candidacy.dossier)
    return redirect("report_status", report.pk)
