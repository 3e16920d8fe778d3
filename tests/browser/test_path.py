"""The whole path in a real browser, with a real worker and a real mail server: from adding a candidate to the PDF."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from integrity.screening.demo import fill_in
from integrity.screening.models import Candidacy
from tests.browser.conftest import Visitor, link_in
from tests.cast import Cast, assemble
from tests.reports.pdf_checks import faults_of
from tests.screening import publish_questionnaires
from tests.services import MailCatcher, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "keys"])]
Visit = Callable[..., Visitor]
NAME, ADDRESS = "Robin Kanarie", "robin@kandidaat.example"


@pytest.fixture
def cast() -> Cast:
    publish_questionnaires()
    return assemble()


def invite_in_browser(secretary: Visitor, name: str, address: str) -> None:
    page = secretary.page
    secretary.go("/integriteit/rondes/nieuw/")
    page.get_by_label("Naam van de ronde").fill("Gemeenteraad 2030")
    page.get_by_label("Gemeente, provincie of waterschap").select_option(label="Gemeente Waterlinge")
    page.get_by_label("Dag van kandidaatstelling").fill("2030-01-28")
    page.get_by_role("button", name="Ronde starten").click()
    page.get_by_role("link", name="Gemeenteraad 2030").first.click()
    page.get_by_role("link", name="Kandidaat toevoegen").first.click()
    assert secretary.faults() == []
    page.get_by_label("Naam van de kandidaat").fill(name)
    page.get_by_label("E-mailadres van de kandidaat").fill(address)
    page.get_by_label("Voor welke functie?").select_option("councillor")
    page.get_by_role("button", name="Toevoegen").click()
    page.get_by_role("button", name="Uitnodigen").dblclick()
    expect(page.get_by_text("Wachten op de kandidaat")).to_be_visible()
    assert secretary.faults() == []


def come_in(candidate: Visitor, mails: MailCatcher) -> None:
    wait_until(lambda: mails.messages, 20)
    address = link_in(mails.messages[-1])
    assert urlsplit(address).netloc == urlsplit(candidate.address).netloc
    candidate.page.goto(address)
    candidate.page.get_by_role("button", name=re.compile("Ga verder")).click()
    expect(candidate.page.get_by_role("heading", name=f"Welkom, {NAME}")).to_be_visible()


def send_in(page: Page) -> None:
    page.get_by_role("link", name="Controleren en versturen").first.click()
    page.get_by_role("button", name=re.compile("ersturen")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("verstuurd")


def test_from_invitation_to_pdf(visit: Visit, cast: Cast, mails: MailCatcher) -> None:
    strangers: list[str] = []
    secretary, candidate = visit(1280), visit(390)
    for visitor in (secretary, candidate):
        visitor.page.on("request", lambda request: strangers.append(request.url) if foreign(request.url) else None)

    def foreign(url: str) -> bool:
        return urlsplit(url).scheme != "data" and urlsplit(url).netloc != urlsplit(secretary.address).netloc

    secretary.sign_in(cast.a_secretary)
    invite_in_browser(secretary, NAME, ADDRESS)
    come_in(candidate, mails)
    assert len(mails.messages) == 1, "a double click sent two mails"
    assert candidate.faults() == []

    candidate.page.get_by_role("link", name="Vragenlijst integriteit").click()
    candidate.page.locator(".task-list a").first.click()
    candidate.page.get_by_role("button", name="Opslaan en verder").click()
    expect(candidate.page).to_have_title(re.compile("Fout:"))
    assert candidate.faults() == []

    with cast.branch_a.scope():
        dossier = Candidacy.objects.select_related("dossier").get().dossier
    fill_in(dossier, -1, send=False)
    candidate.go("/integriteit/mijn-dossier/vragenlijst/")
    send_in(candidate.page)

    page = secretary.page
    page.reload()
    page.get_by_role("link", name="Antwoorden lezen").click()
    assert secretary.faults() == []
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("button", name="Dossier als PDF").click()
    download = page.get_by_role("link", name=re.compile("PDF downloaden"))
    expect(download).to_be_visible(timeout=30_000)
    with page.expect_download() as downloaded:
        download.click()
    pdf = Path(downloaded.value.path())
    assert NAME not in downloaded.value.suggested_filename
    assert faults_of(pdf.read_bytes()) == []

    candidate.go("/integriteit/mijn-dossier/inzage/")
    expect(candidate.page.get_by_text("Secretaris las de antwoorden")).to_be_visible()
    expect(candidate.page.get_by_text("liet het dossier als PDF maken").first).to_be_visible()
    assert candidate.faults() == []
    assert strangers == []


def test_without_javascript(visit: Visit, cast: Cast, mails: MailCatcher) -> None:
    secretary, candidate = visit(1280, java_script_enabled=False), visit(390, java_script_enabled=False)
    secretary.sign_in(cast.a_secretary)
    secretary.go("/integriteit/rondes/nieuw/")
    page = secretary.page
    page.get_by_label("Naam van de ronde").fill("Gemeenteraad 2030")
    page.get_by_label("Gemeente, provincie of waterschap").select_option(label="Gemeente Waterlinge")
    page.get_by_label("Dag van kandidaatstelling").fill("2030-01-28")
    page.get_by_role("button", name="Ronde starten").click()
    page.get_by_role("link", name="Gemeenteraad 2030").first.click()
    page.get_by_role("link", name="Kandidaat toevoegen").first.click()
    page.get_by_label("Naam van de kandidaat").fill(NAME)
    page.get_by_label("E-mailadres van de kandidaat").fill(ADDRESS)
    page.get_by_label("Voor welke functie?").select_option("councillor")
    page.get_by_role("button", name="Toevoegen").click()
    page.get_by_role("button", name="Uitnodigen").click()
    come_in(candidate, mails)
    with cast.branch_a.scope():
        dossier = Candidacy.objects.select_related("dossier").get().dossier
    fill_in(dossier, -1, send=False)
    candidate.go("/integriteit/mijn-dossier/vragenlijst/")
    send_in(candidate.page)
    candidate.go("/integriteit/mijn-dossier/")
    candidate.page.get_by_role("button", name=re.compile("PDF")).click()
    for _look in range(30):
        if candidate.page.get_by_role("link", name=re.compile("PDF downloaden")).count():
            break
        candidate.page.wait_for_timeout(500)
        candidate.page.reload()
    with candidate.page.expect_download() as downloaded:
        candidate.page.get_by_role("link", name=re.compile("PDF downloaden")).click()
    assert faults_of(Path(downloaded.value.path()).read_bytes()) == []


def test_a_candidate_fills_in_a_section_by_keyboard_alone(visit: Visit, cast: Cast, mails: MailCatcher) -> None:
    secretary, candidate = visit(1280), visit(1280)
    secretary.sign_in(cast.a_secretary)
    invite_in_browser(secretary, NAME, ADDRESS)
    come_in(candidate, mails)
    page = candidate.page
    candidate.go("/integriteit/mijn-dossier/vragenlijst/deel/candidacy/")
    first = page.locator("input[type=radio]").first
    for _step in range(40):
        if first.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert first.is_checked()
    page.keyboard.press("ArrowDown")
    assert page.locator("input[type=radio]").nth(1).is_checked()
    expect(page.locator("[data-save-state]")).to_contain_text("Bewaard om")
