"""What every page shows of who acts where."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from portal.notices.inbox import unread_count
from portal.organisations.home import shortcuts_of
from portal.privacy.models import Dossier
from portal.walls.actor import NOBODY, Actor
from portal.walls.scope import Scope, within_or_already


def page(request: HttpRequest) -> dict[str, Any]:
    """Template context of every page. Takes one query for the count of notices, and one for a candidate's reference."""
    actor = getattr(request, "actor", NOBODY)
    return {
        "actor": actor,
        "organisation_name": actor.tenant_name,
        "switchable": [office for office in getattr(request, "offices", []) if office.tenant_id != actor.tenant_id],
        "demo": settings.DEMO,
        "personal": actor.dossier_id is not None,
        "main_menu": [(shortcut.label, shortcut.url) for shortcut in shortcuts_of(actor)],
        "file_reference": SimpleLazyObject(lambda: _reference(actor)) if actor.dossier_id else "",
        "unread_notices": SimpleLazyObject(lambda: _unread(actor)),
    }


def _unread(actor: Actor) -> int:
    if actor.tenant_id is None:
        return 0
    # Error pages come after the request's own scope was closed.
    with within_or_already(Scope(tenant=actor.tenant_id, person=actor.user_id, dossier=actor.dossier_id)):
        return unread_count(actor)


def _reference(actor: Actor) -> str:
    with within_or_already(Scope(tenant=actor.tenant_id, dossier=actor.dossier_id)):
        return Dossier.objects.visible_to(actor).values_list("reference", flat=True).first() or ""
