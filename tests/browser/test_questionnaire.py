"""Filling in a questionnaire in a real browser: saving in the background, and nothing lost."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from portal.questionnaires.models import HeldSubmission
from portal.questionnaires.sheet import open_sheet
from tests.browser.conftest import WIDTHS, Visitor
from tests.cast import Cast
from tests.questionnaires.conftest import Candidate, candidate, edition, folder

__all__ = ["candidate", "edition", "folder"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.urls("tests.questionnaires.mounted"),
]
Visit = Callable[..., Visitor]
SAVED = "Bewaard om"


def come_in(visitor: Visitor, someone: Candidate) -> None:
    cookie = someone.client().cookies["sessionid"].value
    visitor.page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": visitor.address}])


def state(page: Page) -> Any:
    return page.locator("[data-save-state]")


def kept(someone: Candidate) -> dict[str, Any]:
    with someone.scope():
        return open_sheet(someone.response).answers


@pytest.fixture
def work(visit: Visit, candidate: Candidate) -> Visitor:
    visitor = visit()
    come_in(visitor, candidate)
    visitor.go("/proef/work/")
    return visitor


def test_a_change_is_saved_without_a_button(work: Visitor, candidate: Candidate) -> None:
    work.page.get_by_label("Eigen bedrijf").check()
    expect(state(work.page)).to_contain_text(SAVED)
    assert kept(candidate) == {"business": "owner"}
    work.page.get_by_label("Loondienst").check()
    expect(work.page.locator("[name=seen_version]")).to_have_value("2")
    assert kept(candidate) == {"business": "employed"}
    assert work.complaints == []


def test_typing_is_saved_after_three_idle_seconds(work: Visitor, candidate: Candidate) -> None:
    work.page.locator("#id_has_positions_0").check()
    expect(state(work.page)).to_contain_text(SAVED)
    work.page.get_by_label("Organisatie").press_sequentially("Koor")
    expect(work.page.locator("[name=seen_version]")).to_have_value("2", timeout=6000)
    assert kept(candidate)["positions"] == [{"organisation": "Koor"}]


def test_a_follow_up_comes_and_goes_with_its_answer_and_loses_nothing(work: Visitor, candidate: Candidate) -> None:
    rows = work.page.locator("#div_id_positions")
    expect(rows).to_be_hidden()
    work.page.locator("#id_has_positions_0").check()
    expect(rows).to_be_visible()
    work.page.get_by_label("Organisatie").fill("Koor")
    work.page.get_by_role("button", name="Nog een regel toevoegen").click()
    expect(work.page.locator("#id_positions_1")).to_be_focused()
    work.page.locator("#id_has_positions_1").check()
    expect(rows).to_be_hidden()
    expect(state(work.page)).to_contain_text(SAVED)
    work.page.reload()
    work.page.locator("#id_has_positions_0").check()
    assert kept(candidate)["positions"] == [{"organisation": "Koor"}]
    expect(work.page.locator("#id_positions_0")).to_have_value("Koor")


def test_a_second_window_is_told_and_both_texts_stand_side_by_side(work: Visitor, candidate: Candidate) -> None:
    second = work.page.context.new_page()
    second.goto(work.address + "/proef/work/")
    second.get_by_label("Loondienst").check()
    expect(state(second)).to_contain_text(SAVED)
    work.page.get_by_label("Eigen bedrijf").check()
    expect(state(work.page)).to_contain_text("intussen ook bewaard")
    work.page.get_by_role("link", name="Vergelijk beide teksten").click()
    expect(work.page.get_by_role("heading", level=1)).to_have_text("Welke tekst wilt u houden?")
    assert kept(candidate) == {"business": "employed"}
    work.page.locator("input[value=typed]").check()
    work.page.get_by_role("button", name="Mijn keuze bewaren").click()
    expect(work.page.get_by_label("Eigen bedrijf")).to_be_checked()
    assert kept(candidate) == {"business": "owner"}


def test_when_the_session_has_ended_the_text_is_held(work: Visitor, candidate: Candidate) -> None:
    cookies = [each for each in work.page.context.cookies() if each["name"] != "sessionid"]
    work.page.context.clear_cookies()
    work.page.context.add_cookies(cookies)
    work.page.get_by_label("Eigen bedrijf").check()
    expect(state(work.page)).to_contain_text("Het portaal houdt vast wat u typte")
    with candidate.scope():
        assert HeldSubmission.objects.get().answers == {"business": "owner"}
    work.page.get_by_role("button", name="Opslaan en later verder").click()
    expect(work.page.get_by_role("heading", level=1)).to_have_text("Uw sessie is verlopen")
    assert "owner" not in work.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")


def test_without_a_network_it_says_so_and_saves_later(work: Visitor, candidate: Candidate) -> None:
    work.page.clock.install()
    work.page.context.set_offline(True)
    work.page.get_by_label("Eigen bedrijf").check()
    work.page.clock.run_for(500)
    expect(state(work.page)).to_contain_text("Niet bewaard: geen verbinding. Het portaal probeert het opnieuw.")
    work.page.context.set_offline(False)
    work.page.clock.run_for(16_000)
    expect(state(work.page)).to_contain_text(SAVED)
    assert kept(candidate) == {"business": "owner"}


def test_a_button_pressed_while_saving_is_no_second_window(work: Visitor, candidate: Candidate) -> None:
    work.page.route("**/proef/work/", lambda route: (work.page.wait_for_timeout(300), route.continue_()))
    work.page.locator("#id_has_positions_1").check()
    work.page.wait_for_timeout(250)
    work.page.get_by_label("Loondienst").check()
    work.page.get_by_role("button", name="Opslaan en verder").last.click()
    expect(work.page.get_by_role("heading", level=1)).to_have_text("Belangen")
    assert kept(candidate) == {"has_positions": {"value": "no"}, "business": "employed"}


def test_the_hint_counts_down(visit: Visit, candidate: Candidate) -> None:
    visitor = visit()
    come_in(visitor, candidate)
    visitor.go("/proef/work/")
    visitor.page.locator("#id_has_positions_1").check()
    visitor.page.get_by_label("Loondienst").check()
    visitor.page.get_by_role("button", name="Opslaan en verder").last.click()
    visitor.page.locator("#id_dispute_0").check()
    visitor.page.get_by_label("Waar gaat het over?").fill("vergunning")
    expect(visitor.page.locator("#id_dispute-explanation_hint")).to_have_text("U kunt nog 40 tekens gebruiken.")


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_the_candidates_pages(visit: Visit, candidate: Candidate, width: int) -> None:
    visitor = visit(width)
    page = visitor.page
    come_in(visitor, candidate)
    visitor.go("/proef/work/")
    page.locator("#id_has_positions_0").check()
    page.get_by_label("Organisatie").fill("Koor")
    page.get_by_role("button", name="Nog een regel toevoegen").click()
    assert visitor.faults() == []
    page.get_by_role("button", name="Opslaan en verder").last.click()
    expect(page.locator(".error-summary")).to_be_focused()
    assert visitor.faults() == []
    for path in ("overzicht", "controleren"):
        visitor.go(f"/proef/{path}/")
        assert visitor.faults() == []
    second = page.context.new_page()
    second.goto(visitor.address + "/proef/work/")
    visitor.go("/proef/work/")
    page.get_by_label("Loondienst").check()
    expect(state(page)).to_contain_text(SAVED)
    second.get_by_label("Eigen bedrijf").check()
    expect(state(second)).to_contain_text("intussen ook bewaard")
    visitor.go("/proef/work/bewaard/")
    assert visitor.faults() == []


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_the_editors_pages(visit: Visit, edition: Any, cast: Cast, width: int) -> None:
    visitor = visit(width)
    visitor.sign_in(cast.editor)
    for path in ("/edities/", "/edities/proef/1/?ambt=alderman", "/edities/proef/1/anders-dan/1/"):
        visitor.go(path)
        assert visitor.faults() == [], path
