"""From a proposed measure to an undertaking with both signatures: secretary, candidate and board in a real browser."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from integrity.measures.agreeing import take
from integrity.screening.models import Candidacy
from integrity.screening.workflow import CANDIDACY
from portal.workflow.door import perform
from tests.browser.conftest import Visitor
from tests.browser.test_instruments import come_in
from tests.cast import Cast, assemble
from tests.measures import agreed
from tests.screening import CandidateSession, add, publish_questionnaires, start_round
from tests.undertaking import offered, signed, talked

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "keys"])]
Visit = Callable[..., Visitor]


@pytest.fixture
def cast() -> Cast:
    publish_questionnaires()
    return assemble()


@pytest.fixture
def candidacy(cast: Cast) -> Candidacy:
    return add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)


def at_desk(cast: Cast, visit: Visit, width: int = 1280) -> Visitor:
    visitor = visit(width)
    visitor.sign_in(cast.a_secretary)
    return visitor


@pytest.mark.parametrize("width", [1280, 390])
def test_a_measure_is_proposed_and_agreed(cast: Cast, candidacy: Candidacy, visit: Visit, width: int) -> None:
    desk, own = at_desk(cast, visit, width), visit(width)
    desk.go(reverse("candidate", args=[candidacy.dossier.reference]))
    desk.page.get_by_role("link", name="Maatregelen").first.click()
    assert desk.faults() == []
    desk.page.get_by_role("link", name="Maatregel voorstellen").click()
    assert desk.faults() == []
    desk.page.get_by_role("button", name="Voorstellen aan de kandidaat").click()
    expect(desk.page.get_by_role("alert")).to_be_focused()
    assert desk.faults() == []
    desk.page.get_by_label("Risico, in een paar woorden").fill("Bestuurslid van een club met subsidie")
    desk.page.get_by_role("textbox", name="Maatregel").fill("Legt de bestuursfunctie neer")
    desk.page.get_by_label("de kandidaat", exact=True).check()
    desk.page.get_by_label("Klaar op").fill("2030-03-01")
    desk.page.get_by_role("button", name="Voorstellen aan de kandidaat").click()
    expect(desk.page.get_by_text("De maatregel is voorgesteld")).to_be_visible()
    assert desk.faults() == []
    come_in(own, cast, candidacy)
    own.go(reverse("my_file"))
    own.page.get_by_role("link", name="Maatregelen").click()
    assert own.faults() == []
    own.page.get_by_role("button", name="Ik ga akkoord").click()
    expect(own.page.get_by_text("De tekst staat nu vast")).to_be_visible()
    assert own.faults() == []
    desk.go(reverse("round_measures", args=[candidacy.round_id]))
    assert desk.faults() == []


@pytest.mark.parametrize("width", [1280, 390])
def test_an_undertaking_gets_both_signatures(cast: Cast, candidacy: Candidacy, visit: Visit, width: int) -> None:
    agreed(cast.a_secretary, CandidateSession(cast.branch_a, candidacy.dossier_id), candidacy)
    talked(cast.a_secretary, candidacy)
    desk, own, board = at_desk(cast, visit, width), visit(width), visit(width)
    desk.go(reverse("undertaking", args=[candidacy.dossier.reference]))
    assert desk.faults() == []
    desk.page.get_by_role("button", name="Aanbieden aan de kandidaat").click()
    expect(desk.page.get_by_text("De verklaring ligt klaar")).to_be_visible()
    assert desk.faults() == []
    come_in(own, cast, candidacy)
    own.go(reverse("my_undertaking"))
    own.page.get_by_role("button", name="Ik onderteken de verklaring").click()
    expect(own.page.get_by_role("alert")).to_be_focused()
    assert own.faults() == []
    own.page.get_by_label(re.compile("Ik heb deze verklaring gelezen")).check()
    own.page.get_by_role("button", name="Ik onderteken de verklaring").click()
    expect(own.page.get_by_text("U hebt de verklaring ondertekend.")).to_be_visible()
    own.page.get_by_text("Controleren of de tekst dezelfde is").click()
    assert own.faults() == []
    board.sign_in(cast.a_board)
    board.go(reverse("home"))
    board.page.get_by_role("link", name="Naar de verklaring").click()
    assert board.faults() == []
    board.page.get_by_role("link", name="Geef de band op").click()
    expect(board.page.get_by_text("er is geen ander bestuurslid zonder band")).to_be_visible()
    assert board.faults() == []
    board.page.get_by_role("link", name="Annuleren").click()
    board.page.get_by_label(re.compile("Namens het bestuur")).check()
    board.page.get_by_role("button", name="Ik onderteken namens het bestuur").click()
    expect(board.page.get_by_text("hebben allebei ondertekend")).to_be_visible()
    assert board.faults() == []
    board.go(reverse("board_undertakings"))
    assert board.faults() == []


def test_the_candidate_signs_without_javascript_and_by_keyboard(cast: Cast, candidacy: Candidacy, visit: Visit) -> None:
    offered(cast.a_secretary, candidacy)
    own = visit(390, java_script_enabled=False)
    come_in(own, cast, candidacy)
    own.go(reverse("my_undertaking"))
    own.page.get_by_label(re.compile("Ik heb deze verklaring gelezen")).focus()
    own.page.keyboard.press("Space")
    own.page.keyboard.press("Tab")
    own.page.keyboard.press("Enter")
    expect(own.page.get_by_text("U hebt de verklaring ondertekend.")).to_be_visible()


def test_taking_back_says_that_the_signature_is_void(cast: Cast, candidacy: Candidacy, visit: Visit) -> None:
    signed(cast, candidacy)
    desk, own = at_desk(cast, visit), visit(390)
    desk.go(reverse("undertaking", args=[candidacy.dossier.reference]))
    desk.page.get_by_role("link", name="Intrekken").click()
    assert desk.faults() == []
    desk.page.get_by_role("button", name="Verklaring intrekken").click()
    expect(desk.page.get_by_text("Die handtekening is vervallen")).to_be_visible()
    assert desk.faults() == []
    come_in(own, cast, candidacy)
    own.go(reverse("my_undertaking"))
    expect(own.page.get_by_text("Uw eerdere handtekening is vervallen")).to_be_visible()
    assert own.faults() == []


@pytest.mark.parametrize("width", [1280, 390])
def test_the_board_reads_before_the_button_what_is_not_in_the_text(
    cast: Cast, candidacy: Candidacy, visit: Visit, width: int
) -> None:
    measure = agreed(cast.a_secretary, CandidateSession(cast.branch_a, candidacy.dossier_id), candidacy)
    signed(cast, candidacy)
    with cast.a_secretary.scope():
        perform(CANDIDACY, "list", candidacy, cast.a_secretary.actor)
        take(cast.a_secretary.actor, measure, "drop", None)
    board = visit(width)
    board.sign_in(cast.a_board)
    board.go(reverse("board_undertaking", args=[candidacy.dossier.reference]))
    expect(board.page.get_by_text("Dat hoort niet bij wat u ondertekent")).to_be_visible()
    assert board.faults() == []
