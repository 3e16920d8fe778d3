"""The agenda of a round: planned at once or one by one, moved, held, called off; days, themes and cards only."""

import re
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.db.models import CharField, TextField
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from integrity.agenda.forms import NO_SUCH_TIME, NOT_YET, NOTHING, PASSED, TWICE
from integrity.agenda.models import Talk
from integrity.agenda.rules import NOT_USED
from integrity.cards.models import CardSession
from integrity.cards.queries import table_of
from integrity.cards.sessions import draw, open_session
from integrity.screening.models import RoundInstrument, SelectionRound
from portal.audit.models import Event
from portal.questionnaires.loading import withdraw_edition
from portal.questionnaires.models import Edition
from tests.agenda import MAY, at, plan, stored
from tests.cast import Cast, Person
from tests.screening import CandidateSession, start_round

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
DESK, PEOPLE = "a_secretary", ("a_secretary", "a_member", "a_board")
AFTER = datetime(2030, 5, 7, 9, tzinfo=timezone.get_default_timezone())
CHANGED = "Iemand anders heeft dit intussen gewijzigd. Kijk wat u wilt houden en sla opnieuw op."


@pytest.fixture
def selection(cast: Cast) -> SelectionRound:
    return start_round(cast, cast.a_secretary)


@pytest.fixture
def talk(cast: Cast, selection: SelectionRound) -> Talk:
    return plan(cast.a_secretary, selection)


@pytest.fixture
def desk(cast: Cast) -> Client:
    return cast.a_secretary.client()


def of(name: str, obj: Any) -> str:
    return reverse(name, args=[obj.pk])


def talks(cast: Cast) -> list[Talk]:
    with cast.branch_a.scope():
        return list(Talk.objects.all())


def now(cast: Cast, talk: Talk) -> Talk:
    with cast.branch_a.scope():
        return stored(talk)


def errors(page: Any) -> dict[str, list[str]]:
    form = page.context["form"]
    return {name: list(form[name].errors if name in form.fields else form.errors[name]) for name in form.errors}


def rows(page: Any) -> dict[str, str]:
    """The form of the plan as a browser would send it."""
    form = page.context["form"]
    sent = {"version": str(form["version"].value())}
    for row in form.rows:
        sent |= {
            row.plan.html_name: "on",
            row.day.html_name: f"{row.day.value():%Y-%m-%d}",
            row.time.html_name: f"{row.time.value():%H:%M}",
        }
    return sent


def moved_to(day: str, hour: str = "20:00", version: int = 1, minutes: int = 90) -> dict[str, Any]:
    return {"day": day, "time": hour, "minutes": minutes, "version": version}


# --- planning -------------------------------------------------------------------------------


def test_an_empty_agenda_offers_the_model_and_a_single_talk(cast: Cast, selection: SelectionRound) -> None:
    page = cast.a_secretary.client().get(of("agenda", selection)).text
    assert of("agenda_plan", selection) in page and of("agenda_add", selection) in page
    for name in ("a_member", "a_board"):
        page = cast.people()[name].client().get(of("agenda", selection)).text
        assert "De secretaris plant de gesprekken" in page
        assert of("agenda_plan", selection) not in page and of("agenda_add", selection) not in page


def test_the_whole_model_is_looked_at_and_planned_at_once(cast: Cast, desk: Client, selection: SelectionRound) -> None:
    page = desk.get(of("agenda_plan", selection))
    assert talks(cast) == []
    assert "Verschoven van 1 juli: zomerreces" in page.text
    sent = rows(page)
    answer = desk.post(of("agenda_plan", selection), sent, follow=True)
    tree = Edition.objects.get(slug="integriteitsagenda").tree
    number = sum(len(year.talks) for year in tree.years)
    assert f"{number} gesprekken staan op de agenda." in answer.text
    planned = talks(cast)
    assert [talk.themes for talk in planned][:2] == [["good_start"], ["positions_and_registers"]]
    assert (len(planned), planned[0].at, planned[0].minutes, planned[0].cards) == (number, at(MAY), 90, [10, 23])
    with cast.branch_a.scope():
        assert Event.objects.filter(what="talk.planned", subject=str(selection.pk)).count() == 1


