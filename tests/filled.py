"""The file of one candidate with something in every part, each text as the caller wants it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from integrity.background.certificates import ask_certificate
from integrity.background.enums import ReferenceStatus
from integrity.background.models import Consultation, Finding, Reference
from integrity.background.referees import name_referee
from integrity.background.sources import consult, note_finding, respond
from integrity.interview.enums import InterviewStatus, TopicSource
from integrity.interview.models import Interview, Topic
from integrity.interview.planning import Appointment, plan
from integrity.interview.preparing import add, note
from integrity.measures.models import Measure
from integrity.screening.demo import fill_in
from integrity.screening.models import Candidacy, CommitteeQuestion
from integrity.screening.queries import newest_response
from integrity.screening.questions import answer, ask
from integrity.undertaking.queries import board_undertaking_of, existing_undertaking
from integrity.undertaking.signing import countersign, offer, sign
from portal.accounts.models import User
from portal.questionnaires.filling import reopen, save_section, submit
from portal.questionnaires.sheet import open_sheet
from portal.rights.models import Objection
from portal.rights.objections import make_objection
from tests.cast import Person
from tests.measures import agreed, propose_to
from tests.screening import CandidateSession
from tests.undertaking import talked

SECTION = "remarks"
QUESTION = "other_circumstances"
# A topic of the guide that may be prepared in writing.
TOPIC = "getting_acquainted"
Say = Callable[[str], str]


@dataclass(frozen=True)
class Filled:
    """What is in the file."""

    question: CommitteeQuestion
    consultation: Consultation
    finding: Finding
    reference: Reference
    measure: Measure
    proposed: Measure
    topic: Topic
    objection: Objection


def fill(say: Say, secretary: Person, member: Person, partner: Person, candidacy: Candidacy) -> Filled:
    """Take a candidate who was invited past everything; `say` gives the text of a part by its word.

    member, partner: of the committee, who will hold the interview.
    """
    session = CandidateSession(secretary.house, candidacy.dossier_id)
    fill_in(candidacy.dossier, -1)
    _reopen_and_answer(session, candidacy, say("antwoord"))
    question = _question(say, member, session, candidacy)
    consultation, finding = _finding(say, member, session, candidacy)
    reference = _reference(say, secretary, session, candidacy)
    topic = _interview(say, secretary, (member.user, partner.user), candidacy)
    measure = make_agreements(secretary, candidacy, say("risico"), say("maatregel"))
    proposed = propose_to(secretary, candidacy, risk=say("risico"), text=say("voorstel"))
    with session.scope():
        objection = make_objection(session.actor, candidacy.dossier, say("bezwaar"))
    return Filled(question, consultation, finding, reference, measure, proposed, topic, objection)


def make_agreements(
    secretary: Person, candidacy: Candidacy, risk: str, text: str, board: Person | None = None
) -> Measure:
    """A measure that was agreed and an undertaking that the candidate signed, and `board` too when given."""
    session = CandidateSession(secretary.house, candidacy.dossier_id)
    measure = agreed(secretary, session, candidacy, risk=risk, text=text)
    talked(secretary, candidacy)
    with secretary.scope():
        offer(secretary.actor, candidacy)
    with session.scope():
        sign(session.actor, existing_undertaking(session.actor, candidacy.dossier))
    if board is not None:
        with board.scope():
            countersign(board.actor, board_undertaking_of(board.actor, candidacy.dossier.reference))
    return measure


def _reopen_and_answer(session: CandidateSession, candidacy: Candidacy, text: str) -> None:
    """Put the text among the answers and send them in again."""
    with session.scope():
        response = newest_response(candidacy.dossier)
        reopen(session.actor, response)
        sheet = open_sheet(response)
        answers: dict[str, Any] = {**sheet.answers_of(SECTION), QUESTION: text}
        save_section(session.actor, response, SECTION, answers, sheet.version_of(SECTION), finish=True)
        submit(session.actor, response, open_sheet(response).stamp)


def _question(say: Say, member: Person, session: CandidateSession, candidacy: Candidacy) -> CommitteeQuestion:
    with member.scope():
        question = ask(member.actor, candidacy, "", say("vraag"))
    with session.scope():
        answer(session.actor, question, say("toelichting"), question.version)
    return question


def _finding(say: Say, member: Person, session: CandidateSession, candidacy: Candidacy) -> tuple[Consultation, Finding]:
    with member.scope():
        consultation = consult(
            member.actor, candidacy, source_type="news", where=say("bron"), consulted_on=timezone.localdate()
        )
        finding = note_finding(member.actor, candidacy, consultation, say("bevinding"))
    with session.scope():
        respond(session.actor, candidacy, finding, say("reactie"), finding.version)
    return consultation, finding


def _reference(say: Say, secretary: Person, session: CandidateSession, candidacy: Candidacy) -> Reference:
    with session.scope():
        reference = name_referee(
            session.actor, candidacy, name=say("referent"), relation=say("relatie"), contact=say("contact")
        )
    with secretary.scope():
        ask_certificate(secretary.actor, candidacy)
        # As a call leaves it; that comes after the interview, whose preparation is gone by then.
        reference.status, reference.summary = ReferenceStatus.SPOKEN, say("bevestigd")
        reference.spoken_on = timezone.localdate()
        reference.save()
    return reference


def _interview(say: Say, secretary: Person, interviewers: tuple[User, User], candidacy: Candidacy) -> Topic:
    """An interview that was held and not concluded yet, so that a topic which was prepared is still there."""
    with secretary.scope():
        plan(
            secretary.actor,
            [Appointment(candidacy, timezone.now() + timedelta(days=7), 60, say("plaats"), interviewers)],
        )
        interview = Interview.objects.select_related("dossier__candidacy__round", "edition").get(
            dossier=candidacy.dossier
        )
        add(secretary.actor, interview, [f"{TopicSource.GUIDE}:{TOPIC}"])
        topic = Topic.objects.get(interview=interview, key=TOPIC)
        note(secretary.actor, interview, topic.pk, say("voorbereiding"), topic.version)
        Interview.objects.filter(pk=interview.pk).update(status=InterviewStatus.HELD, held_on=timezone.localdate())
        candidacy.dossier.refresh_from_db()
    return topic
