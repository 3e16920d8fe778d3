"""The desk and the menus as a browser lays them out: what fits, what stays in sight, what a phone shows first."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from integrity.screening.candidates import Newcomer, add_candidates, invite_all
from integrity.screening.demo import fill_in
from integrity.screening.models import Candidacy, SelectionRound
from integrity.screening.questions import ask
from tests.browser.conftest import Visitor
from tests.cast import Cast, assemble
from tests.screening import add, decide, publish_questionnaires, start_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "keys"])]
Visit = Callable[..., Visitor]
COLUMNS = [
    "Vuistregels",
    "Vragenlijst",
    "Vragen",
    "Open bronnen",
    "Gesprek",
    "Referenties",
    "VOG",
    "Maatregelen",
    "Verklaring",
]


@pytest.fixture
def cast() -> Cast:
    publish_questionnaires()
    return assemble()


@pytest.fixture
def selection(cast: Cast) -> SelectionRound:
    """Every instrument and the questions of the committee, thirty candidates, and names that are long."""
    selection = start_round(cast, cast.a_secretary)
    names = [f"Wilhelmina van den Berg-Achterhuis {number:02}" for number in range(29)]
    with cast.a_secretary.scope():
        newcomers = [Newcomer(name, f"k{place}@voorbeeld.example", "councillor") for place, name in enumerate(names)]
        add_candidates(cast.a_secretary.actor, selection, newcomers)
        invite_all(cast.a_secretary.actor, list(Candidacy.objects.select_related("dossier")))
    kim = add(cast.a_secretary, selection, "Kim Janssen", invite=True)
    fill_in(kim.dossier, -1)
    with cast.a_member.scope():
        ask(cast.a_member.actor, kim, "", "Hoeveel tijd kost dat?")
    return selection


def open_desk(visit: Visit, cast: Cast, selection: SelectionRound, **options: object) -> Visitor:
    """The desk, where what takes the focus comes into sight without gliding there."""
    visitor = visit(reduced_motion="reduce", **options)
    visitor.sign_in(cast.a_secretary)
    visitor.go(f"/integriteit/rondes/{selection.pk}/")
    return visitor


def top_of(page: Page, selector: str) -> float:
    return page.locator(selector).first.bounding_box()["y"]


@pytest.mark.parametrize("width", [1265, 1440])
def test_all_columns_fit_and_nothing_scrolls_sideways(
    visit: Visit, cast: Cast, selection: SelectionRound, width: int
) -> None:
    """1265: a screen of 1280 with a scroll bar beside the page. Also with somebody for whom little was finished."""
    with cast.branch_a.scope():
        somebody = Candidacy.objects.select_related("dossier").first()
    decide(cast.a_secretary.client(), somebody.dossier.reference, "pass_over")
    visitor = open_desk(visit, cast, selection, width=width)
    page = visitor.page
    heads = [head.inner_text().split("\n")[0] for head in page.locator(".table--desk thead th").all()]
    assert [head for head in heads if head in COLUMNS] == COLUMNS
    box, table = page.locator(".desk").bounding_box(), page.locator(".table--desk").bounding_box()
    assert (table["width"] <= box["width"], table["height"] <= box["height"] + 1) == (True, True)
    assert visitor.faults() == []


@pytest.mark.parametrize("width", [1280, 1024])
def test_head_and_buttons_stay_in_sight(visit: Visit, cast: Cast, selection: SelectionRound, width: int) -> None:
    page = open_desk(visit, cast, selection, width=width).page
    page.get_by_role("link", name="Wilhelmina van den Berg-Achterhuis 20").scroll_into_view_if_needed()
    expect(page.locator(".table--desk thead th").nth(1)).to_be_in_viewport()
    expect(page.get_by_role("button", name="Uitnodigen")).to_be_in_viewport()
    last = page.get_by_label("Kies Wilhelmina van den Berg-Achterhuis 28")
    last.focus()
    assert top_of(page, ".bulk") >= last.bounding_box()["y"] + last.bounding_box()["height"]


def test_a_phone_shows_the_first_candidate_at_once(visit: Visit, cast: Cast, selection: SelectionRound) -> None:
    visitor = open_desk(visit, cast, selection, width=390)
    page = visitor.page
    page.set_viewport_size({"width": 390, "height": 844})
    first = page.get_by_role("link", name="Kim Janssen")
    expect(first).to_be_in_viewport()
    expect(page.get_by_role("button", name="Uitnodigen")).not_to_be_in_viewport()
    page.get_by_label("Kies Kim Janssen").check()
    expect(page.get_by_role("button", name="Uitnodigen")).to_be_in_viewport()
    page.get_by_label("Alle kandidaten in deze lijst kiezen").check()
    expect(page.get_by_text("30 gekozen")).to_be_visible()
    assert visitor.faults() == []


def test_on_a_phone_menu_and_filter_open_without_javascript(
    visit: Visit, cast: Cast, selection: SelectionRound
) -> None:
    page = open_desk(visit, cast, selection, width=390, java_script_enabled=False).page
    expect(page.get_by_label("Naam")).to_be_hidden()
    expect(page.get_by_role("link", name="Instellingen")).to_be_hidden()
    page.get_by_role("button", name="Zoeken en filteren").click()
    page.get_by_label("Naam").fill("kim")
    page.get_by_role("button", name="Filteren", exact=True).click()
    expect(page.get_by_text("1 van de 30 kandidaten.")).to_be_visible()
    page.get_by_role("button", name="Meer over deze ronde").click()
    page.get_by_role("link", name="Instellingen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ronde wijzigen")
    menu = page.get_by_role("link", name="Overzicht", exact=True)
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Sluiten").click()
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    menu.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Welkom")


def test_what_a_phone_opens_has_no_faults_and_closes_by_keyboard(
    visit: Visit, cast: Cast, selection: SelectionRound
) -> None:
    visitor = open_desk(visit, cast, selection, width=390)
    page = visitor.page
    for name in ("Menu", "Meer over deze ronde", "Zoeken en filteren"):
        page.get_by_role("button", name=name).press("Enter")
        expect(page.get_by_role("button", name="Sluiten")).to_be_visible()
        assert visitor.faults() == []
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Sluiten")).to_have_count(0)
        expect(page.get_by_role("button", name=name)).to_be_focused()


def test_enter_on_a_tick_invites_nobody(visit: Visit, cast: Cast, selection: SelectionRound) -> None:
    add(cast.a_secretary, selection, "Bo Smit")
    page = open_desk(visit, cast, selection).page
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.get_by_label("Kies Bo Smit").check()
    page.get_by_label("Kies Bo Smit").press("Enter")
    expect(page.get_by_text("1 gekozen")).to_be_visible()
    assert sent == []
    page.get_by_role("button", name="Uitnodigen").click()
    expect(page.get_by_text("1 kandidaat is uitgenodigd.")).to_be_visible()


def test_a_link_leads_past_the_list_to_the_buttons(visit: Visit, cast: Cast, selection: SelectionRound) -> None:
    page = open_desk(visit, cast, selection).page
    page.get_by_role("link", name="Naar de knoppen voor wie u aanvinkt").press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Uitnodigen")).to_be_focused()
