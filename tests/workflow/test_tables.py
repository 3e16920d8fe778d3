"""Every state × move × role of every procedure, against what the briefs say."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from django.db.models import Model

from integrity.agenda.models import Talk
from integrity.background.models import Certificate, Finding, Reference
from integrity.cards.models import CardSession
from integrity.interview.models import Interview
from integrity.measures.models import Measure
from integrity.screening.models import Candidacy, CommitteeQuestion
from integrity.undertaking.models import Undertaking
from portal.organisations.enums import Role
from portal.organisations.models import Invitation, Organisation
from portal.privacy.models import Dossier
from portal.questionnaires.models import Edition, Response
from portal.rights.models import Objection
from portal.walls.actor import Actor
from portal.workflow.diagrams import mermaid
from portal.workflow.management.commands.draw_workflows import TARGET, page
from portal.workflow.moves import procedures

CANDIDATE = "candidate"
FILE = UUID("00000000-0000-0000-0000-000000000001")
CANDIDACY_FILE = Dossier(pk=FILE, tenant_id=1, kind="integrity.candidacy")


@dataclass(frozen=True)
class Expected:
    """Which role may take a move from which states."""

    roles: set[str]
    sources: set[str]


DESK = {Role.PARTY_SECRETARY, Role.COMMITTEE_MEMBER}
# Written out by hand from design.md §1 and the briefs; not read from the tables.
EXPECTED: dict[str, dict[str, Expected]] = {
    # Whoever opened it, in any role: tests/integrity/test_card_sessions.py.
    "card_session": {
        "draw": Expected(set(Role), {"open", "shown"}),
        "skip": Expected(set(Role), {"voting"}),
        "show": Expected(set(Role), {"voting"}),
        "close": Expected(set(Role), {"open", "voting", "shown"}),
    },
    "candidacy": {
        "invite": Expected({Role.PARTY_SECRETARY}, {"added"}),
        "list": Expected({Role.PARTY_SECRETARY}, {"invited"}),
        "pass_over": Expected({Role.PARTY_SECRETARY}, {"added", "invited"}),
        "withdraw": Expected({CANDIDATE}, {"added", "invited"}),
    },
    "committee_question": {
        "answer": Expected({CANDIDATE}, {"asked", "answered"}),
        "take_back": Expected({Role.PARTY_SECRETARY, Role.COMMITTEE_MEMBER}, {"asked"}),
    },
    "measure": {
        "agree": Expected({CANDIDATE}, {"proposed"}),
        # The candidate only of the own ones: tests/integrity/test_measures.py.
        "finish": Expected({*DESK, CANDIDATE}, {"agreed"}),
        "reopen": Expected(DESK, {"done"}),
        "drop": Expected(DESK, {"proposed", "agreed"}),
    },
    # domain/integrity.md, sections 3.4 and 7: rules 3, 5 and 7.
    "finding": {
        "discuss": Expected(DESK, {"open"}),
        "close": Expected(DESK, {"discussed"}),
    },
    "certificate": {
        "request": Expected({Role.PARTY_SECRETARY}, {"not_asked", "not_provided"}),
        "see": Expected({Role.PARTY_SECRETARY}, {"requested", "not_provided"}),
        "not_provide": Expected({Role.PARTY_SECRETARY}, {"requested"}),
        "correct": Expected({Role.PARTY_SECRETARY}, {"seen", "not_provided"}),
        "take_back": Expected({Role.PARTY_SECRETARY}, {"requested"}),
    },
    "reference": {
        "speak": Expected(DESK, {"named"}),
        "correct": Expected(DESK, {"spoken"}),
        "cancel": Expected(DESK, {"named"}),
    },
    "undertaking": {
        "sign": Expected({CANDIDATE}, {"offered"}),
        "countersign": Expected({Role.BOARD_MEMBER}, {"signed"}),
        "take_back": Expected({Role.PARTY_SECRETARY}, {"offered", "signed"}),
        "offer": Expected({Role.PARTY_SECRETARY}, {"taken_back"}),
    },
    "interview": {
        "plan": Expected({Role.PARTY_SECRETARY}, {"planned", "cancelled"}),
        "cancel": Expected({Role.PARTY_SECRETARY}, {"planned"}),
        # Only together with the end of the procedure: tests/integrity/test_ended_procedure.py.
        "lapse": Expected({Role.PARTY_SECRETARY, CANDIDATE}, {"planned"}),
        "hold": Expected({Role.PARTY_SECRETARY, Role.COMMITTEE_MEMBER}, {"planned"}),
        "conclude": Expected({Role.PARTY_SECRETARY, Role.COMMITTEE_MEMBER}, {"held"}),
    },
    # Withdrawing is for who has the command line: tests/questionnaires/test_filling.py.
    "edition": {
        "publish": Expected({Role.EDITOR}, {"loaded"}),
        "withdraw": Expected(set(), {"published"}),
    },
    "invitation": {
        "accept": Expected(set(), {"sent"}),  # by address, not by role: tests/organisations/
        "resend": Expected({Role.MANAGER, Role.REGISTRAR}, {"sent"}),
        "withdraw": Expected({Role.MANAGER, Role.REGISTRAR}, {"sent"}),
    },
    "admission": {
        "admit": Expected({Role.REGISTRAR}, {"requested"}),
        "refuse": Expected({Role.REGISTRAR}, {"requested"}),
        "suspend": Expected({Role.REGISTRAR}, {"admitted"}),
        "resume": Expected({Role.REGISTRAR}, {"suspended"}),
    },
    "objection": {
        "uphold": Expected({Role.PARTY_SECRETARY}, {"made"}),
        "reject": Expected({Role.PARTY_SECRETARY}, {"made"}),
        "take_back": Expected({CANDIDATE}, {"made"}),
    },
    # Another day is no move: tests/integrity/test_agenda.py.
    "talk": {
        "hold": Expected({Role.PARTY_SECRETARY}, {"planned"}),
        "cancel": Expected({Role.PARTY_SECRETARY}, {"planned"}),
    },
    "questionnaire": {
        "begin": Expected({CANDIDATE}, {"not_started"}),
        "submit": Expected({CANDIDATE}, {"in_progress", "reopened"}),
        "reopen": Expected({CANDIDATE}, {"submitted"}),
    },
}


def actors() -> dict[str, Actor]:
    everyone = {role: Actor(user_id=1, tenant_id=1, roles=frozenset({role})) for role in Role}
    return {
        **everyone,
        CANDIDATE: Actor(tenant_id=1, dossier_id=FILE),
        "another candidate": Actor(tenant_id=1, dossier_id=uuid4()),
        "nobody": Actor(),
    }


MAKE: dict[str, Callable[[str], Model]] = {
    "card_session": lambda status: CardSession(tenant_id=1, opened_by_id=1, status=status),
    "candidacy": lambda status: Candidacy(tenant_id=1, dossier_id=FILE, status=status),
    "committee_question": lambda status: CommitteeQuestion(tenant_id=1, dossier_id=FILE, status=status),
    "measure": lambda status: Measure(tenant_id=1, dossier_id=FILE, owner="candidate", status=status),
    "finding": lambda status: Finding(tenant_id=1, dossier_id=FILE, status=status),
    "certificate": lambda status: Certificate(tenant_id=1, dossier_id=FILE, status=status),
    "reference": lambda status: Reference(tenant_id=1, dossier_id=FILE, status=status),
    "undertaking": lambda status: Undertaking(tenant_id=1, dossier_id=FILE, status=status),
    "interview": lambda status: Interview(tenant_id=1, dossier_id=FILE, status=status),
    "invitation": lambda status: Invitation(tenant_id=1, email="a@voorbeeld.example", status=status),
    "admission": lambda status: Organisation(pk=1, admission=status),
    "objection": lambda status: Objection(tenant_id=1, dossier=CANDIDACY_FILE, status=status),
    "talk": lambda status: Talk(tenant_id=1, status=status),
    "edition": lambda status: Edition(phase=status),
    "questionnaire": lambda status: Response(tenant_id=1, dossier_id=FILE, status=status),
}


def test_every_procedure_and_every_move_is_written_out_here() -> None:
    written = {name: set(moves) for name, moves in EXPECTED.items()}
    assert {p.name: {move.name for move in p.moves} for p in procedures()} == written


@pytest.mark.django_db
@pytest.mark.parametrize("name", EXPECTED)
def test_each_state_move_and_role(name: str) -> None:
    procedure = next(p for p in procedures() if p.name == name)
    allowed = {
        (state.name, move.name, who)
        for state in procedure.states
        for move in procedure.moves
        for who, actor in actors().items()
        if state.name in move.sources and move.may(actor, MAKE[name](state.name)) is None
    }
    expected = {
        (source, move, role) for move, rule in EXPECTED[name].items() for source in rule.sources for role in rule.roles
    }
    assert allowed == expected


def test_every_state_can_be_reached() -> None:
    for procedure in procedures():
        reached = {procedure.states[0].name} | {move.target for move in procedure.moves}
        assert {state.name for state in procedure.states} == reached, procedure.name


def test_the_docs_show_the_tables_of_today() -> None:
    assert TARGET.read_text() == page()
    assert all(mermaid(p).startswith("stateDiagram-v2") for p in procedures())
