"""What can be voted for and how votes spread: pure functions. A spread is shown, never judged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from integrity.cards.content import Card
from integrity.cards.enums import Action, Ask
from integrity.cards.rules import FEWEST_VOTES
from portal.privacy.declarations import Text

OTHER = "other"


@dataclass(frozen=True)
class Choice:
    id: str
    label: Text


@dataclass(frozen=True)
class Share:
    """One answer in a spread. `percent` is for the length of its bar."""

    label: Text
    votes: int
    percent: int


@dataclass(frozen=True)
class Spread:
    shares: tuple[Share, ...]
    total: int


def choices_of(card: Card, ask: str) -> list[Choice]:
    """Return the answers to vote for: the card's considerations or a course of action, and always a way out."""
    if ask == Ask.CONSIDERATIONS:
        own = [Choice(f"c{place}", str(text)) for place, text in enumerate(card.considerations, 1)]
        return [*own, Choice(OTHER, _("Iets anders"))]
    return [*(Choice(action.value, action.label) for action in Action), Choice(OTHER, _("Iets anders"))]


def spread_of(choices: Iterable[Choice], votes: Mapping[str, int]) -> Spread | None:
    """Return how the votes spread; None when there are too few to show without telling who voted what."""
    counted = [(choice.label, votes.get(choice.id, 0)) for choice in choices]
    total = sum(number for _label, number in counted)
    if total < FEWEST_VOTES:
        return None
    return Spread(tuple(Share(label, number, round(100 * number / total)) for label, number in counted), total)
