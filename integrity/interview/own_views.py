"""The candidate's own page of the interview."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from integrity.interview import guide
from integrity.interview.models import Interview
from integrity.interview.pages import day_of, entry_of, hours_of
from integrity.interview.planning import ask_other_time
from integrity.interview.queries import find_interview
from integrity.interview.rules import NOT_PLANNED, may_ask_other_time
from integrity.screening.enums import Instrument
from integrity.screening.instruments import edition_for, is_asked
from integrity.screening.models import Candidacy
from integrity.screening.queries import own_candidacy
from integrity.screening.rules import is_running
from portal.calendars import calendar_response
from portal.organisations.access import candidate_only
from portal.questionnaires.models import Edition
from portal.retention.kinds import erased_on


@require_GET
@candidate_only
def my_interview(request: HttpRequest) -> HttpResponse:
    """When, where and with whom; what to expect, and what nobody writes down. Also while none is planned."""
    candidacy = own_candidacy(request.actor)
    interview = find_interview(request.actor, candidacy)
    context = {
        "breadcrumbs": [(_("Uw dossier"), reverse("my_file"))],
        "interview": interview,
        "ended": is_running(candidacy) is not None,
        "erased": erased_on(candidacy.dossier),
        **(_planned(request, interview) if interview else _not_planned(candidacy)),
    }
    return render(request, "integrity/interview/my_interview.html", context)


def _planned(request: HttpRequest, interview: Interview) -> dict[str, object]:
    return {
        "day": day_of(interview.at),
        "hours": hours_of(interview),
        "spoken": _spoken(interview.edition, interview.dossier.candidacy),
        "may_ask": may_ask_other_time(request.actor, interview) is None,
    }


def _not_planned(candidacy: Candidacy) -> dict[str, object]:
    """Why there is none, and whether one is still to come."""
    if is_running(candidacy):
        return {"why_none": _("De procedure is afgerond. Er komt geen gesprek meer.")}
    if reason := is_asked(candidacy, Instrument.INTERVIEW):
        return {"why_none": reason}
    why = _("De secretaris spreekt een moment met u af. U krijgt dan een e-mail. U hoeft nu niets te doen.")
    edition = edition_for(candidacy.round, Instrument.INTERVIEW)
    return {"why_none": why, "to_come": True, "spoken": _spoken(edition, candidacy) if edition else ()}


def _spoken(edition: Edition, candidacy: Candidacy) -> Iterable[guide.Topic]:
    return [one for one in edition.tree.topics if one.do_not_record and one.asked_for(candidacy.office)]


@require_GET
@candidate_only
def my_interview_calendar(request: HttpRequest) -> HttpResponse:
    """The appointment for the own calendar."""
    interview = find_interview(request.actor, own_candidacy(request.actor))
    if interview is None:
        return _none_yet(request)
    entry = entry_of(interview, reverse("my_interview"))
    return calendar_response([entry], f"{interview.dossier.reference}-gesprek")


@require_POST
@candidate_only
def my_interview_other_time(request: HttpRequest) -> HttpResponse:
    """Ask the secretary for another moment."""
    interview = find_interview(request.actor, own_candidacy(request.actor))
    if interview is None:
        return _none_yet(request)
    if ask_other_time(request.actor, interview):
        messages.success(request, _("De secretaris krijgt bericht en neemt contact met u op."))
    return redirect("my_interview")


def _none_yet(request: HttpRequest) -> HttpResponse:
    messages.info(request, NOT_PLANNED)
    return redirect("my_interview")
