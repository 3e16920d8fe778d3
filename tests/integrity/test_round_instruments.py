"""What a round uses: reasons, editions, dates and their rules, and a change halfway."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from integrity.screening.demo import fill_in
from integrity.screening.enums import Instrument
from integrity.screening.instruments import ORDER, in_use
from integrity.screening.models import Candidacy, RoundInstrument, SelectionRound
from integrity.screening.planning import remarks_on
from integrity.screening.ties import declare_tie
from portal.audit.models import Event
from portal.questionnaires.models import Response
from tests.cast import Cast, Person
from tests.screening import CandidateSession, add, start_round

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def selection(cast: Cast) -> SelectionRound:
    return start_round(cast, cast.a_secretary)


@pytest.fixture
def desk(cast: Cast) -> Client:
    return cast.a_secretary.client()


def filled_in(version: int = 1, **changes: str) -> dict[str, str]:
    """The form as it is sent: everything used, and `questionnaire_due_on` for "questionnaire-due_on"."""
    used = {f"{place.instrument}-used": "yes" for place in ORDER}
    return {"version": str(version), **used, **{name.replace("__", "-"): value for name, value in changes.items()}}


def save(client: Client, selection: SelectionRound, version: int = 1, **changes: str) -> Any:
    return client.post(reverse("round_instruments", args=[selection.pk]), filled_in(version, **changes))


def row(cast: Cast, instrument: str) -> RoundInstrument:
    with cast.branch_a.scope():
        return RoundInstrument.objects.get(instrument=instrument)


def test_the_page_reads_as_the_nine_instruments(desk: Client, selection: SelectionRound) -> None:
    groups = desk.get(reverse("round_instruments", args=[selection.pk])).context["groups"]
    assert [group.number for group in groups] == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert [str(part.place.short) for part in groups[3].parts] == ["Open bronnen", "Referenties", "VOG"]


def test_leaving_out_needs_a_reason_and_keeps_what_was_typed(
    cast: Cast, desk: Client, selection: SelectionRound
) -> None:
    page = save(desk, selection, references__used="no", certificate__due_on="2030-01-02")
    assert page.context["form"].errors == {
        "references-reason": ["Schrijf op waarom u dit weglaat. Zo weet de commissie dat het geen vergissing is."]
    }
    assert page.context["form"]["references-used"].value() == "no"
    assert 'value="2030-01-02"' in page.text
    save(desk, selection, references__used="no", references__reason="Iedereen is al jaren bekend.")
    left_out = row(cast, Instrument.REFERENCES)
    assert (left_out.used, left_out.reason) == (False, "Iedereen is al jaren bekend.")


def test_dates_are_kept_and_changes_are_on_record(cast: Cast, desk: Client, selection: SelectionRound) -> None:
    save(desk, selection, questionnaire__due_on="2030-01-02", agenda__used="no", agenda__reason="Doet de fractie zelf.")
    assert row(cast, Instrument.QUESTIONNAIRE).due_on == date(2030, 1, 2)
    with cast.branch_a.scope():
        told = set(Event.objects.filter(what__startswith="round.instrument").values_list("what", flat=True))
    assert told == {"round.instrument_changed", "round.instrument_left_out"}


def test_a_double_click_changes_once_and_two_people_are_told(
    cast: Cast, desk: Client, selection: SelectionRound
) -> None:
    first = [save(desk, selection, questionnaire__due_on="2030-01-02").status_code for _click in range(2)]
    second = save(desk, selection, questionnaire__due_on="2030-01-09")
    assert first == [302, 302]
    assert "Nu is opgeslagen – Vragenlijst integriteit: gebruikt, klaar op 2 januari 2030." in second.text
    assert 'value="2030-01-09"' in second.text
    save(desk, selection, 2, questionnaire__due_on="2030-01-09")
    assert row(cast, Instrument.QUESTIONNAIRE).due_on == date(2030, 1, 9)


def test_suggested_dates_come_from_the_days_of_the_round(cast: Cast, desk: Client, selection: SelectionRound) -> None:
    with cast.branch_a.scope():
        SelectionRound.objects.update(interviews_from="2030-01-08", interviews_until="2030-01-12")
    form = desk.get(reverse("round_instruments", args=[selection.pk]) + "?voorstel").context["form"]
    assert {name: form[f"{name}-due_on"].value() for name in form.suggested} == {
        "rules": date(2029, 12, 18),
        "questionnaire": date(2030, 1, 1),
        "open_sources": date(2030, 1, 7),
        "interview": date(2030, 1, 12),
        "references": date(2030, 1, 19),
        "certificate": date(2030, 1, 17),
        "undertaking": date(2030, 1, 24),
    }
    assert row(cast, Instrument.RULES).due_on is None


def remarks(cast: Cast, **days: str) -> list[tuple[str, str]]:
    """What the planning says with these dates; `round` fields and due dates by instrument."""
    with cast.branch_a.scope():
        SelectionRound.objects.update(interviews_from="2030-01-08", interviews_until="2030-01-12")
        SelectionRound.objects.update(**{name: day for name, day in days.items() if name not in Instrument})
        RoundInstrument.objects.exclude(instrument="rules").update(due_on=None)
        for name in Instrument:
            RoundInstrument.objects.filter(instrument=name).update(due_on=days.get(name))
        selection = SelectionRound.objects.get()
        return [(one.instrument, one.text) for one in remarks_on(selection, in_use(selection)) if one.instrument]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({"questionnaire": "2030-01-01"}, []),
        (
            {"questionnaire": "2030-01-02"},
            [("questionnaire", "De vragenlijst is klaar op 2 januari 2030. De gesprekken beginnen op 8 januari 2030.")],
        ),
        ({"open_sources": "2030-01-07"}, []),
        (
            {"open_sources": "2030-01-08"},
            [
                (
                    "open_sources",
                    "De open bronnen zijn klaar op 8 januari 2030. De gesprekken beginnen op 8 januari 2030.",
                )
            ],
        ),
        ({"references": "2030-01-12"}, []),
        (
            {"references": "2030-01-11"},
            [
                (
                    "references",
                    "De referenties zijn klaar op 11 januari 2030. De gesprekken gaan door tot 12 januari 2030.",
                )
            ],
        ),
        ({"undertaking": "2030-01-12"}, []),
        (
            {"undertaking": "2030-01-11"},
            [
                (
                    "undertaking",
                    "De verklaring is klaar op 11 januari 2030. De gesprekken gaan door tot 12 januari 2030.",
                )
            ],
        ),
        ({"certificate": "2030-01-31", "undertaking": "2030-01-31"}, []),
        (
            {"certificate": "2030-02-01"},
            [("certificate", "De datum is 1 februari 2030. Dat is na de kandidaatstelling op 31 januari 2030.")],
        ),
        (
            {"undertaking": "2030-02-01"},
            [("undertaking", "De datum is 1 februari 2030. Dat is na de kandidaatstelling op 31 januari 2030.")],
        ),
        (
            {"interviews_until": "2030-02-01"},
            [
                (
                    "interview",
                    "De gesprekken gaan door tot 1 februari 2030. Dat is na de kandidaatstelling op 31 januari 2030.",
                )
            ],
        ),
    ],
)
def test_an_order_that_breaks_a_rule_is_told_with_its_source(
    cast: Cast, selection: SelectionRound, days: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    assert remarks(cast, **days) == expected


def test_what_is_missing_is_told_in_one_sentence(desk: Client, selection: SelectionRound) -> None:
    told = [str(one) for one in desk.get(reverse("round_instruments", args=[selection.pk])).context["remarks"]]
    assert told == [
        "Er is nog geen periode voor de gesprekken. Vul bij de instellingen in wanneer de gesprekken zijn.",
        "Nog geen datum: Vuistregels, Vragenlijst, Open bronnen, Gesprek, Referenties, VOG, Verklaring. "
        "Zonder datum stuurt het portaal geen herinneringen.",
    ]


# --- halfway --------------------------------------------------------------------------------


@pytest.fixture
def under_way(cast: Cast, selection: SelectionRound) -> list[Candidacy]:
    """One sent the questionnaire, one is busy, one was not invited."""
    sent, busy = (add(cast.a_secretary, selection, name, invite=True) for name in ("Kim Janssen", "Noor Bakker"))
    fill_in(sent.dossier, -1)
    fill_in(busy.dossier, 1)
    return [sent, busy, add(cast.a_secretary, selection, "Bo Smit")]


LEAVE_OUT = {"questionnaire__used": "no", "questionnaire__reason": "We praten liever meteen."}


def test_leaving_out_halfway_is_confirmed_with_what_it_means(
    cast: Cast, desk: Client, selection: SelectionRound, under_way: list[Candidacy]
) -> None:
    page = save(desk, selection, **LEAVE_OUT)
    assert page.context["points"] == [
        "Vragenlijst integriteit: 1 kandidaat is hiermee klaar. "
        "Wat er is, blijft in het dossier tot het einde van de bewaartermijn.",
        "Vragenlijst integriteit: 1 kandidaat is nog niet klaar en krijgt deze taak niet meer te zien.",
    ]
    assert row(cast, Instrument.QUESTIONNAIRE).used
    desk.post(page.context["action_url"], page.context["hidden"])
    assert not row(cast, Instrument.QUESTIONNAIRE).used


def test_who_was_busy_is_asked_nothing_more_and_what_was_sent_stays(
    cast: Cast, desk: Client, selection: SelectionRound, under_way: list[Candidacy]
) -> None:
    save(desk, selection, confirmed="yes", **LEAVE_OUT)
    sent, busy, _added = under_way
    own = CandidateSession(cast.branch_a, busy.dossier_id).client()
    page = own.get(reverse("my_file"))
    assert reverse("my_questionnaire") not in page.text
    assert own.get(reverse("my_questionnaire")).url == reverse("my_file")
    assert own.post(reverse("my_section", args=["candidacy"]), {"next": "continue"}).status_code == 403
    assert desk.get(reverse("candidate_answers", args=[sent.dossier.reference])).status_code == 200


def test_a_questionnaire_that_comes_into_use_later_is_given_to_who_was_invited(
    cast: Cast, desk: Client, selection: SelectionRound
) -> None:
    save(desk, selection, **LEAVE_OUT)
    kim, noor = (add(cast.a_secretary, selection, name, invite=True) for name in ("Kim Janssen", "Noor Bakker"))
    add(cast.a_secretary, selection, "Bo Smit")
    with cast.a_secretary.scope():
        assert not Response.objects.exists()
        declare_tie(cast.a_secretary.actor, noor.dossier)
    page = save(desk, selection, 2)
    assert page.context["points"] == [
        "Vragenlijst integriteit: 1 kandidaat is al uitgenodigd en krijgt deze taak erbij. "
        "Er gaat geen e-mail uit. Stuur zo nodig een herinnering."
    ]
    for _click in range(2):
        save(desk, selection, 2, confirmed="yes")
    with cast.branch_a.scope():
        assert set(Response.objects.values_list("dossier_id", flat=True)) == {kim.dossier_id, noor.dossier_id}


@pytest.mark.parametrize("name", ["a_member", "b_secretary"])
def test_only_the_secretary_of_the_branch_chooses(cast: Cast, selection: SelectionRound, name: str) -> None:
    person: Person = getattr(cast, name)
    answer = save(person.client(), selection, **LEAVE_OUT)
    assert answer.status_code == (404 if name == "b_secretary" else 403)
    assert row(cast, Instrument.QUESTIONNAIRE).used


@pytest.mark.parametrize("typed", ["99999999", "x", "-1"])
def test_an_edition_that_cannot_be_chosen_changes_nothing(
    cast: Cast, desk: Client, selection: SelectionRound, typed: str
) -> None:
    before = row(cast, Instrument.QUESTIONNAIRE).edition_id
    save(desk, selection, questionnaire__edition=typed)
    assert row(cast, Instrument.QUESTIONNAIRE).edition_id == before
