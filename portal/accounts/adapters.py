"""The house rules for signing in, as django-allauth asks for them."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from portal.accounts.addresses import after_proof
from portal.accounts.invited import invited_email
from portal.accounts.language import follow_language
from portal.accounts.log import SIGN_IN, SIGN_OUT, log_account
from portal.accounts.mail import ACCOUNT_CHANGED, EMAIL_CONFIRMATION, PASSWORD_RESET
from portal.accounts.models import User
from portal.audit.models import Act
from portal.notices.send import notify_person
from portal.privacy.encryption import seal_text, unseal_text

SECRET = "second-factor"


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(invited_email(request))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            raise ImmediateHttpResponse(respond_429(request)) from error

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # django-allauth puts the Host header in the key, so that another port in it, which any
        # visitor may send, would count as another account.
        return credentials.get("email", "").lower()

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        user = User.objects.filter(email=credentials.get("email", "").lower()).first()
        log_account(user and user.pk, Act.DENIED, SIGN_IN)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        log_account(user.pk, Act.MOVED, SIGN_IN)
        return follow_language(response, user.language)

    def logout(self, request: HttpRequest) -> None:
        log_account(request.user.pk, Act.MOVED, SIGN_OUT)
        super().logout(request)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        notify_person(user.pk, None, PASSWORD_RESET, path="")

    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation: EmailConfirmation, signup: bool) -> None:
        address = emailconfirmation.email_address
        notify_person(address.user_id, None, EMAIL_CONFIRMATION, path="", subject_id=str(address.pk))

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        confirmed = super().confirm_email(request, email_address)
        if confirmed:
            after_proof(email_address.user_id)
        return confirmed

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Called after each change to password, second factor or provider: log it and tell the owner."""
        log_account(user.pk, Act.WROTE, f"account.{template_prefix.rpartition('/')[2]}")
        notify_person(user.pk, None, ACCOUNT_CHANGED, path="")


class FactorAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return seal_text(text, SECRET)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal_text(encrypted_text, SECRET)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        # From the settings, not from the request: a passkey belongs to one portal address.
        return {"id": urlsplit(settings.PORTAL_URL).hostname or "", "name": settings.MFA_TOTP_ISSUER}
