"""Starting and changing a round: its offices, its days, two people at once, and the clocks that follow."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from integrity.screening.models import Candidacy, SelectionRound
from integrity.screening.ties import declare_tie
from portal.audit.models import Event
from portal.organisations.enums import Role
from portal.privacy.models import Dossier
from tests.cast import Cast, Person, UserFactory, give_role
from tests.screening import add, decide, start_round

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def selection(cast: Cast) -> SelectionRound:
    return start_round(cast, cast.a_secretary)


@pytest.fixture
def desk(cast: Cast) -> Client:
    return cast.a_secretary.client()


def filled_in(selection: SelectionRound, **changes: Any) -> dict[str, Any]:
    facts = {
        "name": selection.name,
        "body": selection.body_id,
        "offices": ["councillor", "alderman"],
        "nomination_day": "2030-01-31",
        "irrevocable_on": "2030-02-14",
        "term_ends_on": "2034-03-31",
        "version": selection.version,
    }
    return facts | changes


def change(client: Client, selection: SelectionRound, **changes: Any) -> Any:
    return client.post(reverse("round_settings", args=[selection.pk]), filled_in(selection, **changes))


def errors(page: Any) -> dict[str, list[str]]:
    form = page.context["form"]
    return {name: list(form[name].errors if name in form.fields else form.errors[name]) for name in form.errors}


def stored(cast: Cast) -> SelectionRound:
    with cast.branch_a.scope():
        return SelectionRound.objects.get()


def test_a_round_gets_the_usual_office_and_days(cast: Cast, desk: Client) -> None:
    facts = {"name": "Raad 2030", "body": cast.waterlinge.pk, "nomination_day": "2030-02-01"}
    desk.post(reverse("round_new"), facts)
    selection = stored(cast)
    assert selection.offices == ["councillor"]
    assert selection.irrevocable_on == date(2030, 2, 1) + timedelta(days=settings.LIST_IRREVOCABLE_DAYS)
    assert selection.term_ends_on == date(2030, 2, 1) + timedelta(days=settings.TERM_ENDS_DAYS)


def test_a_new_round_goes_on_to_its_instruments(cast: Cast, desk: Client) -> None:
    facts = {"name": "Raad 2030", "body": cast.waterlinge.pk, "nomination_day": "2030-02-01"}
    page = desk.post(reverse("round_new"), facts)
    assert page.url == reverse("round_instruments", args=[stored(cast).pk])


def test_offices_must_fit_the_body(cast: Cast, desk: Client) -> None:
    facts = {"name": "Staten", "body": cast.province.pk, "nomination_day": "2031-02-01", "offices": ["councillor"]}
    page = desk.post(reverse("round_new"), facts)
    assert errors(page) == {
        "offices": ["Deze functies passen niet bij uw keuze hierboven. Kies uit: Statenlid, gedeputeerde."]
    }
    assert 'value="Staten"' in page.text


@pytest.mark.parametrize(
    ("field", "days", "sentence"),
    [
        ("interviews_from", {"interviews_until": "2030-01-10"}, "Vul ook in vanaf wanneer de gesprekken zijn."),
        (
            "interviews_until",
            {"interviews_from": "2030-01-11", "interviews_until": "2030-01-10"},
            "De gesprekken eindigen voor ze beginnen. Kijk de twee dagen na.",
        ),
        ("irrevocable_on", {"irrevocable_on": "2030-01-30"}, "Dit kan niet voor de dag van kandidaatstelling zijn."),
        (
            "term_ends_on",
            {"term_ends_on": "2030-02-14"},
            "De zittingsperiode eindigt na de dag waarop de lijst onherroepelijk is.",
        ),
        ("nomination_day", {"nomination_day": "9999-12-31"}, "Deze dag ligt te ver weg. Kijk of het jaar klopt."),
        ("nomination_day", {"nomination_day": "0203-01-31"}, "Deze dag ligt te ver weg. Kijk of het jaar klopt."),
        (
            "nomination_day",
            {"nomination_day": "31 januari"},
            "Vul een datum in bij “Dag van kandidaatstelling”, bijvoorbeeld 1-2-2030.",
        ),
    ],
)
def test_days_that_cannot_be_are_told_and_stay_typed(
    desk: Client, selection: SelectionRound, field: str, days: dict[str, str], sentence: str
) -> None:
    page = change(desk, selection, name="Een nieuwe naam", **days)
    assert errors(page)[field] == [sentence]
    assert 'value="Een nieuwe naam"' in page.text


def test_two_people_who_change_at_once_are_told_and_keep_what_they_typed(
    cast: Cast, desk: Client, selection: SelectionRound
) -> None:
    change(desk, selection, name="Raad 2030, eerste lijst")
    page = change(desk, selection, name="Raad 2030, tweede lijst")
    assert errors(page)["__all__"] == [
        "Iemand anders heeft dit intussen gewijzigd. Kijk wat u wilt houden en sla opnieuw op. "
        "Nu is opgeslagen – Naam van de ronde: Raad 2030, eerste lijst."
    ]
    assert 'value="Raad 2030, tweede lijst"' in page.text
    again = page.context["form"]["version"].value()
    change(desk, selection, name="Raad 2030, tweede lijst", version=again)
    assert stored(cast).name == "Raad 2030, tweede lijst"


def test_a_double_click_saves_once(cast: Cast, desk: Client, selection: SelectionRound) -> None:
    answers = [change(desk, selection, name="Anders").status_code for _click in range(2)]
    assert (answers, stored(cast).version) == ([302, 302], 2)


def test_candidates_hold_the_body_and_their_office(cast: Cast, desk: Client, selection: SelectionRound) -> None:
    add(cast.a_secretary, selection, "Kim Janssen")
    page = change(desk, selection, body=cast.duinrade.pk, offices=["alderman"])
    assert errors(page) == {"offices": ["Er staan kandidaten in de ronde voor: raadslid. Laat dat aangevinkt."]}
    change(desk, selection, body=cast.duinrade.pk, offices=["councillor"])
    assert (stored(cast).body_id, stored(cast).offices) == (cast.waterlinge.pk, ["councillor"])


@pytest.mark.parametrize("name", ["a_member", "a_board", "b_secretary", "waterlinge_mayor"])
def test_only_the_secretary_of_the_branch_changes_it(cast: Cast, selection: SelectionRound, name: str) -> None:
    person: Person = getattr(cast, name)
    answer = change(person.client(), selection, name="Van een ander")
    assert answer.status_code == (404 if name == "b_secretary" else 403)
    assert stored(cast).name == selection.name


# --- clocks ---------------------------------------------------------------------------------


def listed(cast: Cast, selection: SelectionRound, name: str) -> Candidacy:
    candidacy = add(cast.a_secretary, selection, name, invite=True)
    decide(cast.a_secretary.client(), candidacy.dossier.reference, "list")
    return candidacy


def clock_of(cast: Cast, candidacy: Candidacy) -> datetime | None:
    with cast.branch_a.scope():
        return Dossier.objects.get(pk=candidacy.dossier_id).clock_started_at


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_current_timezone())


def test_the_clock_of_who_is_listed_follows_the_day_the_list_is_irrevocable(
    cast: Cast, desk: Client, selection: SelectionRound
) -> None:
    kim, open_one = listed(cast, selection, "Kim Janssen"), add(cast.a_secretary, selection, "Noor Bakker", invite=True)
    assert clock_of(cast, kim) == midnight(selection.irrevocable_on)
    change(desk, selection, irrevocable_on="2030-03-01")
    assert (clock_of(cast, kim), clock_of(cast, open_one)) == (midnight(date(2030, 3, 1)), None)


def test_a_clock_never_starts_before_the_decision(cast: Cast, desk: Client, selection: SelectionRound) -> None:
    before = timezone.now()
    kim = listed(cast, selection, "Kim Janssen")
    long_ago = {"nomination_day": "2025-01-01", "irrevocable_on": "2025-01-15", "term_ends_on": "2029-01-01"}
    change(desk, selection, **long_ago)
    assert before <= clock_of(cast, kim) <= timezone.now()


def test_a_clock_follows_also_when_the_secretary_has_a_tie(cast: Cast, desk: Client, selection: SelectionRound) -> None:
    kim = listed(cast, selection, "Kim Janssen")
    with cast.a_secretary.scope():
        declare_tie(cast.a_secretary.actor, Candidacy.objects.select_related("dossier").get().dossier)
    change(desk, selection, irrevocable_on="2030-03-01")
    assert clock_of(cast, kim) == midnight(date(2030, 3, 1))


def warned(cast: Cast, candidacy: Candidacy) -> bool:
    with cast.branch_a.scope():
        return Dossier.objects.get(pk=candidacy.dossier_id).warned_at is not None


def test_whose_clock_moves_is_warned_again_and_finds_it_in_the_log(
    cast: Cast, desk: Client, selection: SelectionRound
) -> None:
    kim = listed(cast, selection, "Kim Janssen")
    with cast.branch_a.scope():
        Dossier.objects.filter(pk=kim.dossier_id).update(warned_at=timezone.now())
    change(desk, stored(cast), name="Raad 2030, kern")
    assert warned(cast, kim)
    change(desk, stored(cast), irrevocable_on="2030-03-01")
    assert not warned(cast, kim)
    with cast.branch_a.scope():
        assert Event.objects.filter(what="clock.moved", dossier=kim.dossier_id).count() == 1


def test_moving_many_clocks_takes_no_more_queries(cast: Cast, desk: Client, selection: SelectionRound) -> None:
    def queries(day: str) -> int:
        selected = stored(cast)
        with CaptureQueriesContext(connection) as asked:
            change(desk, selected, irrevocable_on=day)
        return len(asked)

    listed(cast, selection, "Kim Janssen")
    for_one = queries("2030-03-01")
    for name in ("Noor Bakker", "Sam de Wit"):
        listed(cast, selection, name)
    assert queries("2030-03-02") == for_one


@pytest.mark.parametrize(
    ("field", "day", "told"),
    [
        ("irrevocable_on", "2030-09-01", "meer dan een half jaar"),
        ("term_ends_on", "2036-03-28", "Een zittingsperiode duurt"),
    ],
)
def test_a_day_that_would_keep_things_for_years_is_refused(
    cast: Cast, desk: Client, selection: SelectionRound, field: str, day: str, told: str
) -> None:
    kim = listed(cast, selection, "Kim Janssen")
    clock = clock_of(cast, kim)
    assert told in str(errors(change(desk, selection, **{field: day})))
    assert clock_of(cast, kim) == clock


# --- adding a candidate ---------------------------------------------------------------------


def add_by_form(client: Client, selection: SelectionRound, **changes: str) -> Any:
    facts = {"name": "Kim Janssen", "email": "kim@voorbeeld.example", "office": "councillor"}
    return client.post(reverse("candidate_add", args=[selection.pk]), facts | changes)


def test_an_address_that_is_in_the_round_is_refused(cast: Cast, desk: Client, selection: SelectionRound) -> None:
    add_by_form(desk, selection)
    page = add_by_form(desk, selection, email="KIM@voorbeeld.example", name="Nog een keer")
    assert errors(page) == {
        "email": [
            "Er staat al een kandidaat met dit e-mailadres in deze ronde. Kijk in de lijst, of gebruik een ander adres."
        ]
    }
    assert 'value="Nog een keer"' in page.text
    with cast.branch_a.scope():
        assert Candidacy.objects.count() == 1


@pytest.mark.parametrize(("typed", "kept"), [("Kim\u202e  Jan\u200bssen ", ["Kim Janssen"]), ("\u202e\u200b", [])])
def test_a_name_holds_nothing_that_cannot_be_seen(
    cast: Cast, desk: Client, selection: SelectionRound, typed: str, kept: list[str]
) -> None:
    add_by_form(desk, selection, name=typed)
    with cast.branch_a.scope():
        assert [candidacy.name for candidacy in Candidacy.objects.all()] == kept


def test_an_address_is_known_also_to_who_has_a_tie(cast: Cast, selection: SelectionRound) -> None:
    colleague = Person(UserFactory(name="Tweede secretaris"), cast.branch_a)
    give_role(colleague.user, cast.branch_a.body, Role.PARTY_SECRETARY)
    kim = add(cast.a_secretary, selection, "Kim Janssen")
    with colleague.scope():
        declare_tie(colleague.actor, kim.dossier)
    page = add_by_form(colleague.client(), selection, email="kim.janssen@voorbeeld.example")
    assert errors(page).keys() == {"email"}


def test_only_offices_of_the_round_are_offered(cast: Cast, desk: Client, selection: SelectionRound) -> None:
    change(desk, selection, offices=["alderman"])
    page = add_by_form(desk, selection)
    assert page.context["form"].fields["office"].choices == [("alderman", "wethouder")]
    assert errors(page).keys() == {"office"}
