"""Pages around text that could not be saved."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from portal.accounts.limits import too_many
from portal.questionnaires import filling
from portal.questionnaires.held import (
    HoldRefused,
    Pass,
    differences,
    held_for,
    hold_without_session,
    merged,
    read_token,
)
from portal.questionnaires.models import HeldSubmission, Response
from portal.questionnaires.places import Places
from portal.questionnaires.sheet import Sheet, open_sheet
from portal.questionnaires.views import AUTOSAVE
from portal.questionnaires.workflow import may_write_now
from portal.walls.actor import demand
from portal.workflow.versions import version_seen

View = Callable[..., HttpResponse]


def keeps_typed_text(view: View) -> View:
    """Outermost decorator of a section's view: what comes in after the session ended is held, not lost."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ticket = _ticket(request) if request.method == "POST" else None
        if ticket is None or ticket.is_of(request.actor):
            return view(request, *args, **kwargs)
        return _hold(request, ticket)

    return guarded


def _ticket(request: HttpRequest) -> Pass | None:
    try:
        return read_token(request.POST.get("hold", ""))
    except HoldRefused:
        return None


def _hold(request: HttpRequest, ticket: Pass) -> HttpResponse:
    try:
        hold_without_session(ticket, request.POST)
    except HoldRefused:
        return too_many(request)
    if AUTOSAVE in request.headers:
        return HttpResponse(status=401, headers={"X-Held": "yes"})
    return redirect("typed_text_held")


@require_GET
def typed_text_held(request: HttpRequest) -> HttpResponse:
    """For a visitor whose session ended: what they typed is safe, and how to come back to it."""
    return render(request, "portal/questionnaires/held_for_you.html")


@require_http_methods(["GET", "POST"])
def held_page(request: HttpRequest, response: Response, section_id: str, places: Places) -> HttpResponse:
    """Both texts beside each other; the person chooses per question."""
    demand(may_write_now(request.actor, response))
    sheet = open_sheet(response)
    if not sheet.questionnaire.has_section(section_id):
        raise Http404
    held = next((each for each in held_for(sheet) if each.section == section_id), None)
    if held is None:
        return redirect(places.section(section_id))
    if request.method == "POST" and request.POST.get("held") == str(held.pk):
        return _choose(request, sheet, held, places)
    context = {
        "section": sheet.questionnaire.section(section_id),
        "held": held,
        "differences": differences(sheet, held),
        "version": sheet.version_of(section_id),
        "places": places,
        "action": places.held(section_id),
        "back": places.section(section_id),
    }
    return render(request, "portal/questionnaires/held.html", context)


def _choose(request: HttpRequest, sheet: Sheet, held: HeldSubmission, places: Places) -> HttpResponse:
    version = version_seen(request.POST.get("seen_version", "")) or 0
    try:
        with transaction.atomic():
            answers = merged(sheet, held, {} if "discard" in request.POST else request.POST)
            filling.save_section(request.actor, sheet.response, held.section, answers, version)
            held.delete()
    except filling.SavedMeanwhile:
        messages.warning(request, _("Er is intussen weer iets anders bewaard. Kijk nog een keer welke tekst u wilt."))
        return redirect(places.held(held.section))
    messages.success(request, _("Uw keuze is bewaard."))
    return redirect(places.section(held.section))
