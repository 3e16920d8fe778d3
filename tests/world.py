"""Two party branches with something in every corner; each text in it is a canary that tells whose it is."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from integrity.cards.content import SLUG
from integrity.cards.enums import Ask
from integrity.cards.models import CardSession
from integrity.cards.sessions import agree, draw, open_session, show
from integrity.screening.candidates import add_candidate, add_round, invite_all
from integrity.screening.demo import fill_in
from integrity.screening.models import Candidacy, SelectionRound
from integrity.screening.queries import newest_response
from portal.accounts.models import User
from portal.notices.models import Notice
from portal.notices.send import notify_person
from portal.organisations.branches import apply, confirm
from portal.organisations.invitations import invite
from portal.organisations.models import AdmissionRequest, Invitation, Membership
from portal.questionnaires.filling import reopen, save_section, submit
from portal.questionnaires.models import Edition
from portal.questionnaires.sheet import open_sheet
from portal.reports.models import Report
from portal.reports.order import order_report
from portal.retention.holds import hold
from tests.cast import Cast, House, Person, UserFactory, assemble, give_role
from tests.screening import CandidateSession, publish_questionnaires

SECTION = "remarks"
QUESTION = "other_circumstances"


@dataclass(frozen=True)
class Corner:
    """What one branch holds. `candidate_texts`: canaries of class 4; `office_texts`: names of its own people."""

    house: House
    secretary: Person
    selection: SelectionRound
    candidacy: Candidacy
    neighbour: Candidacy
    report: Report
    own_report: Report
    invitation: Invitation
    membership: Membership
    colleague: User
    notice: Notice
    card_session: CardSession
    candidate_texts: frozenset[str]
    office_texts: frozenset[str]

    @property
    def candidate(self) -> CandidateSession:
        return CandidateSession(self.house, self.candidacy.dossier_id)

    @property
    def other_candidate(self) -> CandidateSession:
        return CandidateSession(self.house, self.neighbour.dossier_id)


@dataclass(frozen=True)
class World:
    cast: Cast
    a: Corner
    b: Corner
    admission: AdmissionRequest


def build() -> World:
    """Fill both branches; needs the databases `default` and `keys`."""
    publish_questionnaires()
    cast = assemble()
    return World(
        cast,
        _corner("A", cast.branch_a, cast.a_manager, cast.a_secretary, cast),
        _corner("B", cast.branch_b, cast.b_manager, cast.b_secretary, cast),
        _admission(cast),
    )


def _corner(letter: str, house: House, manager: Person, secretary: Person, cast: Cast) -> Corner:
    name, email, answer = (
        f"Kanarie-{letter}-naam",
        f"kanarie-{letter}@adres.example".lower(),
        f"Kanarie-{letter}-antwoord",
    )
    guest, colleague_name, hold_reason = (
        f"Kanarie-{letter}-gast",
        f"Kanarie-{letter}-collega",
        f"Kanarie-{letter}-reden",
    )
    with secretary.scope():
        selection = add_round(
            secretary.actor, name=f"Kanarie-{letter}-ronde", body=cast.waterlinge.body, nomination_day=date(2030, 1, 31)
        )
        candidacy = add_candidate(secretary.actor, selection, name=name, email=email, office="councillor")
        neighbour = add_candidate(
            secretary.actor, selection, name=f"{name}-twee", email=f"twee-{email}", office="councillor"
        )
        invite_all(secretary.actor, [candidacy, neighbour])
    fill_in(candidacy.dossier, -1)
    session = CandidateSession(house, candidacy.dossier_id)
    _reopen_and_answer(session, candidacy, answer)
    with session.scope():
        own_report = order_report(session.actor, "integrity.own_copy", dossier=candidacy.dossier)
    with secretary.scope():
        report = order_report(secretary.actor, "integrity.dossier", dossier=candidacy.dossier)
    colleague = UserFactory(name=colleague_name, email=f"{colleague_name}@adres.example".lower())
    membership = give_role(colleague, house.body, "board_member")[0]
    with manager.scope():
        invitation = invite(
            manager.actor, house.body, name=guest, email=f"{guest}@adres.example".lower(), roles=["committee_member"]
        )
        hold(manager.actor, neighbour.dossier, hold_reason)
    with secretary.scope():
        notice = notify_person(secretary.user.pk, house.pk, "retention_warning", path="", reference="X")
    return Corner(
        house=house,
        secretary=secretary,
        selection=selection,
        candidacy=candidacy,
        neighbour=neighbour,
        report=report,
        own_report=own_report,
        invitation=invitation,
        membership=membership,
        colleague=colleague,
        notice=notice,
        card_session=_card_session(secretary, f"Kanarie-{letter}-afspraak"),
        candidate_texts=frozenset({name, email, answer}),
        office_texts=frozenset(
            {guest, colleague_name, hold_reason, f"Kanarie-{letter}-ronde", f"Kanarie-{letter}-afspraak"}
        ),
    )


def _card_session(secretary: Person, agreement: str) -> CardSession:
    """A session with cards after its first vote, with something agreed upon."""
    with secretary.scope():
        session = open_session(secretary.actor, Edition.objects.published(SLUG).get())
        draw(secretary.actor, session, "closed_meeting_care_home", Ask.CONSIDERATIONS, session.version)
        show(secretary.actor, session, {"c1": 4}, session.version)
        agree(secretary.actor, session.turns.get(), agreement)
    return session


def _reopen_and_answer(session: CandidateSession, candidacy: Candidacy, answer: str) -> None:
    """Put the canary among the answers and send them in again."""
    with session.scope():
        response = newest_response(candidacy.dossier)
        reopen(session.actor, response)
        sheet = open_sheet(response)
        answers: dict[str, Any] = {**sheet.answers_of(SECTION), QUESTION: answer}
        save_section(session.actor, response, SECTION, answers, sheet.version_of(SECTION), finish=True)
        submit(session.actor, response, open_sheet(response).stamp)


def _admission(cast: Cast) -> AdmissionRequest:
    return confirm(
        apply(
            {
                "public_body": cast.waterlinge.body,
                "branch_name": "Nieuwe Afdeling",
                "party": "Nieuwe Partij",
                "applicant_name": "Kanarie-aanvrager",
                "applicant_email": "kanarie-aanvrager@adres.example",
            }
        )
    )
