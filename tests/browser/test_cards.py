"""The cards in a real browser: alone, and with a group on their phones."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WIDTHS, Visitor
from tests.cards import lay_card, open_table
from tests.cast import Cast, assemble
from tests.screening import publish_questionnaires

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "keys"])]
Visit = Callable[..., Visitor]
CARDS = "/integriteit/dilemmakaarten/"
OPEN_PAGES = [CARDS, f"{CARDS}?theme=gifts&office=alderman", f"{CARDS}1/4/", f"{CARDS}meedoen/"]


@pytest.fixture
def cast() -> Cast:
    publish_questionnaires()
    return assemble()


def look(visitor: Visitor, name: str) -> None:
    """Keep a picture when asked for: PICTURES=folder."""
    if folder := os.environ.get("PICTURES"):
        visitor.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_for_everyone_have_no_faults(visit: Visit, cast: Cast, width: int) -> None:
    visitor = visit(width)
    for place, path in enumerate(OPEN_PAGES):
        visitor.go(path)
        assert visitor.faults() == [], path
        look(visitor, f"open-{place}-{width}")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_group_plays_one_card(visit: Visit, cast: Cast, width: int) -> None:
    facilitator, phones = visit(width), [visit(390), visit(320), visit(390, java_script_enabled=False)]
    facilitator.sign_in(cast.waterlinge_clerk)
    facilitator.go(f"{CARDS}samen/")
    assert facilitator.faults() == []
    facilitator.page.get_by_role("button", name="Sessie openen").dblclick()
    code = re.sub(r"\W|Code", "", facilitator.page.locator(".session-code").inner_text())
    assert facilitator.faults() == []
    look(facilitator, f"opened-{width}")
    for phone in phones:
        phone.go(f"{CARDS}meedoen/")
        phone.page.get_by_label("Code").fill(code.lower())
        phone.page.get_by_role("button", name="Meedoen").click()
        expect(phone.page.get_by_role("heading", name="U doet mee")).to_be_visible()
    expect(facilitator.page.locator("#live dd").first).to_have_text("3")
    facilitator.page.get_by_label("Welke kaart?").select_option(label="1. Moeders kamer")
    facilitator.page.get_by_role("button", name="Kaart op tafel leggen").dblclick()
    expect(facilitator.page.get_by_role("heading", name="Moeders kamer")).to_be_visible()
    assert facilitator.faults() == []
    look(facilitator, f"voting-{width}")
    phones[2].page.get_by_role("link", name="Vernieuwen").click()
    for phone in phones:
        # By itself on the phones with JavaScript.
        phone.page.get_by_label("De informatie is geheim").check(timeout=10_000)
        if phone is not phones[2]:
            assert phone.faults() == []
        look(phone, f"phone-voting-{width}")
        phone.page.get_by_role("button", name="Stemmen").click()
        expect(phone.page.get_by_text("Uw stem is geteld")).to_be_visible()
    expect(facilitator.page.locator("#live dd").last).to_have_text("3")
    facilitator.page.get_by_role("button", name="Stemming sluiten").click()
    expect(facilitator.page.get_by_role("heading", name="Zo zijn de stemmen verdeeld")).to_be_visible()
    assert facilitator.faults() == []
    for phone in phones[:2]:
        expect(phone.page.get_by_role("heading", name="Zo zijn de stemmen verdeeld")).to_be_visible(timeout=10_000)
        expect(phone.page.locator("#seat-status")).to_contain_text("De stemming is gesloten")
        assert phone.faults() == []
    look(phones[0], f"phone-shown-{width}")
    facilitator.page.get_by_label("Wat spreekt u samen af?").fill("Wij vragen raad aan Fatima.")
    facilitator.page.get_by_role("button", name="Afspraak noteren").click()
    assert facilitator.faults() == []
    look(facilitator, f"warned-{width}")
    facilitator.page.get_by_label("Wat spreekt u samen af?").fill("Wij vragen eerst raad.")
    facilitator.page.get_by_role("button", name="Afspraak noteren").click()
    look(facilitator, f"shown-{width}")
    facilitator.page.get_by_role("link", name="Sessie afsluiten").click()
    facilitator.page.get_by_role("button", name="Sessie afsluiten").click()
    expect(facilitator.page.get_by_role("heading", name="De sessie is afgelopen")).to_be_visible()
    assert facilitator.faults() == []
    look(facilitator, f"closed-{width}")
    expect(phones[0].page.get_by_role("heading", name="De sessie is afgelopen")).to_be_visible(timeout=10_000)


def test_a_choice_stays_while_the_page_asks_for_news(visit: Visit, cast: Cast) -> None:
    session = open_table(cast.waterlinge_clerk)
    lay_card(cast.waterlinge_clerk, session)
    phone = visit(390)
    phone.go(f"{CARDS}meedoen/")
    phone.page.get_by_label("Code").fill(session.code)
    phone.page.keyboard.press("Enter")
    phone.page.get_by_label("U bent ook zoon of dochter").check()
    with phone.page.expect_response(lambda answer: answer.status == 204):
        pass
    expect(phone.page.get_by_label("U bent ook zoon of dochter")).to_be_checked()