def test_a_double_click_plans_the_model_once(cast: Cast, desk: Client, selection: SelectionRound) -> None:
    sent = rows(desk.get(of("agenda_plan", selection)))
    answers = [desk.post(of("agenda_plan", selection), sent).status_code for _click in range(2)]
    assert (answers, len(talks(cast))) == ([302, 302], len([name for name in sent if name.endswith("-plan")]))


def test_another_day_and_hour_are_proposed_for_who_asks(desk: Client, selection: SelectionRound) -> None:
    page = desk.get(of("agenda_plan", selection), {"weekday": "2", "time": "19:30"})
    moments = {(row.day.value().weekday(), f"{row.time.value():%H:%M}") for row in page.context["form"].rows}
    assert moments == {(2, "19:30")}


@pytest.mark.parametrize("asked", [{"weekday": "9", "time": "20:00"}, {"weekday": "x"}, {"time": "99:99"}])
def test_a_day_that_is_none_is_told(desk: Client, selection: SelectionRound, asked: dict[str, str]) -> None:
    page = desk.get(of("agenda_plan", selection), asked)
    assert page.status_code == 200 and page.context["rhythm_form"].errors
    assert {row.day.value().weekday() for row in page.context["form"].rows} == {0}


def test_rows_are_adjusted_or_left_out(cast: Cast, desk: Client, selection: SelectionRound) -> None:
    sent = rows(desk.get(of("agenda_plan", selection)))
    kept = {name: value for name, value in sent.items() if not name.endswith("-plan")}
    kept |= {"good_start-2-plan": "on", "good_start-2-day": "2030-05-16", "good_start-2-time": "17:15"}
    desk.post(of("agenda_plan", selection), kept)
    moments = [timezone.localtime(talk.at).strftime("%Y-%m-%d %H:%M") for talk in talks(cast)]
    assert moments == ["2030-05-16 17:15"]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"good_start-2-day": "2026-01-05"}, "good_start-2-day", "Kies een dag van 31 januari 2030"),
        ({"good_start-2-day": "2034-09-04"}, "good_start-2-day", "het einde van de zittingsperiode"),
        ({"good_start-2-day": "morgen"}, "good_start-2-day", "Vul een datum in bij “Dag: "),
        ({"good_start-2-time": "25:00"}, "good_start-2-time", "Vul een tijd in bij “Tijd: "),
        ({"good_start-2-day": ""}, "good_start-2-day", "Vul een dag en een tijd in, of vink dit gesprek uit."),
        ({"good_start-2-day": "2030-09-02"}, "positions_and_registers-4-day", str(TWICE)),
        ({"good_start-2-day": "2030-03-31", "good_start-2-time": "02:30"}, "good_start-2-day", str(NO_SUCH_TIME)),
    ],
)
def test_a_row_that_cannot_be_is_told_and_the_rest_stays(
    cast: Cast, desk: Client, selection: SelectionRound, changes: dict[str, str], field: str, sentence: str
) -> None:
    sent = rows(desk.get(of("agenda_plan", selection)))
    page = desk.post(of("agenda_plan", selection), sent | changes | {"looking_back-47-time": "18:45"})
    assert page.status_code == 200 and talks(cast) == []
    assert errors(page).keys() == {field} and sentence in errors(page)[field][0]
    assert 'value="18:45"' in page.text and "<title>Fout:" in page.text


def test_nothing_ticked_plans_nothing(cast: Cast, desk: Client, selection: SelectionRound) -> None:
    sent = rows(desk.get(of("agenda_plan", selection)))
    page = desk.post(of("agenda_plan", selection), {n: v for n, v in sent.items() if not n.endswith("-plan")})
    assert errors(page) == {"__all__": [str(NOTHING)]} and talks(cast) == []


def test_two_who_plan_at_once_are_told(cast: Cast, desk: Client, selection: SelectionRound) -> None:
    sent = rows(desk.get(of("agenda_plan", selection)))
    plan(cast.a_secretary, selection, date(2030, 5, 8))
    page = desk.post(of("agenda_plan", selection), sent)
    assert errors(page) == {"__all__": [CHANGED]}
    assert len(talks(cast)) == 1
    desk.post(of("agenda_plan", selection), sent | {"version": page.context["form"]["version"].value()})
    assert len(talks(cast)) == 1 + len([name for name in sent if name.endswith("-plan")])


