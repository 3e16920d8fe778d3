"""Adding a list of candidates in a real browser: with faults, corrected, on a phone, and without JavaScript."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from integrity.screening.models import SelectionRound
from tests.browser.conftest import WIDTHS, Visitor
from tests.cast import Cast, assemble
from tests.integrity.lists import xlsx
from tests.screening import start_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "keys"])]
Visit = Callable[..., Visitor]
TYPED = "Kim Janssen;kim@voorbeeld.example;raadslid\nZoë Çelik;zoe@voorbeeld;wethouder\n;bo@voorbeeld.example;keizer"


@pytest.fixture
def cast() -> Cast:
    return assemble()


@pytest.fixture
def selection(cast: Cast) -> SelectionRound:
    return start_round(cast, cast.a_secretary)


def at_desk(visit: Visit, cast: Cast, selection: SelectionRound, width: int = 1280, **options: bool) -> Visitor:
    secretary = visit(width, **options)
    secretary.sign_in(cast.a_secretary)
    secretary.go(f"/integriteit/rondes/{selection.pk}/")
    secretary.page.get_by_role("link", name="Lijst toevoegen").click()
    return secretary


@pytest.mark.parametrize("width", WIDTHS)
def test_a_list_with_faults_is_corrected_and_added(
    visit: Visit, cast: Cast, selection: SelectionRound, width: int
) -> None:
    secretary = at_desk(visit, cast, selection, width)
    page = secretary.page
    assert secretary.faults() == []
    page.get_by_role("button", name="Lijst bekijken").click()
    expect(page.get_by_role("alert")).to_contain_text("Plak een lijst of kies een bestand.")
    assert secretary.faults() == []
    page.get_by_label("Plak hier uw lijst").fill(TYPED)
    page.get_by_role("button", name="Lijst bekijken").click()
    expect(page.get_by_text("2 regels kloppen niet", exact=True)).to_be_visible()
    assert secretary.faults() == []
    box = page.get_by_label("Uw lijst")
    expect(box).to_have_value(TYPED)
    box.fill(TYPED.replace("zoe@voorbeeld", "zoe@voorbeeld.example").replace("\n;bo@voorbeeld.example;keizer", ""))
    page.get_by_role("button", name="Opnieuw nakijken").click()
    expect(page.get_by_text("2 kandidaten, alles klopt")).to_be_visible()
    assert secretary.faults() == []
    page.get_by_role("button", name="2 kandidaten toevoegen").dblclick()
    expect(page.get_by_role("link", name="Zoë Çelik")).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(3)
    assert secretary.faults() == []


def test_a_file_is_added_without_javascript(
    visit: Visit, cast: Cast, selection: SelectionRound, tmp_path: Path
) -> None:
    file = tmp_path / "lijst.xlsx"
    file.write_bytes(xlsx([["Voornaam", "Achternaam", "E-mail"], ["Kim", "Janssen", "kim@voorbeeld.example"]]))
    page = at_desk(visit, cast, selection, java_script_enabled=False).page
    page.get_by_label("Of kies een bestand").set_input_files(file)
    page.get_by_role("button", name="Lijst bekijken").click()
    page.get_by_role("button", name="1 kandidaat toevoegen").click()
    expect(page.get_by_role("link", name="Kim Janssen")).to_be_visible()


def test_a_paste_that_is_much_too_long_gets_a_page_with_a_sentence(
    visit: Visit, cast: Cast, selection: SelectionRound
) -> None:
    page = at_desk(visit, cast, selection).page
    # Filled and sent by script: laying out so much text keeps Chromium busy for a minute.
    box = page.get_by_label("Plak hier uw lijst")
    box.evaluate("box => { box.value = ('x'.repeat(99) + '\\n').repeat(40_000); box.form.requestSubmit() }")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit is te veel in één keer")
