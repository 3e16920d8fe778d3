"""Who may come in at a view."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from portal.organisations.enums import Role
from portal.walls.actor import Refused

View = Callable[..., HttpResponse]
WRONG_ROLE = _("Deze pagina hoort bij een andere rol dan de rol waarin u nu werkt.")
NO_ORGANISATION = _(
    "U werkt nu niet voor een organisatie. Kies eerst op de startpagina voor welke organisatie u werkt."
)
NO_CANDIDATE = _("Deze pagina is voor een kandidaat die met een persoonlijke link binnenkomt.")
ONLY_OWN_FILE = _("Uw persoonlijke link geeft alleen toegang tot uw eigen dossier.")


def requires(*roles: Role) -> Callable[[View], View]:
    """Let in a signed-in person who acts with one of `roles` (any role when none is named)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.actor.dossier_id is not None:
                raise Refused(ONLY_OWN_FILE)
            if request.actor.user_id is None:
                return redirect_to_login(request.get_full_path())
            if roles and not request.actor.has(*roles):
                raise Refused(WRONG_ROLE if request.actor.tenant_id else NO_ORGANISATION)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def candidate_only(view: View) -> View:
    """Let in a session that came by personal link."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor.dossier_id is None:
            if request.actor.user_id is None:
                return redirect_to_login(request.get_full_path())
            raise Refused(NO_CANDIDATE)
        return view(request, *args, **kwargs)

    return guarded
