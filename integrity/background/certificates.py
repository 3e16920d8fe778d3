"""The certificate of conduct as a status, and nothing else: no file, no number, no ground (section 7, rule 3)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from integrity.background.models import Certificate
from integrity.background.rules import is_after_request, may_ask_certificate, may_note_talk
from integrity.background.workflow import CERTIFICATE
from integrity.screening.models import Candidacy
from integrity.screening.queries import lock_candidacy
from portal.audit.models import Act
from portal.audit.record import record
from portal.privacy.dossiers import lock_files
from portal.walls.actor import Actor, demand
from portal.workflow.door import ChangedMeanwhile, perform


@transaction.atomic
def ask_certificate(actor: Actor, candidacy: Candidacy, *, as_group: bool = False, version: int | None = None) -> bool:
    """Note that the party asks this candidate for a certificate; False when it did already. Raises Refused.

    as_group: someone whom the candidate authorised applies for several at once.
    """
    lock_candidacy(candidacy)
    demand(may_ask_certificate(actor, candidacy))
    row, _made = Certificate.objects.get_or_create(
        dossier_id=candidacy.dossier_id, defaults={"tenant_id": candidacy.tenant_id}
    )
    return perform(
        CERTIFICATE,
        "request",
        row,
        actor,
        version=version,
        requested_on=timezone.localdate(),
        as_group=as_group,
        talked_on=None,
    )


@transaction.atomic
def ask_all(actor: Actor, candidacies: Sequence[Candidacy], *, as_group: bool) -> int:
    """Ask those who can be asked; return how many were new. Raises Refused for a non-secretary or a fixed list."""
    lock_files(candidacy.dossier_id for candidacy in candidacies)
    return sum(ask_certificate(actor, candidacy, as_group=as_group) for candidacy in candidacies)


def see(actor: Actor, certificate: Certificate, day: date, version: int | None) -> bool:
    """Note on which day the certificate was seen. Raises Refused, or ChangedMeanwhile."""
    demand(is_after_request(certificate, day))
    return perform(CERTIFICATE, "see", certificate, actor, version=version, seen_on=day)


# What a step back takes along: a date that is no longer true.
UNDONE: dict[str, dict[str, Any]] = {
    "not_provide": {},
    "correct": {"seen_on": None, "talked_on": None},
    "take_back": {"requested_on": None, "as_group": False, "talked_on": None},
}


def step(actor: Actor, name: str, certificate: Certificate, version: int | None) -> bool:
    """Take one of the moves of UNDONE, which need no more than a click. Raises Refused, or ChangedMeanwhile."""
    return perform(CERTIFICATE, name, certificate, actor, version=version, **UNDONE[name])


@transaction.atomic
def note_talk(actor: Actor, candidacy: Candidacy, certificate: Certificate, day: date, version: int | None) -> bool:
    """Note on which day the board talked about a certificate that was not provided; False when it stood there.

    Raises Refused, or ChangedMeanwhile.
    """
    lock_candidacy(candidacy)
    row = Certificate.objects.select_for_update().get(pk=certificate.pk)
    demand(may_note_talk(actor, candidacy, row) or is_after_request(row, day))
    if row.talked_on == day:
        return False
    if row.version != version:
        raise ChangedMeanwhile
    row.talked_on, row.version = day, row.version + 1
    row.save(update_fields=["talked_on", "version"])
    record(actor, Act.WROTE, "certificate.talked", dossier_id=candidacy.dossier_id, subject=candidacy.dossier.reference)
    return True
