"""A round in a real browser: settings, instruments, the committee, the desk; on a phone, without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from integrity.screening.demo import fill_in
from integrity.screening.models import Candidacy, SelectionRound
from tests.browser.conftest import WIDTHS, Visitor
from tests.cast import Cast, Person, assemble
from tests.screening import add, publish_questionnaires, start_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "keys"])]
Visit = Callable[..., Visitor]


@pytest.fixture
def cast() -> Cast:
    publish_questionnaires()
    return assemble()


@pytest.fixture
def selection(cast: Cast) -> SelectionRound:
    return start_round(cast, cast.a_secretary)


@pytest.fixture
def three(cast: Cast, selection: SelectionRound) -> list[Candidacy]:
    """Kim sent the questionnaire in, Noor was invited, Bo was not."""
    kim, noor = (add(cast.a_secretary, selection, name, invite=True) for name in ("Kim Janssen", "Noor Bakker"))
    fill_in(kim.dossier, -1)
    return [kim, noor, add(cast.a_secretary, selection, "Bo Smit")]


def come_in(visit: Visit, person: Person, selection: SelectionRound, page: str = "", **options: object) -> Visitor:
    visitor = visit(**options)
    visitor.sign_in(person)
    visitor.go(f"/integriteit/rondes/{selection.pk}/{page}")
    return visitor


def row(page: Page, name: str) -> object:
    return page.get_by_role("row").filter(has_text=name)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_round_is_started_and_changed(visit: Visit, cast: Cast, selection: SelectionRound, width: int) -> None:
    secretary = come_in(visit, cast.a_secretary, selection, "instellingen/", width=width)
    page = secretary.page
    assert secretary.faults() == []
    page.get_by_label("Gesprekken vanaf").fill("2030-01-20")
    page.get_by_label("Gesprekken tot en met").fill("2030-01-10")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("alert")).to_contain_text("De gesprekken eindigen voor ze beginnen.")
    expect(page.get_by_label("Gesprekken vanaf")).to_have_value("2030-01-20")
    assert secretary.faults() == []
    page.get_by_label("Gesprekken tot en met").fill("2030-01-25")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("De ronde is opgeslagen.")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_instruments_are_chosen_with_dates_and_reasons(
    visit: Visit, cast: Cast, selection: SelectionRound, three: list[Candidacy], width: int
) -> None:
    secretary = come_in(visit, cast.a_secretary, selection, "instrumenten/", width=width)
    page = secretary.page
    expect(page.locator(".nine__item")).to_have_count(9)
    assert secretary.faults() == []
    rules = page.locator(".nine__item").first
    expect(rules.get_by_label("Vuistregels: waarom laat u dit weg?")).to_be_hidden()
    rules.get_by_label("Weglaten").check()
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("alert")).to_contain_text("Schrijf op waarom u dit weglaat.")
    assert secretary.faults() == []
    page.get_by_label("Vuistregels: waarom laat u dit weg?").fill("Die kent iedereen al.")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("krijgen deze taak niet meer te zien.")).to_be_visible()
    assert secretary.faults() == []
    page.get_by_role("button", name="Ja, wijzigen").click()
    expect(page.get_by_text("De instrumenten zijn opgeslagen.")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_member_joins_and_a_tie_closes_a_file(
    visit: Visit, cast: Cast, selection: SelectionRound, three: list[Candidacy], width: int
) -> None:
    with cast.branch_a.scope():
        selection.members.all().delete()
    secretary = come_in(visit, cast.a_secretary, selection, "commissie/", width=width)
    assert secretary.faults() == []
    secretary.page.get_by_label("A member").check()
    secretary.page.get_by_role("button", name="Aanwijzen").click()
    expect(secretary.page.get_by_text("De commissie is bijgewerkt.")).to_be_visible()
    assert secretary.faults() == []
    member = come_in(visit, cast.a_member, selection, width=width)
    page = member.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Meedoen in de selectiecommissie")
    assert member.faults() == []
    page.get_by_label("Noor Bakker").check()
    page.get_by_label("Ik heb alle namen bekeken.").check()
    page.get_by_role("button", name="Bevestigen").click()
    expect(page.get_by_role("alert")).to_contain_text("Vink dit aan als u zich aan de spelregels houdt.")
    expect(page.get_by_label("Noor Bakker")).to_be_checked()
    assert member.faults() == []
    page.get_by_label("Ik ken de spelregels").check()
    page.get_by_role("button", name="Bevestigen").click()
    expect(page.get_by_role("link", name="Kim Janssen")).to_be_visible()
    expect(page.get_by_text("Noor Bakker")).to_have_count(0)
    assert member.faults() == []
    secretary.page.reload()
    expect(row(secretary.page, "Noor Bakker")).to_contain_text("A member")
    assert secretary.faults() == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_desk_shows_filters_and_reminds(
    visit: Visit, cast: Cast, selection: SelectionRound, three: list[Candidacy], width: int
) -> None:
    secretary = come_in(visit, cast.a_secretary, selection, width=width)
    page = secretary.page
    assert secretary.faults() == []
    if width < 640:
        page.get_by_role("button", name="Zoeken en filteren").click()
        assert secretary.faults() == []
    page.get_by_label("Naam").fill("noor")
    page.get_by_role("button", name="Filteren", exact=True).click()
    expect(page.get_by_text("1 van de 3 kandidaten.")).to_be_visible()
    expect(page.get_by_text("Gefilterd op naam: noor.")).to_be_visible()
    page.get_by_role("link", name="Alles tonen").click()
    page.get_by_label("Kies Noor Bakker").check()
    expect(page.get_by_text("1 gekozen")).to_be_visible()
    page.get_by_role("button", name="Herinneren").dblclick()
    expect(page.get_by_text("1 kandidaat krijgt een herinnering.")).to_be_visible()
    assert secretary.faults() == []


def test_all_are_chosen_at_once_by_keyboard(
    visit: Visit, cast: Cast, selection: SelectionRound, three: list[Candidacy]
) -> None:
    page = come_in(visit, cast.a_secretary, selection).page
    page.get_by_label("Alle kandidaten in deze lijst kiezen").focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("3 gekozen")).to_be_visible()
    expect(page.get_by_label("Kies Bo Smit")).to_be_checked()
    page.get_by_role("button", name="Uitnodigen").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 kandidaat is uitgenodigd.")).to_be_visible()


def test_the_desk_works_without_javascript(
    visit: Visit, cast: Cast, selection: SelectionRound, three: list[Candidacy]
) -> None:
    page = come_in(visit, cast.a_secretary, selection, java_script_enabled=False).page
    expect(page.get_by_label("Alle kandidaten in deze lijst kiezen")).to_be_hidden()
    page.get_by_label("Kies Bo Smit").check()
    page.get_by_role("button", name="Uitnodigen").click()
    expect(page.get_by_text("1 kandidaat is uitgenodigd.")).to_be_visible()


def test_a_decision_is_confirmed_with_what_is_open(
    visit: Visit, cast: Cast, selection: SelectionRound, three: list[Candidacy]
) -> None:
    secretary = come_in(visit, cast.a_secretary, selection)
    page = secretary.page
    page.get_by_role("link", name="Noor Bakker").click()
    assert secretary.faults() == []
    page.get_by_role("button", name="Niet op de lijst zetten").click()
    expect(page.get_by_text("Vragenlijst: nog niet begonnen. De kandidaat is aan zet.")).to_be_visible()
    assert secretary.faults() == []
    page.get_by_role("button", name="Niet op de lijst zetten").click()
    expect(page.get_by_text("De procedure is afgerond")).to_be_visible()
    assert secretary.faults() == []


def test_a_tie_is_declared_from_the_candidates_page(
    visit: Visit, cast: Cast, selection: SelectionRound, three: list[Candidacy]
) -> None:
    member = come_in(visit, cast.a_member, selection)
    page = member.page
    page.get_by_role("link", name="Kim Janssen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kim Janssen")
    address = page.url
    page.get_by_role("link", name="Geef de band op").click()
    assert member.faults() == []
    page.get_by_role("button", name="Ja, ik heb een band").click()
    expect(page.get_by_text("Kim Janssen")).to_have_count(0)
    page.goto(address)
    expect(page.get_by_text("Kim Janssen")).to_have_count(0)
