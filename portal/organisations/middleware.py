"""Gives each request its actor, and its one transaction behind that actor's wall."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account.middleware import AccountMiddleware
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import SimpleTemplateResponse

from portal.accounts.links import used_after
from portal.accounts.middleware import PERSONAL_DOSSIER, PERSONAL_SINCE, PERSONAL_TENANT
from portal.organisations.acting import acting, candidate_actor, offices_of
from portal.organisations.denials import log_denial
from portal.privacy.dossiers import Erased
from portal.walls.actor import NOBODY, Actor, Refused
from portal.walls.scope import Scope, go_on_in, within

ACTING_TENANT = "acting_tenant"

# django-allauth's answer when one of its views breaks off. Django would ask for it by itself, had
# it called the view.
_answer = AccountMiddleware(lambda request: HttpResponse()).process_exception


class ActingMiddleware:
    """Must come last: the view itself is called here, inside the transaction.

    A view that raises rolls its transaction back; the error page is made after that.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor, request.offices = NOBODY, []
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse:
        if getattr(view, "outside_transaction", False):
            return view(request, *args, **kwargs)
        person = request.user.pk if request.user.is_authenticated else None
        try:
            with within(Scope(person=person)):
                request.actor = _actor(request)
                go_on_in(Scope(tenant=request.actor.tenant_id, person=person, dossier=request.actor.dossier_id))
                return _rendered(view(request, *args, **kwargs))
        except (ImmediateHttpResponse, ReauthenticationRequired) as broken_off:
            return _answer(request, broken_off)
        except Erased as erased:
            return render(request, "410.html", {"dossier": erased.dossier, "rest": erased.rest}, status=410)
        except (Refused, Http404):
            log_denial(request, kwargs)
            raise


def _actor(request: HttpRequest) -> Actor:
    if request.user.is_authenticated:
        request.offices = offices_of(request.user)
        return acting(request.user, request.offices, request.session.get(ACTING_TENANT))
    if PERSONAL_DOSSIER in request.session:
        return _candidate(request)
    return NOBODY


def _candidate(request: HttpRequest) -> Actor:
    dossier, tenant = UUID(request.session[PERSONAL_DOSSIER]), request.session[PERSONAL_TENANT]
    since = request.session.get(PERSONAL_SINCE)
    if since is not None and used_after(datetime.fromisoformat(since), dossier, tenant):
        request.session.flush()
        return NOBODY
    return candidate_actor(dossier, tenant)


def _rendered(response: HttpResponse) -> HttpResponse:
    """Render a response that waits for it here, behind the wall its view stood behind."""
    if isinstance(response, SimpleTemplateResponse):
        response.render()
    return response
