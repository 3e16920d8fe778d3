"""Telling the desk that something happened. The notice says where to look, never what."""

from django.urls import reverse

from integrity.screening.models import RoundMember
from integrity.screening.queries import secretaries_of
from portal.notices.send import notify_person
from portal.privacy.models import Dossier
from portal.questionnaires.models import Response
from portal.rights.desks import desk_of

RETURNED, WITHDRAWN = "questionnaire_returned", "candidacy_withdrawn"
NAMED, TIED = "committee_named", "tie_declared"


def announce_naming(member: RoundMember) -> None:
    """Tell somebody that they are in the committee of a round."""
    path = reverse("round_join", args=[member.round_id])
    notify_person(member.person_id, member.tenant_id, NAMED, path=path)


def announce_tie(dossier: Dossier) -> None:
    """Tell the secretaries that a colleague has a tie with a candidate, or with somebody of whom facts are kept."""
    _tell_secretaries(dossier, TIED, desk_of(dossier).page(dossier))


def announce_return(response: Response) -> None:
    """Tell the secretaries that a questionnaire came in."""
    dossier = response.dossier
    _tell_secretaries(dossier, RETURNED, reverse("candidate", args=[dossier.reference]))


def announce_withdrawal(dossier: Dossier) -> None:
    """Tell the secretaries that a candidate withdrew."""
    _tell_secretaries(dossier, WITHDRAWN, reverse("candidate", args=[dossier.reference]))


def _tell_secretaries(dossier: Dossier, kind: str, path: str) -> None:
    for user_id in secretaries_of(dossier):
        notify_person(user_id, dossier.tenant_id, kind, path=path, reference=dossier.reference)
