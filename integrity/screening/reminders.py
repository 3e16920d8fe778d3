"""Reminding candidates of what is asked of them: by hand, and some days before something must be ready.

The mail says nothing but that something is waiting. Who has nothing to do gets none, and nobody gets two a day.
"""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from integrity.screening.desk import desk_of
from integrity.screening.enums import CandidacyStatus
from integrity.screening.instruments import due_for
from integrity.screening.models import Candidacy, Reminder, RoundInstrument, SelectionRound
from integrity.screening.rules import is_secretary
from integrity.screening.steps import CANDIDATE, step_for
from portal.audit.models import Act
from portal.audit.record import record_each
from portal.notices.send import notify_dossiers
from portal.organisations.enums import Kind
from portal.organisations.models import Organisation
from portal.privacy.dossiers import lock_files
from portal.walls.actor import Actor, demand
from portal.walls.scope import Scope, within

logger = logging.getLogger(__name__)
REMINDER = "candidate_reminder"
BY_HAND = -1


@dataclass(frozen=True)
class Reminded:
    """How many were reminded, had a reminder today already, or have nothing to do."""

    sent: int
    already: int
    nothing: int


def remind(actor: Actor, selection: SelectionRound, candidacies: Sequence[Candidacy]) -> Reminded:
    """Remind candidates of one round. Takes a fixed number of queries. Raises Refused for a non-secretary."""
    demand(is_secretary(actor))
    with transaction.atomic():
        locked = _lock(candidacies)
        rows = desk_of(actor, selection, locked).rows
        asked = {row.candidacy: set(row.asked_of_candidate) for row in rows if row.asked_of_candidate}
        sent = _send(actor, asked, BY_HAND)
    return Reminded(sent, len(asked) - sent, len(locked) - len(asked))


def remind_by_date(today: date | None = None) -> int:
    """Remind whom something is asked of that they must have ready in REMINDER_DAYS days; return how many.

    Which day that is for whom: see due_for. Nobody is reminded on the day of the invitation itself.
    Safe to run again on the same day. A day that was missed stays missed: an old reminder helps nobody.
    """
    today = today or timezone.localdate()
    branches = Organisation.objects.filter(kind=Kind.PARTY_BRANCH).values_list("pk", flat=True)
    return sum(_remind_branch(tenant_id, today) for tenant_id in branches.order_by("pk"))


def _remind_branch(tenant_id: int, today: date) -> int:
    """One branch that fails does not keep the others waiting."""
    try:
        with within(Scope(tenant=tenant_id)):
            return sum(_remind_before(tenant_id, today, days) for days in settings.REMINDER_DAYS)
    except Exception as error:  # the next hour tries again
        # The error's text may hold content; its kind does not.
        logger.error("reminders of organisation %s failed: %s", tenant_id, type(error).__name__)
        return 0


def _remind_before(tenant_id: int, today: date, days: int) -> int:
    day = today + timedelta(days=days)
    # Who was invited since then may have a day of their own, see due_for.
    since = day - timedelta(days=settings.DAYS_AFTER_INVITATION)
    soon = Q(due_on=day) | Q(due_on__lt=day, round__candidacies__invited_at__date__gte=since)
    asked: dict[Candidacy, set[str]] = {}
    for row in RoundInstrument.objects.filter(soon, tenant_id=tenant_id, used=True).distinct():
        invited = Candidacy.objects.filter(round_id=row.round_id, invited_at__date__lt=today).select_related("round")
        for candidacy in _waiting(row, [one for one in invited if due_for(one, row.due_on) == day]):
            asked.setdefault(candidacy, set()).add(row.instrument)
    return _send(Actor(tenant_id=tenant_id), asked, days) if asked else 0


def _waiting(row: RoundInstrument, candidacies: Sequence[Candidacy]) -> list[Candidacy]:
    """Those who are still in the procedure and have something to do for this instrument."""
    step = step_for(row.instrument)
    if step is None or step.task is None or not candidacies:
        return []
    locked = [one for one in _lock(candidacies) if one.status == CandidacyStatus.INVITED]
    states = step.states(Actor(tenant_id=row.tenant_id), locked)
    return [one for one in locked if one.dossier_id in states and states[one.dossier_id].waits_for == CANDIDATE]


def _lock(candidacies: Collection[Candidacy]) -> list[Candidacy]:
    """Candidacies as they stand now; whoever reminds or decides about them meanwhile waits."""
    lock_files(one.dossier_id for one in candidacies)
    rows = Candidacy.objects.filter(pk__in=[one.pk for one in candidacies], dossier__erased_at=None)
    return list(rows.select_related("dossier", "round").order_by("pk"))


def _send(actor: Actor, asked: Mapping[Candidacy, set[str]], moment: int) -> int:
    """Remind those who had none today; return how many."""
    today = timezone.localdate()
    had = _reminded_on(today, [candidacy.dossier_id for candidacy in asked])
    due = {candidacy: names for candidacy, names in asked.items() if candidacy.dossier_id not in had}
    Reminder.objects.bulk_create(
        Reminder(tenant_id=one.tenant_id, dossier_id=one.dossier_id, instrument=name, moment=moment, sent_on=today)
        for one, names in due.items()
        for name in sorted(names)
    )
    notify_dossiers([candidacy.dossier for candidacy in due], REMINDER)
    told = {candidacy.dossier_id: candidacy.dossier.reference for candidacy in due}
    record_each(actor, Act.WROTE, "candidacy.reminded", told)
    return len(due)


def _reminded_on(day: date, dossiers: Collection[UUID]) -> set[UUID]:
    return set(Reminder.objects.filter(sent_on=day, dossier_id__in=dossiers).values_list("dossier_id", flat=True))
