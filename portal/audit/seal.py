"""The chain over the log, and its check.

Events are written without a lock and sealed shortly after, in the order in which they are found,
so that readers of one organisation never wait for each other. The head of the chain (number and
hash) is signed and written outside the database: without it a cut tail would go unseen.
"""

import hashlib
import hmac
import json
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

from django.conf import settings
from django.core.files.storage import storages
from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils import timezone

from portal.audit.models import Event, Seal
from portal.walls.scope import Scope, within

logger = logging.getLogger(__name__)

START = "0" * 64
LOCK = 7_301_202  # names the sealer's lock in PostgreSQL; any number nobody else uses
BATCH = 2_000
KEPT = timedelta(days=5 * 365)
SEALED_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the log, as a sentence for the security officer."""

    sentence: str


def seal_events() -> int:
    """Seal what is not sealed yet and export the new head; return how many events were sealed."""
    with within(Scope(system=True)):
        if not _alone():
            return 0
        events = Event.objects.filter(~Exists(Seal.objects.filter(event_id=OuterRef("pk")))).order_by("at", "id")[
            :BATCH
        ]
        last = Seal.objects.order_by("-number").first()
        number, before = (last.number, last.hash) if last else (0, START)
        seals = []
        for event in events:
            number += 1
            link = _link(number, event, before)
            before = link.hash
            seals.append(link)
        Seal.objects.bulk_create(seals)
    if seals:
        _export_head(seals[-1])
    return len(seals)


def verify() -> list[Fault]:
    """Return everything that shows the log was edited, cut, reordered or thinned out."""
    with within(Scope(system=True)):
        faults = _verify_chain()
        faults += _verify_heads()
        late = timezone.now() - SEALED_WITHIN
        unsealed = Event.objects.filter(~Exists(Seal.objects.filter(event_id=OuterRef("pk"))), at__lt=late).count()
        if unsealed:
            faults.append(Fault(f"{unsealed} events older than {SEALED_WITHIN} are not sealed"))
    return faults


def _verify_chain() -> list[Fault]:
    faults: list[Fault] = []
    events = {event.pk: event for event in Event.objects.iterator()}
    before, expected = START, 1
    for seal in Seal.objects.order_by("number").iterator():
        if seal.number != expected:
            faults.append(Fault(f"seals {expected} to {seal.number - 1} are missing"))
        event = events.get(seal.event_id)
        if event is None:
            if seal.sealed_at > timezone.now() - KEPT:
                faults.append(Fault(f"event {seal.event_id} (seal {seal.number}) was deleted"))
        elif _digest(event) != seal.event_digest:
            faults.append(Fault(f"event {seal.event_id} (seal {seal.number}) was edited"))
        if _hash(seal.number, seal.event_id, seal.event_digest, seal.sealed_at, before) != seal.hash:
            faults.append(Fault(f"seal {seal.number} does not follow from the one before"))
        before, expected = seal.hash, seal.number + 1
    return faults


def _verify_heads() -> list[Fault]:
    faults: list[Fault] = []
    hashes = dict(Seal.objects.values_list("number", "hash"))
    storage = storages["audit"]
    for name in sorted(storage.listdir("")[1]):
        head = json.loads(storage.open(name).read())
        if not hmac.compare_digest(_signature(head["number"], head["hash"]), head["signature"]):
            faults.append(Fault(f"exported head {name} has a wrong signature"))
        elif head["number"] not in hashes:
            faults.append(Fault(f"the log was cut: exported head {head['number']} is no longer in it"))
        elif hashes[head["number"]] != head["hash"]:
            faults.append(Fault(f"the log was rewritten: seal {head['number']} differs from its exported head"))
    return faults


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return cursor.fetchone()[0]


def _link(number: int, event: Event, before: str) -> Seal:
    now, digest = timezone.now(), _digest(event)
    return Seal(
        number=number,
        event_id=event.pk,
        event_digest=digest,
        sealed_at=now,
        hash=_hash(number, event.pk, digest, now, before),
    )


def _digest(event: Event) -> str:
    values = [str(getattr(event, field.attname)) for field in Event._meta.concrete_fields]
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()


def _hash(number: int, event_id: object, digest: str, sealed_at: datetime, before: str) -> str:
    parts = [before, str(number), str(event_id), digest, sealed_at.isoformat()]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def _signature(number: int, head: str) -> str:
    return hmac.new(settings.AUDIT_SIGNING_KEY, f"{number}|{head}".encode(), hashlib.sha256).hexdigest()


def _export_head(seal: Seal) -> None:
    head = {
        "number": seal.number,
        "hash": seal.hash,
        "at": seal.sealed_at.isoformat(),
        "signature": _signature(seal.number, seal.hash),
    }
    logger.info("audit head %s %s", seal.number, seal.hash)
    # One file a day, overwritten by the newest head of that day.
    storages["audit"].save(f"{seal.sealed_at:%Y-%m-%d}.json", BytesIO(json.dumps(head).encode()))