def test_what_is_planned_is_not_proposed_again(desk: Client, selection: SelectionRound, talk: Talk) -> None:
    page = desk.get(of("agenda_plan", selection))
    assert "good_start" not in {row.proposal.theme.id for row in page.context["form"].rows}
    assert "Een goed begin, maand 2: staat al gepland" in page.text
    desk.post(of("agenda_talk_cancel", talk), {"version": 1})
    page = desk.get(of("agenda_plan", selection))
    assert "good_start" in {row.proposal.theme.id for row in page.context["form"].rows}


def test_a_theme_that_is_none_is_ignored_in_the_plan(cast: Cast, desk: Client, selection: SelectionRound) -> None:
    sent = rows(desk.get(of("agenda_plan", selection)))
    hostile = {"x-2-plan": "on", "x-2-day": "2030-06-03", "x-2-time": "20:00", "good_start-3-day": "2030-06-03"}
    desk.post(of("agenda_plan", selection), sent | hostile)
    themes = {theme.id for theme in Edition.objects.get(slug="integriteitsagenda").tree.themes}
    assert {theme for talk in talks(cast) for theme in talk.themes} == themes


def test_a_single_talk_gets_the_cards_that_fit(cast: Cast, desk: Client, selection: SelectionRound) -> None:
    facts = {"day": "2030-06-06", "time": "19:00", "minutes": "75", "themes": ["closed_doors", "gifts_and_trips"]}
    answers = [desk.post(of("agenda_add", selection), facts).status_code for _click in range(2)]
    [talk] = talks(cast)
    assert answers == [302, 302]
    assert (talk.at, talk.minutes) == (at(date(2030, 6, 6), 19), 75)
    assert (talk.themes, talk.cards) == (["closed_doors", "gifts_and_trips"], [1, 6, 11, 21, 22, 23])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"themes": ["onbekend"]}, "themes"),
        ({"themes": []}, "themes"),
        ({"minutes": "5"}, "minutes"),
        ({"minutes": "10000"}, "minutes"),
        ({"day": "9999-12-31"}, "day"),
        ({"day": "2030-10-27", "time": "02:30"}, "day"),
        ({"time": ""}, "time"),
    ],
)
def test_a_talk_that_cannot_be_is_told(
    cast: Cast, desk: Client, selection: SelectionRound, changes: dict[str, Any], field: str
) -> None:
    facts = {"day": "2030-06-06", "time": "19:00", "minutes": "75", "themes": ["closed_doors"]}
    assert errors(desk.post(of("agenda_add", selection), facts | changes)).keys() == {field}
    assert talks(cast) == []


def test_a_round_without_the_instrument_plans_nothing_and_keeps_its_talks(
    cast: Cast, desk: Client, selection: SelectionRound, talk: Talk
) -> None:
    with cast.branch_a.scope():
        RoundInstrument.objects.filter(instrument="agenda").update(used=False, reason="Doet de partij zelf.")
    for name in ("agenda_plan", "agenda_add"):
        answer = desk.get(of(name, selection))
        assert answer.status_code == 403 and str(NOT_USED) in answer.text
    page = desk.get(of("agenda", selection)).text
    assert of("agenda_talk", talk) in page and str(NOT_USED) in page


def test_without_a_published_agenda_nothing_is_planned(cast: Cast, desk: Client, selection: SelectionRound) -> None:
    with cast.branch_a.scope():
        RoundInstrument.objects.filter(instrument="agenda").update(edition=None)
    withdraw_edition("integriteitsagenda", 1)
    answer = desk.get(of("agenda_plan", selection))
    assert answer.status_code == 403 and "Vraag het de redactie" in answer.text


# --- one talk -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PEOPLE)
def test_secretary_committee_and_board_read_a_talk(cast: Cast, talk: Talk, name: str) -> None:
    page = cast.people()[name].client().get(of("agenda_talk", talk)).text
    tree = Edition.objects.get(slug="integriteitsagenda").tree
    for text in (*tree.theme("good_start").questions, *tree.ground_rules):
        assert str(text) in page
    assert reverse("dilemma_card", args=[1, 10]) in page and reverse("dilemma_card", args=[1, 23]) in page
    assert (of("agenda_talk_move", talk) in page) == (name == DESK)


