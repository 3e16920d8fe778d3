"""Telling the desk that something happened. The notice says where to look, never what."""

from django.urls import reverse

from integrity.screening.queries import secretaries_of
from portal.notices.send import notify_person
from portal.questionnaires.models import Response

RETURNED = "questionnaire_returned"


def announce_return(response: Response) -> None:
    """Tell the secretaries that a questionnaire came in."""
    reference = response.dossier.reference
    for user_id in secretaries_of(response.dossier):
        notify_person(
            user_id,
            response.tenant_id,
            RETURNED,
            path=reverse("candidate", args=[reference]),
            reference=reference,
        )
