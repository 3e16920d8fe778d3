"""Who may do what with an interview, and when (domain/integrity.md, sections 3, 3.6 and 7)."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integrity.interview.enums import InterviewStatus
from integrity.interview.models import Interview
from integrity.screening.enums import Instrument
from integrity.screening.instruments import uses
from integrity.screening.models import Candidacy, RoundMember
from integrity.screening.rules import is_candidate, is_reader, is_running, is_secretary
from portal.organisations.enums import Role
from portal.organisations.models import Membership
from portal.privacy.models import Tie
from portal.walls.actor import Actor, Reason
from portal.walls.scope import Scope, within

MOST_MINUTES = 240
NOT_USED = _("Deze ronde gebruikt het selectiegesprek niet.")
NOT_RUNNING = _("Deze kandidaat is niet uitgenodigd, of de procedure is al afgerond.")
OVER = _("De procedure is afgerond. Aan dit gesprek verandert niets meer.")
WAS_HELD = _("Dit gesprek is al gehouden. U kunt het niet opnieuw plannen.")
IS_PLANNED = _("Deze kandidaat heeft al een gesprek. Verplaats dat op de pagina van het gesprek.")
TOO_EARLY = _("Dit gesprek moet nog komen. Leg pas na het gesprek vast dat het is gehouden.")
OTHER_INTERVIEWER = _(
    "Een van de gesprekspartners heeft een band met de kandidaat. Dit gesprek telt niet. Plan een nieuw gesprek met "
    "een andere gesprekspartner."
)
STILL_RUNNING = _("De procedure loopt nog. De secretaris kan het gesprek afzeggen.")
NOT_PLANNED = _("Er is nu geen gesprek gepland.")
WAS_PAST = _("Dit gesprek is al geweest.")
SHEET_GONE = _("Het gesprek is afgerond. Het gespreksblad is gewist. Alleen de maatregelen blijven.")
SHEET_FIXED = _("Het gesprek is geweest of afgezegd. Het gespreksblad verandert niet meer.")
NO_NOTE = _("Dit onderwerp is alleen voor het gesprek. Daar hoort geen notitie bij, ook niet vooraf.")
STAYS = _("Een open bevinding blijft op het blad. De commissie legt die aan de kandidaat voor.")


def may_plan(actor: Actor, candidacy: Candidacy) -> Reason:
    """The secretary plans, for who is in the procedure, in a round that holds interviews."""
    if reason := is_secretary(actor):
        return reason
    if is_running(candidacy):
        return NOT_RUNNING
    return None if uses(candidacy.round, Instrument.INTERVIEW) else NOT_USED


def can_be_planned(actor: Actor, interview: Interview) -> Reason:
    """A planned interview moves and a cancelled one comes back while the procedure runs."""
    return OVER if is_running(interview.dossier.candidacy) else None


def may_let_lapse(actor: Actor, interview: Interview) -> Reason:
    """Whoever can end the procedure: the secretary decides, the candidate withdraws."""
    return None if actor.dossier_id == interview.dossier_id else is_secretary(actor)


def procedure_has_ended(actor: Actor, interview: Interview) -> Reason:
    """A planned interview lapses when a decision or a withdrawal comes first."""
    return None if is_running(interview.dossier.candidacy) else STILL_RUNNING


def can_be_held(actor: Actor, interview: Interview) -> Reason:
    """It counts once its day has come, and when neither interviewer turned out to have a tie."""
    if is_running(interview.dossier.candidacy):
        return OVER
    if timezone.localtime(interview.at).date() > timezone.localdate():
        return TOO_EARLY
    tied = Tie.objects.filter(dossier_id=interview.dossier_id, person_id__in=interview.interviewers)
    return OTHER_INTERVIEWER if tied.exists() else None


def may_ask_other_time(actor: Actor, interview: Interview) -> Reason:
    """The candidate asks, as long as it can still be moved."""
    if reason := is_candidate(actor, interview.dossier.candidacy) or can_be_planned(actor, interview):
        return reason
    if interview.status != InterviewStatus.PLANNED:
        return NOT_PLANNED
    return WAS_PAST if interview.at <= timezone.now() else None


def sheet_is_there(interview: Interview | None) -> Reason:
    """From planning until concluding; after that there is nothing left to read."""
    if interview is None:
        return NOT_PLANNED
    return SHEET_GONE if interview.status == InterviewStatus.CONCLUDED else None


def may_read_sheet(actor: Actor, interview: Interview | None) -> Reason:
    """Secretary and committee prepare the interview."""
    return is_reader(actor) or sheet_is_there(interview)


def may_prepare(actor: Actor, interview: Interview) -> Reason:
    """The sheet is made before the interview."""
    if reason := may_read_sheet(actor, interview):
        return reason
    if is_running(interview.dossier.candidacy):
        return OVER
    return None if interview.status == InterviewStatus.PLANNED else SHEET_FIXED


def ties_of(dossiers: Iterable[UUID]) -> set[tuple[UUID, int]]:
    """Return who has a tie with whom, as (dossier, person); one query, in the scope of the branch."""
    return set(Tie.objects.filter(dossier_id__in=dossiers).values_list("dossier_id", "person_id"))


def unfit(interviews: Collection[Interview]) -> dict[UUID, list[int]]:
    """Return per dossier the interviewers who cannot hold the interview any more; one query.

    They left the committee, or turned out to have a tie with the candidate (section 7, rule 9).
    """
    planned = [one.pk for one in interviews if one.status == InterviewStatus.PLANNED]
    rows = Interview.objects.filter(pk__in=planned).annotate(
        first_out=cannot_hold("first_interviewer"), second_out=cannot_hold("second_interviewer")
    )
    found = {
        one.dossier_id: [who for who, out in zip(one.interviewers, (one.first_out, one.second_out), strict=True) if out]
        for one in (rows if planned else ())
    }
    return {dossier: people for dossier, people in found.items() if people}


def cannot_hold(who: str) -> Q:
    """Return the condition on interviews that `who`, a field, left the committee or has a tie."""
    person = OuterRef(who)
    held = Membership.objects.current().filter(tenant=OuterRef("tenant"), role=Role.COMMITTEE_MEMBER, person=person)
    named = RoundMember.objects.filter(round=OuterRef("dossier__candidacy__round"), rules_confirmed_at__isnull=False)
    tied = Tie.objects.filter(dossier=OuterRef("dossier"), person=person)
    return ~Exists(held) | ~Exists(named.filter(person=person)) | Exists(tied)


def occupied(
    tenant_id: int, people: Collection[int], starts: datetime, ends: datetime, but: Collection[UUID] = ()
) -> list[Interview]:
    """Return the planned interviews of `people` that overlap the period, except those of the dossiers `but`."""
    # Also those of files that are closed to who plans: only that somebody is busy is told, never with whom.
    with within(Scope(tenant=tenant_id)):
        near = Interview.objects.filter(
            status=InterviewStatus.PLANNED, at__lt=ends, at__gt=starts - timedelta(minutes=MOST_MINUTES)
        )
        return [
            one
            for one in near.exclude(dossier_id__in=but).order_by("at")
            if one.ends_at > starts and not {*people}.isdisjoint(one.interviewers)
        ]
