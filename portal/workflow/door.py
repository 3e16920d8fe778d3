"""`perform`, the one door through which a status changes."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from portal.audit.models import Act
from portal.audit.record import record, record_all
from portal.privacy.dossiers import lock_files
from portal.walls.actor import Actor, Reason, Refused, demand
from portal.workflow.moves import Move, Procedure

CHANGED_MEANWHILE = _(
    "Iemand anders heeft dit intussen gewijzigd. Hieronder staat de nieuwste stand. Kijk of uw stap nog nodig is."
)
NOT_FROM_HERE = _("Deze stap kan nu niet, want de stand is “%(state)s”.")


class ChangedMeanwhile(Refused):
    """The object changed after the actor looked at it."""

    def __init__(self) -> None:
        super().__init__(CHANGED_MEANWHILE)


def refusal(procedure: Procedure, move: Move, actor: Actor, obj: Model) -> Reason:
    """Say why `actor` may not take `move` on `obj` now; None when they may."""
    reason = move.may(actor, obj)
    if reason is not None:
        return reason
    status = getattr(obj, procedure.field)
    if status not in move.sources:
        return NOT_FROM_HERE % {"state": procedure.state(status).inside}
    return move.guard(actor, obj)


def open_moves(procedure: Procedure, actor: Actor, obj: Model) -> list[Move]:
    """Return the moves `actor` may take on `obj` now, in the order of the table."""
    return [move for move in procedure.moves if refusal(procedure, move, actor, obj) is None]


def perform(
    procedure: Procedure, name: str, obj: Model, actor: Actor, *, version: int | None = None, **changes: Any
) -> bool:
    """Take move `name` on `obj`: lock its file and itself, check, save, record, run the effects, in one transaction.

    version: what the actor saw; another version means somebody came between. changes: further
    fields set in the same save. Returns False, changing nothing, when the move was done already
    (a double click). Raises Refused with a sentence, or ChangedMeanwhile.
    """
    move = procedure.move(name)
    with transaction.atomic():
        _lock_files_of([obj])
        row = type(obj)._base_manager.select_for_update().get(pk=obj.pk)
        demand(move.may(actor, row))
        if _is_repeat(procedure, move, row, version):
            _copy(procedure, row, obj, changes)
            return False
        if version is not None and row.version != version:
            raise ChangedMeanwhile
        demand(refusal(procedure, move, actor, row))
        setattr(row, procedure.field, move.target)
        for field, value in changes.items():
            setattr(row, field, value)
        row.version += 1
        row.save(update_fields=[procedure.field, "version", *changes])
        record(
            actor,
            Act.MOVED,
            f"{procedure.name}.{name}",
            dossier_id=getattr(row, "dossier_id", None),
            subject=str(row.pk),
        )
        _run_effects(move, actor, [row])
    _copy(procedure, row, obj, changes)
    return True


def perform_all(procedure: Procedure, name: str, objs: Sequence[Model], actor: Actor, **changes: Any) -> list[Model]:
    """Take move `name` on every object that stands where it starts, in one transaction; return those.

    What moved already is passed over (a double click). changes: the same for all. The number of queries does
    not grow with theirs, unless the move's guard or effects let it. Raises Refused, and then nothing moves.
    """
    move = procedure.move(name)
    with transaction.atomic():
        _lock_files_of(objs)
        # In one order, so that two people who tick the same do not hold up each other for ever.
        kept = procedure.model()._base_manager.filter(pk__in=[obj.pk for obj in objs]).order_by("pk")
        rows = [row for row in kept.select_for_update() if getattr(row, procedure.field) in move.sources]
        for row in rows:
            demand(refusal(procedure, move, actor, row))
            for field, value in {procedure.field: move.target, "version": row.version + 1, **changes}.items():
                setattr(row, field, value)
        procedure.model()._base_manager.bulk_update(rows, [procedure.field, "version", *changes])
        record_all(actor, Act.MOVED, f"{procedure.name}.{name}", rows)
        _run_effects(move, actor, rows)
    moved = {row.pk: row for row in rows}
    for obj in objs:
        if obj.pk in moved:
            _copy(procedure, moved[obj.pk], obj, changes)
    return rows


def _lock_files_of(objs: Iterable[Model]) -> None:
    """Of objects that belong to no file, such as a round, the row alone is locked."""
    if files := {obj.dossier_id for obj in objs if getattr(obj, "dossier_id", None)}:
        lock_files(files)


def _run_effects(move: Move, actor: Actor, rows: Sequence[Model]) -> None:
    for row in rows:
        for effect in move.effects:
            effect(actor, row)
    for shared in move.shared if rows else ():
        shared(actor, rows)


def _is_repeat(procedure: Procedure, move: Move, row: Model, version: int | None) -> bool:
    """The state is where the move leads, and it got there by one step from what the actor saw."""
    arrived = getattr(row, procedure.field) == move.target and move.target not in move.sources
    return arrived and (version is None or row.version in (version, version + 1))


def _copy(procedure: Procedure, row: Model, obj: Model, changes: dict[str, Any]) -> None:
    for field in (procedure.field, "version", *changes):
        setattr(obj, field, getattr(row, field))