def test_only_the_secretary_changes_a_talk(cast: Cast, selection: SelectionRound, talk: Talk) -> None:
    names = ("agenda_talk_move", "agenda_talk_subjects", "agenda_talk_hold", "agenda_talk_cancel_confirm")
    pages = [of(name, talk) for name in names] + [of("agenda_plan", selection), of("agenda_add", selection)]
    for name in ("a_member", "a_board", "a_manager", "waterlinge_mayor", "editor"):
        client = cast.people()[name].client()
        assert [client.get(page).status_code for page in pages] == [403] * len(pages), name
        assert client.post(of("agenda_talk_cancel", talk), {"version": 1}).status_code == 403
    assert now(cast, talk).status == "planned"


def test_another_branch_finds_nothing(cast: Cast, selection: SelectionRound, talk: Talk) -> None:
    for name in ("b_secretary", "b_member", "b_board"):
        client = cast.people()[name].client()
        assert client.get(of("agenda", selection)).status_code == 404
        assert client.get(of("agenda_calendar", selection)).status_code == 404
        assert client.get(of("agenda_talk", talk)).status_code == 404
        assert client.get(of("agenda_talk_calendar", talk)).status_code == 404
        assert client.post(of("agenda_talk_play", talk)).status_code == 404
        assert selection.name not in client.get(reverse("agendas")).text
    client = cast.b_secretary.client()
    assert client.post(of("agenda_talk_hold", talk), {"held_on": "2026-01-01"}).status_code == 404
    assert client.post(of("agenda_plan", selection), {}).status_code == 404


def test_a_candidate_has_no_agenda(cast: Cast, selection: SelectionRound, session: CandidateSession) -> None:
    assert session.client().get(of("agenda", selection)).status_code == 403
    with session.scope():
        assert list(Talk.objects.visible_to(session.actor)) == []


def test_a_talk_that_is_nowhere_is_not_found(desk: Client) -> None:
    assert desk.get(reverse("agenda_talk", args=[uuid4()])).status_code == 404


def test_the_record_has_no_place_for_a_text() -> None:
    """Days, themes and cards: never who said what (domain/integrity.md, section 3.8)."""
    texts = [field.name for field in Talk._meta.fields if isinstance(field, CharField | TextField)]
    assert texts == ["status"]


def test_the_form_of_a_held_talk_takes_no_text(desk: Client, talk: Talk) -> None:
    page = desk.get(of("agenda_talk_hold", talk)).text
    kinds = set(re.findall(r'<input[^>]*type="([^"]+)"', page[page.index("<main") :]))
    assert kinds == {"hidden", "date", "checkbox"} and "<textarea" not in page


# --- moving ---------------------------------------------------------------------------------


def test_a_moved_talk_stays_the_same_in_a_calendar(cast: Cast, desk: Client, talk: Talk) -> None:
    before = desk.get(of("agenda_talk_calendar", talk))
    desk.post(of("agenda_talk_move", talk), moved_to("2030-10-28"))
    after = desk.get(of("agenda_talk_calendar", talk)).content.decode()
    before_text = before.content.decode()
    uids = [re.search(r"UID:(\S+)", text).group(1) for text in (before_text, after)]
    assert uids[0] == uids[1] and uids[0].startswith(str(talk.pk))
    assert ("SEQUENCE:0" in before_text, "SEQUENCE:1" in after) == (True, True)
    # Eight in the evening, in summer time and in winter time.
    assert ("DTSTART:20300506T180000Z" in before_text, "DTSTART:20301028T190000Z" in after) == (True, True)
    assert ("DTEND:20300506T193000Z" in before_text, "METHOD:PUBLISH" in after) == (True, True)
    assert before["Content-Disposition"] == 'attachment; filename="integriteitsgesprek.ics"'
    for text in ("Een goed begin", "good_start", "Raad 2030"):
        assert text not in before_text


def test_a_double_click_moves_once(cast: Cast, desk: Client, talk: Talk) -> None:
    answers = [desk.post(of("agenda_talk_move", talk), moved_to("2030-05-13")).status_code for _click in range(2)]
    row = now(cast, talk)
    assert (answers, row.version, row.sequence, row.at) == ([302, 302], 2, 1, at(date(2030, 5, 13)))


