"""What was refused is logged too: to an insider with a reason, to an outsider as not found."""

from typing import Any

from django.http import HttpRequest

from portal.audit.models import Act
from portal.audit.record import record
from portal.privacy.models import Dossier
from portal.walls.scope import Scope, within


def log_denial(request: HttpRequest, arguments: dict[str, Any]) -> None:
    """Append a denial for a known actor who asked for a page about something.

    The transaction of the request itself was rolled back; this is one of its own. When the page was
    about a dossier of the actor's organisation, the person concerned sees the denial as well.
    """
    actor = request.actor
    if not actor.is_known or not arguments:
        return
    with within(Scope(tenant=actor.tenant_id, person=actor.user_id, dossier=actor.dossier_id)):
        dossier = Dossier.objects.visible_to(actor).filter(reference=arguments.get("reference", "")).first()
        page = request.resolver_match.url_name or "page"
        record(actor, Act.DENIED, f"page.{page}"[:80], dossier_id=dossier.pk if dossier else None)
