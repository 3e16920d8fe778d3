"""Questions of the committee and the interview, in a real browser: desk, candidate, phone, keyboard, no JavaScript."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from playwright.sync_api import expect

from integrity.screening.demo import fill_in
from integrity.screening.models import Candidacy
from tests.background import find
from tests.browser.conftest import Visitor
from tests.cast import Cast, Person, assemble
from tests.interviews import in_days, name_all, plan, second_member
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
    desk.page.get_by_role("button", name="Welke vragen hebt u aan de commissie").click()
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


@pytest.fixture
def second(cast: Cast, candidacy: Candidacy) -> Person:
    person = second_member(cast)
    name_all(cast, candidacy.round)
    return person


@pytest.mark.parametrize("width", [1280, 390])
def test_interviews_are_planned_for_several_at_once(
    cast: Cast, candidacy: Candidacy, second: Person, visit: Visit, width: int
) -> None:
    add(cast.a_secretary, candidacy.round, "Lou Smit", invite=True)
    desk, own = visit(width), visit(width)
    come_in(own, cast, candidacy)
    own.go("/integriteit/mijn-dossier/")
    own.page.get_by_role("link", name="Selectiegesprek").click()
    expect(own.page.get_by_text("Er is nog geen gesprek gepland")).to_be_visible()
    assert own.faults() == []
    desk.sign_in(cast.a_secretary)
    desk.go(f"/integriteit/rondes/{candidacy.round_id}/gesprekken/")
    assert desk.faults() == []
    for name in ("Kim Janssen", "Lou Smit"):
        desk.page.get_by_label(name).check()
    desk.page.get_by_role("button", name="Gesprekken plannen").click()
    assert desk.faults() == []
    desk.page.get_by_label("Dag").fill(f"{in_days(30):%Y-%m-%d}")
    desk.page.get_by_label("Begintijd").fill("19:30")
    desk.page.get_by_label("Waar").fill("Buurthuis De Haven, zaal 2")
    desk.page.get_by_label("Eerste gesprekspartner").select_option("A member")
    desk.page.get_by_role("button", name="Nakijken").click()
    expect(desk.page.get_by_role("alert")).to_be_focused()
    assert desk.faults() == []
    desk.page.get_by_label("Tweede gesprekspartner").select_option("Tweede Lid")
    desk.page.get_by_role("button", name="Nakijken").click()
    expect(desk.page.get_by_text("20.45 tot 21.45 uur")).to_be_visible()
    assert desk.faults() == []
    desk.page.get_by_role("button", name="Bevestigen en bericht sturen").click()
    expect(desk.page.get_by_text("2 gesprekken zijn gepland.")).to_be_visible()
    assert desk.faults() == []
    own.go("/integriteit/mijn-dossier/")
    own.page.get_by_role("link", name="Selectiegesprek").click()
    assert own.faults() == []
    own.page.get_by_role("button", name="Ik wil een ander moment").click()
    expect(own.page.get_by_text("U vroeg een ander moment")).to_be_visible()
    assert own.faults() == []
    desk.page.get_by_role("link", name="Kim Janssen").click()
    expect(desk.page.get_by_text("De kandidaat vraagt een ander moment")).to_be_visible()
    assert desk.faults() == []
    desk.page.get_by_role("link", name="Afzeggen").click()
    assert desk.faults() == []


@pytest.mark.parametrize(("width", "script"), [(1280, True), (390, False)])
def test_a_sheet_is_made_used_and_erased(
    cast: Cast, candidacy: Candidacy, second: Person, visit: Visit, width: int, script: bool
) -> None:
    find(cast.a_member, candidacy)
    interview = plan(cast, second, candidacy, in_days(30))
    desk = visit(width, java_script_enabled=script)
    desk.sign_in(cast.a_member)
    desk.go(f"/integriteit/kandidaten/{candidacy.dossier.reference}/gesprek/")
    desk.page.get_by_role("link", name="Gespreksblad").click()
    assert not script or desk.faults() == []
    for group in ("Onderwerpen uit de leidraad", "Dilemmakaarten"):
        desk.page.locator("summary", has_text=group).click()
    for name in ("Chantage", "Tijd en thuis", "Een droombaan bij de regio"):
        desk.page.get_by_label(name).check()
    desk.page.get_by_role("button", name="Aangevinkte onderwerpen toevoegen").click()
    expect(desk.page.get_by_text("3 onderwerpen staan erbij.")).to_be_visible()
    assert not script or desk.faults() == []
    desk.page.get_by_role("link", name="Tijd en thuis").click()
    desk.page.get_by_label("Hoe brengt u dit ter sprake?").fill("Vraag naar de avonden.")
    assert not script or desk.faults() == []
    desk.page.get_by_role("button", name="Opslaan").click()
    desk.page.get_by_role("link", name="Chantage").click()
    expect(desk.page.get_by_role("textbox")).to_have_count(0)
    assert not script or desk.faults() == []
    with time_machine.travel(interview.at + timedelta(hours=2)):
        desk.sign_in(cast.a_member)
        desk.go(f"/integriteit/kandidaten/{candidacy.dossier.reference}/gesprek/gehouden/")
        desk.page.get_by_label("Beide gesprekspartners waren erbij.").check()
        desk.page.get_by_label("Opende in 2029").check()
        assert not script or desk.faults() == []
        desk.page.get_by_role("button", name="Vastleggen").click()
        assert not script or desk.faults() == []
        desk.page.get_by_role("link", name="Gesprek afronden").click()
        assert not script or desk.faults() == []
        desk.page.get_by_role("button", name="Ja, afronden en wissen").click()
        expect(desk.page.get_by_text("De voorbereiding is gewist.")).to_be_visible()
        desk.go(f"/integriteit/kandidaten/{candidacy.dossier.reference}/gesprek/")
        assert not script or desk.faults() == []
