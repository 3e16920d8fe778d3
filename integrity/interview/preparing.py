"""Making the conversation sheet: which topics, in which order, and how to raise them."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction

from integrity.interview.models import Interview, Topic
from integrity.interview.rules import NO_NOTE, STAYS, may_prepare
from integrity.interview.sheet import Item, Sheet, sheet_of
from portal.audit.models import Act
from portal.audit.record import record
from portal.privacy.dossiers import lock_files
from portal.walls.actor import Actor, demand
from portal.workflow.door import ChangedMeanwhile

UP, DOWN = "up", "down"


@transaction.atomic
def add(actor: Actor, interview: Interview, addresses: Iterable[str]) -> int:
    """Put topics on the sheet; what is there already, or does not exist, is passed over. Raises Refused."""
    sheet = _opened(actor, interview)
    made = [sheet.material.item(*address.partition(":")[::2]) for address in dict.fromkeys(addresses)]
    new = [item for item in made if item is not None and not sheet.has(item.address)]
    if new:
        _write(actor, sheet, [*sheet.items, *new])
    return len(new)


@transaction.atomic
def remove(actor: Actor, interview: Interview, pk: UUID) -> None:
    """Take a topic off the sheet, with its note. Raises Refused for an open finding."""
    sheet = _opened(actor, interview)
    item = sheet.find(pk)
    if item is None or item.row is None:
        return
    demand(STAYS if item.stays else None)
    item.row.delete()
    _record(actor, interview)


@transaction.atomic
def move(actor: Actor, interview: Interview, pk: UUID, where: str) -> None:
    """Put a topic one place up or down; past the end it stays where it is. Raises Refused."""
    sheet = _opened(actor, interview)
    items, item = list(sheet.items), sheet.find(pk)
    if item is None:
        return
    place = items.index(item)
    other = place - 1 if where == UP else place + 1
    if 0 <= other < len(items):
        items[place], items[other] = items[other], items[place]
        _write(actor, sheet, items)


@transaction.atomic
def note(actor: Actor, interview: Interview, pk: UUID, text: str, version: int | None) -> bool:
    """Keep how a topic will be raised; False when it stood there already.

    Raises Refused for what belongs in the conversation alone, or when it is not on the sheet; ChangedMeanwhile
    when somebody wrote something else since `version` (0: nothing yet).
    """
    sheet = _opened(actor, interview)
    item = sheet.find(pk)
    if item is None:
        raise ChangedMeanwhile
    demand(NO_NOTE if item.only_spoken else None)
    if item.note == text:
        return False
    if version != (item.row.version if item.row else 0):
        raise ChangedMeanwhile
    if item.row is None:
        _write(actor, sheet, sheet.items)
        item = sheet_of(interview).find(pk)
    _keep(item.row, text)
    _record(actor, interview)
    return True


def _keep(row: Topic, text: str) -> None:
    row.note, row.version = text or None, row.version + 1
    row.save(update_fields=["note", "version"])


def _opened(actor: Actor, interview: Interview) -> Sheet:
    """Read the sheet while nobody else can change it."""
    lock_files([interview.dossier_id])
    row = Interview.objects.select_related("dossier__candidacy__round", "edition").get(pk=interview.pk)
    demand(may_prepare(actor, row))
    return sheet_of(row)


def _write(actor: Actor, sheet: Sheet, items: Sequence[Item]) -> None:
    """Write the topics in this order; those that were there only because they have to be get a row too."""
    for position, item in enumerate(items):
        if item.row is None:
            _row(sheet.interview, item, position).save(force_insert=True)
        elif item.row.position != position:
            item.row.position = position
            item.row.save(update_fields=["position"])
    _record(actor, sheet.interview)


def _row(interview: Interview, item: Item, position: int) -> Topic:
    return Topic(
        tenant_id=interview.tenant_id,
        dossier_id=interview.dossier_id,
        interview=interview,
        source=item.source,
        key=item.key,
        position=position,
        only_in_conversation=item.only_spoken,
    )


def _record(actor: Actor, interview: Interview) -> None:
    record(actor, Act.WROTE, "interview.sheet_changed", dossier_id=interview.dossier_id, subject=str(interview.pk))
