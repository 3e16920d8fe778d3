"""From when the period of a candidacy counts, and of the facts that stay (domain/integrity.md, section 7, rule 13)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from integrity.screening.enums import CandidacyStatus
from integrity.screening.models import Candidacy, SelectionRound
from integrity.screening.rules import is_secretary
from portal.audit.models import Act, Event
from portal.audit.record import record_each
from portal.privacy.models import Dossier
from portal.walls.actor import Actor, demand

LISTING = "candidacy.list"
# Over (actor, round): let clocks follow the dates of the round, and return how many changed.
Follower = Callable[[Actor, SelectionRound], int]
_followers: list[Follower] = []


def register_follower(follow: Follower) -> None:
    """Add clocks that count from a date of the round."""
    _followers.append(follow)


def follow_dates(actor: Actor, selection: SelectionRound) -> int:
    """Let every clock follow the dates of a round that were just changed; return how many did.

    Whose clock changed is warned again two weeks ahead. Takes a fixed number of queries. Raises Refused for a
    non-secretary.
    """
    demand(is_secretary(actor))
    with transaction.atomic():
        return sum(follow(actor, selection) for follow in _followers)


def listed_counts_from(candidacy: Candidacy, listed_at: datetime) -> datetime:
    """Return from when the period of somebody listed counts: the day on which nobody can appeal any more.

    Not before the decision itself, and not later than a candidacy stays that nobody decides on: a date that
    was mistyped keeps nobody's answers for years.
    """
    latest = candidacy.dossier.opened_at + timedelta(days=settings.CANDIDACY_LONGEST_DAYS)
    return max(min(start_of(candidacy.round.irrevocable_on), latest), listed_at)


def facts_count_from(selection: SelectionRound, opened_at: datetime) -> datetime:
    """Return from when the period of facts counts that stay since `opened_at`: the end of the term.

    Not later than a term can last, for the same reason.
    """
    return min(start_of(selection.term_ends_on), opened_at + timedelta(days=settings.KEPT_FACTS_LONGEST_DAYS))


def facts_remain(selection: SelectionRound, at: datetime) -> bool:
    """Say whether there is a term left to keep facts for, when a candidacy of this round is erased `at` some moment."""
    return start_of(selection.term_ends_on) > at


def listed_at(candidacies: Sequence[Candidacy]) -> dict[UUID, datetime]:
    """Return when each was put on the list, by dossier, as the log has it; needs the scope of the branch."""
    decided = Event.objects.filter(act=Act.MOVED, what=LISTING, dossier_id__in=[row.dossier_id for row in candidacies])
    return dict(decided.values_list("dossier_id", "at"))


def move_clocks(actor: Actor, starts: Mapping[Dossier, datetime]) -> int:
    """Let the period of each dossier count from another moment; return how many that changes."""
    moved = [dossier for dossier, start in starts.items() if dossier.clock_started_at != start]
    for dossier in moved:
        dossier.clock_started_at, dossier.warned_at = starts[dossier], None
    Dossier.objects.bulk_update(moved, ["clock_started_at", "warned_at"])
    record_each(actor, Act.WROTE, "clock.moved", {dossier.pk: dossier.reference for dossier in moved})
    return len(moved)


def start_of(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_current_timezone())


def _listed_follow(actor: Actor, selection: SelectionRound) -> int:
    listed = Candidacy.objects.filter(round=selection, status=CandidacyStatus.LISTED)
    # Locked, so that the night does not erase by the old date meanwhile.
    rows = list(listed.select_related("dossier", "round").select_for_update(of=("dossier",)))
    moments = listed_at(rows)
    starts = {row.dossier: listed_counts_from(row, moments.get(row.dossier_id, row.dossier.opened_at)) for row in rows}
    return move_clocks(actor, starts)


register_follower(_listed_follow)
