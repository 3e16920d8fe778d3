"""What the audit log shows someone about their own account."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.log import SIGN_IN, SIGN_OUT, account_subject
from portal.accounts.models import User
from portal.audit.models import Act, Event

YOURSELF, SOMEONE = _("uzelf"), _("iemand anders")
SENTENCES = {
    SIGN_IN: _("ingelogd"),
    SIGN_OUT: _("uitgelogd"),
    "account.opened": _("account gemaakt"),
    "account.profile": _("naam of taal gewijzigd"),
    "account.password_changed": _("wachtwoord gewijzigd"),
    "account.password_set": _("wachtwoord ingesteld"),
    "account.password_reset": _("nieuw wachtwoord ingesteld via de e-mail"),
    "account.totp_activated": _("app met codes ingesteld"),
    "account.totp_deactivated": _("app met codes verwijderd"),
    "account.webauthn_added": _("toegangssleutel toegevoegd"),
    "account.webauthn_removed": _("toegangssleutel verwijderd"),
    "account.recovery_codes_generated": _("nieuwe herstelcodes gemaakt"),
    "account.account_connected": _("inlogdienst gekoppeld"),
    "account.account_disconnected": _("inlogdienst losgekoppeld"),
}
FAILED_SIGN_IN = _("poging om in te loggen met een verkeerd wachtwoord")


@dataclass(frozen=True)
class Line:
    """One event as its person reads it."""

    at: datetime
    who: str | Promise
    what: str | Promise


def events_of(user: User) -> QuerySet[Event]:
    """Return what others did with `user`'s account and what was done under it, newest first.

    Row-level security opens one's own acts, and those of others within the organisation acted in.
    """
    about = Q(person=user, what__startswith="account.") | Q(subject=account_subject(user.pk))
    return Event.objects.filter(about).select_related("person").order_by("-at")


def sign_ins_of(user: User) -> QuerySet[Event]:
    """Return the sign-ins of `user`, refused ones too, newest first."""
    return Event.objects.filter(person=user, what=SIGN_IN).order_by("-at")


def line_of(event: Event, user: User) -> Line:
    if event.act == Act.DENIED and event.what == SIGN_IN:
        return Line(event.at, SOMEONE, FAILED_SIGN_IN)
    who = YOURSELF if event.person_id == user.pk else event.person or SOMEONE
    return Line(event.at, str(who), SENTENCES.get(event.what, event.get_act_display()))
