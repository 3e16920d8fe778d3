"""One talk: what it is about, another moment, other subjects, and that it was held or called off."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from integrity.agenda.enums import TalkStatus
from integrity.agenda.forms import HeldForm, MoveForm, SubjectsForm
from integrity.agenda.models import AGENDA_READERS, Talk
from integrity.agenda.pages import (
    cards_of,
    entry_of,
    facts,
    is_overdue,
    known_when_held,
    moment_in_words,
    rows_of,
    themes_of,
    trail,
)
from integrity.agenda.queries import played_since, talk_of
from integrity.agenda.talks import choose_subjects, hold_talk, move_talk
from integrity.agenda.workflow import TALK
from integrity.cards.content import SLUG as CARDS_SLUG
from integrity.cards.queries import deck_in_use
from integrity.cards.sessions import open_session
from portal.calendars import calendar_response
from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.questionnaires.models import Edition
from portal.walls.actor import Refused, demand
from portal.workflow.door import ChangedMeanwhile, open_moves, perform, refusal
from portal.workflow.versions import version_seen

NO_CARDS = gettext_lazy("Er zijn nog geen dilemmakaarten gepubliceerd. Vraag het de redactie van het portaal.")
RECORDED = gettext_lazy("Iemand anders legde dit gesprek al vast. Hieronder staat wat er is vastgelegd.")


@require_GET
@requires(*AGENDA_READERS)
def agenda_talk(request: HttpRequest, pk: str) -> HttpResponse:
    """What a talk is about, and what can be done with it now."""
    talk, deck = talk_of(request.actor, pk), deck_in_use()
    may_change = bool(open_moves(TALK, request.actor, talk))
    context = {
        "talk": talk,
        "title": moment_in_words(talk.at),
        "agenda": talk.edition.tree,
        "themes": themes_of(talk),
        "rows": rows_of(talk),
        "cards": cards_of(talk, deck),
        "deck": deck,
        "may_change": may_change,
        "overdue": is_overdue(talk),
        "is_planned": talk.status == TalkStatus.PLANNED,
        "played": played_since(request.actor, talk) if may_change else None,
        "breadcrumbs": trail(talk.round),
        "facts": facts(),
    }
    return render(request, "integrity/agenda/talk.html", context)


@require_GET
@requires(*AGENDA_READERS)
def agenda_talk_calendar(request: HttpRequest, pk: str) -> HttpResponse:
    """A talk for somebody's own calendar; one that was called off takes itself out of it."""
    return calendar_response([entry_of(talk_of(request.actor, pk))], "integriteitsgesprek")


@require_POST
@requires(*AGENDA_READERS)
def agenda_talk_play(request: HttpRequest, pk: str) -> HttpResponse:
    """Open a session with cards for a talk."""
    talk = talk_of(request.actor, pk)
    edition = Edition.objects.published(CARDS_SLUG).first()
    if edition is None:
        raise Refused(NO_CARDS)
    cards = cards_of(talk, edition.tree)
    if cards:
        numbers = ", ".join(str(card.number) for card in cards)
        messages.info(request, _("Bij uw gesprek horen de kaarten %(numbers)s.") % {"numbers": numbers})
    return redirect("card_session", open_session(request.actor, edition).pk)


@require_http_methods(["GET", "POST"])
@requires(Role.PARTY_SECRETARY)
def agenda_talk_move(request: HttpRequest, pk: str) -> HttpResponse:
    """Hold a talk at another moment."""
    talk = _planned(request, pk)
    form = MoveForm(request.POST or None, talk)
    if form.is_valid() and _is_moved(request, talk, form):
        return redirect("agenda_talk", pk)
    intro = _("Staat dit gesprek al in uw kalender? Haal het daarna opnieuw op. Dan verandert het daar ook.")
    return _form(request, talk, form, _("Gesprek verzetten"), intro, _("Verzetten"))


@require_http_methods(["GET", "POST"])
@requires(Role.PARTY_SECRETARY)
def agenda_talk_subjects(request: HttpRequest, pk: str) -> HttpResponse:
    """Choose other themes and cards."""
    talk = _planned(request, pk)
    form = SubjectsForm(request.POST or None, talk, deck_in_use())
    if form.is_valid() and _is_chosen(request, talk, form):
        return redirect("agenda_talk", pk)
    intro = _("Kies waar het gesprek over gaat. Een paar kaarten zijn genoeg voor een uur.")
    return _form(request, talk, form, _("Thema’s en kaarten kiezen"), intro, _("Opslaan"))


