"""The candidate's questionnaire, mounted at the pages of the own file."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from integrity.screening.announcing import announce_return
from integrity.screening.enums import Instrument
from integrity.screening.instruments import NOT_ASKED, is_asked
from integrity.screening.queries import lock_candidacy, newest_response, own_candidacy
from integrity.screening.rules import is_running, may_correct
from portal.organisations.access import candidate_only
from portal.questionnaires import held_views, views
from portal.questionnaires.enums import ResponseStatus
from portal.questionnaires.models import Response
from portal.questionnaires.places import Places
from portal.walls.actor import Refused, demand

Mounted = Callable[..., HttpResponse]


def places() -> Places:
    """Where the pages of the own questionnaire are."""
    return Places(
        home=reverse("my_file"),
        overview=reverse("my_questionnaire"),
        section=lambda section_id: reverse("my_section", args=[section_id]),
        held=lambda section_id: reverse("my_held_text", args=[section_id]),
        check=reverse("my_check"),
        submit=reverse("my_submit"),
        reopen=reverse("my_reopen"),
        done=reverse("my_questionnaire_done"),
        upgrade=reverse("my_upgrade"),
    )


def own_response(outlives: bool = False) -> Callable[[Mounted], Mounted]:
    """Fetch the candidate's own response. Once the procedure ended only a page that `outlives` it opens."""

    def decorate(view: Mounted) -> Mounted:
        @wraps(view)
        @candidate_only
        def mounted(request: HttpRequest, **kwargs: str) -> HttpResponse:
            candidacy = own_candidacy(request.actor)
            if request.method == "POST":
                # Here, because the portal's questionnaires do not know when a procedure ends.
                lock_candidacy(candidacy)
            response = newest_response(candidacy.dossier)
            reason = is_running(candidacy) or is_asked(candidacy, Instrument.QUESTIONNAIRE)
            if response is None:
                return _ended(request, reason or NOT_ASKED)
            if not outlives and reason is not None:
                return _ended(request, reason)
            return view(request, response, **kwargs)

        return mounted

    return decorate


def _ended(request: HttpRequest, reason: str | Promise) -> HttpResponse:
    """Nothing is written any more; who only came to look is led back to the file."""
    if request.method == "POST":
        raise Refused(reason)
    messages.info(request, reason)
    return redirect("my_file")


@own_response()
def my_questionnaire(request: HttpRequest, response: Response) -> HttpResponse:
    return views.overview(request, response, places())


@held_views.keeps_typed_text
@own_response()
def my_section(request: HttpRequest, response: Response, section_id: str) -> HttpResponse:
    return views.section_page(request, response, section_id, places())


@own_response()
def my_held_text(request: HttpRequest, response: Response, section_id: str) -> HttpResponse:
    return held_views.held_page(request, response, section_id, places())


@own_response(outlives=True)
def my_check(request: HttpRequest, response: Response) -> HttpResponse:
    candidacy = own_candidacy(request.actor)
    reason = is_running(candidacy) or is_asked(candidacy, Instrument.QUESTIONNAIRE)
    if reason is not None and response.status != ResponseStatus.SUBMITTED:
        return _ended(request, reason)
    fixed = reason or may_correct(candidacy)
    here = replace(places(), reopen="") if fixed else places()
    readers = _("Daarna kunnen de secretaris en de selectiecommissie uw antwoorden lezen.")
    return views.check_page(request, response, here, readers, fixed or "")


@own_response()
def my_submit(request: HttpRequest, response: Response) -> HttpResponse:
    return views.send_in(request, response, places(), after=announce_return)


@own_response()
def my_reopen(request: HttpRequest, response: Response) -> HttpResponse:
    demand(may_correct(own_candidacy(request.actor)))
    return views.reopen(request, response, places())


@own_response()
def my_questionnaire_done(request: HttpRequest, response: Response) -> HttpResponse:
    steps = (
        _("De selectiecommissie leest uw antwoorden en nodigt u uit voor een gesprek."),
        _("Tot het gesprek kunt u uw antwoorden nog verbeteren."),
        _("U ziet in uw dossier wie uw antwoorden heeft geopend."),
    )
    return views.done_page(request, response, places(), steps)


@own_response()
def my_upgrade(request: HttpRequest, response: Response) -> HttpResponse:
    return views.upgrade_page(request, response, places())
