"""What waits for the people at the desk because of interviews."""

from collections.abc import Collection, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from integrity.interview.enums import InterviewStatus
from integrity.interview.models import Interview
from integrity.interview.pages import day_of, hours_of
from integrity.interview.rules import ties_of
from integrity.screening.enums import CandidacyStatus
from integrity.screening.models import Candidacy
from portal.organisations.enums import Role
from portal.organisations.home import Waiting
from portal.walls.actor import Actor


def waiting_for_desk(actor: Actor) -> list[Waiting]:
    """The reader's own next interview, what is to be closed and, for the secretary, what has to be planned anew."""
    open_to = Candidacy.objects.visible_to(actor).filter(status=CandidacyStatus.INVITED)
    rows = Interview.objects.visible_to(actor).filter(
        dossier__candidacy__in=open_to, status__in=(InterviewStatus.PLANNED, InterviewStatus.HELD)
    )
    known = list(rows.select_related("dossier__candidacy").order_by("at"))
    anew = _to_plan_anew(known) if actor.has(Role.PARTY_SECRETARY) else []
    return [*_own_next(actor, known), *anew, *_to_close(known)]


def _own_next(actor: Actor, known: Sequence[Interview]) -> list[Waiting]:
    coming = (one for one in known if _is_coming(one) and actor.user_id in one.interviewers)
    following = next(coming, None)
    if following is None:
        return []
    text = _("Van %(hours)s. Kies vooraf met uw gesprekspartner de onderwerpen.")
    return [
        Waiting(
            title=_("U voert een selectiegesprek op %(day)s") % {"day": day_of(following.at)},
            text=text % {"hours": hours_of(following)},
            url=reverse("interview", args=[following.dossier.reference]),
            action=_("Naar het gesprek"),
        )
    ]


def _to_plan_anew(known: Sequence[Interview]) -> list[Waiting]:
    ties = ties_of(one.dossier_id for one in known)
    asked = [
        one
        for one in known
        if _is_coming(one)
        and (one.other_time_asked_at is not None or any((one.dossier_id, who) in ties for who in one.interviewers))
    ]
    title = ngettext(
        "%(n)s gesprek heeft een ander moment of een andere gesprekspartner nodig",
        "%(n)s gesprekken hebben een ander moment of een andere gesprekspartner nodig",
        len(asked),
    )
    return _one(title, _("Bel de kandidaat en verplaats het gesprek."), asked)


def _to_close(known: Sequence[Interview]) -> list[Waiting]:
    past = [one for one in known if not _is_coming(one)]
    title = ngettext("%(n)s gesprek is nog niet afgerond", "%(n)s gesprekken zijn nog niet afgerond", len(past))
    return _one(title, _("Leg vast dat het is gehouden en rond het af. Dan blijven alleen de maatregelen."), past)


def _is_coming(interview: Interview) -> bool:
    return interview.status == InterviewStatus.PLANNED and interview.ends_at > timezone.now()


def _one(title: str, text: str, interviews: Collection[Interview]) -> list[Waiting]:
    """Lead to the interview itself when there is only one, else to those of the first round."""
    if not interviews:
        return []
    first = next(iter(interviews))
    single = len(interviews) == 1
    return [
        Waiting(
            title=title % {"n": len(interviews)},
            text=text,
            url=reverse("interview", args=[first.dossier.reference])
            if single
            else reverse("interviews", args=[first.dossier.candidacy.round_id]),
            action=_("Naar het gesprek") if single else _("Naar de gesprekken"),
            count=len(interviews),
        )
    ]
