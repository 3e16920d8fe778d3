"""Opening dossiers, and writing in them one at a time."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NoReturn
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from portal.privacy.keys import create_dossier_keys
from portal.privacy.models import Dossier


class Erased(Exception):
    """A file that somebody may see was asked for, and it is erased: the answer is a page that says so (410).

    dossier: what is left of it, without content; rest: a sentence on where to go now, or nothing.
    """

    def __init__(self, dossier: Dossier, rest: str = "") -> None:
        super().__init__(dossier.reference)
        self.dossier, self.rest = dossier, rest


def gone(dossiers: QuerySet[Dossier], kind: str, rest: str = "") -> NoReturn:
    """Raise Erased when the first of `dossiers`, which somebody may see, is of this kind and erased; else Http404."""
    erased = dossiers.filter(kind=kind, erased_at__isnull=False).first()
    raise Erased(erased, rest) if erased else Http404()


def lock_files(dossier_ids: Iterable[UUID]) -> None:
    """Let others who write in these files wait until the transaction ends; raises Erased when one is gone.

    Whoever writes in a file does this first, and only then looks whether it may be written and locks rows of
    its own. So nobody slips past a decision of the same moment, and no two wait for each other for ever
    (docs/decisions/one-lock.md).
    """
    # In one order, for several at once. Without the key: reading, which the log notes, waits for nobody.
    rows = Dossier.objects.filter(pk__in=list(dossier_ids)).order_by("pk").select_for_update(no_key=True)
    for dossier in rows:
        if dossier.erased_at is not None:
            raise Erased(dossier)


def open_dossier(tenant_id: int, kind: str) -> Dossier:
    """Open a dossier of `kind` ("integrity.candidacy", …) with a key of its own."""
    return open_dossiers(tenant_id, kind, 1)[0]


def open_dossiers(tenant_id: int, kind: str, number: int) -> list[Dossier]:
    """Open `number` dossiers, each with a key of its own, in a fixed number of queries.

    The keys are written first: a key without dossier is harmless, a dossier without key is not.
    """
    dossiers = [Dossier(tenant_id=tenant_id, kind=kind) for _one in range(number)]
    create_dossier_keys([dossier.pk for dossier in dossiers], tenant_id)
    return Dossier.objects.bulk_create(dossiers)


def start_clock(dossier: Dossier, at: datetime) -> None:
    """Let the retention period of a dossier count from `at`."""
    start_clocks({dossier: at})


def start_clocks(starts: Mapping[Dossier, datetime]) -> None:
    """Let the retention period of each dossier count from its moment, in one query."""
    for dossier, at in starts.items():
        dossier.clock_started_at, dossier.warned_at = at, None
    Dossier.objects.bulk_update(starts, ["clock_started_at", "warned_at"])
