"""The cards for everyone, without an account; nothing is stored."""

import random

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from integrity.cards.content import SLUG
from integrity.cards.forms import CardFilter
from integrity.cards.reports import CARD_DECK
from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.questionnaires.models import Edition
from portal.reports.order import order_report


@require_safe
def dilemma_cards(request: HttpRequest, edition: int | None = None) -> HttpResponse:
    """All cards of an edition, the newest when none is named, narrowed by theme, office and tier."""
    editions = list(Edition.objects.published(SLUG))
    if not editions and edition is None:
        return render(request, "integrity/cards/none.html")
    shown = next((one for one in editions if edition in (None, one.number)), None)
    if shown is None:
        raise Http404
    card_filter = CardFilter(request.GET, shown.tree)
    context = {
        "edition": shown,
        "others": [other for other in editions if other != shown],
        "filter": card_filter,
        "cards": card_filter.cards(),
        "may_play": request.actor.user_id is not None and request.actor.tenant_id is not None,
    }
    return render(request, "integrity/cards/cards.html", context)


@require_safe
def dilemma_card(request: HttpRequest, edition: int, number: int) -> HttpResponse:
    """One card, to read and to talk about."""
    deck = _published(edition).tree
    card = next((card for card in deck.cards if card.number == number), None)
    if card is None:
        raise Http404
    before, after = deck.neighbours(card)
    context = {
        "edition": edition,
        "card": card,
        "before": before,
        "after": after,
        "query": CardFilter(request.GET, deck).query,
        "breadcrumbs": [(_("Dilemmakaarten"), reverse("dilemma_cards"))],
    }
    return render(request, "integrity/cards/card.html", context)


@never_cache
@require_safe
def dilemma_card_draw(request: HttpRequest, edition: int) -> HttpResponse:
    """Go to a random card of those that match the filter, another one than the card someone comes from."""
    deck = _published(edition).tree
    card_filter = CardFilter(request.GET, deck)
    cards = card_filter.cards() or list(deck.cards)
    others = [card for card in cards if str(card.number) != request.GET.get("na")]
    address = reverse("dilemma_card", args=[edition, random.choice(others or cards).number])
    return redirect(f"{address}?{card_filter.query}" if card_filter.query else address)


@require_POST
@requires(*Role)
def dilemma_deck(request: HttpRequest, edition: int) -> HttpResponse:
    """Order the deck as PDF, to print and cut."""
    report = order_report(request.actor, CARD_DECK.name, subject=str(_published(edition).number))
    return redirect("report_status", report.pk)


def _published(number: int) -> Edition:
    return get_object_or_404(Edition.objects.published(SLUG), number=number)
