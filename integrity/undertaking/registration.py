"""What this capability tells the portal about itself, at start-up."""

from pathlib import Path

from integrity.undertaking.clauses import UNDERTAKING_KIND
from portal.questionnaires.kinds import register_kind
from portal.questionnaires.registry import register_folder


def register(app_folder: Path) -> None:
    """Register the undertaking's kind and its content."""
    register_kind(UNDERTAKING_KIND)
    register_folder(app_folder / "undertaking" / "content")
