"""What the night does: warn, then erase, for one organisation at a time."""

import logging
from datetime import datetime, timedelta

from django.db.models import Model, QuerySet
from django.utils import timezone

from portal.notices.send import notify_dossier, notify_person
from portal.organisations.models import Organisation
from portal.privacy.declarations import Declaration, declarations
from portal.privacy.models import Dossier
from portal.retention.erasure import destroy_leftover_keys, erase_dossier
from portal.retention.kinds import dates_of, kind_of
from portal.walls.actor import Actor
from portal.walls.scope import Scope, within

logger = logging.getLogger(__name__)
WARNING_NOTICE = "retention_warning"


def run_night(now: datetime | None = None) -> None:
    """Warn and erase what is due in every organisation; safe to run again after a crash."""
    now = now or timezone.now()
    for tenant in Organisation.objects.order_by("pk").iterator():
        with within(Scope(tenant=tenant.pk)):
            dossiers = list(Dossier.objects.all())
            destroy_leftover_keys([dossier for dossier in dossiers if dossier.erased_at])
        for dossier in dossiers:
            if dossier.erased_at is None:
                _attend(dossier, now)
        with within(Scope(tenant=tenant.pk)):
            _delete_outdated(now, tenant)
    with within(Scope(system=True)):
        _delete_outdated(now, None)


def _attend(dossier: Dossier, now: datetime) -> None:
    """Warn about a dossier or erase it, when its time came; one that fails does not keep the rest waiting."""
    try:
        if now >= dates_of(dossier).warn_on:
            with within(Scope(tenant=dossier.tenant_id)):
                # Its clock may have been moved since it was read, and may not be moved from here.
                for row in Dossier.objects.select_for_update().filter(pk=dossier.pk, erased_at=None):
                    _warn_or_erase(row, now)
    except Exception as error:  # the next night tries again
        # The error's text may hold content; its kind does not.
        logger.error("dossier %s failed in the night: %s", dossier.reference, type(error).__name__)


def _warn_or_erase(dossier: Dossier, now: datetime) -> None:
    dates = dates_of(dossier)
    # Nobody goes without the warning they were promised, also after a night that was missed.
    promised = dossier.warned_at is not None and now - dossier.warned_at >= dates.erase_on - dates.warn_on
    if dossier.warned_at is None and now >= dates.warn_on:
        _warn(dossier, now)
    elif promised and now >= dates.erase_on and not dossier.hold_reason:
        erase_dossier(Actor(tenant_id=dossier.tenant_id), dossier)


def _warn(dossier: Dossier, now: datetime) -> None:
    dossier.warned_at = now
    dossier.save(update_fields=["warned_at"])
    notify_dossier(dossier, WARNING_NOTICE)
    for user_id in kind_of(dossier).colleagues(dossier):
        notify_person(user_id, dossier.tenant_id, WARNING_NOTICE, path="", reference=dossier.reference)


def _delete_outdated(now: datetime, tenant: Organisation | None) -> None:
    """Delete rows whose own clock ran out: of this tenant, or what the system's scope can see."""
    for declaration in declarations():
        if declaration.clock.field is not None and (tenant is None or _has_tenant(declaration)):
            _outdated(declaration, now, tenant).delete()


def _outdated(declaration: Declaration, now: datetime, tenant: Organisation | None) -> QuerySet[Model]:
    limit = now - timedelta(days=declaration.clock.days or 0)
    rows = declaration.model._base_manager.filter(**{f"{declaration.clock.field}__lt": limit})
    return rows if tenant is None else rows.filter(tenant_id=tenant.pk)


def _has_tenant(declaration: Declaration) -> bool:
    return any(field.name == "tenant" for field in declaration.model._meta.fields)
