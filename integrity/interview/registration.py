"""What this capability tells the portal about itself, at start-up."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from integrity.interview.presenting import GUIDE_KIND
from integrity.screening.rules import READERS
from portal.organisations.home import Shortcut, register_shortcut
from portal.questionnaires.kinds import register_kind
from portal.questionnaires.registry import register_folder

GUIDE = Shortcut(_("Leidraad voor het gesprek"), _("Onderwerpen en vragen voor het selectiegesprek"), "interview_guide")


def register(app_folder: Path) -> None:
    """Register the guide's kind, its content, and the page of those who hold interviews."""
    register_kind(GUIDE_KIND)
    register_folder(app_folder / "interview" / "content")
    register_shortcut(frozenset(READERS), GUIDE)
