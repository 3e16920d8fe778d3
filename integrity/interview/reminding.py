"""Reminding candidate and interviewers of tomorrow's interview, once for each moment that was planned."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils.timezone import localdate, make_aware

from integrity.interview.enums import InterviewStatus
from integrity.interview.models import Interview
from integrity.interview.planning import tell
from integrity.screening.enums import CandidacyStatus
from portal.organisations.enums import Kind
from portal.organisations.models import Organisation
from portal.privacy.dossiers import Erased, lock_files
from portal.walls.scope import Scope, within

TOMORROW = "interview_tomorrow"


def remind(today: date | None = None) -> int:
    """Remind of the interviews of tomorrow, in every branch; return how many.

    What was called off, moved or ended reminds nobody. Harmless when it runs twice, also at the same moment.
    """
    today, reminded = today or localdate(), 0
    for branch in Organisation.objects.filter(kind=Kind.PARTY_BRANCH).order_by("pk").iterator():
        with within(Scope(tenant=branch.pk)):
            waiting = list(_waiting(today).filter(tenant=branch).values_list("pk", "dossier_id"))
        for pk, dossier_id in waiting:
            # A transaction each: one that fails does not keep the rest from being reminded.
            with suppress(Erased), within(Scope(tenant=branch.pk)):
                lock_files([dossier_id])
                if _waiting(today).filter(pk=pk).update(reminded_on=today):
                    interview = Interview.objects.select_related("dossier").get(pk=pk)
                    tell(interview.dossier, interview.interviewers, TOMORROW)
                    reminded += 1
    return reminded


def _waiting(today: date) -> QuerySet[Interview]:
    start = make_aware(datetime.combine(today + timedelta(days=1), time()))
    end = make_aware(datetime.combine(today + timedelta(days=2), time()))
    return Interview.objects.filter(
        status=InterviewStatus.PLANNED,
        reminded_on=None,
        at__gte=start,
        at__lt=end,
        dossier__candidacy__status=CandidacyStatus.INVITED,
    )
