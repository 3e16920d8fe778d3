"""Sending a notice: a row in the running transaction; a worker mails it after commit."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from portal.celery import wake
from portal.notices.kinds import kind_of
from portal.notices.models import Notice, Preference, Status
from portal.privacy.models import Dossier
from portal.walls.scope import Scope, within


def notify_person(
    user_id: int, tenant_id: int | None, kind: str, *, path: str, reference: str = "", subject_id: str = ""
) -> Notice:
    """Tell someone with an account, in the portal and (unless they switched it off) by mail.

    tenant_id: None when it concerns the account itself; path: where it leads; reference: of the
    dossier, if any. Raises KeyError for an unknown kind.
    """
    return _plan(kind, tenant_id, person_id=user_id, path=path, reference=reference, subject_id=subject_id)


def waits_since_today(user_id: int, kind: str, path: str) -> bool:
    """Say whether somebody was told the same today and did not open it yet.

    Whoever improves a text all day long then sends one mail.
    """
    with within(Scope(system=True)):
        told = Notice.objects.filter(person_id=user_id, kind=kind, path=path, made_at__date=timezone.localdate())
        return told.unread().exists()


def notify_dossier(dossier: Dossier, kind: str, *, path: str = "", subject_id: str = "") -> Notice:
    """Tell the person a dossier is about. Their address is looked up when the mail is sent."""
    [notice] = notify_dossiers([dossier], kind, path=path, subject_id=subject_id)
    return notice


def notify_dossiers(dossiers: Iterable[Dossier], kind: str, *, path: str = "", subject_id: str = "") -> list[Notice]:
    """Tell the person of each dossier, in a fixed number of queries. Raises KeyError for an unknown kind."""
    planned = [
        Notice(
            kind=kind_of(kind).name,
            tenant_id=dossier.tenant_id,
            dossier=dossier,
            path=path,
            reference=dossier.reference,
            subject_id=subject_id,
            language=get_language() or settings.LANGUAGE_CODE,
            status=Status.QUEUED,
        )
        for dossier in dossiers
    ]
    with within(Scope(system=True)):
        Notice.objects.bulk_create(planned)
    for notice in planned:
        wake("notices.deliver", str(notice.pk))
    return planned


def notify_address(email: str, tenant_id: int | None, kind: str, *, subject_id: str) -> Notice:
    """Mail someone who has neither account nor dossier yet. The address is forgotten afterwards."""
    return _plan(kind, tenant_id, address=email, subject_id=subject_id)


def _plan(kind: str, tenant_id: int | None, person_id: int | None = None, **fields: Any) -> Notice:
    # One organisation may tell someone in another, so the row is written as the queue's own.
    with within(Scope(system=True)):
        inside = (
            kind_of(kind).optional and Preference.objects.filter(person_id=person_id, kind=kind, mail=False).exists()
        )
        notice = Notice.objects.create(
            kind=kind,
            tenant_id=tenant_id,
            person_id=person_id,
            language=get_language() or settings.LANGUAGE_CODE,
            status=Status.INSIDE if inside else Status.QUEUED,
            **fields,
        )
    if not inside:
        wake("notices.deliver", str(notice.pk))
    return notice
