"""A session as its facilitator sees it: draw, vote, show, talk, agree, next card."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from integrity.cards.content import SLUG
from integrity.cards.enums import SessionStatus
from integrity.cards.forms import AgreementForm, DrawForm, HandsForm
from integrity.cards.models import CardSession
from integrity.cards.queries import KEPT, Table, record_of, table_of
from integrity.cards.sessions import agree, close, draw, open_session, random_card, show
from integrity.cards.workflow import CARD_SESSION
from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.questionnaires.models import Edition
from portal.walls.actor import demand
from portal.workflow.door import perform, refusal
from portal.workflow.versions import version_seen

REFRESH_SECONDS, PLAIN = 5, "verversen"


@require_GET
@requires(*Role)
def card_sessions(request: HttpRequest) -> HttpResponse:
    """How playing together works, and the sessions of the past day."""
    sessions = CardSession.objects.visible_to(request.actor).order_by("-opened_at")
    context = {"sessions": sessions, "breadcrumbs": _trail()[:1], "ready": Edition.objects.published(SLUG).exists()}
    return render(request, "integrity/cards/sessions.html", context)


@require_POST
@requires(*Role)
def card_session_open(request: HttpRequest) -> HttpResponse:
    """Open a session, or go to the one that runs."""
    edition = get_object_or_404(Edition.objects.published(SLUG)[:1])
    return redirect("card_session", open_session(request.actor, edition).pk)


@never_cache
@require_GET
@requires(*Role)
def card_session(request: HttpRequest, pk: str) -> HttpResponse:
    """The table: code, card, vote, spread."""
    response = _page(request, table_of(_session(request, pk)))
    if PLAIN in request.GET:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


@never_cache
@require_GET
@requires(*Role)
def card_session_live(request: HttpRequest, pk: str) -> HttpResponse:
    """How many joined and voted, for htmx; never what they voted."""
    table = table_of(_session(request, pk))
    return render(request, "integrity/cards/live.html", {"table": table, "session": table.session})


@require_POST
@requires(*Role)
def card_session_draw(request: HttpRequest, pk: str) -> HttpResponse:
    """Lay a chosen or random card on the table."""
    table = table_of(_session(request, pk))
    form = DrawForm(request.POST, table)
    if not form.is_valid():
        return _page(request, table, draw_form=form)
    card = form.cleaned_data["card"] or random_card(table, form.cleaned_data["theme"])
    if card is None:
        demand(refusal(CARD_SESSION, CARD_SESSION.move("draw"), request.actor, table.session))
        messages.warning(request, _("Alle kaarten van dit thema zijn gespeeld. Kies een ander thema."))
    else:
        draw(request.actor, table.session, card, form.cleaned_data["ask"], _seen(request))
    return redirect("card_session", pk)


@require_POST
@requires(*Role)
def card_session_skip(request: HttpRequest, pk: str) -> HttpResponse:
    """Lay a card back that nobody voted on yet."""
    perform(CARD_SESSION, "skip", _session(request, pk), request.actor, version=_seen(request))
    return redirect("card_session", pk)


@require_POST
@requires(*Role)
def card_session_show(request: HttpRequest, pk: str) -> HttpResponse:
    """Close the vote, count hands if there were any, show the spread."""
    table = table_of(_session(request, pk))
    form = HandsForm(request.POST, table.choices)
    if not form.is_valid():
        return _page(request, table, hands_form=form)
    show(request.actor, table.session, form.counted(), _seen(request))
    return redirect("card_session", pk)


@require_POST
@requires(*Role)
def card_session_agree(request: HttpRequest, pk: str) -> HttpResponse:
    """Note what the group agrees on about the card on the table."""
    table = table_of(_session(request, pk))
    form = AgreementForm(request.POST)
    if table.session.status != SessionStatus.SHOWN:
        return redirect("card_session", pk)
    if not form.is_valid():
        return _page(request, table, agreement_form=form)
    agree(request.actor, table.turn, form.cleaned_data["agreement"])
    messages.success(request, _("De afspraak staat erbij. Trek nu een volgende kaart, of sluit de sessie af."))
    return redirect("card_session", pk)


@require_GET
@requires(*Role)
def card_session_close_confirm(request: HttpRequest, pk: str) -> HttpResponse:
    """Ask before the session ends."""
    session = _session(request, pk)
    context = {
        "title": _("Sessie afsluiten"),
        "text": _("Deelnemers kunnen daarna niet meer stemmen."),
        "points": [
            _("Wie meededen, wordt nu vergeten."),
            _("De afspraken blijven hier staan tot 24 uur na het openen. Schrijf over wat u wilt bewaren."),
        ],
        "action_url": reverse("card_session_close", args=[pk]),
        "action_label": _("Sessie afsluiten"),
        "cancel_url": reverse("card_session", args=[pk]),
        "breadcrumbs": _trail(),
        "hidden": {"version": session.version},
    }
    return render(request, "portal/confirm.html", context)


@require_POST
@requires(*Role)
def card_session_close(request: HttpRequest, pk: str) -> HttpResponse:
    """End the session."""
    if close(request.actor, _session(request, pk), _seen(request)):
        messages.success(request, _("De sessie is afgesloten."))
    return redirect("card_session", pk)


def _session(request: HttpRequest, pk: str) -> CardSession:
    return get_object_or_404(CardSession.objects.visible_to(request.actor).select_related("edition"), pk=pk)


def _seen(request: HttpRequest) -> int | None:
    return version_seen(request.POST.get("version", ""))


def _trail() -> list[tuple[str, str]]:
    return [(_("Dilemmakaarten"), reverse("dilemma_cards")), (_("Samen spelen"), reverse("card_sessions"))]


def _page(request: HttpRequest, table: Table, **forms: Any) -> HttpResponse:
    """Render the table; `forms` take the place of fresh ones when something in them was wrong."""
    context = {
        "table": table,
        "session": table.session,
        "join_address": settings.PORTAL_URL + reverse("cards_join"),
        "erased_at": table.session.opened_at + KEPT,
        "record": record_of(table),
        "breadcrumbs": _trail(),
        "draw_form": DrawForm(None, table),
        "hands_form": HandsForm(None, table.choices),
        "agreement_form": AgreementForm(initial=table.turn.agreement if table.turn else ""),
        # The page's title and error summary look at this one.
        "form": next(iter(forms.values()), None),
        **forms,
    }
    return render(request, "integrity/cards/session.html", context)