def test_two_who_move_at_once_are_told_and_keep_what_they_typed(cast: Cast, desk: Client, talk: Talk) -> None:
    desk.post(of("agenda_talk_move", talk), moved_to("2030-05-13"))
    page = desk.post(of("agenda_talk_move", talk), moved_to("2030-05-20", "19:00"))
    told = f"{CHANGED} Nu is opgeslagen – Dag: 13 mei 2030. Tijd: 20:00. Duur in minuten: 90."
    assert errors(page) == {"__all__": [told]}
    assert 'value="2030-05-20"' in page.text and 'value="19:00"' in page.text
    again = page.context["form"]["version"].value()
    desk.post(of("agenda_talk_move", talk), moved_to("2030-05-20", "19:00", again))
    assert now(cast, talk).at == at(date(2030, 5, 20), 19)


def test_a_talk_moves_to_what_still_comes(cast: Cast, desk: Client, talk: Talk) -> None:
    with time_machine.travel(AFTER, tick=False):
        client = cast.a_secretary.client()
        page = client.post(of("agenda_talk_move", talk), moved_to("2030-05-07", "08:00"))
        assert errors(page) == {"day": [str(PASSED)]}
        assert client.post(of("agenda_talk_move", talk), moved_to("2030-05-07")).status_code == 302


def test_themes_and_cards_are_chosen_again(cast: Cast, desk: Client, talk: Talk) -> None:
    page = desk.get(of("agenda_talk_subjects", talk)).text
    assert page.index("10. De grap in de groepsapp (past bij dit thema)") < page.index("1. Moeders kamer")
    chosen = {"themes": ["closed_doors"], "cards": ["30", "2"], "version": 1}
    answers = [desk.post(of("agenda_talk_subjects", talk), chosen).status_code for _click in range(2)]
    row = now(cast, talk)
    assert (answers, row.themes, row.cards, row.version) == ([302, 302], ["closed_doors"], [2, 30], 2)
    assert row.sequence == 0


@pytest.mark.parametrize(
    ("chosen", "field"),
    [
        ({"themes": ["onbekend"]}, "themes"),
        ({"themes": []}, "themes"),
        ({"cards": ["99"]}, "cards"),
        ({"cards": ["1; DROP TABLE"]}, "cards"),
        ({"cards": ["²"]}, "cards"),
    ],
)
def test_unknown_themes_and_cards_are_refused(
    cast: Cast, desk: Client, talk: Talk, chosen: dict[str, list[str]], field: str
) -> None:
    page = desk.post(of("agenda_talk_subjects", talk), {"themes": ["good_start"], "version": 1} | chosen)
    assert errors(page).keys() == {field}
    assert (now(cast, talk).themes, now(cast, talk).cards) == (["good_start"], [10, 23])


def test_without_cards_themes_are_chosen_and_the_numbers_stay(cast: Cast, desk: Client, talk: Talk) -> None:
    withdraw_edition("dilemmakaarten", 1)
    desk.post(of("agenda_talk_subjects", talk), {"themes": ["closed_doors"], "version": 1})
    assert (now(cast, talk).themes, now(cast, talk).cards) == (["closed_doors"], [10, 23])
    assert desk.get(of("agenda_talk", talk)).status_code == 200
    assert desk.post(of("agenda_talk_play", talk)).status_code == 403


# --- held or called off ---------------------------------------------------------------------


def held(client: Client, talk: Talk, **changes: Any) -> Any:
    facts = {"held_on": "2030-05-06", "themes": ["good_start"], "cards": ["10"], "version": 1}
    return client.post(of("agenda_talk_hold", talk), facts | changes)


def test_what_was_really_talked_about_is_recorded(cast: Cast, talk: Talk) -> None:
    with time_machine.travel(AFTER, tick=False):
        client = cast.a_secretary.client()
        assert "Is dit gesprek gehouden?" in client.get(of("agenda_talk", talk)).text
        answers = [held(client, talk, themes=["online_tone"], cards=["5"]).status_code for _click in range(2)]
        page = client.get(of("agenda_talk", talk)).text
    row = now(cast, talk)
    assert (answers, row.status, row.version) == ([302, 302], "held", 2)
    assert (row.held_on, row.themes, row.cards) == (MAY, ["online_tone"], [5])
    assert "Dit gesprek is gehouden" in page and of("agenda_talk_move", talk) not in page


def test_a_talk_is_not_held_in_the_future_nor_before_the_round(cast: Cast, talk: Talk) -> None:
    with time_machine.travel(AFTER, tick=False):
        client = cast.a_secretary.client()
        assert errors(held(client, talk, held_on="2030-05-08")) == {"held_on": [str(NOT_YET)]}
        assert "31 januari 2030" in errors(held(client, talk, held_on="2029-05-06"))["held_on"][0]
    assert now(cast, talk).status == "planned"


