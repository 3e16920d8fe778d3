"""The cards of an edition as a tree of frozen dataclasses. What they must meet is in kind.py."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from integrity.cards.enums import Tier
from portal.questionnaires.content import Data, Text, text_of
from portal.questionnaires.enums import Office

SLUG = "dilemmakaarten"


@dataclass(frozen=True)
class Theme:
    id: str
    title: Text


@dataclass(frozen=True)
class Card:
    """One dilemma. There is no right answer: `considerations` stand on several sides."""

    number: int
    id: str
    title: Text
    office: Office
    tier: Tier
    themes: tuple[Theme, ...]
    situation: Text
    questions: tuple[Text, ...]
    considerations: tuple[Text, ...]
    facilitator_note: Text


@dataclass(frozen=True)
class Deck:
    """All cards of one edition, in the order of their numbers."""

    edition: int
    title: Text
    intro: Text
    source: Text
    themes: tuple[Theme, ...]
    cards: tuple[Card, ...]

    @cached_property
    def by_id(self) -> dict[str, Card]:
        return {card.id: card for card in self.cards}

    def numbered(self, numbers: Collection[int]) -> list[Card]:
        """Return the cards with these numbers; a number without a card is left out."""
        return [card for card in self.cards if card.number in numbers]

    def neighbours(self, card: Card) -> tuple[Card, Card]:
        """Return the card before and the card after; the deck goes round."""
        place = self.cards.index(card)
        return self.cards[place - 1], self.cards[(place + 1) % len(self.cards)]


def from_data(data: Data) -> Deck:
    """Build the tree from data that passed the schema."""
    themes = {theme["id"]: Theme(theme["id"], text_of(theme["title"])) for theme in data["themes"]}
    cards = [_card(card, themes) for card in data["cards"]]
    return Deck(
        edition=data["edition"],
        title=text_of(data["title"]),
        intro=text_of(data["intro"]),
        source=text_of(data["source"]),
        themes=tuple(themes.values()),
        cards=tuple(sorted(cards, key=lambda card: card.number)),
    )


def _card(data: Data, themes: dict[str, Theme]) -> Card:
    return Card(
        number=data["number"],
        id=data["id"],
        title=text_of(data["title"]),
        office=Office(data["office"]),
        tier=Tier(data["tier"]),
        themes=tuple(themes[theme] for theme in data["themes"]),
        situation=text_of(data["situation"]),
        questions=tuple(text_of(one) for one in data["questions"]),
        considerations=tuple(text_of(one) for one in data["considerations"]),
        facilitator_note=text_of(data["facilitator_note"]),
    )
