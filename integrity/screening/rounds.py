"""Changing a round after it started."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from integrity.screening.clocks import follow_dates
from integrity.screening.models import Candidacy, SelectionRound
from integrity.screening.queries import lock_round
from integrity.screening.rules import is_secretary
from portal.audit.models import Act
from portal.audit.record import record
from portal.walls.actor import Actor, Refused, demand
from portal.walls.scope import Scope, within
from portal.workflow.door import ChangedMeanwhile

BODY_FIXED = _(
    "Er staan al kandidaten in deze ronde. Daarom liggen de gemeente, de provincie of het waterschap "
    "en hun functies vast."
)


def change_round(actor: Actor, selection: SelectionRound, version: int | None, **changes: Any) -> bool:
    """Change the settings of a round; clocks follow its dates.

    version: what the actor saw. Returns False when everything stands there already (a double click).
    Raises ChangedMeanwhile, and Refused for a non-secretary or when candidates would lose their office.
    """
    demand(is_secretary(actor))
    with transaction.atomic():
        lock_round(selection)
        row = SelectionRound.objects.select_related("body").get(pk=selection.pk)
        if all(getattr(row, field) == value for field, value in changes.items()):
            return False
        if row.version != version:
            raise ChangedMeanwhile
        _set(row, changes)
        _hold_offices(row)
        follow_dates(actor, row)
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