def test_two_who_record_at_once_see_what_was_recorded(cast: Cast, talk: Talk) -> None:
    with time_machine.travel(AFTER, tick=False):
        client = cast.a_secretary.client()
        held(client, talk)
        answer = client.post(
            of("agenda_talk_hold", talk),
            {"held_on": "2030-05-07", "themes": ["online_tone"], "version": 1},
            follow=True,
        )
    assert "Iemand anders legde dit gesprek al vast" in answer.text
    assert now(cast, talk).themes == ["good_start"]


def test_recording_a_talk_that_was_moved_meanwhile_is_told(cast: Cast, talk: Talk) -> None:
    with time_machine.travel(AFTER, tick=False):
        client = cast.a_secretary.client()
        client.post(of("agenda_talk_move", talk), moved_to("2030-05-27"))
        assert CHANGED in errors(held(client, talk))["__all__"][0]


def test_a_talk_that_is_called_off_leaves_calendars(cast: Cast, desk: Client, talk: Talk) -> None:
    page = desk.get(of("agenda_talk_cancel_confirm", talk)).text
    assert "U kunt dit niet terugdraaien" in page and 'name="version" value="1"' in page
    answers = [desk.post(of("agenda_talk_cancel", talk), {"version": 1}).status_code for _click in range(2)]
    row = now(cast, talk)
    assert (answers, row.status, row.sequence) == ([302, 302], "cancelled", 1)
    text = desk.get(of("agenda_talk_calendar", talk)).content.decode()
    assert "METHOD:CANCEL" in text and "STATUS:CANCELLED" in text and "SEQUENCE:1" in text


@pytest.mark.parametrize("name", ["agenda_talk_move", "agenda_talk_subjects", "agenda_talk_hold"])
def test_what_is_over_does_not_change(cast: Cast, desk: Client, talk: Talk, name: str) -> None:
    desk.post(of("agenda_talk_cancel", talk), {"version": 1})
    answer = desk.get(of(name, talk))
    assert answer.status_code == 403 and "want de stand is “vervallen”" in answer.text
    facts = {**moved_to("2030-06-03", version=2), "themes": ["online_tone"], "held_on": "2026-05-06"}
    assert desk.post(of(name, talk), facts).status_code in (200, 403)
    assert (now(cast, talk).at, now(cast, talk).status, now(cast, talk).version) == (at(MAY), "cancelled", 2)


@pytest.mark.parametrize("version", ["", "7", "-1", "x", "99999999999999999999"])
def test_a_stamp_that_is_none_or_another_changes_nothing(cast: Cast, desk: Client, talk: Talk, version: str) -> None:
    page = desk.post(of("agenda_talk_move", talk), moved_to("2030-06-03") | {"version": version})
    assert CHANGED in errors(page)["__all__"][0]
    assert now(cast, talk).at == at(MAY)


def test_every_change_is_in_the_log(cast: Cast, desk: Client, talk: Talk) -> None:
    desk.post(of("agenda_talk_move", talk), moved_to("2030-05-13"))
    desk.post(of("agenda_talk_subjects", talk), {"themes": ["online_tone"], "version": 2})
    desk.post(of("agenda_talk_cancel", talk), {"version": 3})
    with cast.branch_a.scope():
        written = Event.objects.filter(subject=str(talk.pk)).order_by("at").values_list("what", flat=True)
        assert list(written) == ["talk.moved", "talk.subjects", "talk.cancel"]


# --- cards ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PEOPLE)
def test_a_session_with_cards_opens_from_the_talk(cast: Cast, talk: Talk, name: str) -> None:
    answer = cast.people()[name].client().post(of("agenda_talk_play", talk), follow=True)
    assert answer.status_code == 200
    assert "Bij uw gesprek horen de kaarten 10, 23." in answer.text
    with cast.branch_a.scope():
        assert CardSession.objects.get().opened_by_id == cast.people()[name].user.pk


def play(person: Person, *cards: str) -> None:
    with person.scope():
        session = open_session(person.actor, Edition.objects.get(slug="dilemmakaarten"))
        for number, card in enumerate(cards):
            CardSession.objects.filter(pk=session.pk).update(status="open" if number == 0 else "shown")
            session = CardSession.objects.select_related("edition").get(pk=session.pk)
            draw(person.actor, session, card, "considerations", session.version)


