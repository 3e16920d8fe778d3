"""Pages that stay with one person, and the second factor, compulsory where the settings say so."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch
from django.utils.cache import add_never_cache_headers

from portal.accounts.factors import has_second_factor

GetResponse = Callable[[HttpRequest], HttpResponse]
PERSONAL_DOSSIER = "personal_dossier"
PERSONAL_TENANT = "personal_tenant"
PERSONAL_SINCE = "personal_since"
# The page someone asked for before they were sent to set up a second factor.
WANTED = "wanted_page"
# When the session was last prolonged; in seconds.
SEEN, PROLONGED_AFTER = "seen_at", 60

HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), "
    "publickey-credentials-create=(self), publickey-credentials-get=(self)",
}
# What someone needs to set up a second factor, or to leave.
OPEN_WITHOUT_FACTOR = {
    "second_factor",
    "account_logout",
    "account_reauthenticate",
    "set_language",
    "healthz",
    "readyz",
}


def is_private(request: HttpRequest) -> bool:
    """Someone is signed in, or came by a personal link."""
    return SESSION_KEY in request.session or PERSONAL_DOSSIER in request.session


class PrivatePagesMiddleware:
    """No browser, proxy or back button keeps what a known person saw; no other site embeds a page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Asked before as well: the page that ends a session is private too.
        private = is_private(request)
        if private:
            _prolong(request)
        response = self.get_response(request)
        if private or is_private(request):
            add_never_cache_headers(response)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


def _prolong(request: HttpRequest) -> None:
    """Let the session end some time after its last page; written once a minute and not with every page."""
    now = int(time.time())
    if now - request.session.get(SEEN, 0) >= PROLONGED_AFTER:
        request.session[SEEN] = now


class SecondFactorMiddleware:
    """Whoever signed in with a password alone sets up a second factor before anything else opens."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return None
        if _opens_without_factor(request.resolver_match) or has_second_factor(request):
            return None
        if request.method == "GET" and not request.htmx:
            request.session[WANTED] = request.get_full_path()
        return redirect("second_factor")


def _opens_without_factor(match: ResolverMatch | None) -> bool:
    name = (match and match.url_name) or ""
    return name in OPEN_WITHOUT_FACTOR or name.startswith("mfa_")