@require_http_methods(["GET", "POST"])
@requires(Role.PARTY_SECRETARY)
def agenda_talk_hold(request: HttpRequest, pk: str) -> HttpResponse:
    """Record that a talk was held; filled in beforehand from a session with cards, if one was played."""
    talk, deck = talk_of(request.actor, pk), deck_in_use()
    initial, note = known_when_held(talk, played_since(request.actor, talk), deck)
    form = HeldForm(request.POST or None, talk, deck, **initial)
    if request.method == "GET":
        demand(refusal(TALK, TALK.move("hold"), request.actor, talk))
    if form.is_valid() and _is_held(request, talk, form):
        return redirect("agenda_talk", pk)
    intro = _(
        "Leg vast wanneer het was, over welke thema’s en met welke kaarten. Niet wie wat zei. Dit staat daarna vast."
    )
    more = {"note": note, "facts": facts(_("Het gesprek staat daarna als gehouden op de agenda."))}
    return _form(request, talk, form, _("Gesprek vastleggen"), intro, _("Vastleggen"), **more)


@require_GET
@requires(Role.PARTY_SECRETARY)
def agenda_talk_cancel_confirm(request: HttpRequest, pk: str) -> HttpResponse:
    """Ask before a talk is called off."""
    talk = talk_of(request.actor, pk)
    demand(refusal(TALK, TALK.move("cancel"), request.actor, talk))
    context = {
        "title": _("Gesprek laten vervallen"),
        "text": _("U kunt dit niet terugdraaien. Wilt u op een andere dag praten? Verzet het gesprek dan."),
        "points": [
            _("Het gaat om het gesprek van %(moment)s.") % {"moment": moment_in_words(talk.at)},
            _("Het blijft op de agenda staan als vervallen."),
            _("Wie het in de eigen kalender heeft, haalt het daar weg door het opnieuw op te halen."),
        ],
        "action_url": reverse("agenda_talk_cancel", args=[pk]),
        "action_label": _("Laten vervallen"),
        "cancel_url": reverse("agenda_talk", args=[pk]),
        "tone": "urgent",
        "breadcrumbs": trail(talk.round, talk),
        "hidden": {"version": talk.version},
    }
    return render(request, "portal/confirm.html", context)


@require_POST
@requires(Role.PARTY_SECRETARY)
def agenda_talk_cancel(request: HttpRequest, pk: str) -> HttpResponse:
    """Call a talk off."""
    version = version_seen(request.POST.get("version", ""))
    if perform(TALK, "cancel", talk_of(request.actor, pk), request.actor, version=version):
        messages.success(request, _("Het gesprek is vervallen."))
    return redirect("agenda_talk", pk)


def _planned(request: HttpRequest, pk: str) -> Talk:
    """A talk that can still change; raises Refused."""
    talk = talk_of(request.actor, pk)
    demand(refusal(TALK, TALK.move("hold"), request.actor, talk))
    return talk


def _is_moved(request: HttpRequest, talk: Talk, form: MoveForm) -> bool:
    facts_given = form.cleaned_data
    try:
        moved = move_talk(request.actor, talk, facts_given["version"], facts_given["at"], facts_given["minutes"])
    except ChangedMeanwhile:
        form.tell_changed_by(talk_of(request.actor, talk.pk))
        return False
    if moved:
        messages.success(request, _("Het gesprek is verzet. Haal het opnieuw op voor uw kalender."))
    return True


def _is_chosen(request: HttpRequest, talk: Talk, form: SubjectsForm) -> bool:
    try:
        if choose_subjects(request.actor, talk, form.cleaned_data["version"], *form.subjects):
            messages.success(request, _("De thema’s en kaarten zijn opgeslagen."))
    except ChangedMeanwhile:
        form.tell_changed_by(talk_of(request.actor, talk.pk))
        return False
    return True


def _is_held(request: HttpRequest, talk: Talk, form: HeldForm) -> bool:
    recorded = (form.cleaned_data["held_on"], *form.subjects)
    try:
        if hold_talk(request.actor, talk, form.cleaned_data["version"], *recorded):
            messages.success(request, _("Het gesprek is vastgelegd."))
        elif (talk.held_on, talk.themes, talk.cards) != recorded:
            messages.warning(request, RECORDED)
    except ChangedMeanwhile:
        form.tell_changed_by(talk_of(request.actor, talk.pk))
        return False
    return True


def _form(
    request: HttpRequest, talk: Talk, form: Any, title: str, intro: str, action_label: str, **more: Any
) -> HttpResponse:
    context = {
        "title": title,
        "intro": intro,
        "breadcrumbs": trail(talk.round, talk),
        "form": form,
        "action_label": action_label,
        "cancel_url": reverse("agenda_talk", args=[talk.pk]),
        "facts": facts(),
        **more,
    }
    return render(request, "integrity/agenda/talk_form.html", context)
