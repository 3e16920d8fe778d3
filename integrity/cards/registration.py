"""What this capability tells the portal about itself, at start-up."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from integrity.cards import workflow
from integrity.cards.kind import CARDS_KIND
from integrity.cards.reports import CARD_DECK
from portal.organisations.home import EVERYBODY, Shortcut, register_shortcut
from portal.questionnaires.kinds import register_kind
from portal.questionnaires.registry import register_folder
from portal.reports import kinds as report_kinds

__all__ = ["register", "workflow"]


def register(app_folder: Path) -> None:
    """Register content, the printable deck and the page that everybody may come back to."""
    register_kind(CARDS_KIND)
    register_folder(app_folder / "cards" / "content")
    report_kinds.register(CARD_DECK)
    register_shortcut(EVERYBODY, Shortcut(_("Dilemmakaarten"), _("Samen oefenen met dilemma’s"), "dilemma_cards"))
