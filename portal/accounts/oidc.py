"""Signing in at an identity provider: only into an account that exists, or that someone was invited to."""

from http import HTTPStatus
from typing import Any

import requests
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.http import HttpRequest
from django.shortcuts import render

from portal.accounts.invited import invited_email, invited_name
from portal.accounts.log import log_account
from portal.accounts.models import User
from portal.audit.models import Act

REFUSED = "account.oidc_refused"
TIMEOUT = 5


class ProviderSession(requests.Session):
    """Breaks a sign-in off with a page of its own when the provider does not answer."""

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        try:
            answer = super().request(*args, **{"timeout": TIMEOUT, **kwargs})
        except requests.RequestException as error:
            raise _away() from error
        if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise _away()
        return answer


def _away() -> ImmediateHttpResponse:
    page = render(context.request, "accounts/oidc_away.html", status=HTTPStatus.SERVICE_UNAVAILABLE)
    return ImmediateHttpResponse(page)


class ProviderAdapter(DefaultSocialAccountAdapter):
    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        # PostgreSQL refuses to look for this character, which anyone may type in an address.
        return [] if "\x00" in (provider or "") else super().list_apps(request, provider, client_id)

    def get_requests_session(self) -> requests.Session:
        return ProviderSession()

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        # Called first of all. Nothing of what the provider tells is kept, and only a real `true`
        # makes an address verified: some providers send the text "false".
        sociallogin.account.extra_data = {}
        for address in sociallogin.email_addresses:
            address.verified = address.verified is True
        user = super().populate_user(request, sociallogin, data)
        user.name = (data.get("name") or invited_name(request) or user.email)[:120]
        return user

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """Find the account: its address must be verified here, and by the provider."""
        proven = EmailAddress.objects.filter(
            email__in=_verified(sociallogin), verified=True, user__is_active=True
        ).select_related("user")
        address = proven.first()
        return (address.user, address.email) if address else None

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.state.get("process") == AuthProcess.CONNECT or sociallogin.is_existing:
            return
        if not self.is_open_for_signup(request, sociallogin):
            log_account(None, Act.DENIED, REFUSED)
            raise ImmediateHttpResponse(render(request, "accounts/oidc_refused.html", status=HTTPStatus.FORBIDDEN))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return invited_email(request) in _verified(sociallogin)


def _verified(sociallogin: SocialLogin) -> list[str]:
    return [address.email.lower() for address in sociallogin.email_addresses if address.verified]
