"""Reading interviews."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404

from integrity.interview.models import Interview
from integrity.screening.models import Candidacy
from integrity.screening.queries import candidacy_of
from portal.walls.actor import Actor

PEOPLE = ("edition", "first_interviewer", "second_interviewer")


def find_interview(actor: Actor, candidacy: Candidacy) -> Interview | None:
    """Return the interview of a candidacy that was fetched for `actor`; None when none was ever planned."""
    rows = Interview.objects.visible_to(actor).select_related(*PEOPLE)
    interview = rows.filter(dossier_id=candidacy.dossier_id).first()
    if interview is not None:
        interview.dossier = candidacy.dossier
    return interview


def interview_of(actor: Actor, reference: str) -> Interview:
    """Return the interview of the candidate with this reference; raises Http404, or Erased."""
    return find_interview(actor, candidacy_of(actor, reference)) or _missing()


def interviews_in(actor: Actor, dossiers: Iterable[UUID]) -> dict[UUID, Interview]:
    """Return the interviews of these files by dossier, one query."""
    rows = Interview.objects.visible_to(actor).filter(dossier_id__in=dossiers)
    return {row.dossier_id: row for row in rows.select_related("first_interviewer", "second_interviewer")}


def _missing() -> Interview:
    raise Http404
