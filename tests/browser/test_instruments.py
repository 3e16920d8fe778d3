"""The instruments to read, in a real browser: accessible, on a phone too, and without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

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
    return add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)


def come_in(visitor: Visitor, cast: Cast, candidacy: Candidacy) -> None:
    cookie = CandidateSession(cast.branch_a, candidacy.dossier_id).client().cookies["sessionid"].value
    visitor.page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": visitor.address}])


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_for_everyone_are_accessible(cast: Cast, visit: Visit, width: int) -> None:
    visitor = visit(width)
    for path in ("/vuistregels/", "/zelfassessment/", "/ondermijning/", "/integriteit/agenda-model/", "/"):
        visitor.go(path)
        assert visitor.faults() == [], path


@pytest.mark.parametrize("width", [1280, 390])
def test_the_guide_and_the_previews_are_accessible(cast: Cast, visit: Visit, width: int) -> None:
    visitor = visit(width)
    visitor.sign_in(cast.a_secretary)
    visitor.go("/integriteit/leidraad/")
    visitor.page.get_by_text("Vragen uit de vragenlijst").first.click()
    assert visitor.faults() == []
    visitor.sign_in(cast.editor)
    for slug in ("leidraad-selectiegesprek", "bewilligingsverklaring", "integriteitsagenda"):
        visitor.go(f"/edities/{slug}/1/")
        assert visitor.faults() == [], slug


@pytest.mark.parametrize("width", [1280, 390])
def test_a_candidate_reads_confirms_and_ticks(cast: Cast, candidacy: Candidacy, visit: Visit, width: int) -> None:
    visitor = visit(width)
    come_in(visitor, cast, candidacy)
    visitor.go("/integriteit/mijn-dossier/")
    visitor.page.get_by_role("link", name="Vuistregels integriteit").click()
    assert visitor.faults() == []
    visitor.page.get_by_role("button", name="Ik bevestig dit").click()
    expect(visitor.page.get_by_role("alert")).to_be_focused()
    assert visitor.faults() == []
    visitor.page.get_by_label("Ik heb de vuistregels gelezen").check()
    visitor.page.get_by_role("button", name="Ik bevestig dit").click()
    expect(visitor.page.get_by_text("Gelezen op")).to_be_visible()
    visitor.page.get_by_role("link", name="Zelfassessment").click()
    assert visitor.faults() == []
    visitor.page.get_by_role("button", name="Ik heb het gedaan").click()
    expect(visitor.page.get_by_text("Gedaan", exact=True)).to_be_visible()
    assert visitor.faults() == []


def test_the_self_assessment_works_without_javascript_and_leaves_no_cookie(cast: Cast, visit: Visit) -> None:
    visitor = visit(390, java_script_enabled=False)
    visitor.go("/zelfassessment/")
    visitor.page.get_by_label("Past grotendeels bij mij").first.check()
    visitor.page.get_by_label("Wanneer ging u voor het laatst").fill("Vorige week")
    visitor.page.get_by_role("button", name="Toon wat dit over mij zegt").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Om over na te denken")
    expect(visitor.page.get_by_text("Vorige week")).to_be_visible()
    assert visitor.page.context.cookies() == []


def test_the_outcome_is_accessible(cast: Cast, visit: Visit) -> None:
    visitor = visit(390)
    visitor.go("/zelfassessment/")
    visitor.page.get_by_label("Past helemaal bij mij").first.check()
    visitor.page.get_by_role("button", name="Toon wat dit over mij zegt").click()
    assert visitor.faults() == []
    assert visitor.page.context.cookies() == []


def test_a_training_case_opens_step_by_step_without_javascript(cast: Cast, visit: Visit) -> None:
    visitor = visit(1280, java_script_enabled=False)
    visitor.go("/ondermijning/")
    case = visitor.page.locator(".training").first
    expect(case.get_by_text("Welke waarneming is een feit")).to_be_hidden()
    case.get_by_text("Stap 1: praat hierover").click()
    expect(case.get_by_text("Welke waarneming is een feit")).to_be_visible()
    expect(case.get_by_text("Laat de groep een gesprek oefenen")).to_be_hidden()


def test_the_editors_previews_are_accessible(cast: Cast, visit: Visit) -> None:
    visitor = visit(390)
    visitor.sign_in(cast.editor)
    for slug in ("vuistregels", "zelfassessment", "ondermijning"):
        visitor.go(f"/edities/{slug}/1/")
        assert visitor.faults() == [], slug
