"""Undertakings under way, for tests."""

from django.utils import timezone

from integrity.interview.enums import InterviewStatus
from integrity.interview.models import Interview
from integrity.screening.models import Candidacy
from integrity.undertaking.models import Undertaking
from integrity.undertaking.queries import board_undertaking_of, existing_undertaking
from integrity.undertaking.signing import countersign, offer, sign
from portal.accounts.models import User
from portal.questionnaires.models import Edition
from tests.cast import Cast, Person
from tests.screening import CandidateSession


def talked(person: Person, candidacy: Candidacy) -> None:
    """The interview, which comes before an undertaking, as concluding leaves it; held once."""
    with person.house.scope():
        Interview.objects.get_or_create(
            dossier=candidacy.dossier,
            defaults={
                "tenant_id": candidacy.tenant_id,
                "edition": Edition.objects.published("leidraad-selectiegesprek").latest("number"),
                "at": timezone.now(),
                "place": "",
                "first_interviewer": person.user,
                "second_interviewer": User.objects.exclude(pk=person.user.pk).first(),
                "status": InterviewStatus.CONCLUDED,
                "held_on": timezone.localdate(),
            },
        )


def offered(person: Person, candidacy: Candidacy) -> Undertaking:
    """An undertaking that the secretary offered after the interview."""
    talked(person, candidacy)
    with person.scope():
        offer(person.actor, candidacy)
        return existing_undertaking(person.actor, candidacy.dossier)


def signed(cast: Cast, candidacy: Candidacy) -> Undertaking:
    """One that the candidate signed; in branch A."""
    session = CandidateSession(cast.branch_a, candidacy.dossier_id)
    offered(cast.a_secretary, candidacy)
    with session.scope():
        undertaking = existing_undertaking(session.actor, candidacy.dossier)
        sign(session.actor, undertaking)
    return undertaking


def countersigned(cast: Cast, candidacy: Candidacy) -> Undertaking:
    """One that the board signed as well."""
    signed(cast, candidacy)
    with cast.a_board.scope():
        undertaking = board_undertaking_of(cast.a_board.actor, candidacy.dossier.reference)
        countersign(cast.a_board.actor, undertaking)
    return undertaking
