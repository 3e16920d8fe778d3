"""Questions of the committee and the interview, in a real browser: desk, candidate, phone, keyboard, no JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from integrity.screening.demo import fill_in
from integrity.screening.models import Candidacy
from tests.browser.conftest import Visitor
from tests.cast import Cast, assemble
from tests.screening import CandidateSession, add, publish_questionnaires, start_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "keys"])]
Visit = Callable[..., Visitor]


@pytest.fixture
def cast() -> Cast:
    publish_questionnaires()
    return assemble()


@pytest.fixture
def candidacy(cast: Cast) -> Candidacy:
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)
    fill_in(candidacy.dossier, -1)
    return candidacy


def come_in(visitor: Visitor, cast: Cast, candidacy: Candidacy) -> None:
    cookie = CandidateSession(cast.branch_a, candidacy.dossier_id).client().cookies["sessionid"].value
    visitor.page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": visitor.address}])


@pytest.mark.parametrize("width", [1280, 390])
def test_a_question_is_asked_answered_and_read(cast: Cast, candidacy: Candidacy, visit: Visit, width: int) -> None:
    desk, own = visit(width), visit(width)
    desk.sign_in(cast.a_member)
    desk.go(f"/integriteit/kandidaten/{candidacy.dossier.reference}/antwoorden/")
    desk.page.get_by_role("link", name="Welke vragen hebt u aan de commissie").click()
    desk.page.get_by_role("button", name="Vraag stellen").click()
    expect(desk.page.get_by_role("alert")).to_be_focused()
    assert desk.faults() == []
    desk.page.get_by_label("Uw vraag aan de kandidaat").fill("Wat wilt u precies van de commissie weten?")
    desk.page.get_by_role("button", name="Vraag stellen").click()
    expect(desk.page.get_by_text("wacht op antwoord").first).to_be_visible()
    assert desk.faults() == []
    come_in(own, cast, candidacy)
    own.go("/integriteit/mijn-dossier/")
    own.page.get_by_role("link", name="Vragen van de selectiecommissie").click()
    assert own.faults() == []
    own.page.get_by_role("link", name="Beantwoorden").click()
    own.page.get_by_label("Uw antwoord").fill("Hoe lang het gesprek duurt.")
    assert own.faults() == []
    own.page.get_by_role("button", name="Antwoord versturen").click()
    expect(own.page.get_by_text("Hoe lang het gesprek duurt.")).to_be_visible()
    assert own.faults() == []
    desk.page.reload()
    expect(desk.page.get_by_text("Hoe lang het gesprek duurt.")).to_be_visible()
    assert desk.faults() == []
