"""A whole selection round in a real browser, by everyone in it: from a pasted list to listed, withdrawn and erased."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from portal.privacy.models import Dossier
from portal.retention.kinds import dates_of
from portal.retention.night import run_night
from tests.browser.conftest import Visitor, link_in
from tests.browser.preparing import (
    a_tie_closes_a_file,
    choose_instruments,
    find_dossiers,
    import_list,
    join,
    name_committee,
    start_round,
)
from tests.browser.taking_part import answer_questionnaire, come_in, confirm_rules, name_referees, withdraw
from tests.browser.walking import (
    ROUND,
    Own,
    Visit,
    at,
    follow,
    in_days,
    look,
    open_candidate,
    open_round,
    press,
    sees,
)
from tests.cast import Cast, Person, assemble
from tests.interviews import second_member
from tests.reports.pdf_checks import faults_of
from tests.screening import publish_questionnaires
from tests.services import MailCatcher, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "keys"])]
SOURCE, MEASURE = "De Waterlinger, 3 mei", "Legt de bestuursfunctie neer"


@pytest.fixture(autouse=True)
def _in_the_morning() -> Iterator[None]:
    """Interviews later today are still to come, whenever this runs; the worker keeps the real time, never behind."""
    now = timezone.localtime()
    with time_machine.travel(min(now, now.replace(hour=10, minute=0)), tick=True):
        yield


@pytest.fixture
def cast(_in_the_morning: None) -> Cast:
    publish_questionnaires()
    return assemble()


# The committee reads, asks and looks up.


def ask_and_answer(member: Visitor, own: Own) -> None:
    open_candidate(member, own)
    look(member)
    follow(member, "Antwoorden lezen")
    look(member)
    press(member, "Welke vragen hebt u aan de commissie")
    member.page.get_by_label("Uw vraag aan de kandidaat").fill("Wat wilt u precies van de commissie weten?")
    look(member)
    press(member, "Vraag stellen")
    sees(member, "wacht op antwoord")
    own.home()
    own.link("Vragen van de selectiecommissie")
    own.link("Beantwoorden")
    own.look()
    own.write("Uw antwoord", "Hoe lang het gesprek duurt.")
    own.button("Antwoord versturen")
    own.sees("Hoe lang het gesprek duurt.")
    member.page.reload()
    sees(member, "Hoe lang het gesprek duurt.")


def find_and_respond(member: Visitor, own: Own) -> None:
    page = member.page
    open_candidate(member, own)
    follow(member, "Antecedenten: open bronnen")
    follow(member, "Bron toevoegen")
    page.get_by_label("Soort bron").select_option(label="nieuws en archieven")
    page.get_by_label("Welke bron precies?").fill(SOURCE)
    press(member, "Toevoegen")
    follow(member, "Bevinding noteren")
    page.get_by_label("Wat staat er in de bron?").fill("Opende een winkel aan de haven.")
    page.get_by_label("Ik heb de tekst nagekeken").check()
    look(member)
    press(member, "Noteren en aan de kandidaat laten zien")
    own.home()
    own.link("Wat de commissie opzocht")
    own.look()
    own.link("Reageren")
    own.write("Uw reactie", "Dat klopt, samen met mijn zus.")
    own.button("Reactie bewaren")
    own.sees("samen met mijn zus")
    page.reload()
    sees(member, "samen met mijn zus")
    look(member)


# Interviews, and what follows from them.


def plan_interviews(secretary: Visitor, candidates: list[Own]) -> None:
    page = secretary.page
    open_round(secretary)
    look(secretary)
    for own in candidates:
        page.get_by_label(f"Kies {own.name}").check()
    press(secretary, "Gesprekken plannen")
    page.get_by_label("Dag").fill(in_days(0))
    page.get_by_label("Begintijd").fill("13:00")
    page.get_by_label("Waar").fill("Buurthuis De Haven, zaal 2")
    page.get_by_label("Eerste gesprekspartner").select_option("A member")
    page.get_by_label("Tweede gesprekspartner").select_option("Tweede Lid")
    look(secretary)
    press(secretary, "Nakijken")
    sees(secretary, "niet minstens een week voor het gesprek")
    look(secretary)
    press(secretary, "Bevestigen en bericht sturen")
    sees(secretary, "2 gesprekken zijn gepland.")
    look(secretary)


def hold(member: Visitor, own: Own) -> None:
    page = member.page
    own.home()
    # Of their own part only referees may be left to name; the other dates are the committee's.
    dated = own.visitor.page.get_by_role("listitem").filter(has_text="Graag klaar op")
    expect(dated.filter(has_not_text="Referenties")).to_have_count(0)
    own.link("Selectiegesprek")
    own.look()
    own.sees("Buurthuis De Haven, zaal 2")
    open_candidate(member, own)
    follow(member, "Selectiegesprek met de leidraad")
    look(member)
    follow(member, "Gehouden")
    look(member)
    page.get_by_label("Beide gesprekspartners waren erbij.").check()
    for finding in page.get_by_label("Opende een winkel").all():
        finding.check()
    press(member, "Vastleggen")
    follow(member, "Gesprek afronden")
    look(member)
    press(member, "Ja, afronden en wissen")
    sees(member, "De voorbereiding is gewist.")


def close_finding(member: Visitor, own: Own) -> None:
    open_candidate(member, own)
    follow(member, "Antecedenten: open bronnen")
    press(member, "Afsluiten")
    sees(member, "Afgesloten")
    look(member)


def call_referees(member: Visitor, own: Own) -> None:
    for _who in range(2):
        open_candidate(member, own)
        follow(member, "Antecedenten: referenties")
        follow(member, "Gesprek vastleggen")
        member.page.get_by_label("Klopt wat de kandidaat vertelde?").fill("Bevestigt de functie.")
        look(member)
        press(member, "Vastleggen")
    sees(member, "2 gesproken, 0 nog te bellen.")
    look(member)


def see_certificate(secretary: Visitor, own: Own) -> None:
    open_candidate(secretary, own)
    follow(secretary, "Antecedenten: VOG")
    look(secretary)
    press(secretary, "VOG vragen")
    own.home()
    own.link("Verklaring omtrent het gedrag")
    own.look()
    follow(secretary, "VOG gezien")
    press(secretary, "Vastleggen")
    expect(secretary.page.get_by_text("Gezien", exact=True)).to_be_visible()


def agree_on_measure(member: Visitor, own: Own) -> None:
    page = member.page
    open_candidate(member, own)
    follow(member, "Maatregelen")
    follow(member, "Maatregel voorstellen")
    page.get_by_label("Risico, in een paar woorden").fill("Bestuurslid van een club met subsidie")
    page.get_by_role("textbox", name="Maatregel").fill(MEASURE)
    page.get_by_label("de kandidaat", exact=True).check()
    page.get_by_label("Klaar op").fill(in_days(90))
    look(member)
    press(member, "Voorstellen aan de kandidaat")
    own.home()
    own.link("Maatregelen")
    own.look()
    own.button("Ik ga akkoord")
    own.sees("De tekst staat nu vast")


def sign_undertaking(secretary: Visitor, board: Visitor, own: Own) -> None:
    open_candidate(secretary, own)
    follow(secretary, "Bewilligingsverklaring")
    look(secretary)
    press(secretary, "Aanbieden aan de kandidaat")
    own.home()
    own.link("Bewilligingsverklaring")
    own.look()
    own.tick("Ik heb deze verklaring gelezen")
    own.button("Ik onderteken de verklaring")
    own.sees("U hebt de verklaring ondertekend.")
    board.go(reverse("home"))
    follow(board, "Naar de verklaring")
    look(board)
    board.page.get_by_label("Namens het bestuur").check()
    press(board, "Ik onderteken namens het bestuur")
    sees(board, "hebben allebei ondertekend")
    look(board)


# The decision, and on paper.


def decide(secretary: Visitor, own: Own, decision: str) -> None:
    open_candidate(secretary, own)
    press(secretary, decision)
    look(secretary)
    press(secretary, decision)
    sees(secretary, "De beslissing is vastgelegd.")
    look(secretary)


def read_pdf(visitor: Visitor, button: str, own: Own) -> None:
    """Have a report made; it is a valid PDF/UA without a name on its outside."""
    press(visitor, button)
    ready = visitor.page.get_by_role("link", name="PDF downloaden").first
    expect(ready).to_be_visible(timeout=60_000)
    look(visitor)
    with visitor.page.expect_download() as downloaded:
        ready.click()
    assert own.name not in downloaded.value.suggested_filename
    assert faults_of(Path(downloaded.value.path()).read_bytes()) == []


def see_who_read(own: Own) -> None:
    own.home()
    own.sees("De procedure is afgerond.")
    own.link("Wie zag mijn dossier?")
    own.sees("las de antwoorden")
    own.sees("liet het dossier als PDF maken")
    own.look()


# The clock.


def pass_the_nights(cast: Cast, own: Own) -> None:
    """First the warning; two weeks later the file goes."""

    def stored() -> Dossier:
        with cast.branch_a.scope():
            return Dossier.objects.get(pk=own.dossier.pk)

    with cast.branch_a.scope():
        dates = dates_of(stored())
    run_night(dates.warn_on)
    assert stored().erased_at is None
    run_night(dates.erase_on)
    assert stored().erased_at is not None


def is_gone(visitor: Visitor, person: Person, own: Own) -> None:
    visitor.sign_in(person)  # sessions of before the nights have ended
    visitor.go(f"/integriteit/kandidaten/{own.dossier.reference}/")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Dit dossier is gewist")
    look(visitor)
    visitor.go("/integriteit/rondes/")
    follow(visitor, ROUND)
    expect(visitor.page.get_by_text(own.name)).to_have_count(0)


def old_link_says_so(own: Own, mails: MailCatcher) -> None:
    own.visitor.page.goto(next(link_in(mail) for mail in mails.messages if mail["To"] == own.email))
    own.button("Ga verder")
    own.sees("of het dossier is gewist")
    own.look()


def read_what_is_kept(secretary: Visitor, own: Own, mails: MailCatcher) -> None:
    open_round(secretary)
    follow(secretary, "Bewaarde feiten")
    look(secretary)
    follow(secretary, own.name)
    sees(secretary, MEASURE)
    look(secretary)
    before = len(mails.messages)
    press(secretary, "Nieuwe link sturen")
    sees(secretary, "Er is een nieuwe link onderweg")
    wait_until(lambda: any(mail["To"] == own.email for mail in mails.messages[before:]), 30)
    own.visitor.page.goto(link_in([mail for mail in mails.messages if mail["To"] == own.email][-1]))
    own.button("Ga verder")
    own.sees(MEASURE)
    own.look()
    own.link("Lees de verklaring")
    own.look()


def test_a_round_from_import_to_listed_withdrawn_and_erased(visit: Visit, cast: Cast, mails: MailCatcher) -> None:
    secretary, member, board = at(visit, cast.a_secretary), at(visit, cast.a_member), at(visit, cast.a_board)
    on_phone = Own("Robin Kanarie", visit(390))
    by_keyboard = Own("Sam de Vries", visit(1280), by_keyboard=True)
    without_script = Own("Noor Bakker", visit(390, java_script_enabled=False), script=False)
    everybody, staying = [on_phone, by_keyboard, without_script], [by_keyboard, without_script]
    tied, second = second_member(cast, "Lid met band"), second_member(cast)
    start_round(secretary)
    choose_instruments(secretary)
    name_committee(secretary, cast.a_member, tied, second)
    import_list(secretary, everybody)
    find_dossiers(cast, everybody)
    join(member)
    join(at(visit, second))
    tied_member = at(visit, tied)
    join(tied_member, on_phone)
    a_tie_closes_a_file(tied_member, on_phone, by_keyboard)
    for own in everybody:
        come_in(own, mails)
        confirm_rules(own)
        own.home()
        answer_questionnaire(own)
    ask_and_answer(member, by_keyboard)
    find_and_respond(member, by_keyboard)
    withdraw(on_phone)
    name_referees(by_keyboard)
    plan_interviews(secretary, staying)
    for own in staying:
        hold(member, own)
    close_finding(member, by_keyboard)
    call_referees(member, by_keyboard)
    see_certificate(secretary, by_keyboard)
    agree_on_measure(member, by_keyboard)
    sign_undertaking(secretary, board, by_keyboard)
    decide(secretary, without_script, "Niet op de lijst zetten")
    decide(secretary, by_keyboard, "Op de lijst zetten")
    open_candidate(secretary, by_keyboard)
    read_pdf(secretary, "Dossier als PDF", by_keyboard)
    open_candidate(secretary, by_keyboard)
    follow(secretary, "Bewilligingsverklaring")
    read_pdf(secretary, "Maak een PDF", by_keyboard)
    open_round(secretary)
    read_pdf(secretary, "Overzicht als PDF", by_keyboard)
    see_who_read(by_keyboard)
    pass_the_nights(cast, on_phone)
    is_gone(secretary, cast.a_secretary, on_phone)
    old_link_says_so(on_phone, mails)
    pass_the_nights(cast, by_keyboard)
    is_gone(secretary, cast.a_secretary, by_keyboard)
    read_what_is_kept(secretary, by_keyboard, mails)
