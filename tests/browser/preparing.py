"""A selection round in a browser, before the candidates come: round, instruments, committee, list, ties."""

from django.urls import reverse
from playwright.sync_api import expect

from integrity.screening.models import Candidacy
from tests.browser.conftest import Visitor
from tests.browser.walking import ROUND, Own, follow, in_days, look, open_round, press, sees
from tests.cast import Cast, Person


def start_round(secretary: Visitor) -> None:
    page = secretary.page
    secretary.go("/integriteit/rondes/")
    follow(secretary, "Eerste ronde starten")
    look(secretary)
    page.get_by_label("Naam van de ronde").fill(ROUND)
    page.get_by_label("Gemeente, provincie of waterschap").select_option(label="Gemeente Waterlinge")
    for label, days in {
        "Dag van kandidaatstelling": 60,
        "Gesprekken vanaf": 0,
        "Gesprekken tot en met": 30,
        "Lijst onherroepelijk op": 75,
        "Einde van de zittingsperiode": 1500,
    }.items():
        page.get_by_label(label).fill(in_days(days))
    press(secretary, "Ronde starten")
    sees(secretary, "De ronde is gestart.")
    look(secretary)


def choose_instruments(secretary: Visitor) -> None:
    page = secretary.page
    follow(secretary, "Voorgestelde datums invullen")
    left_out = page.get_by_role("group", name="Zelfassessment")
    left_out.get_by_label("Weglaten").check()
    press(secretary, "Opslaan")
    expect(page.get_by_role("alert").first).to_be_focused()
    look(secretary)
    left_out.get_by_label("waarom laat u dit weg?").fill("Kandidaten deden dit al bij de cursus.")
    press(secretary, "Opslaan")
    sees(secretary, "De instrumenten zijn opgeslagen.")
    look(secretary)


def name_committee(secretary: Visitor, *members: Person) -> None:
    open_round(secretary)
    follow(secretary, "Commissie")
    look(secretary)
    for member in members:
        secretary.page.get_by_label(member.user.name, exact=True).check()
    press(secretary, "Aanwijzen")
    sees(secretary, "De commissie is bijgewerkt.")
    look(secretary)


def join(member: Visitor, *tied: Own) -> None:
    """Read the ground rules, and say with which candidates there is a tie."""
    page = member.page
    member.go(reverse("home"))
    follow(member, "Selectierondes")
    follow(member, ROUND)
    look(member)
    press(member, "Bevestigen")
    expect(page.get_by_role("alert").first).to_be_focused()
    look(member)
    for own in tied:
        page.get_by_label(own.name).check()
    page.get_by_label("Ik ken de spelregels").check()
    page.get_by_label("Ik heb alle namen bekeken").check()
    press(member, "Bevestigen")
    sees(member, "U ziet nu de dossiers van deze ronde.")
    look(member)


def import_list(secretary: Visitor, everybody: list[Own]) -> None:
    open_round(secretary)
    follow(secretary, "Lijst toevoegen")
    look(secretary)
    typed = "\n".join(f"{own.name};{own.email};raadslid" for own in everybody)
    secretary.page.get_by_label("Plak hier uw lijst").fill(typed)
    press(secretary, "Lijst bekijken")
    look(secretary)
    press(secretary, "3 kandidaten toevoegen")
    for own in everybody:
        secretary.page.get_by_label(f"Kies {own.name}").check()
    press(secretary, "itnodigen")
    sees(secretary, "3 kandidaten zijn uitgenodigd.")
    look(secretary)


def find_dossiers(cast: Cast, everybody: list[Own]) -> None:
    with cast.a_secretary.scope():
        by_address = {one.email: one.dossier for one in Candidacy.objects.select_related("dossier")}
    for own in everybody:
        own.dossier = by_address[own.email]


def a_tie_closes_a_file(tied: Visitor, own: Own, other: Own) -> None:
    open_round(tied)
    sees(tied, other.name)
    sees(tied, "2 kandidaten")
    expect(tied.page.get_by_text(own.name)).to_have_count(0)
    look(tied)
    tied.page.get_by_label("Naam").fill(own.name)
    tied.page.get_by_label("Naam").press("Enter")
    sees(tied, "Niemand gevonden")
    look(tied)
    for page in ("", "antwoorden/", "open-bronnen/", "vog/", "referenties/", "gesprek/", "maatregelen/", "verklaring/"):
        answer = tied.page.goto(f"{tied.address}/integriteit/kandidaten/{own.dossier.reference}/{page}")
        assert answer.status == 404, page
