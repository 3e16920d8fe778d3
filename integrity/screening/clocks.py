"""From when the period of a candidacy counts, and of the facts that stay (domain/integrity.md, section 7, rule 13)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from integrity.screening.enums import CandidacyStatus
from integrity.screening.models import SelectionRound
from portal.audit.models import Act, Event
from portal.audit.record import record_each
from portal.privacy.dossiers import start_clocks
from portal.privacy.models import Dossier
from portal.walls.actor import Actor
from portal.walls.scope import Scope, within

LISTING = "candidacy.list"
# Over (actor, round): let clocks follow the dates of the round, and return how many changed.
Follower = Callable[[Actor, SelectionRound], int]
_followers: list[Follower] = []


def register_follower(follow: Follower) -> None:
    """Add clocks that count from a date of the round."""
    _followers.append(follow)


def follow_dates(actor: Actor, selection: SelectionRound) -> int:
    """Let every clock follow the dates of a round that were just changed; return how many did.

    Whose clock changed is warned again two weeks ahead. Takes a fixed number of queries.
    """
    # As a task of the branch: the clock of somebody with whom the secretary has a tie moves as well.
    with within(Scope(tenant=selection.tenant_id)):
        return sum(follow(actor, selection) for follow in _followers)


def listed_counts_from(selection: SelectionRound, decided_at: datetime) -> datetime:
    """Return from when the period of somebody listed counts: the day on which nobody can appeal any more.

    Never before the decision itself.
    """
    return max(start_of(selection.irrevocable_on), decided_at)


def facts_count_from(selection: SelectionRound) -> datetime:
    """Return from when the period of the facts counts: the end of the term."""
    return start_of(selection.term_ends_on)


def facts_until(selection: SelectionRound) -> datetime:
    """Return when the facts, with the measures, are erased."""
    return facts_count_from(selection) + timedelta(days=settings.KEPT_FACTS_DAYS)


def listed_at(dossier_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """Return when each was put on the list, by dossier, as the log has it; needs the scope of the branch."""
    decided = Event.objects.filter(act=Act.MOVED, what=LISTING, dossier_id__in=dossier_ids)
    return dict(decided.values_list("dossier_id", "at"))


def move_clocks(actor: Actor, starts: Mapping[Dossier, datetime]) -> int:
    """Let the period of each dossier count from another moment; return how many that changes."""
    moved = {dossier: start for dossier, start in starts.items() if dossier.clock_started_at != start}
    start_clocks(moved)
    record_each(actor, Act.WROTE, "clock.moved", {dossier.pk: dossier.reference for dossier in moved})
    return len(moved)


def start_of(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_current_timezone())


def _listed_follow(actor: Actor, selection: SelectionRound) -> int:
    there = Dossier.objects.filter(candidacy__round=selection, erased_at=None)
    # Locked, so that the night does not erase by the old date meanwhile; and all of them, for whoever is put on the
    # list at this moment would count from it. Only then is it certain who is on the list.
    list(there.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk"))
    listed = there.filter(candidacy__status=CandidacyStatus.LISTED, clock_started_at__isnull=False)
    dossiers = list(listed)
    decided = listed_at([dossier.pk for dossier in dossiers])
    starts = {one: listed_counts_from(selection, decided.get(one.pk, one.opened_at)) for one in dossiers}
    return move_clocks(actor, starts)


register_follower(_listed_follow)
