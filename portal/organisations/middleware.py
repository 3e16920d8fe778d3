"""Gives each request its actor, and its one transaction behind that actor's wall."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from portal.organisations.acting import actor_in, candidate_actor
from portal.walls.actor import NOBODY, Actor
from portal.walls.scope import Scope, within

ACTING_TENANT = "acting_tenant"
PERSONAL_DOSSIER = "personal_dossier"
PERSONAL_TENANT = "personal_tenant"


class ActingMiddleware:
    """Must come last: the view itself is called here, inside the transaction.

    A view that raises rolls its transaction back; the error page is made after that.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = NOBODY
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse:
        if getattr(view, "outside_transaction", False):
            return view(request, *args, **kwargs)
        person = request.user.pk if request.user.is_authenticated else None
        with within(Scope(person=person)):
            request.actor = _actor(request)
            scope = Scope(tenant=request.actor.tenant_id, person=person, dossier=request.actor.dossier_id)
            with within(scope):
                return view(request, *args, **kwargs)


def _actor(request: HttpRequest) -> Actor:
    if request.user.is_authenticated:
        return actor_in(request.user, request.session.get(ACTING_TENANT))
    dossier = request.session.get(PERSONAL_DOSSIER)
    if dossier is not None:
        return candidate_actor(UUID(dossier), request.session[PERSONAL_TENANT])
    return NOBODY
