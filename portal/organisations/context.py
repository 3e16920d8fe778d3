"""What every page shows of who acts where."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """Template context of every page."""
    actor = getattr(request, "actor", None)
    return {"actor": actor, "demo": settings.DEMO, "personal": bool(actor and actor.dossier_id)}
