"""The selection committee of a round: who is in it, and the ground rules (domain/integrity.md, section 3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integrity.screening.announcing import announce_naming
from integrity.screening.models import Candidacy, RoundMember, SelectionRound
from integrity.screening.queries import by_name
from integrity.screening.rules import is_secretary
from integrity.screening.ties import declare_tie
from portal.accounts.models import User
from portal.audit.models import Act
from portal.audit.record import record
from portal.organisations.enums import Role
from portal.organisations.models import Membership
from portal.privacy.dossiers import lock_files
from portal.privacy.models import Tie
from portal.walls.actor import Actor, Refused, demand

NOT_NAMED = _("U zit niet in de selectiecommissie van deze ronde. Vraag het de secretaris.")
NO_COLLEAGUE = _("Kies iemand die in uw afdeling lid is van de selectiecommissie.")


@dataclass(frozen=True)
class Seat:
    """A member as the committee's page shows them. on_board: also in the board; newcomers: added since they looked."""

    member: RoundMember
    on_board: bool
    newcomers: int


def possible_members(actor: Actor) -> QuerySet[User]:
    """The colleagues with the role of committee member."""
    return User.objects.filter(pk__in=_holding(actor.tenant_id, Role.COMMITTEE_MEMBER)).order_by("name")


def secretaries(actor: Actor) -> QuerySet[User]:
    """Who runs the rounds of the branch."""
    return User.objects.filter(pk__in=_holding(actor.tenant_id, Role.PARTY_SECRETARY)).order_by("name")


def members_of(selection: SelectionRound) -> QuerySet[User]:
    """Who sits in the committee of a round: still holds the role, was named for it, confirmed the ground rules.

    Needs the scope of the branch.
    """
    named = RoundMember.objects.filter(round=selection, rules_confirmed_at__isnull=False)
    people = User.objects.filter(pk__in=_holding(selection.tenant_id, Role.COMMITTEE_MEMBER))
    return people.filter(pk__in=named.values("person_id")).order_by("name")


def open_to(candidacy: Candidacy) -> QuerySet[User]:
    """The members of the committee that have no tie with a candidate; needs the scope of the branch."""
    tied = Tie.objects.filter(dossier_id=candidacy.dossier_id)
    return members_of(candidacy.round).exclude(pk__in=tied.values("person_id"))


def _holding(tenant_id: int | None, role: Role) -> QuerySet[Membership]:
    return Membership.objects.current().filter(tenant_id=tenant_id, role=role).values("person_id")


def seats_of(actor: Actor, selection: SelectionRound) -> list[Seat]:
    """Return the members of a round by name, in a fixed number of queries."""
    board = set(_holding(actor.tenant_id, Role.BOARD_MEMBER).values_list("person_id", flat=True))
    added = list(_living(actor, selection).values_list("dossier__opened_at", flat=True))
    members = selection.members.select_related("person").order_by("person__name")
    return [Seat(one, one.person_id in board, _later(added, one.ties_declared_at)) for one in members]


def own_seat(actor: Actor, selection: SelectionRound) -> RoundMember | None:
    """Return the actor's own place in the committee of a round, if they have one."""
    return RoundMember.objects.visible_to(actor).filter(round=selection, person_id=actor.user_id).first()


def added_since(seat: RoundMember, candidacies: Iterable[Candidacy]) -> int:
    """Say how many candidates came after the member said with whom they have a tie."""
    return _later((candidacy.dossier.opened_at for candidacy in candidacies), seat.ties_declared_at)


def _later(moments: Iterable[datetime], declared_at: datetime | None) -> int:
    return 0 if declared_at is None else sum(1 for moment in moments if moment > declared_at)


def name_member(actor: Actor, selection: SelectionRound, person: User) -> RoundMember:
    """Name `person` for the committee of a round; doing it twice changes nothing. Raises Refused."""
    demand(is_secretary(actor))
    if not possible_members(actor).filter(pk=person.pk).exists():
        raise Refused(NO_COLLEAGUE)
    member, created = RoundMember.objects.get_or_create(
        round=selection, person=person, defaults={"tenant_id": actor.tenant_id}
    )
    if created:
        record(actor, Act.WROTE, "round.member_named", subject=str(selection.pk))
        announce_naming(member)
    return member


def dismiss_member(actor: Actor, member: RoundMember) -> None:
    """Take someone out of the committee; the files close for them. Raises Refused for a non-secretary."""
    demand(is_secretary(actor))
    if RoundMember.objects.filter(pk=member.pk).delete()[0]:
        record(actor, Act.WROTE, "round.member_dismissed", subject=str(member.round_id))


def to_look_at(actor: Actor, selection: SelectionRound) -> list[Candidacy]:
    """Return the candidates a member has to say about whether there is a tie: all, or those since the last time.

    Somebody who was named sees these names before the files are open to them: who else could say it?
    Raises Http404 for whoever was not named.
    """
    seat = own_seat(actor, selection)
    if seat is None:
        raise Http404
    rows = _living(actor, selection).select_related("dossier", "round")
    return by_name(rows.filter(dossier__opened_at__gt=seat.ties_declared_at) if seat.ties_declared_at else rows)


def _living(actor: Actor, selection: SelectionRound) -> QuerySet[Candidacy]:
    """Everybody in a round with whom the actor has no tie; apart from visible_to, which asks for confirmed rules."""
    tied = Tie.objects.filter(person_id=actor.user_id).values("dossier_id")
    rows = Candidacy.objects.filter(tenant_id=actor.tenant_id, round=selection, dossier__erased_at=None)
    return rows.exclude(dossier_id__in=tied)


def join(actor: Actor, selection: SelectionRound, tied: Sequence[Candidacy], looked_at: datetime) -> None:
    """Note that `actor` confirmed the ground rules and said with whom they have a tie; then the files open.

    looked_at: when they got the list of names. Doing it twice changes nothing. Raises Refused, or Erased.
    """
    with transaction.atomic():
        seat = RoundMember.objects.select_for_update().filter(round=selection, person_id=actor.user_id).first()
        if seat is None:
            raise Refused(NOT_NAMED)
        lock_files(candidacy.dossier_id for candidacy in tied)
        for candidacy in tied:
            declare_tie(actor, candidacy.dossier)
        if seat.rules_confirmed_at is None:
            seat.rules_confirmed_at = timezone.now()
            record(actor, Act.WROTE, "round.rules_confirmed", subject=str(selection.pk))
        # Who came after the list was made has not been looked at, also when it is handed in later.
        seat.ties_declared_at = max(filter(None, [seat.ties_declared_at, min(looked_at, timezone.now())]))
        seat.save(update_fields=["rules_confirmed_at", "ties_declared_at"])
