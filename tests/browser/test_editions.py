"""The ministry's editor in a real browser: a file with faults, mended, compared and published; on a phone, and without
JavaScript."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from portal.questionnaires.models import Edition
from tests.browser.conftest import WIDTHS, Visitor
from tests.cast import Cast, assemble
from tests.screening import publish_questionnaires

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "keys"])]
Visit = Callable[..., Visitor]
RULES = Path(__file__).parents[2] / "integrity" / "screening" / "content" / "vuistregels-1.yaml"
SECOND = RULES.read_text().replace("edition: 1", "edition: 2", 1).replace("Let ook op de schijn", "Let op de schijn", 1)


@pytest.fixture
def cast() -> Cast:
    publish_questionnaires()
    return assemble()


def at_editions(visit: Visit, cast: Cast, width: int = 1280, **options: bool) -> Visitor:
    editor = visit(width, **options)
    editor.sign_in(cast.editor)
    editor.go("/edities/")
    return editor


@pytest.mark.parametrize("width", WIDTHS)
def test_an_edition_is_loaded_mended_compared_and_published(
    visit: Visit, cast: Cast, width: int, tmp_path: Path
) -> None:
    editor = at_editions(visit, cast, width)
    page = editor.page
    assert editor.faults() == []
    page.get_by_role("link", name="Nieuwe editie").click()
    assert editor.faults() == []
    file = tmp_path / "vuistregels nieuw.yaml"
    file.write_text(SECOND.replace("status: model", "status: modle", 1))
    page.get_by_label("Kies een bestand").set_input_files(file)
    page.get_by_role("button", name="Nakijken en bewaren").click()
    expect(page.get_by_role("alert")).to_contain_text("1 ding klopt niet. Er is niets bewaard.")
    expect(page.get_by_role("row").nth(1)).to_contain_text("“status” moet een van deze zijn: official, model, draft")
    assert editor.faults() == []
    box = page.get_by_label("Of plak hier de tekst")
    box.fill(box.input_value().replace("modle", "model"))
    page.get_by_role("button", name="Nakijken en bewaren").click()
    expect(page.get_by_text("Alleen redacteuren zien deze editie, tot u die publiceert.")).to_be_visible()
    expect(page.get_by_role("heading", name="Let op de schijn")).to_be_visible()
    assert editor.faults() == []
    page.get_by_role("link", name="Verschil met editie 1").click()
    expect(page.locator("del")).to_have_text("ook")
    assert editor.faults() == []
    page.get_by_role("link", name="Vuistregels integriteit, 2").click()
    page.get_by_role("link", name="Publiceren").click()
    assert editor.faults() == []
    page.get_by_role("button", name="Ja, publiceren").dblclick()
    expect(page.get_by_text("Editie 2 van “Vuistregels integriteit” is gepubliceerd.")).to_be_visible()
    assert editor.faults() == []
    assert Edition.objects.newest("vuistregels").number == 2
    editor.go("/vuistregels/")
    expect(page.get_by_role("heading", name="Let op de schijn")).to_be_visible()


def test_an_edition_is_made_of_the_one_in_use_and_thrown_away_without_javascript(visit: Visit, cast: Cast) -> None:
    page = at_editions(visit, cast, java_script_enabled=False).page
    page.get_by_role("main").get_by_role("link", name="Dilemmakaarten").click()
    page.get_by_role("link", name="Nieuwe editie hierop maken").click()
    page.get_by_role("button", name="Nakijken en bewaren").click()
    expect(page.get_by_text("Editie 2 van “Dilemmakaarten” is bewaard.")).to_be_visible()
    page.get_by_role("link", name="Weggooien").click()
    page.get_by_role("button", name="Ja, weggooien").click()
    expect(page.get_by_text("Editie 2 van “Dilemmakaarten” is weggegooid.")).to_be_visible()
    assert Edition.objects.filter(slug="dilemmakaarten").count() == 1
