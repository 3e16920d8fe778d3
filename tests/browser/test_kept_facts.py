"""What stays and what goes, in a real browser: accessible, on a phone too, and without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from integrity.kept.models import KeptFile
from integrity.screening.models import Candidacy
from portal.privacy.models import Tie
from tests.browser.conftest import Visitor
from tests.cast import Cast, assemble
from tests.kept import distilled
from tests.screening import CandidateSession, add, publish_questionnaires, start_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "keys"])]
Visit = Callable[..., Visitor]
WIDTHS = pytest.mark.parametrize("width", [1280, 390])


@pytest.fixture
def cast() -> Cast:
    publish_questionnaires()
    return assemble()


@pytest.fixture
def candidacy(cast: Cast) -> Candidacy:
    return add(cast.a_secretary, start_round(cast, cast.a_secretary), "Sam Bakker", invite=True)


@pytest.fixture
def kept(cast: Cast) -> KeptFile:
    return distilled(cast)


def come_in(visitor: Visitor, session: CandidateSession) -> None:
    cookie = session.client().cookies["sessionid"].value
    visitor.page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": visitor.address}])


@WIDTHS
def test_the_candidate_finds_what_stays_and_what_goes(
    cast: Cast, candidacy: Candidacy, visit: Visit, width: int
) -> None:
    visitor = visit(width)
    come_in(visitor, CandidateSession(cast.branch_a, candidacy.dossier_id))
    visitor.go("/integriteit/mijn-dossier/")
    visitor.page.get_by_role("link", name="Wat blijft en wat verdwijnt").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Wat blijft en wat verdwijnt")
    assert visitor.faults() == []


@WIDTHS
def test_the_person_reads_what_is_kept_and_goes_on_to_what_was_agreed(
    cast: Cast, kept: KeptFile, visit: Visit, width: int
) -> None:
    visitor = visit(width)
    come_in(visitor, CandidateSession(cast.branch_a, kept.dossier_id))
    visitor.go("/integriteit/mijn-dossier/feiten/")
    assert visitor.faults() == []
    visitor.page.get_by_role("link", name="Lees de verklaring").click()
    assert visitor.faults() == []
    visitor.page.go_back()
    visitor.page.get_by_role("link", name="Maatregelen bijhouden").click()
    visitor.page.get_by_role("button", name="Dit heb ik gedaan").click()
    assert visitor.faults() == []


def test_the_secretary_finds_the_facts_without_javascript(cast: Cast, kept: KeptFile, visit: Visit) -> None:
    visitor = visit(390, java_script_enabled=False)
    visitor.sign_in(cast.a_secretary)
    visitor.go(f"/integriteit/rondes/{kept.round_id}/")
    visitor.page.get_by_role("link", name="Bewaarde feiten").click()
    visitor.page.get_by_role("link", name="Kim Janssen").click()
    visitor.page.get_by_role("button", name="Nieuwe link sturen").click()
    expect(visitor.page.get_by_text("Er is een nieuwe link onderweg")).to_be_visible()


@WIDTHS
def test_the_pages_at_the_desk_are_accessible(
    cast: Cast, kept: KeptFile, candidacy: Candidacy, visit: Visit, width: int
) -> None:
    with cast.branch_a.scope():
        tie = Tie.objects.create(tenant=cast.branch_a.body, dossier=kept.dossier, person=cast.a_board.user)
    visitor = visit(width)
    visitor.sign_in(cast.a_secretary)
    for path in (
        f"rondes/{kept.round_id}/bewaard/",
        f"rondes/{candidacy.round_id}/bewaard/",
        f"bewaarde-feiten/{kept.dossier.reference}/",
        f"bewaarde-feiten/{kept.dossier.reference}/band/",
        f"bewaarde-feiten/{kept.dossier.reference}/band/{tie.pk}/",
        f"kandidaten/{candidacy.dossier.reference}/bewaren/",
    ):
        visitor.go(f"/integriteit/{path}")
        assert visitor.faults() == [], path


def test_the_page_of_an_erased_dossier_is_accessible(cast: Cast, kept: KeptFile, visit: Visit) -> None:
    with cast.branch_a.scope():
        erased = type(kept.dossier).objects.exclude(pk=kept.dossier_id).get()
    visitor = visit(390)
    visitor.sign_in(cast.a_secretary)
    visitor.go(f"/integriteit/kandidaten/{erased.reference}/")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Dit dossier is gewist")
    assert visitor.faults() == []
