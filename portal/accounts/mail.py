"""The mails about accounts, and the one-time tokens in them, which are made while sending."""

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.links import mint_personal_link
from portal.accounts.models import User
from portal.notices.kinds import Kind, register
from portal.notices.models import Notice

PASSWORD_RESET = "password_reset"
EMAIL_CONFIRMATION = "email_confirmation"
ACCOUNT_CHANGED = "account_changed"
PERSONAL_LINK = "personal_link"


def register_kinds() -> None:
    """Make the mails of this room known to portal.notices."""
    register(Kind(PASSWORD_RESET, _("U vroeg een nieuw wachtwoord aan."), template=PASSWORD_RESET, mint=mint_reset))
    register(
        Kind(EMAIL_CONFIRMATION, _("Bevestig uw e-mailadres."), template=EMAIL_CONFIRMATION, mint=mint_confirmation)
    )
    register(
        Kind(
            ACCOUNT_CHANGED, _("De beveiliging van uw account is gewijzigd."), template=ACCOUNT_CHANGED, link=to_profile
        )
    )
    register(Kind(PERSONAL_LINK, _("U kreeg een persoonlijke link."), template=PERSONAL_LINK, mint=mint_personal_link))


def mint_reset(notice: Notice) -> str:
    """Return the address where the person sets a new password."""
    user = User.objects.get(pk=notice.person_id)
    names = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return settings.PORTAL_URL + reverse("account_reset_password_from_key", kwargs=names)


def mint_confirmation(notice: Notice) -> str:
    """Return the address where the person confirms their e-mail address."""
    address = EmailAddress.objects.get(pk=notice.subject_id)
    return settings.PORTAL_URL + reverse("account_confirm_email", args=[EmailConfirmationHMAC(address).key])


def to_profile(notice: Notice) -> str:
    return reverse("profile")
