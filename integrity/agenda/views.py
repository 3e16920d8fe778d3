"""The agenda of a round: all talks, planning the model, one talk more, and a file for the calendar."""

from django.contrib import messages
from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from integrity.agenda.enums import TalkStatus
from integrity.agenda.forms import PlanForm, RhythmForm, TalkForm
from integrity.agenda.models import AGENDA_READERS
from integrity.agenda.pages import entry_of, facts, trail, years_of
from integrity.agenda.proposing import Proposal, proposals, term_of
from integrity.agenda.queries import edition_for, round_with_agenda, talks_of
from integrity.agenda.rules import is_planner, may_plan
from integrity.agenda.talks import add_talk, plan_talks
from integrity.screening.models import SelectionRound
from portal.calendars import calendar_response
from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.questionnaires.models import Edition
from portal.walls.actor import Refused, demand
from portal.workflow.door import ChangedMeanwhile

NO_EDITION = gettext_lazy("Er is nog geen integriteitsagenda gepubliceerd. Vraag het de redactie van het portaal.")


@require_GET
@requires(*AGENDA_READERS)
def agendas(request: HttpRequest) -> HttpResponse:
    """Every round of the branch with its next talk."""
    planned = Q(talks__status=TalkStatus.PLANNED)
    rounds = SelectionRound.objects.of_branch(request.actor).select_related("body")
    context = {
        "rounds": rounds.annotate(
            next_at=Min("talks__at", filter=planned & Q(talks__at__gte=timezone.now())),
            planned=Count("talks", filter=planned),
            held=Count("talks", filter=Q(talks__status=TalkStatus.HELD)),
        )
    }
    return render(request, "integrity/agenda/agendas.html", context)


@require_GET
@requires(*AGENDA_READERS)
def agenda(request: HttpRequest, pk: str) -> HttpResponse:
    """The talks of a round, by year of its term."""
    selection = round_with_agenda(request.actor, pk)
    context = {
        "selection": selection,
        "breadcrumbs": trail(),
        "years": years_of(term_of(selection), talks_of(request.actor, selection)),
        "why_not": may_plan(request.actor, selection),
        "may_manage": is_planner(request.actor) is None,
        "facts": facts(),
    }
    return render(request, "integrity/agenda/agenda.html", context)


@require_GET
@requires(*AGENDA_READERS)
def agenda_calendar(request: HttpRequest, pk: str) -> HttpResponse:
    """All talks of a round for somebody's own calendar, those that were called off too."""
    talks = list(talks_of(request.actor, round_with_agenda(request.actor, pk)))
    if not talks:
        messages.warning(request, _("Er staan nog geen gesprekken op de agenda."))
        return redirect("agenda", pk)
    return calendar_response([entry_of(talk) for talk in talks], "integriteitsagenda")


@require_http_methods(["GET", "POST"])
@requires(Role.PARTY_SECRETARY)
def agenda_plan(request: HttpRequest, pk: str) -> HttpResponse:
    """Look at a day for every talk of the model, adjust, and plan them all at once."""
    selection, edition = _open_agenda(request, pk)
    rhythm_form = RhythmForm(request.GET or None)
    proposed = _proposed(request, selection, edition, rhythm_form)
    there = talks_of(request.actor, selection).count()
    form = PlanForm(request.POST or None, [one for one in proposed if not one.left_out], term_of(selection), there)
    if form.is_valid() and _is_planned(request, selection, edition, form):
        return redirect("agenda", pk)
    context = {
        "selection": selection,
        "breadcrumbs": trail(selection),
        "rhythm_form": rhythm_form,
        "form": form,
        "left_out": [one for one in proposed if one.left_out],
        "facts": facts(),
    }
    return render(request, "integrity/agenda/plan.html", context)


@require_http_methods(["GET", "POST"])
@requires(Role.PARTY_SECRETARY)
def agenda_add(request: HttpRequest, pk: str) -> HttpResponse:
    """Plan a single talk."""
    selection, edition = _open_agenda(request, pk)
    form = TalkForm(request.POST or None, edition, term_of(selection))
    if form.is_valid():
        add_talk(request.actor, selection, edition, form.new)
        messages.success(request, _("Het gesprek staat op de agenda, met de kaarten die bij de thema’s passen."))
        return redirect("agenda", pk)
    context = {
        "title": _("Gesprek toevoegen"),
        "intro": _("U legt alleen vast wanneer het gesprek is en over welke thema’s het gaat."),
        "breadcrumbs": trail(selection),
        "form": form,
        "action_label": _("Gesprek toevoegen"),
        "cancel_url": reverse("agenda", args=[pk]),
        "facts": facts(),
    }
    return render(request, "integrity/agenda/talk_form.html", context)


def _open_agenda(request: HttpRequest, pk: str) -> tuple[SelectionRound, Edition]:
    """The round to plan for, and its edition; raises Refused."""
    selection = round_with_agenda(request.actor, pk)
    demand(may_plan(request.actor, selection))
    edition = edition_for(selection)
    if edition is None:
        raise Refused(NO_EDITION)
    return selection, edition


def _proposed(
    request: HttpRequest, selection: SelectionRound, edition: Edition, rhythm_form: RhythmForm
) -> list[Proposal]:
    """What is proposed; of a form that comes back, what stood in it."""
    is_back = request.method == "POST"
    talks = talks_of(request.actor, selection).exclude(status=TalkStatus.CANCELLED)
    planned = [] if is_back else [(timezone.localdate(talk.at), talk.themes) for talk in talks]
    found = proposals(edition.tree, term_of(selection), rhythm_form.rhythm, planned, timezone.localdate())
    return [one for one in found if f"{one.key}-day" in request.POST] if is_back else found


def _is_planned(request: HttpRequest, selection: SelectionRound, edition: Edition, form: PlanForm) -> bool:
    try:
        number = plan_talks(request.actor, selection, edition, form.chosen, form.cleaned_data["version"])
    except ChangedMeanwhile:
        form.tell_changed(talks_of(request.actor, selection).count(), {})
        return False
    if number:
        text = ngettext("%(n)s gesprek staat op de agenda.", "%(n)s gesprekken staan op de agenda.", number)
        messages.success(request, text % {"n": number})
    return True
