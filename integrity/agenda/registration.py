"""What this capability tells the portal about itself, at start-up."""

from pathlib import Path

from integrity.agenda.presenting import AGENDA_KIND
from portal.questionnaires.kinds import register_kind
from portal.questionnaires.registry import register_folder


def register(app_folder: Path) -> None:
    """Register the agenda's kind and its content."""
    register_kind(AGENDA_KIND)
    register_folder(app_folder / "agenda" / "content")