def ids_of(*numbers: int) -> list[str]:
    return [card.id for card in Edition.objects.get(slug="dilemmakaarten").tree.numbered(numbers)]


def test_a_session_that_was_played_fills_in_day_and_cards(cast: Cast, talk: Talk) -> None:
    with time_machine.travel(AFTER, tick=False):
        play(cast.a_secretary, *ids_of(3, 23))
        client = cast.a_secretary.client()
        assert "U speelde met de kaarten" in client.get(of("agenda_talk", talk)).text
        page = client.get(of("agenda_talk_hold", talk))
        form = page.context["form"]
        assert (form["held_on"].value(), form["cards"].value()) == (date(2030, 5, 7), [3, 23])
        assert form["themes"].value() == ["good_start"]
        assert "Op 7 mei 2030 speelde u met kaart 3, 23. Dat is hier al ingevuld." in page.text


def test_a_session_of_another_day_or_person_fills_in_nothing(cast: Cast, talk: Talk) -> None:
    play(cast.a_secretary, *ids_of(3))
    with time_machine.travel(AFTER, tick=False):
        play(cast.a_member, *ids_of(4))
        client = cast.a_secretary.client()
        form = client.get(of("agenda_talk_hold", talk)).context["form"]
        assert (form["held_on"].value(), form["cards"].value()) == (MAY, [10, 23])


def test_an_open_session_without_a_card_fills_in_nothing(cast: Cast, talk: Talk) -> None:
    with time_machine.travel(AFTER, tick=False):
        with cast.a_secretary.scope():
            session = open_session(cast.a_secretary.actor, Edition.objects.get(slug="dilemmakaarten"))
            assert table_of(session).turns == []
        assert "U speelde" not in cast.a_secretary.client().get(of("agenda_talk", talk)).text


# --- lists ----------------------------------------------------------------------------------


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_lists_take_the_same_number_of_queries_whatever_is_in_them(
    cast: Cast, desk: Client, selection: SelectionRound, talk: Talk
) -> None:
    paths = [of("agenda", selection), reverse("agendas"), of("agenda_calendar", selection), reverse("home")]
    with time_machine.travel(datetime(2030, 5, 3, 9, tzinfo=timezone.get_default_timezone())):
        client = cast.a_secretary.client()
        one = [queries(client, path) for path in paths]
        for day in (7, 8):
            plan(cast.a_secretary, selection, date(2030, 5, day), "online_tone", "closed_doors")
        assert [queries(client, path) for path in paths] == one
        assert client.get(of("agenda_calendar", selection)).text.count("BEGIN:VEVENT") == 3


def test_the_list_of_agendas_counts_and_names_the_next_talk(cast: Cast, selection: SelectionRound, talk: Talk) -> None:
    plan(cast.a_secretary, selection, date(2030, 6, 3), "online_tone")
    with time_machine.travel(AFTER, tick=False):
        client = cast.a_secretary.client()
        held(client, talk)
        page = cast.a_board.client().get(reverse("agendas"))
        [row] = page.context["rounds"]
        assert (row.next_at, row.planned, row.held) == (at(date(2030, 6, 3)), 1, 1)
        assert "3 juni 2030, 20.00" in page.text


def test_talks_stand_under_the_year_of_their_term(desk: Client, cast: Cast, selection: SelectionRound) -> None:
    for day in (date(2030, 5, 6), date(2032, 5, 10), date(2034, 3, 27)):
        plan(cast.a_secretary, selection, day)
    years = desk.get(of("agenda", selection)).context["years"]
    assert [(title, len(lines)) for title, lines in years] == [
        ("Jaar 1: een stevig begin", 1),
        ("Jaar 3: druk en omgang", 1),
        ("Jaar 4: netjes afronden", 1),
    ]


def test_the_round_leads_to_its_agenda_and_the_menu_to_all(cast: Cast, desk: Client, selection: SelectionRound) -> None:
    assert of("agenda", selection) in desk.get(of("round_desk", selection)).text
    assert reverse("agendas") in cast.a_board.client().get(reverse("home")).text


def test_a_calendar_without_talks_is_not_made(desk: Client, selection: SelectionRound) -> None:
    answer = desk.get(of("agenda_calendar", selection), follow=True)
    assert "Er staan nog geen gesprekken op de agenda." in answer.text
