"""Planning interviews, moving them and calling them off. Everybody concerned hears of it, without content."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from integrity.interview.enums import InterviewStatus
from integrity.interview.guide import GUIDE_SLUG
from integrity.interview.models import Interview
from integrity.interview.rules import (
    IS_PLANNED,
    WAS_HELD,
    may_ask_other_time,
    may_plan,
    occupied,
    ties_of,
)
from integrity.interview.workflow import INTERVIEW
from integrity.screening.committee import members_of
from integrity.screening.enums import Instrument
from integrity.screening.instruments import in_use
from integrity.screening.models import Candidacy, SelectionRound
from integrity.screening.queries import edition_in_use, secretaries_of
from portal.accounts.models import User
from portal.audit.models import Act
from portal.audit.record import record
from portal.notices.send import notify_dossier, notify_person
from portal.organisations.enums import Role
from portal.organisations.models import Membership
from portal.privacy.dossiers import lock_files
from portal.privacy.models import Dossier
from portal.questionnaires.models import Edition
from portal.walls.actor import Actor, Refused, demand
from portal.workflow.door import perform

PLANNED, MOVED, CANCELLED = "interview_planned", "interview_moved", "interview_cancelled"
OTHER_TIME = "interview_other_time"
IN_THE_PAST = gettext_lazy("Dit moment is al geweest. Kies een moment dat nog komt.")


@dataclass(frozen=True)
class Appointment:
    """What is planned for one candidate."""

    candidacy: Candidacy
    at: datetime
    minutes: int
    place: str
    interviewers: tuple[User, User]

    @property
    def ends_at(self) -> datetime:
        return self.at + timedelta(minutes=self.minutes)

    @property
    def facts(self) -> dict[str, Any]:
        """The fields of the interview."""
        first, second = self.interviewers
        return {
            "at": self.at,
            "minutes": self.minutes,
            "place": self.place,
            "first_interviewer_id": first.pk,
            "second_interviewer_id": second.pk,
        }


def objections(appointments: Sequence[Appointment]) -> list[str]:
    """Say what keeps these appointments, of one round, from being planned; [] when nothing does."""
    first, second = appointments[0].interviewers
    if first == second:
        return [_("Kies twee verschillende gesprekspartners.")]
    if appointments[0].at <= timezone.now():
        return [str(IN_THE_PAST)]
    return [*_not_fit(appointments), *_double(appointments)]


def _not_fit(appointments: Sequence[Appointment]) -> Iterable[str]:
    members = set(members_of(appointments[0].candidacy.round).values_list("pk", flat=True))
    ties = ties_of(one.candidacy.dossier_id for one in appointments)
    for person in appointments[0].interviewers:
        if person.pk not in members:
            told = {"who": person.name}
            yield _("%(who)s zit niet in de commissie van deze ronde, of bevestigde de spelregels nog niet.") % told
    for one in appointments:
        for person in one.interviewers:
            if (one.candidacy.dossier_id, person.pk) in ties:
                yield _(
                    "%(who)s kan het gesprek met %(name)s niet voeren. Kies iemand anders, of plan %(name)s apart."
                ) % {"who": person.name, "name": one.candidacy.name}


def _double(appointments: Sequence[Appointment]) -> Iterable[str]:
    people = appointments[0].interviewers
    own = [one.candidacy.dossier_id for one in appointments]
    tenant_id, ids = appointments[0].candidacy.tenant_id, [person.pk for person in people]
    for taken in occupied(tenant_id, ids, appointments[0].at, appointments[-1].ends_at, own):
        if any(taken.at < one.ends_at and taken.ends_at > one.at for one in appointments):
            told = {"day": date_format(timezone.localtime(taken.at), "j F"), "hour": _hour(taken.at)}
            told["until"] = _hour(taken.ends_at)
            busy = [person.name for person in people if person.pk in taken.interviewers]
            told["who"] = _(" en ").join(busy)
            yield _busy(len(busy)) % told


def _busy(people: int) -> str:
    return ngettext(
        "%(who)s heeft op %(day)s van %(hour)s tot %(until)s uur al een gesprek. Neem een ander moment.",
        "%(who)s hebben op %(day)s van %(hour)s tot %(until)s uur al een gesprek. Neem een ander moment.",
        people,
    )


def _hour(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "H.i")


@transaction.atomic
def plan(actor: Actor, appointments: Sequence[Appointment], version: int | None = None) -> int:
    """Plan an interview for each appointment, or nobody's; return how many are new or moved.

    version: of the interview that is moved, when there is one. A second click changes nothing. Raises
    Refused with the first objection, or ChangedMeanwhile.
    """
    lock_files(one.candidacy.dossier_id for one in appointments)
    _let_others_wait(appointments)
    if objected := objections(appointments):
        raise Refused(objected[0])
    edition = edition_for(appointments[0].candidacy.round)
    return sum(_plan_one(actor, one, edition, version) for one in appointments)


def _let_others_wait(appointments: Sequence[Appointment]) -> None:
    """Two people who plan the same interviewer at once do so one after the other."""
    people = [person.pk for one in appointments for person in one.interviewers]
    # In that role alone: who gives somebody a role holds the managers while waiting for files.
    members = Membership.objects.filter(tenant_id=appointments[0].candidacy.tenant_id, role=Role.COMMITTEE_MEMBER)
    rows = members.filter(person_id__in=people)
    list(rows.select_for_update().order_by("pk").values_list("pk"))


def _plan_one(actor: Actor, one: Appointment, edition: Edition, version: int | None) -> bool:
    one.candidacy.refresh_from_db(fields=["status"])
    demand(may_plan(actor, one.candidacy))
    dossier = one.candidacy.dossier
    known = Interview.objects.filter(dossier=dossier).select_related("dossier__candidacy").first()
    if known is None:
        made = Interview.objects.create(
            tenant_id=one.candidacy.tenant_id, dossier=dossier, edition=edition, **one.facts, **_unasked(one)
        )
        record(actor, Act.WROTE, "interview.planned", dossier_id=dossier.pk, subject=dossier.reference)
        tell(dossier, made.interviewers, PLANNED)
        return True
    return _plan_again(actor, known, one, edition, version)


def _plan_again(actor: Actor, known: Interview, one: Appointment, edition: Edition, version: int | None) -> bool:
    planned = known.status == InterviewStatus.PLANNED
    if planned and all(getattr(known, name) == value for name, value in one.facts.items()):
        return False
    if known.status not in INTERVIEW.move("plan").sources:
        raise Refused(WAS_HELD)
    if planned and version is None:
        raise Refused(IS_PLANNED)
    before = known.interviewers
    changes = {**one.facts, **_unasked(one), "edition": edition, "sequence": known.sequence + 1}
    perform(INTERVIEW, "plan", known, actor, version=version, **changes)
    tell(known.dossier, {*before, *known.interviewers}, MOVED if planned else PLANNED)
    return True


def _unasked(one: Appointment) -> dict[str, Any]:
    """Nobody was reminded of the new moment, or asked for another; a mail of today reminds of tomorrow by itself."""
    today = timezone.localdate()
    soon = timezone.localtime(one.at).date() <= today + timedelta(days=1)
    return {"reminded_on": today if soon else None, "other_time_asked_at": None}


def cancel(actor: Actor, interview: Interview, version: int | None) -> bool:
    """Call a planned interview off. Returns False when it was already. Raises Refused, or ChangedMeanwhile."""
    done = perform(INTERVIEW, "cancel", interview, actor, version=version, sequence=interview.sequence + 1)
    if done:
        tell(interview.dossier, interview.interviewers, CANCELLED)
    return done


@transaction.atomic
def ask_other_time(actor: Actor, interview: Interview) -> bool:
    """Let the candidate ask the secretary for another moment; once per moment. Raises Refused."""
    lock_files([interview.dossier_id])
    row = Interview.objects.get(pk=interview.pk)
    demand(may_ask_other_time(actor, row))
    if row.other_time_asked_at is not None:
        return False
    row.other_time_asked_at = timezone.now()
    row.save(update_fields=["other_time_asked_at"])
    dossier = interview.dossier
    record(actor, Act.WROTE, "interview.other_time", dossier_id=dossier.pk, subject=dossier.reference)
    for user_id in secretaries_of(dossier):
        _tell_person(user_id, dossier, OTHER_TIME)
    return True


def edition_for(selection: SelectionRound) -> Edition:
    """Return the guide of a round: the edition it chose, else the newest; raises Http404 when there is none."""
    row = in_use(selection).get(Instrument.INTERVIEW)
    return row.edition if row and row.edition else edition_in_use(GUIDE_SLUG)


def own_kind(kind: str) -> str:
    """Return the kind of notice that tells the candidate the same; its mail brings a personal link."""
    return f"my_{kind}"


def tell(dossier: Dossier, interviewers: Iterable[int], kind: str) -> None:
    """Tell the candidate and the interviewers."""
    notify_dossier(dossier, own_kind(kind))
    tell_interviewers(dossier, interviewers, kind)


def tell_interviewers(dossier: Dossier, interviewers: Iterable[int], kind: str) -> None:
    """Tell them, but for whom a tie closed the file meanwhile."""
    tied = {person for _dossier, person in ties_of([dossier.pk])}
    for user_id in interviewers:
        if user_id not in tied:
            _tell_person(user_id, dossier, kind)


def _tell_person(user_id: int, dossier: Dossier, kind: str) -> None:
    path = reverse("interview", args=[dossier.reference])
    notify_person(user_id, dossier.tenant_id, kind, path=path, reference=dossier.reference)
