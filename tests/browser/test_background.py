"""The background check in a real browser: from a source that was looked at to a finding that is closed."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from integrity.screening.models import Candidacy
from tests.background import find, hold_interview, name
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
    visitor.go(reverse("my_file"))


def at_desk(visitor: Visitor, cast: Cast, candidacy: Candidacy) -> None:
    visitor.sign_in(cast.a_secretary)
    visitor.go(reverse("candidate", args=[candidacy.dossier.reference]))


@pytest.mark.parametrize(("width", "script"), [(1280, True), (390, False)])
def test_a_finding_goes_from_the_desk_to_the_candidate_and_back(
    cast: Cast, candidacy: Candidacy, visit: Visit, width: int, script: bool
) -> None:
    desk, own = visit(width, java_script_enabled=script), visit(390, java_script_enabled=script)
    at_desk(desk, cast, candidacy)
    desk.page.get_by_role("link", name="Antecedenten: open bronnen").click()
    desk.page.get_by_role("link", name="Bron toevoegen").click()
    desk.page.get_by_label("Soort bron").select_option(label="nieuws en archieven")
    desk.page.get_by_label("Welke bron precies?").fill("De Waterlinger")
    desk.page.get_by_role("button", name="Toevoegen").click()
    desk.page.get_by_role("link", name="Bevinding noteren").click()
    desk.page.get_by_label("Wat staat er in de bron?").fill("Opende een winkel aan de haven.")
    desk.page.get_by_role("button", name="Noteren en aan de kandidaat laten zien").click()
    expect(desk.page.get_by_role("alert")).to_contain_text("Vink dit aan")
    desk.page.get_by_label("Ik heb de tekst nagekeken").check()
    desk.page.get_by_role("button", name="Noteren en aan de kandidaat laten zien").click()
    come_in(own, cast, candidacy)
    own.page.get_by_role("link", name="Wat de commissie opzocht").click()
    own.page.get_by_role("link", name="Reageren").click()
    own.page.get_by_label("Uw reactie").fill("Dat klopt.")
    own.page.get_by_role("button", name="Reactie bewaren").click()
    expect(own.page.get_by_text("Dat klopt.")).to_be_visible()
    desk.page.reload()
    desk.page.get_by_role("link", name="Vastleggen dat het is besproken").click()
    desk.page.get_by_role("button", name="Vastleggen").click()
    desk.page.get_by_role("button", name="Afsluiten").click()
    expect(desk.page.get_by_text("Afgesloten", exact=True)).to_be_visible()
    expect(desk.page.get_by_text("1 bron bekeken")).to_be_visible()


def test_two_people_are_named_and_called(cast: Cast, candidacy: Candidacy, visit: Visit) -> None:
    own, desk = visit(390), visit(1280)
    come_in(own, cast, candidacy)
    for who in ("Noor Bakker", "Sam Prins"):
        own.go(reverse("my_referee_add"))
        own.page.get_by_label("Naam").fill(who)
        own.page.get_by_label("Hoe kent deze persoon u?").fill("oud-collega")
        own.page.get_by_label("Telefoonnummer of e-mailadres").fill("06 1234 0000")
        own.page.get_by_label("Deze persoon weet dat").check()
        own.page.get_by_role("button", name="Opgeven").click()
    hold_interview(cast, candidacy)
    at_desk(desk, cast, candidacy)
    for _who in range(2):
        desk.page.get_by_role("link", name="Antecedenten: referenties").click()
        desk.page.get_by_role("link", name="Gesprek vastleggen").first.click()
        desk.page.get_by_label("Klopt wat de kandidaat vertelde?").fill("Bevestigt de functie.")
        desk.page.get_by_role("button", name="Vastleggen").click()
        desk.page.get_by_role("link", name="Kim Janssen").click()
    expect(desk.page.get_by_text("2 gesproken, 0 nog te bellen.")).to_be_visible()


def test_a_certificate_is_asked_of_several_and_seen(cast: Cast, candidacy: Candidacy, visit: Visit) -> None:
    add(cast.a_secretary, candidacy.round, "Bo de Boer", invite=True)
    desk = visit(1280)
    at_desk(desk, cast, candidacy)
    desk.page.get_by_role("link", name="Antecedenten: VOG").click()
    desk.page.get_by_role("link", name="Voor meer kandidaten tegelijk").click()
    for who in ("Kim Janssen", "Bo de Boer"):
        desk.page.get_by_label(f"Kies {who}").check()
    desk.page.get_by_role("button", name="VOG vragen aan aangevinkte kandidaten").click()
    expect(desk.page.get_by_text("Van 2 kandidaten is een VOG gevraagd.")).to_be_visible()
    desk.page.get_by_role("link", name="Kim Janssen").click()
    desk.page.get_by_role("link", name="VOG gezien").click()
    desk.page.get_by_role("button", name="Vastleggen").click()
    expect(desk.page.get_by_text("Gezien", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_every_page_is_accessible(cast: Cast, candidacy: Candidacy, visit: Visit, width: int) -> None:
    hold_interview(cast, candidacy)
    finding, referee = find(cast.a_secretary, candidacy), name(cast.a_secretary, candidacy)
    reference, desk, own = candidacy.dossier.reference, visit(width), visit(width)
    desk.sign_in(cast.a_secretary)
    pages = {
        "open_sources": [reference],
        "consultation_add": [reference],
        "finding_add": [reference, finding.consultation.pk],
        "finding_change": [reference, finding.pk],
        "finding_discuss": [reference, finding.pk],
        "finding_remove_confirm": [reference, finding.pk],
        "certificate": [reference],
        "certificates": [candidacy.round_id],
        "references": [reference],
        "reference_add": [reference],
        "reference_speak": [reference, referee.pk],
    }
    for page, arguments in pages.items():
        desk.go(reverse(page, args=arguments))
        assert desk.faults() == [], page
    come_in(own, cast, candidacy)
    for page in ("my_sources", "my_certificate", "my_references", "my_referee_add"):
        own.go(reverse(page))
        assert own.faults() == [], page
    own.go(reverse("my_response", args=[finding.pk]))
    own.page.get_by_role("button", name="Reactie bewaren").click()
    assert own.faults() == []
