"""Changing a round after it started."""

from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integrity.screening.enums import CandidacyStatus
from integrity.screening.models import Candidacy, SelectionRound
from integrity.screening.rules import is_secretary
from portal.audit.models import Act
from portal.audit.record import record
from portal.privacy.dossiers import start_clocks
from portal.privacy.models import Dossier
from portal.walls.actor import Actor, Refused, demand
from portal.walls.scope import Scope, within
from portal.workflow.door import ChangedMeanwhile

BODY_FIXED = _("Er staan al kandidaten in deze ronde. Het bestuur en hun functies liggen daarom vast.")


def change_round(actor: Actor, selection: SelectionRound, version: int | None, **changes: Any) -> bool:
    """Change the settings of a round; the clocks of who is on the list follow the day it is irrevocable.

    version: what the actor saw. Returns False when everything stands there already (a double click).
    Raises ChangedMeanwhile, and Refused for a non-secretary or when candidates would lose their office.
    """
    demand(is_secretary(actor))
    with transaction.atomic():
        row = SelectionRound.objects.select_for_update(of=("self",)).select_related("body").get(pk=selection.pk)
        if all(getattr(row, field) == value for field, value in changes.items()):
            return False
        if row.version != version:
            raise ChangedMeanwhile
        before = row.irrevocable_on
        _set(row, changes)
        _hold_offices(row)
        if row.irrevocable_on != before:
            _move_clocks(row)
    record(actor, Act.WROTE, "round.changed", subject=str(row.pk))
    return True


def offices_taken(selection: SelectionRound) -> set[str]:
    """Return the offices that candidates of a round are for, whoever asks: a tie hides no fact of the round."""
    with within(Scope(tenant=selection.tenant_id)):
        rows = Candidacy.objects.filter(round=selection, dossier__erased_at=None)
        return set(rows.values_list("office", flat=True))


def _set(row: SelectionRound, changes: dict[str, Any]) -> None:
    for field, value in changes.items():
        setattr(row, field, value)
    row.version += 1
    row.save(update_fields=["version", *changes])


def _hold_offices(row: SelectionRound) -> None:
    if not offices_taken(row) <= set(row.offices):
        raise Refused(BODY_FIXED)


def _move_clocks(row: SelectionRound) -> None:
    # As a task of the branch: the clock of somebody with whom the secretary has a tie moves as well.
    with within(Scope(tenant=row.tenant_id)):
        listed = Dossier.objects.filter(
            candidacy__round=row,
            candidacy__status=CandidacyStatus.LISTED,
            clock_started_at__isnull=False,
            erased_at=None,
        ).select_for_update(of=("self",))
        start_clocks({dossier: _new_start(dossier, row.irrevocable_on) for dossier in listed})


def _new_start(dossier: Dossier, irrevocable_on: date) -> datetime:
    """The day itself, but never before the decision, which was taken by now and not after the old start."""
    day = datetime.combine(irrevocable_on, time(), timezone.get_current_timezone())
    return max(day, min(dossier.clock_started_at, timezone.now()))
