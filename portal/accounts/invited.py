"""The one way to a new account: an invitation, opened from the mailbox it was sent to.

Whoever accepts invitations (portal.organisations) puts the proven address in the session here and
sends the person on to `account_signup`, or to sign in at an identity provider.
"""

from django.http import HttpRequest

# django-allauth's own key: it takes this address for verified when the account is made.
INVITED_EMAIL = "account_verified_email"
INVITED_NAME = "invited_name"


def remember_invited(request: HttpRequest, email: str, name: str) -> None:
    """Let this session make one account, for `email` only."""
    request.session[INVITED_EMAIL] = email.lower()
    request.session[INVITED_NAME] = name


def invited_email(request: HttpRequest) -> str:
    """Return the address this session may make an account for; empty when for none."""
    return request.session.get(INVITED_EMAIL) or ""


def invited_name(request: HttpRequest) -> str:
    return request.session.get(INVITED_NAME, "")
