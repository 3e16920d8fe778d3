"""Planning interviews: of one candidate or of several one after the other, with a look before it is done."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from integrity.interview.enums import InterviewStatus
from integrity.interview.forms import PlanForm, initial_of
from integrity.interview.models import Interview
from integrity.interview.pages import TONES, day_of, hours_of
from integrity.interview.planning import cancel, plan
from integrity.interview.queries import interview_of, interviews_in
from integrity.interview.rules import IS_PLANNED, WAS_HELD, may_plan, unfit
from integrity.interview.workflow import INTERVIEW
from integrity.screening.models import Candidacy, SelectionRound
from integrity.screening.presenting import trail
from integrity.screening.queries import candidates_of, round_of
from integrity.screening.rules import READERS
from portal.audit.models import Act
from portal.audit.record import record, record_daily
from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.walls.actor import Reason, Refused
from portal.workflow.versions import version_seen


class Chosen:
    """The candidates that were ticked: whom an interview can be planned for, and why not for the rest."""

    def __init__(self, request: HttpRequest, selection: SelectionRound, data: QueryDict) -> None:
        ticked = set(data.getlist("candidate"))
        everybody = candidates_of(request.actor, selection)
        rows = [one for one in everybody if one.dossier.reference in ticked]
        known = interviews_in(request.actor, [one.dossier_id for one in rows])
        # One interview can be moved; several at once are only planned.
        self.interview = known.get(rows[0].dossier_id) if len(rows) == 1 else None
        reasons = {one.pk: may_plan(request.actor, one) or self._taken(known.get(one.dossier_id)) for one in rows}
        self.candidacies = [one for one in rows if reasons[one.pk] is None]
        self.left_out = [(one, reasons[one.pk]) for one in rows if reasons[one.pk] is not None]
        seen = [one.dossier_id for one in rows]
        record_daily(request.actor, Act.READ, "candidacy.names", seen)

    def _taken(self, interview: Interview | None) -> Reason:
        if interview is None or interview.status == InterviewStatus.CANCELLED:
            return None
        if interview.status != InterviewStatus.PLANNED:
            return WAS_HELD
        return None if interview is self.interview else IS_PLANNED


@require_http_methods(["GET", "POST"])
@requires(Role.PARTY_SECRETARY)
def interviews_plan(request: HttpRequest, pk: str) -> HttpResponse:
    """Fill in when, where and with whom; what comes back is the planning to look at."""
    selection = round_of(request.actor, pk)
    chosen = Chosen(request, selection, request.POST or request.GET)
    if not chosen.candidacies:
        return _nobody(request, selection, chosen)
    filled_in = request.POST if "day" in request.POST else None
    form = PlanForm(selection, chosen.candidacies, filled_in, initial=initial_of(chosen.interview))
    if form.is_valid() and "change" not in request.POST:
        return render(request, "integrity/interview/preview.html", _context(selection, chosen, form))
    return _form_page(request, selection, chosen, form)


@require_POST
@requires(Role.PARTY_SECRETARY)
def interviews_confirm(request: HttpRequest, pk: str) -> HttpResponse:
    """Plan what was looked at."""
    selection = round_of(request.actor, pk)
    chosen = Chosen(request, selection, request.POST)
    if not chosen.candidacies:
        return _nobody(request, selection, chosen)
    form = PlanForm(selection, chosen.candidacies, request.POST)
    if not form.is_valid() or not _planned(request, chosen, form):
        return _form_page(request, selection, chosen, form)
    if len(chosen.candidacies) == 1:
        return redirect("interview", chosen.candidacies[0].dossier.reference)
    return redirect("interviews", pk)


def _planned(request: HttpRequest, chosen: Chosen, form: PlanForm) -> bool:
    version = version_seen(request.POST.get("version", "")) if chosen.interview else None
    try:
        number = plan(request.actor, form.appointments, version)
    except Refused as refused:
        form.add_error(None, str(refused.reason))
        return False
    if number:
        text = ngettext("%(n)s gesprek is gepland.", "%(n)s gesprekken zijn gepland.", number) % {"n": number}
        told = _("De kandidaat en de gesprekspartners krijgen bericht, zonder naam en zonder inhoud.")
        messages.success(request, f"{text} {told}")
    return True


def _nobody(request: HttpRequest, selection: SelectionRound, chosen: Chosen) -> HttpResponse:
    reason = chosen.left_out[0][1] if chosen.left_out else _("Vink eerst kandidaten aan.")
    messages.warning(request, str(reason))
    if len(chosen.left_out) == 1:
        return redirect("interview", chosen.left_out[0][0].dossier.reference)
    return redirect("round_desk", selection.pk)


def _form_page(request: HttpRequest, selection: SelectionRound, chosen: Chosen, form: PlanForm) -> HttpResponse:
    return render(request, "integrity/interview/plan.html", _context(selection, chosen, form))


def _context(selection: SelectionRound, chosen: Chosen, form: PlanForm) -> dict[str, Any]:
    single = chosen.candidacies[0] if len(chosen.candidacies) == 1 else None
    back = (
        reverse("interview", args=[single.dossier.reference]) if single else reverse("round_desk", args=[selection.pk])
    )
    return {
        "selection": selection,
        "breadcrumbs": trail(selection, single),
        "chosen": chosen,
        "form": form,
        "people": form.fields["first"].queryset.count(),
        "version": chosen.interview.version if chosen.interview else "",
        "rows": [(one, day_of(one.at), hours_of(one)) for one in getattr(form, "appointments", [])],
        "back": back,
    }


@require_GET
@requires(*READERS)
def interviews(request: HttpRequest, pk: str) -> HttpResponse:
    """All interviews of a round, the first one first."""
    selection = round_of(request.actor, pk)
    everybody = {one.dossier_id: one for one in candidates_of(request.actor, selection)}
    record_daily(request.actor, Act.READ, "candidacy.names", list(everybody))
    known = interviews_in(request.actor, everybody)
    wanting = unfit(known.values())
    taken = {pk for pk, one in known.items() if one.status != InterviewStatus.CANCELLED}
    context = {
        "selection": selection,
        "breadcrumbs": trail(selection),
        "rows": [
            _listed(everybody[one.dossier_id], one, one.dossier_id in wanting)
            for one in sorted(known.values(), key=lambda one: one.at)
        ],
        "unplanned": [one for pk, one in everybody.items() if pk not in taken and may_plan(request.actor, one) is None],
    }
    return render(request, "integrity/interview/interviews.html", context)


def _listed(candidacy: Candidacy, interview: Interview, wanting: bool) -> dict[str, Any]:
    return {
        "candidacy": candidacy,
        "interview": interview,
        "day": day_of(interview.at),
        "hours": hours_of(interview),
        "label": _("andere gesprekspartner nodig") if wanting else INTERVIEW.state(interview.status).inside,
        "tone": "urgent" if wanting else TONES[InterviewStatus(interview.status)],
    }


@require_GET
@requires(Role.PARTY_SECRETARY)
def interview_cancel_confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask before calling an interview off."""
    interview = interview_of(request.actor, reference)
    candidacy = interview.dossier.candidacy
    record(request.actor, Act.READ, "candidacy.name", dossier_id=candidacy.dossier_id, subject=reference)
    context = {
        "title": _("Gesprek met %(name)s afzeggen?") % {"name": candidacy.name},
        "points": [
            _("De kandidaat en beide gesprekspartners krijgen bericht, zonder inhoud. Bel de kandidaat ook zelf."),
            _("U kunt later een nieuw gesprek plannen. Het gespreksblad blijft tot dan staan."),
        ],
        "action_url": reverse("interview_cancel", args=[reference]),
        "action_label": _("Ja, afzeggen"),
        "cancel_url": reverse("interview", args=[reference]),
        "tone": "urgent",
        "breadcrumbs": trail(candidacy.round, candidacy),
        "hidden": {"version": interview.version},
    }
    return render(request, "portal/confirm.html", context)


@require_POST
@requires(Role.PARTY_SECRETARY)
def interview_cancel(request: HttpRequest, reference: str) -> HttpResponse:
    """Call an interview off."""
    interview = interview_of(request.actor, reference)
    if cancel(request.actor, interview, version_seen(request.POST.get("version", ""))):
        messages.success(request, _("Het gesprek is afgezegd. Iedereen krijgt bericht."))
    return redirect("interview", reference)
