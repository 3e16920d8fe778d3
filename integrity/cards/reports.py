"""The deck as PDF: A6 cards on A4, both sides, to print and cut."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from integrity.cards.content import SLUG, Card, Deck
from portal.privacy.declarations import DataClass
from portal.privacy.models import Dossier
from portal.questionnaires.models import Edition
from portal.reports.kinds import ReportKind
from portal.reports.models import Report
from portal.walls.actor import Actor, Reason

ONLY_MEMBERS = _("Log in en kies een organisatie om de kaarten te laten maken.")
FRONTS = ("left-top", "right-top", "left-bottom", "right-bottom")
# The sheet is turned over its long edge, so what is left on one side is right on the other.
BACKS = ("right-top", "left-top", "right-bottom", "left-bottom")


@dataclass(frozen=True)
class Place:
    """A card on a sheet: where its front and its back lie. No card: one to fill in oneself."""

    card: Card | None
    front: str
    back: str


def sheets_of(deck: Deck) -> list[list[Place]]:
    """Return the deck four by four; what is left over on the last sheet are empty cards."""
    cards: list[Card | None] = list(deck.cards)
    cards += [None] * (-len(cards) % len(FRONTS))
    return [
        [Place(*place) for place in zip(cards[start : start + len(FRONTS)], FRONTS, BACKS, strict=True)]
        for start in range(0, len(cards), len(FRONTS))
    ]


def _edition_of(subject: str) -> Edition:
    return Edition.objects.get(slug=SLUG, number=int(subject))


def _context(report: Report) -> dict[str, Any]:
    edition = _edition_of(report.subject)
    return {"edition": edition, "deck": edition.tree, "sheets": sheets_of(edition.tree)}


def _fingerprint(dossier: Dossier | None, subject: str) -> str:
    return _edition_of(subject).checksum


def _edition(report: Report) -> str:
    return _edition_of(report.subject).named


def _may(actor: Actor, report: Report) -> Reason:
    return None if actor.user_id is not None and actor.tenant_id is not None else ONLY_MEMBERS


def _filename(report: Report) -> str:
    return f"dilemmakaarten-{report.subject}-{report.language}.pdf"


CARD_DECK = ReportKind(
    name="integrity.card_deck",
    title=_("Dilemmakaarten om te printen"),
    template="reports/card_deck.html",
    context=_context,
    may=_may,
    fingerprint=_fingerprint,
    edition=_edition,
    filename=_filename,
    data_class=DataClass.PUBLIC,
)
