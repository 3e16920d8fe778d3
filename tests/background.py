"""A background check under way, for tests."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from integrity.background.models import Certificate, Consultation, Finding, Reference
from integrity.background.referees import name_referee
from integrity.background.sources import consult, discuss, note_finding
from integrity.interview.enums import InterviewStatus
from integrity.interview.models import Interview
from integrity.screening.models import Candidacy
from portal.questionnaires.models import Edition
from tests.cast import Cast, Person


def today(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


def look(person: Person, candidacy: Candidacy, where: str = "De Waterlinger", day: date | None = None) -> Consultation:
    """`person` notes that they looked at a source."""
    with person.scope():
        return consult(person.actor, candidacy, source_type="news", where=where, consulted_on=day or today())


def find(person: Person, candidacy: Candidacy, text: str = "Opende in 2029 een winkel aan de haven.") -> Finding:
    """`person` notes a finding in a source of its own."""
    consultation = look(person, candidacy, f"Bron van: {text[:40]}")
    with person.scope():
        return note_finding(person.actor, candidacy, consultation, text)


def talk_about(person: Person, finding: Finding) -> None:
    """`person` notes that it was put to the candidate."""
    with person.scope():
        discuss(person.actor, finding, today(), finding.version)


def name(person: Person, candidacy: Candidacy, who: str = "Noor Bakker") -> Reference:
    """`person` adds a referee."""
    with person.scope():
        return name_referee(person.actor, candidacy, name=who, relation="oud-collega", contact="06 1234 0000")


def hold_interview(cast: Cast, candidacy: Candidacy, day: date | None = None) -> None:
    """The interview was held, as its own capability would leave it."""
    day = day or today()
    with cast.branch_a.scope():
        Interview.objects.create(
            tenant_id=candidacy.tenant_id,
            dossier_id=candidacy.dossier_id,
            edition=Edition.objects.get(slug="leidraad-selectiegesprek"),
            at=timezone.make_aware(datetime.combine(day, time(19, 30))),
            place="Partijkantoor",
            first_interviewer=cast.a_secretary.user,
            second_interviewer=cast.a_member.user,
            status=InterviewStatus.HELD,
            held_on=day,
        )


def certificate(cast: Cast, candidacy: Candidacy) -> tuple[str, bool] | None:
    """Status of the certificate and whether it was asked for as a group; None when nothing was asked."""
    with cast.branch_a.scope():
        row = Certificate.objects.filter(dossier_id=candidacy.dossier_id).first()
    return (row.status, row.as_group) if row else None
