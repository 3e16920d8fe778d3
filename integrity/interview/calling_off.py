"""A planned interview that a decision or a withdrawal overtakes does not take place."""

from django.utils import timezone

from integrity.interview.enums import InterviewStatus
from integrity.interview.models import Interview
from integrity.interview.planning import CANCELLED, tell, tell_interviewers
from integrity.interview.workflow import INTERVIEW
from integrity.screening.enums import CandidacyStatus
from integrity.screening.models import Candidacy
from portal.walls.actor import Actor
from portal.workflow.door import perform


def call_off(actor: Actor, candidacy: Candidacy) -> None:
    """Cancel an interview that is still to come, and tell who counted on it. One that is past stays as it was noted."""
    coming = Interview.objects.filter(dossier_id=candidacy.dossier_id, status=InterviewStatus.PLANNED)
    interview = coming.filter(at__gt=timezone.now()).select_related("dossier").first()
    if interview is None:
        return
    perform(INTERVIEW, "lapse", interview, actor, sequence=interview.sequence + 1)
    # Who withdraws was told on the page that asked.
    announce = tell_interviewers if candidacy.status == CandidacyStatus.WITHDRAWN else tell
    announce(interview.dossier, interview.interviewers, CANCELLED)
