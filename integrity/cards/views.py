"""The cards for everyone, without an account; nothing is stored."""

import random

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from integrity.cards.forms import CardFilter
from integrity.cards.models import CardSet
from integrity.cards.reports import CARD_DECK
from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.reports.order import order_report


@require_safe
def dilemma_cards(request: HttpRequest, edition: int | None = None) -> HttpResponse:
    """All cards of an edition, the newest when none is named, narrowed by theme, office and tier."""
    card_sets = list(CardSet.objects.published())
    if not card_sets and edition is None:
        return render(request, "integrity/cards/none.html")
    card_set = _choose(card_sets, edition)
    card_filter = CardFilter(request.GET, card_set.deck)
    context = {
        "card_set": card_set,
        "others": [other for other in card_sets if other != card_set],
        "filter": card_filter,
        "cards": card_filter.cards(),
        "may_play": request.actor.user_id is not None and request.actor.tenant_id is not None,
    }
    return render(request, "integrity/cards/cards.html", context)


@require_safe
def dilemma_card(request: HttpRequest, edition: int, number: int) -> HttpResponse:
    """One card, to read and to talk about."""
    card_set = _choose(list(CardSet.objects.published()), edition)
    card = next((card for card in card_set.deck.cards if card.number == number), None)
    if card is None:
        raise Http404
    before, after = card_set.deck.neighbours(card)
    context = {
        "card_set": card_set,
        "card": card,
        "before": before,
        "after": after,
        "query": CardFilter(request.GET, card_set.deck).query,
        "breadcrumbs": [(_("Dilemmakaarten"), reverse("dilemma_cards"))],
    }
    return render(request, "integrity/cards/card.html", context)


@never_cache
@require_safe
def dilemma_card_draw(request: HttpRequest, edition: int) -> HttpResponse:
    """Go to a random card of those that match the filter, another one than the card someone comes from."""
    card_set = _choose(list(CardSet.objects.published()), edition)
    card_filter = CardFilter(request.GET, card_set.deck)
    cards = card_filter.cards() or list(card_set.deck.cards)
    others = [card for card in cards if str(card.number) != request.GET.get("na")]
    address = reverse("dilemma_card", args=[edition, random.choice(others or cards).number])
    return redirect(f"{address}?{card_filter.query}" if card_filter.query else address)


@require_POST
@requires(*Role)
def dilemma_deck(request: HttpRequest, edition: int) -> HttpResponse:
    """Order the deck as PDF, to print and cut."""
    card_set = _choose(list(CardSet.objects.published()), edition)
    report = order_report(request.actor, CARD_DECK.name, subject=str(card_set.number))
    return redirect("report_status", report.pk)


def _choose(card_sets: list[CardSet], edition: int | None) -> CardSet:
    chosen = next((one for one in card_sets if edition in (None, one.number)), None)
    if chosen is None:
        raise Http404
    return chosen
