"""What this capability tells the portal about itself, at start-up."""

from django.utils.translation import gettext_lazy as _

from integrity.cards import checks, workflow
from integrity.cards.reports import CARD_DECK
from portal.organisations.home import EVERYBODY, Shortcut, register_shortcut
from portal.reports import kinds as report_kinds

__all__ = ["checks", "register", "workflow"]


def register() -> None:
    """Register the printable deck and the page that everybody may come back to."""
    report_kinds.register(CARD_DECK)
    register_shortcut(EVERYBODY, Shortcut(_("Dilemmakaarten"), _("Samen oefenen met dilemma’s"), "dilemma_cards"))
