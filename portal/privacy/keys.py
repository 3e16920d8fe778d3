"""Keys of organisations and dossiers: made, fetched, rotated and destroyed here only."""

import time
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import IntegrityError, transaction

from portal.privacy.encryption import Unreadable, master_name, new_key, seal, unseal, unwrap, wrap
from portal.privacy.models import DossierKey, OrganisationKey

# Short: a destroyed key must stop working in every process soon (security.md, e5).
CACHE_SECONDS = 30
BATCH = 500
NOT_CACHED = (float("-inf"), b"")
_cache: dict[UUID, tuple[float, bytes]] = {}


def create_dossier_key(dossier_id: UUID, organisation_id: int) -> None:
    """Make the key of a new dossier."""
    create_dossier_keys([dossier_id], organisation_id)


def create_dossier_keys(dossier_ids: Collection[UUID], organisation_id: int) -> None:
    """Make the keys of new dossiers of one organisation, in a fixed number of queries."""
    try:
        _create_dossier_keys(dossier_ids, organisation_id)
    except IntegrityError:
        # The organisation's key was rotated away in between; its successor is there now.
        _create_dossier_keys(dossier_ids, organisation_id)


def _create_dossier_keys(dossier_ids: Collection[UUID], organisation_id: int) -> None:
    with transaction.atomic(using="keys"):
        organisation_key = newest_organisation_key(organisation_id)
        opened = _open(organisation_key)
        DossierKey.objects.bulk_create(
            DossierKey(
                dossier_id=dossier_id,
                organisation_key=organisation_key,
                wrapped=seal(opened, new_key(), _dossier_context(dossier_id)),
            )
            for dossier_id in dossier_ids
        )


def dossier_key(dossier_id: UUID) -> bytes:
    """Return the key of a dossier; raises Unreadable when it was destroyed."""
    try:
        return fetch_keys([dossier_id])[dossier_id]
    except KeyError:
        raise Unreadable(f"dossier {dossier_id} has no key") from None


def fetch_keys(dossier_ids: Iterable[UUID]) -> dict[UUID, bytes]:
    """Return the keys of many dossiers, in at most one query; keys that were destroyed are left out.

    Called ahead of reading a list, so that reading it takes no more.
    """
    now = time.monotonic()
    wanted = set(dossier_ids)
    cached = {pk: _cache.get(pk, NOT_CACHED) for pk in wanted}
    found = {pk: key for pk, (until, key) in cached.items() if until >= now}
    missing = wanted - found.keys()
    if missing:
        read = _read_keys(missing)
        _forget_expired(now)
        _cache.update({pk: (now + CACHE_SECONDS, key) for pk, key in read.items()})
        found.update(read)
    return found


def _read_keys(dossier_ids: set[UUID]) -> dict[UUID, bytes]:
    opened: dict[int, bytes] = {}
    read: dict[UUID, bytes] = {}
    for row in DossierKey.objects.filter(dossier_id__in=dossier_ids).select_related("organisation_key"):
        if row.organisation_key_id not in opened:
            opened[row.organisation_key_id] = _open(row.organisation_key)
        read[row.dossier_id] = unseal(opened[row.organisation_key_id], row.wrapped, _dossier_context(row.dossier_id))
    return read


def _forget_expired(now: float) -> None:
    for known, (until, _key) in list(_cache.items()):
        if until < now:
            _cache.pop(known, None)


def destroy_dossier_key(dossier_id: UUID) -> None:
    """Destroy a dossier's key for good; destroying twice is harmless."""
    DossierKey.objects.filter(dossier_id=dossier_id).delete()
    _cache.pop(dossier_id, None)


def forget_keys() -> None:
    """Empty this process's key cache."""
    _cache.clear()


def newest_organisation_key(organisation_id: int) -> OrganisationKey:
    """Return an organisation's newest key, made on first use."""
    newest = OrganisationKey.objects.filter(organisation_id=organisation_id).order_by("-number").first()
    return newest or _new_organisation_key(organisation_id, number=1)


def rotate_master() -> int:
    """Wrap every organisation key with the newest environment key; return how many changed."""
    stale = OrganisationKey.objects.exclude(master=master_name()).values_list("pk", flat=True)
    changed = 0
    for pk in list(stale):
        with transaction.atomic(using="keys"):
            row = OrganisationKey.objects.select_for_update().get(pk=pk)
            row.master, row.wrapped = wrap(_open(row), _organisation_context(row.organisation_id, row.number))
            row.save(update_fields=["master", "wrapped"])
            changed += 1
    return changed


def rotate_organisation(organisation_id: int) -> int:
    """Give an organisation a new key, rewrap its dossier keys, drop the old keys.

    Returns how many dossier keys were rewrapped. Readers keep working: each dossier key stays
    readable through whichever organisation key its row names.
    """
    current = newest_organisation_key(organisation_id)
    successor = _new_organisation_key(organisation_id, number=current.number + 1)
    rewrapped = 0
    while batch := _rewrap_batch(organisation_id, successor):
        rewrapped += batch
    with transaction.atomic(using="keys"):
        older = OrganisationKey.objects.select_for_update().filter(
            organisation_id=organisation_id, number__lt=successor.number
        )
        # Under this lock nobody can add a dossier key to an older one; some were just added, perhaps.
        doomed = [key.pk for key in older]
        rewrapped += _rewrap_batch(organisation_id, successor)
        OrganisationKey.objects.filter(pk__in=doomed).delete()
    return rewrapped


def _rewrap_batch(organisation_id: int, successor: OrganisationKey) -> int:
    new = _open(successor)
    old: dict[int, bytes] = {}
    with transaction.atomic(using="keys"):
        rows = list(
            DossierKey.objects.select_for_update(of=("self",))
            .filter(organisation_key__organisation_id=organisation_id, organisation_key__number__lt=successor.number)
            .select_related("organisation_key")[:BATCH]
        )
        for row in rows:
            if row.organisation_key_id not in old:
                old[row.organisation_key_id] = _open(row.organisation_key)
            context = _dossier_context(row.dossier_id)
            row.wrapped = seal(new, unseal(old[row.organisation_key_id], row.wrapped, context), context)
            row.organisation_key = successor
        DossierKey.objects.bulk_update(rows, ["wrapped", "organisation_key"])
    return len(rows)


def _new_organisation_key(organisation_id: int, number: int) -> OrganisationKey:
    master, wrapped = wrap(new_key(), _organisation_context(organisation_id, number))
    key, _created = OrganisationKey.objects.get_or_create(
        organisation_id=organisation_id, number=number, defaults={"master": master, "wrapped": wrapped}
    )
    return key


def _open(row: OrganisationKey) -> bytes:
    return unwrap(row.master, row.wrapped, _organisation_context(row.organisation_id, row.number))


def _organisation_context(organisation_id: int, number: int) -> str:
    return f"organisation-key|{organisation_id}|{number}"


def _dossier_context(dossier_id: UUID) -> str:
    return f"dossier-key|{dossier_id}"
