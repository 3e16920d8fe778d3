"""Pages to fill in a response. A programme mounts them: it fetches the response and says where all is.

Every function takes the request, the response (fetched through visible_to, with its edition and
dossier) and the places of its pages.
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.questionnaires import filling
from portal.questionnaires.content import Section
from portal.questionnaires.enums import HeldBecause
from portal.questionnaires.forms import SectionForm
from portal.questionnaires.held import held_for, hold, hold_token
from portal.questionnaires.models import Response, SectionAnswers
from portal.questionnaires.places import Places
from portal.questionnaires.presenting import ABOUT_OTHERS, asked_on, checked_sections, missing, next_step, tasks
from portal.questionnaires.reading import corrections_of
from portal.questionnaires.sheet import Sheet, open_sheet
from portal.questionnaires.upgrading import plan_upgrade, successor_of, upgrade_response
from portal.questionnaires.workflow import may_fill, may_write_now
from portal.walls.actor import Refused, demand
from portal.workflow.versions import version_seen

AUTOSAVE = "X-Autosave"
CHECK = "check"


@require_GET
def overview(request: HttpRequest, response: Response, places: Places) -> HttpResponse:
    """The sections as a task list, with sending in as the last task."""
    demand(may_fill(request.actor, response))
    sheet = open_sheet(response)
    context = {
        "questionnaire": sheet.questionnaire,
        "response": response,
        "progress": sheet.progress,
        "tasks": tasks(sheet, places),
        "next_step": next_step(sheet, places),
        "held": _offers(sheet, places),
        "newer": successor_of(response) if places.upgrade else None,
        "places": places,
    }
    return render(request, "portal/questionnaires/overview.html", context)


@require_http_methods(["GET", "POST"])
def section_page(request: HttpRequest, response: Response, section_id: str, places: Places) -> HttpResponse:
    """One section: shown, or saved as it was typed, valid or not."""
    demand(may_fill(request.actor, response))
    sheet = open_sheet(response)
    state = sheet.state_of(section_id)
    if state is None:
        raise Http404
    if request.method == "POST":
        return _save(request, sheet, state.section, places)
    if may_write_now(request.actor, response) is not None:
        return redirect(places.check)
    if not state.is_open:
        messages.info(request, _("Dit onderdeel kan nog niet. Maak eerst de onderdelen ervoor af."))
        return redirect(places.overview)
    form = SectionForm(sheet, state.section, new_row=_numbered(state.section, request.GET.get("nieuw", "")))
    return _show(request, form, places, sheet.version_of(section_id), request.GET.get("terug") == "controle")


def _show(request: HttpRequest, form: SectionForm, places: Places, version: int, to_check: bool) -> HttpResponse:
    section, response = form.section, form.sheet.response
    order = [state.section.id for state in form.sheet.states]
    context = {
        "number": order.index(section.id) + 1,
        "total": len(order),
        "form": form,
        "asked": asked_on(form),
        "section": section,
        "about": ABOUT_OTHERS.get(section.about, ""),
        "version": version,
        "hold": hold_token(request.actor, response, section.id),
        "held": [offer for offer in _offers(form.sheet, places) if offer["section"] == section.id],
        "to_check": to_check,
        "places": places,
        "action": places.section(section.id),
        "held_url": places.held(section.id),
        "back": places.check if to_check else places.overview,
    }
    return render(request, "portal/questionnaires/section.html", context)


def _save(request: HttpRequest, sheet: Sheet, section: Section, places: Places) -> HttpResponse:
    form = SectionForm(sheet, section, request.POST)
    onward = request.POST.get("next") == "continue" and AUTOSAVE not in request.headers
    finish = onward and form.is_valid()
    seen = version_seen(request.POST.get("seen_version", "")) or 0
    try:
        row = filling.save_section(request.actor, sheet.response, section.id, form.typed, seen, finish=finish)
    except filling.SavedMeanwhile:
        hold(request.actor, sheet.response, section.id, HeldBecause.CONFLICT, form.typed)
        return HttpResponse(status=409) if AUTOSAVE in request.headers else redirect(places.held(section.id))
    if AUTOSAVE in request.headers:
        return _saved_quietly(row)
    if onward and not finish:
        return _show(request, form, places, row.version, request.POST.get("back") == CHECK)
    if finish:
        # Read anew: what was just saved decides which sections there are.
        return redirect(_onward(request, open_sheet(sheet.response), section, places))
    return redirect(_staying(request, section, row, places))


def _saved_quietly(row: SectionAnswers) -> HttpResponse:
    at = date_format(timezone.localtime(row.saved_at), "H.i")
    return HttpResponse(status=204, headers={"X-Version": str(row.version), "X-Saved-At": at})


def _staying(request: HttpRequest, section: Section, row: SectionAnswers, places: Places) -> str:
    """Back to the page for another row, one row less; else the overview, to go on later."""
    added, removed = request.POST.get("add_row", ""), request.POST.get("remove_row", "")
    question = added or removed.rpartition("-")[0]
    ids = [each.id for each in section.questions]
    if question not in ids:
        messages.success(request, _("Uw antwoorden zijn bewaard. U kunt later verder, ook op een ander apparaat."))
        return places.overview
    back = "&terug=controle" if request.POST.get("back") == CHECK else ""
    at = f"id_{question}_{len(row.answers.get(question, []))}" if added else f"div_id_{question}"
    number = ids.index(added) + 1 if added else ""
    return f"{places.section(section.id)}?nieuw={number}{back}#{at}"


def _numbered(section: Section, number: str) -> str:
    """Return the id of the question with this number in the section, "" when there is none.

    By number, for an address that is sent names no question: that would tell what somebody has to fill in.
    """
    place = version_seen(number) or 0
    return section.questions[place - 1].id if 0 < place <= len(section.questions) else ""


def _onward(request: HttpRequest, sheet: Sheet, section: Section, places: Places) -> str:
    if request.POST.get("back") == CHECK:
        return places.check
    following = sheet.state_after(section.id)
    if following is not None:
        return places.section(following.section.id)
    return places.check if sheet.progress.is_complete else places.overview


@require_GET
def check_page(
    request: HttpRequest, response: Response, places: Places, readers: str = "", fixed: str = ""
) -> HttpResponse:
    """All answers once more, each with a link that changes it and comes straight back.

    readers: the programme's sentence about who can read the answers once they are sent in; fixed: the one
    that says why they cannot be corrected any more.
    """
    demand(may_fill(request.actor, response))
    sheet = open_sheet(response)
    changeable = may_write_now(request.actor, response) is None
    context = {
        "questionnaire": sheet.questionnaire,
        "response": response,
        "sections": checked_sections(sheet, places, changeable=changeable),
        "missing": missing(sheet, places),
        "changeable": changeable,
        "corrections": corrections_of(response),
        "stamp": sheet.stamp,
        "readers": readers,
        "fixed": fixed,
        "places": places,
    }
    return render(request, "portal/questionnaires/check.html", context)


@require_POST
def send_in(
    request: HttpRequest, response: Response, places: Places, after: Callable[[Response], None] | None = None
) -> HttpResponse:
    """Send in what the person saw on the check page. after: what the programme does then, in the same transaction."""
    demand(may_fill(request.actor, response))
    try:
        done = filling.submit(request.actor, response, request.POST.get("stamp", ""))
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect(places.check)
    if done and after is not None:
        after(response)
    return redirect(places.done)


@require_POST
def reopen(request: HttpRequest, response: Response, places: Places) -> HttpResponse:
    """Open it again to correct something; what was sent in stays on record."""
    filling.reopen(request.actor, response)
    messages.info(request, _("U kunt uw antwoorden nu verbeteren. Vergeet niet om ze daarna opnieuw te versturen."))
    return redirect(places.check)


@require_GET
def done_page(
    request: HttpRequest, response: Response, places: Places, next_steps: tuple[str, ...] = ()
) -> HttpResponse:
    """The confirmation: reference, and what happens when (`next_steps`, sentences of the programme)."""
    demand(may_fill(request.actor, response))
    if response.submitted_at is None:
        return redirect(places.overview)
    context = {"response": response, "places": places, "next_steps": next_steps}
    return render(request, "portal/questionnaires/done.html", context)


@require_http_methods(["GET", "POST"])
def upgrade_page(request: HttpRequest, response: Response, places: Places) -> HttpResponse:
    """What a newer edition would keep, drop and ask anew; and taking it over."""
    demand(may_write_now(request.actor, response))
    newer = successor_of(response)
    if newer is None:
        return redirect(places.overview)
    if request.method == "POST" and request.POST.get("edition") == str(newer.number):
        upgrade_response(request.actor, response, newer)
        messages.success(request, _("U werkt nu verder in de nieuwe vragenlijst. Kijk elk onderdeel nog een keer na."))
        return redirect(places.overview)
    sheet = open_sheet(response)
    upgrade, _carried = plan_upgrade(sheet.questionnaire, newer.questionnaire, sheet.answers)
    context = {"upgrade": upgrade, "newer": newer, "places": places}
    return render(request, "portal/questionnaires/upgrade.html", context)


def _offers(sheet: Sheet, places: Places) -> list[dict[str, object]]:
    return [
        {
            "section": held.section,
            "title": sheet.questionnaire.section(held.section).title,
            "url": places.held(held.section),
            "because": held.get_because_display(),
        }
        for held in held_for(sheet)
    ]
