"""Signing in as anyone of the fictional demo. These pages exist in demo mode only."""

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from portal.accounts.log import SIGN_IN, log_account
from portal.accounts.models import User
from portal.audit.models import Act
from portal.demo.personas import HOUSES, PERSONAS, persona
from portal.demo.post import letters
from portal.organisations.models import Organisation


@never_cache
@require_GET
def demo(request: HttpRequest) -> HttpResponse:
    groups = [
        (Organisation(kind=house.kind, name=house.name), [one for one in PERSONAS if one.houses == {house.key}])
        for house in HOUSES
    ]
    several = [one for one in PERSONAS if len(one.houses) > 1]
    return render(request, "demo/demo.html", {"groups": groups, "several": several})


@require_POST
def demo_enter(request: HttpRequest, key: str) -> HttpResponse:
    chosen = persona(key)
    if chosen is None:
        raise Http404
    user = get_object_or_404(User, email=chosen.email)
    # Whoever was here before, a candidate included, leaves nothing behind.
    request.session.flush()
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, user, method="demo")
    log_account(user.pk, Act.MOVED, SIGN_IN)
    return redirect("home")


@never_cache
@require_GET
def demo_post(request: HttpRequest) -> HttpResponse:
    return render(request, "demo/post.html", {"letters": letters()})
