"""The candidate's own page of the interview."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from integrity.interview.pages import day_of, entry_of, hours_of
from integrity.interview.planning import ask_other_time
from integrity.interview.queries import own_interview
from integrity.interview.rules import may_ask_other_time
from portal.calendars import calendar_response
from portal.organisations.access import candidate_only
from portal.retention.kinds import erased_on


@require_GET
@candidate_only
def my_interview(request: HttpRequest) -> HttpResponse:
    """When, where and with whom; what to expect, and what nobody writes down."""
    interview = own_interview(request.actor)
    office = interview.dossier.candidacy.office
    context = {
        "breadcrumbs": [(_("Uw dossier"), reverse("my_file"))],
        "interview": interview,
        "day": day_of(interview.at),
        "hours": hours_of(interview),
        "spoken": [one for one in interview.edition.tree.topics if one.do_not_record and one.asked_for(office)],
        "may_ask": may_ask_other_time(request.actor, interview) is None,
        "erased": erased_on(interview.dossier),
    }
    return render(request, "integrity/interview/my_interview.html", context)


@require_GET
@candidate_only
def my_interview_calendar(request: HttpRequest) -> HttpResponse:
    """The appointment for the own calendar."""
    interview = own_interview(request.actor)
    entry = entry_of(interview, reverse("my_interview"))
    return calendar_response([entry], f"{interview.dossier.reference}-gesprek")


@require_POST
@candidate_only
def my_interview_other_time(request: HttpRequest) -> HttpResponse:
    """Ask the secretary for another moment."""
    if ask_other_time(request.actor, own_interview(request.actor)):
        messages.success(request, _("De secretaris krijgt bericht en neemt contact met u op."))
    return redirect("my_interview")
