"""The integrity agenda in a real browser: planned, moved, held; on a phone too, and without JavaScript."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from integrity.screening.candidates import add_round
from integrity.screening.models import SelectionRound
from tests.agenda import plan
from tests.browser.conftest import Visitor
from tests.cast import Cast, assemble
from tests.screening import publish_questionnaires, start_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "keys"])]
Visit = Callable[..., Visitor]


@pytest.fixture
def cast() -> Cast:
    publish_questionnaires()
    return assemble()


@pytest.fixture
def running(cast: Cast) -> SelectionRound:
    """A round whose term runs today."""
    with cast.a_secretary.scope():
        began = timezone.localdate() - timedelta(days=200)
        return add_round(cast.a_secretary.actor, name="Raad", body=cast.waterlinge.body, nomination_day=began)


def agenda_of(selection: SelectionRound) -> str:
    return f"/integriteit/rondes/{selection.pk}/agenda/"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_model_is_planned_and_a_talk_is_moved(cast: Cast, visit: Visit, width: int) -> None:
    selection, visitor = start_round(cast, cast.a_secretary), visit(width)
    visitor.sign_in(cast.a_secretary)
    visitor.go(agenda_of(selection))
    assert visitor.faults() == []
    visitor.page.get_by_role("link", name="Modelagenda plannen").click()
    assert visitor.faults() == []
    visitor.page.get_by_label("Dag: Een goed begin, maand 2", exact=True).fill("2026-01-05")
    visitor.page.get_by_label("Plannen: Alle functies op een rij, maand 4", exact=True).uncheck()
    visitor.page.get_by_role("button", name="Aangevinkte gesprekken plannen").click()
    expect(visitor.page.get_by_role("alert")).to_be_focused()
    assert visitor.faults() == []
    visitor.page.get_by_label("Dag: Een goed begin, maand 2", exact=True).fill("2030-05-07")
    visitor.page.get_by_role("button", name="Aangevinkte gesprekken plannen").click()
    expect(visitor.page.get_by_role("status").first).to_contain_text("staan op de agenda")
    assert visitor.faults() == []
    visitor.page.get_by_role("link", name="Een goed begin").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Dinsdag 7 mei 2030, 20.00 uur")
    assert visitor.faults() == []
    visitor.page.get_by_role("link", name="Verzetten").click()
    assert visitor.faults() == []
    visitor.page.get_by_label("Dag").fill("2030-05-14")
    visitor.page.get_by_role("button", name="Verzetten").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Dinsdag 14 mei 2030, 20.00 uur")
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name="Zet in uw kalender").click()
    assert "SEQUENCE:1" in download.value.path().read_text()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_talk_with_cards_is_held(cast: Cast, running: SelectionRound, visit: Visit, width: int) -> None:
    plan(cast.a_secretary, running, timezone.localdate() - timedelta(days=1))
    visitor = visit(width)
    visitor.sign_in(cast.a_secretary)
    visitor.go("/start/")
    visitor.page.get_by_role("link", name="Vastleggen").click()
    visitor.page.get_by_role("button", name="Samen spelen met kaarten").click()
    expect(visitor.page.get_by_text("Bij uw gesprek horen de kaarten 10, 23.")).to_be_visible()
    visitor.page.get_by_label("Welke kaart?").select_option(label="3. Twee deeltjes van een windmolen")
    visitor.page.get_by_role("button", name="Kaart op tafel leggen").click()
    visitor.go("/start/")
    visitor.page.get_by_role("link", name="Vastleggen").click()
    assert visitor.faults() == []
    visitor.page.get_by_role("link", name="Vastleggen dat het is gehouden").click()
    expect(visitor.page.get_by_label("3. Twee deeltjes van een windmolen")).to_be_checked()
    assert visitor.faults() == []
    visitor.page.get_by_label("Een goed begin").uncheck()
    visitor.page.get_by_role("button", name="Vastleggen").click()
    expect(visitor.page.get_by_role("alert")).to_be_focused()
    assert visitor.faults() == []
    visitor.page.get_by_label("De toon online").check()
    visitor.page.get_by_role("button", name="Vastleggen").click()
    expect(visitor.page.get_by_text("Dit gesprek is gehouden")).to_be_visible()
    assert visitor.faults() == []


@pytest.mark.parametrize("width", [1280, 390])
def test_the_board_looks_along(cast: Cast, running: SelectionRound, visit: Visit, width: int) -> None:
    plan(cast.a_secretary, running, timezone.localdate() + timedelta(days=3))
    visitor = visit(width)
    visitor.sign_in(cast.a_board)
    visitor.go("/integriteit/agenda/")
    assert visitor.faults() == []
    visitor.page.get_by_role("link", name="Raad", exact=True).click()
    assert visitor.faults() == []
    visitor.page.get_by_role("link", name="Een goed begin").click()
    expect(visitor.page.get_by_role("link", name="Verzetten")).to_have_count(0)
    assert visitor.faults() == []


def test_planning_and_calling_off_work_without_javascript(cast: Cast, visit: Visit) -> None:
    selection, visitor = start_round(cast, cast.a_secretary), visit(390, java_script_enabled=False)
    visitor.sign_in(cast.a_secretary)
    visitor.go(f"{agenda_of(selection)}plannen/")
    visitor.page.get_by_label("Op welke dag?").select_option(label="woensdag")
    visitor.page.get_by_label("Hoe laat?").fill("19:30")
    visitor.page.get_by_role("button", name="Opnieuw voorstellen").click()
    expect(visitor.page.get_by_label("Tijd: Een goed begin, maand 2")).to_have_value("19:30")
    visitor.page.get_by_role("button", name="Aangevinkte gesprekken plannen").click()
    visitor.page.get_by_role("link", name="Een goed begin").click()
    visitor.page.get_by_role("link", name="Laten vervallen").click()
    visitor.page.get_by_role("button", name="Laten vervallen").click()
    expect(visitor.page.get_by_text("Dit gesprek is vervallen")).to_be_visible()
