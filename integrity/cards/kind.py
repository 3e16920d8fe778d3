"""The cards as a kind of content: what they must meet, and what two editions are compared by."""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from integrity.cards.content import Card, Deck, from_data
from portal.questionnaires.content import Data
from portal.questionnaires.differing import Part, compared_by, in_both
from portal.questionnaires.kinds import ContentKind
from portal.questionnaires.rules import Finding, twice

TIER_OF = {
    "councillor": "municipality",
    "alderman": "municipality",
    "provincial_councillor": "province",
    "provincial_executive": "province",
    "water_board_member": "water_board",
    "water_board_executive": "water_board",
}


def findings(data: Data) -> Iterator[Finding]:
    """Ids and numbers occur once; themes and tiers fit."""
    yield from twice(("themes",), data["themes"])
    yield from twice(("cards",), data["cards"])
    themes = {theme["id"] for theme in data["themes"]}
    numbers: set[int] = set()
    for index, card in enumerate(data["cards"]):
        if card["number"] in numbers:
            yield ("cards", index, "number"), _("nummer %(number)s staat er twee keer") % card
        numbers.add(card["number"])
        if strange := set(card["themes"]) - themes:
            yield ("cards", index, "themes"), _("er is geen thema “%(theme)s”") % {"theme": min(strange)}
        if card["tier"] != TIER_OF[card["office"]]:
            yield (
                ("cards", index, "tier"),
                _("bij %(office)s hoort tier %(tier)s") % {**card, "tier": TIER_OF[card["office"]]},
            )


def parts(deck: Deck) -> list[Part]:
    """What an edition is compared by."""
    intro = Part("intro", str(deck.title), in_both(deck.title, deck.intro))
    return [intro, *(Part(f"card {card.id}", str(card.title), _says(card)) for card in deck.cards)]


def _says(card: Card) -> str:
    themes = [theme.title for theme in card.themes]
    texts = [card.title, *themes, card.situation, *card.questions, *card.considerations, card.facilitator_note]
    return f"{card.number}, {card.office.label}\n{in_both(*texts)}"


CARDS_KIND = ContentKind(
    name="dilemma_cards",
    schema=Path(__file__).parent / "cards.schema.json",
    parse=from_data,
    template="integrity/cards/preview.html",
    changes=compared_by(parts),
    findings=findings,
    counted=False,
)
