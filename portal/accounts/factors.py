"""Second factors: who has one, and keeping their secrets under the newest key."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from portal.privacy.encryption import master_name

COUNTED = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
SECRET_FIELDS = ("secret", "seed")


def has_second_factor(request: HttpRequest) -> bool:
    """The user has a factor of their own, or the identity provider asked for one in this session."""
    return (
        _provider_asked_for_factor(request)
        or Authenticator.objects.filter(user_id=request.user.pk, type__in=COUNTED).exists()
    )


def _provider_asked_for_factor(request: HttpRequest) -> bool:
    trusted = {provider["provider_id"] for provider in settings.OIDC_PROVIDERS if provider.get("second_factor")}
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "socialaccount" and record.get("provider") in trusted for record in records)


def reseal_secrets() -> int:
    """Seal TOTP secrets and recovery seeds with the newest key from the environment.

    Returns how many rows changed; afterwards the older keys are no longer needed for them.
    """
    changed = 0
    for pk in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).values_list("pk", flat=True):
        with transaction.atomic():
            row = Authenticator.objects.select_for_update().filter(pk=pk).first()
            changed += row is not None and _reseal(row)
    return changed


def _reseal(row: Authenticator) -> bool:
    adapter = get_adapter()
    stale = [name for name in SECRET_FIELDS if name in row.data and not row.data[name].startswith(f"{master_name()}:")]
    for name in stale:
        row.data[name] = adapter.encrypt(adapter.decrypt(row.data[name]))
    if stale:
        row.save(update_fields=["data"])
    return bool(stale)
