"""What is held and objecting, in a real browser: accessible, on a phone too, by keyboard and without JavaScript."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from integrity.screening.demo import fill_in
from integrity.screening.models import Candidacy
from tests.browser.conftest import Visitor
from tests.cast import Cast, assemble
from tests.screening import CandidateSession, add, publish_questionnaires, start_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "keys"])]
Visit = Callable[..., Visitor]
# With a word that no line can hold.
TEXT = "Mijn partner staat erin.\n" + "x" * 200


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
    visitor.go("/integriteit/mijn-dossier/")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_candidate_reads_all_and_takes_it_along(
    cast: Cast, candidacy: Candidacy, visit: Visit, width: int, tmp_path: Path
) -> None:
    visitor = visit(width)
    come_in(visitor, cast, candidacy)
    visitor.page.get_by_role("link", name="Wat er over u bewaard wordt").click()
    expect(visitor.page.get_by_text("kim.janssen@voorbeeld.example")).to_be_visible()
    assert visitor.faults() == []
    visitor.page.get_by_text("Waarom, hoe lang en hoe gevoelig").first.click()
    assert visitor.faults() == []
    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("link", name="Download alles").click()
    waiting.value.save_as(tmp_path / "alles.json")
    assert waiting.value.suggested_filename == f"{candidacy.dossier.reference}.json"
    assert json.loads((tmp_path / "alles.json").read_text())["kenmerk van uw dossier"] == candidacy.dossier.reference


@pytest.mark.parametrize("width", [1280, 390])
def test_an_objection_goes_to_the_desk_and_comes_back_answered(
    cast: Cast, candidacy: Candidacy, visit: Visit, width: int
) -> None:
    own, desk = visit(width), visit(width)
    come_in(own, cast, candidacy)
    own.page.get_by_role("link", name="Bezwaar maken").click()
    assert own.faults() == []
    own.page.get_by_role("link", name="Bezwaar maken").click()
    own.page.get_by_role("button", name="Bezwaar versturen").click()
    expect(own.page.get_by_role("alert")).to_be_focused()
    assert own.faults() == []
    own.page.get_by_label("Waar maakt u bezwaar tegen").fill(TEXT)
    own.page.get_by_role("button", name="Bezwaar versturen").click()
    assert own.faults() == []
    desk.sign_in(cast.a_secretary)
    desk.go("/start/")
    desk.page.get_by_role("link", name="Bezwaar lezen").click()
    assert desk.faults() == []
    desk.page.get_by_label("Ja. Dit gebruik van de gegevens stopt.").check()
    desk.page.get_by_label("Uw antwoord").fill("U hebt gelijk.")
    desk.page.get_by_role("button", name="Antwoord versturen").click()
    expect(desk.page.get_by_role("alert")).to_be_focused()
    assert desk.faults() == []
    desk.page.get_by_label("Ik weet dat").check()
    desk.page.get_by_role("button", name="Antwoord versturen").click()
    expect(desk.page.get_by_text("U gaf de persoon gelijk.")).to_be_visible()
    assert desk.faults() == []
    desk.go("/bezwaren/")
    assert desk.faults() == []
    own.page.reload()
    expect(own.page.get_by_text("U krijgt gelijk", exact=True)).to_be_visible()
    assert own.faults() == []


def test_without_javascript_somebody_objects_and_takes_it_back(cast: Cast, candidacy: Candidacy, visit: Visit) -> None:
    visitor = visit(390, java_script_enabled=False)
    come_in(visitor, cast, candidacy)
    visitor.go("/mijn-dossier/bezwaar/nieuw/")
    visitor.page.get_by_label("Waar maakt u bezwaar tegen").fill(TEXT)
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")
    visitor.page.get_by_role("button", name="Bezwaar intrekken").click()
    expect(visitor.page.get_by_text("U hebt uw bezwaar ingetrokken.")).to_be_visible()
    expect(visitor.page.get_by_role("link", name="Bezwaar maken")).to_be_visible()
