"""A selection round in a browser: what a candidate does alone."""

from playwright.sync_api import expect

from integrity.screening.demo import fill_in
from tests.browser.conftest import link_in
from tests.browser.walking import Own
from tests.services import MailCatcher, wait_until


def come_in(own: Own, mails: MailCatcher) -> None:
    """By the newest link that was mailed to them."""

    def mailed() -> list[str]:
        return [link_in(mail) for mail in mails.messages if mail["To"] == own.email]

    wait_until(mailed, 30)
    own.visitor.page.goto(mailed()[-1])
    own.look()
    own.button("Ga verder")
    expect(own.visitor.page.get_by_role("heading", name=f"Welkom, {own.name}")).to_be_visible()
    own.look()


def confirm_rules(own: Own) -> None:
    own.link("Vuistregels integriteit")
    own.look()
    own.tick("Ik heb de vuistregels gelezen")
    own.button("Ik bevestig dit")
    own.sees("Gelezen op")


def answer_questionnaire(own: Own) -> None:
    page = own.visitor.page
    own.link("Vragenlijst integriteit")
    own.look()
    own.use(page.locator(".task-list a").first)
    own.look()
    own.use(page.locator("input[type=radio]").first)
    if own.script:
        expect(page.locator("[data-save-state]")).to_contain_text("Bewaard om")
    fill_in(own.dossier, -1, send=False)
    own.visitor.go("/integriteit/mijn-dossier/vragenlijst/")
    own.link("Controleren en versturen")
    own.look()
    own.button("ersturen")
    expect(page.get_by_role("heading", level=1)).to_contain_text("verstuurd")
    own.look()


def name_referees(own: Own) -> None:
    for who in ("Noor Bakker", "Sam Prins"):
        own.home()
        own.link("Referenties")
        own.link("opgeven")
        own.look()
        own.write("Naam", who)
        own.write("Hoe kent deze persoon u?", "oud-collega")
        own.write("Telefoonnummer of e-mailadres", "06 1234 0000")
        own.tick("Deze persoon weet dat")
        own.button("Opgeven")
        own.sees(who)


def withdraw(own: Own) -> None:
    own.home()
    own.link("Ik wil mij terugtrekken")
    own.look()
    own.button("Ja, ik trek mij terug")
    own.sees("U hebt zich teruggetrokken.")
    own.look()
