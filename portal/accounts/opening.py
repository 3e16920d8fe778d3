"""Making an account whose address is proven already."""

from allauth.account.models import EmailAddress
from django.db import transaction

from portal.accounts.log import log_account
from portal.accounts.models import User
from portal.audit.models import Act


def open_account(email: str, name: str, password: str | None = None) -> User:
    """Make an account with a verified address; without password one is set by mail or OIDC is used.

    Raises django.db.IntegrityError when the address has an account.
    """
    with transaction.atomic():
        user = User.objects.create_user(email, name, password)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        log_account(user.pk, Act.WROTE, "account.opened")
    return user
