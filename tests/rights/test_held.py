"""Everything that is held about somebody is shown and can be taken along, and nothing about anybody else."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from integrity.background.models import Consultation
from integrity.interview.preparing import add as add_topics
from integrity.interview.preparing import note
from integrity.interview.sheet import sheet_of
from integrity.screening.demo import fill_in
from integrity.screening.models import Candidacy, CommitteeQuestion, SelectionRound
from portal.audit.models import Act, Event
from portal.privacy.declarations import declarations
from portal.privacy.fields import SealedField
from portal.privacy.models import Dossier
from portal.questionnaires.models import SectionAnswers
from portal.retention.erasure import erase_dossier
from portal.rights.exporting import as_object
from portal.rights.facts import Fact, has_name, in_words, is_unnamed, label_of, shown_fields
from portal.rights.held import everything_held, is_presented, is_withheld, shown_declarations
from portal.rights.words import WORDS
from portal.walls.actor import Actor
from tests.background import find
from tests.cast import Cast
from tests.interviews import in_days, name_all, plan, second_member, topic_on
from tests.rights.filling import fill
from tests.screening import CandidateSession, add
from tests.undertaking import offered

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
MINE, THEIRS = "Kanarie-van-mij", "Kanarie-van-een-ander"
SHOWN = shown_declarations()
PLAIN = [one.model for one in SHOWN if not is_presented(one.model)]


def download(session: CandidateSession) -> dict[str, Any]:
    return json.loads(text_of(session.client().get(reverse("held_download"))))


def text_of(answer: Any) -> str:
    return b"".join(answer.streaming_content).decode()


def filled(cast: Cast, candidacy: Candidacy, canary: str) -> dict[type[models.Model], models.Model]:
    colleagues = [cast.a_member.user, cast.a_secretary.user, cast.a_manager.user]
    with cast.branch_a.scope():
        return fill(candidacy.dossier, colleagues, canary)


# --- complete by construction ---------------------------------------------------------------


def test_every_model_of_a_dossier_is_shown_or_left_out_with_a_reason() -> None:
    of_a_dossier = {one.model for one in declarations() if one.clock.with_dossier}
    of_a_dossier |= {m for m in apps.get_models() if any(f.related_model is Dossier for f in m._meta.concrete_fields)}
    told = {one.model for one in SHOWN} | {m for m in apps.get_models() if is_withheld(m)} | {Event}
    assert of_a_dossier - told == set()


@pytest.mark.parametrize("model", PLAIN, ids=lambda model: model._meta.label)
def test_every_field_has_a_name_in_words_and_one_of_its_own(model: type[models.Model]) -> None:
    fields = shown_fields(model)
    nameless = [field.name for field in fields if is_unnamed(field) and field.name not in WORDS]
    assert nameless == [], "give it a verbose_name, or a word in portal/rights/words.py"
    labels = [label_of(field) for field in fields]
    assert sorted(set(labels)) == sorted(labels)


@pytest.mark.parametrize("model", PLAIN, ids=lambda model: model._meta.label)
def test_whatever_a_row_points_at_has_a_name(model: type[models.Model]) -> None:
    pointed_at = {field.related_model for field in shown_fields(model) if field.is_relation}
    assert {one for one in pointed_at if not has_name(one)} == set(), (
        "give it a __str__, or register_namer from portal/rights/facts.py"
    )


def test_a_row_of_each_model_comes_out_and_nobody_elses(
    cast: Cast, candidacy: Candidacy, selection: SelectionRound, session: CandidateSession
) -> None:
    other = add(cast.a_secretary, selection, f"{THEIRS} Bakker", invite=True)
    made = filled(cast, candidacy, MINE)
    filled(cast, other, THEIRS)
    with session.scope():
        held = everything_held(session.actor, Dossier.objects.get(pk=session.dossier_id))
    assert [group.entry.model for group in held.filled] == [one.model._meta.label for one in SHOWN]
    text = text_of(session.client().get(reverse("held_download")))
    sealed = {f"{MINE} {m.__name__}.{f.name}" for m in made for f in m._meta.fields if isinstance(f, SealedField)}
    real = {"Candidacy.name", "Candidacy.email"}  # made by the room itself
    assert {one for one in sealed if one not in text} == {f"{MINE} {name}" for name in real}
    assert "Kim Janssen" in text and "kim.janssen@voorbeeld.example" in text
    assert THEIRS not in text and str(other.dossier_id) not in text and other.dossier.reference not in text


def test_the_page_shows_what_the_file_holds(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    filled(cast, candidacy, MINE)
    page = session.client().get(reverse("held"))
    assert page.text.count(MINE) == json.dumps(download(session)).count(MINE)
    shown = [(group.entry.purpose, len(group.rows)) for group in page.context["groups"]]
    assert shown == [(group["waarvoor"], len(group["vastgelegd"])) for group in download(session)["gegevens"]]


def test_what_a_wall_hides_from_the_candidate_would_show_up_here(
    cast: Cast, candidacy: Candidacy, session: CandidateSession
) -> None:
    made = filled(cast, candidacy, MINE)
    with cast.branch_a.scope():
        counted = {m: m._base_manager.filter(dossier_id=session.dossier_id).count() for m in made if m is not Dossier}
    with session.scope():
        held = everything_held(session.actor, Dossier.objects.get(pk=session.dossier_id))
    rows = {group.entry.model: len(group.rows) for group in held.groups}
    assert rows == {"privacy.Dossier": 1} | {model._meta.label: number for model, number in counted.items()}


# --- readable -------------------------------------------------------------------------------


def test_answers_stand_beside_their_questions(candidacy: Candidacy, session: CandidateSession) -> None:
    fill_in(candidacy.dossier, -1)
    rows = group_of(download(session), "Antwoorden van kandidaten bewaren")
    answers = {name: value for row in rows for name, value in row.items()}
    question = "Heeft uw partner werk, een functie of een belang dat uw ambt kan raken?"
    assert answers[question] == "Nee, of niet van toepassing"
    tables = [value for value in answers.values() if isinstance(value, list) and value]
    assert tables and all(isinstance(row, dict) for table in tables for row in table)


def test_a_question_of_the_committee_names_the_question_it_is_about(
    cast: Cast, candidacy: Candidacy, session: CandidateSession
) -> None:
    with cast.branch_a.scope():
        facts = {"tenant": cast.branch_a.body, "dossier": candidacy.dossier, "asked_by": cast.a_member.user}
        CommitteeQuestion.objects.create(about="other_circumstances", text="Welke?", **facts)
    [row] = group_of(download(session), "Vragen van de selectiecommissie over de antwoorden")
    assert row["over vraag"].startswith("Is er nog iets anders dat het ambt kan raken")
    assert (row["vraag"], row["gesteld door"]) == ("Welke?", "lid selectiecommissie")


def test_a_topic_of_the_interview_reads_as_it_is_called(
    cast: Cast, candidacy: Candidacy, session: CandidateSession
) -> None:
    fill_in(candidacy.dossier, -1)
    second, found = second_member(cast), find(cast.a_member, candidacy, "Opende een winkel.")
    name_all(cast, candidacy.round)
    interview = plan(cast, second, candidacy, in_days(9))
    topics = ["guide:several_hats", "answer:has_outside_positions", f"finding:{found.pk}", "card:14"]
    with cast.a_member.scope():
        add_topics(cast.a_member.actor, interview, topics)
        note(cast.a_member.actor, interview, topic_on(interview, topics[0]), "Begin bij de club.", 1)
        titles = {item.address: item.title for item in sheet_of(interview).items}
    rows = group_of(download(session), "Het selectiegesprek voorbereiden")
    assert {row["onderwerp"]: row["voorbereiding"] for row in rows} == {
        titles["guide:several_hats"]: "Begin bij de club.",
        titles["answer:has_outside_positions"]: None,
        "Opende een winkel.": None,
        "kaart 14": None,
    }


def test_colleagues_have_a_role_and_no_name(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    filled(cast, candidacy, MINE)
    text = text_of(session.client().get(reverse("held_download"))) + session.client().get(reverse("held")).text
    assert [p.user.name for p in (cast.a_member, cast.a_secretary, cast.a_manager) if p.user.name in text] == []
    [consultation] = group_of(download(session), "Vastleggen welke openbare bronnen zijn geraadpleegd")
    assert consultation["geraadpleegd door"] == "lid selectiecommissie"


def test_the_log_is_told_in_sentences(session: CandidateSession) -> None:
    log = [line["wat"] for line in download(session)["logboek"]]
    assert "Secretaris stuurde de uitnodiging" in log


def test_what_is_left_out_is_told_with_the_reason(session: CandidateSession) -> None:
    left_out = download(session)["wat hier niet in staat"]
    key = "Versleutelen van één dossier. Dit is de sleutel van uw dossier. Er staat niets over u in."
    assert key in left_out and left_out == session.client().get(reverse("held")).context["held"].left_out


def test_text_that_looks_like_html_is_shown_as_text(candidacy: Candidacy, session: CandidateSession) -> None:
    with session.scope():
        Candidacy.objects.get().save()
        row = Candidacy.objects.get()
        row.name = "<script>alert(1)</script>"
        row.save(update_fields=["name"])
    page = session.client().get(reverse("held")).text
    assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page


def test_what_cannot_be_opened_any_more_is_told_and_stops_nothing(
    candidacy: Candidacy, session: CandidateSession
) -> None:
    with session.scope(), connection.cursor() as cursor:
        cursor.execute("UPDATE integrity_candidacy SET name = email")
    [row] = group_of(download(session), "Kandidaten toetsen op integriteit, samen met hen")
    assert (row["naam"], row["e-mailadres"]) == (
        "Dit kan het portaal niet meer lezen.",
        "kim.janssen@voorbeeld.example",
    )


def test_answers_that_cannot_be_opened_stop_nothing_either(candidacy: Candidacy, session: CandidateSession) -> None:
    fill_in(candidacy.dossier, 1)
    with session.scope(), connection.cursor() as cursor:
        cursor.execute("UPDATE questionnaires_sectionanswers SET answers = '\\x00'")
    [row] = group_of(download(session), "Antwoorden van kandidaten bewaren")
    assert row["antwoorden"] == "Dit kan het portaal niet meer lezen."


def test_the_undertaking_reads_as_it_was_offered(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    undertaking = offered(cast.a_secretary, candidacy)
    with cast.branch_a.scope():
        text = undertaking.text
    [row] = group_of(download(session), "De bewilligingsverklaring tussen kandidaten en de afdeling")
    assert [row[clause["title"]] for clause in text["clauses"]] == [clause["text"] for clause in text["clauses"]]
    assert row["wat u verklaart"] == text["signing"]["candidate"]


def test_two_facts_of_one_name_are_both_there() -> None:
    assert as_object([Fact("naam", "a"), Fact("naam", "b")]) == {"naam": "a", "naam (2)": "b"}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "niet vastgelegd"),
        ("", "niet vastgelegd"),
        ([], "niet vastgelegd"),
        (True, "ja"),
        (0, "0"),
        ([{"a": "1"}, {"a": None}], "a: 1\na: niet vastgelegd"),
    ],
)
def test_values_in_words(value: Any, words: str) -> None:
    assert in_words(value) == words


# --- who, how often, how quick --------------------------------------------------------------


def test_reading_and_taking_along_is_logged_as_the_candidates_own(session: CandidateSession) -> None:
    session.client().get(reverse("held"))
    download(session)
    with session.scope():
        events = Event.objects.filter(what__startswith="rights.").order_by("at")
        assert [(event.role, event.act, event.what) for event in events] == [
            ("candidate", Act.READ, "rights.held"),
            ("candidate", Act.EXPORTED, "rights.download"),
        ]


def test_the_file_is_streamed_kept_nowhere_and_named_without_a_word(
    candidacy: Candidacy, session: CandidateSession, settings: Any
) -> None:
    answer = session.client().get(reverse("held_download"))
    assert answer.streaming and answer["Content-Type"] == "application/json; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="{candidacy.dossier.reference}.json"'
    assert "no-store" in answer["Cache-Control"]
    assert text_of(answer)
    assert list(settings.MEDIA_ROOT.rglob("*")) == []


def test_nobody_can_ask_for_it_without_end(session: CandidateSession) -> None:
    client = session.client()
    answers = [client.get(reverse("held_download")).status_code for _time in range(11)]
    assert answers == [200] * 10 + [429]


@pytest.mark.parametrize("name", ["held", "held_download"])
def test_only_the_person_gets_it(cast: Cast, session: CandidateSession, name: str) -> None:
    assert cast.a_secretary.client().get(reverse(name)).status_code == 403
    assert Client().get(reverse(name)).status_code == 302
    assert session.client().post(reverse(name)).status_code == 405


@pytest.mark.parametrize("name", ["held", "held_download"])
def test_after_erasing_there_is_nothing(cast: Cast, candidacy: Candidacy, session: CandidateSession, name: str) -> None:
    with cast.branch_a.scope():
        erase_dossier(Actor(tenant_id=cast.branch_a.pk), candidacy.dossier)
    assert session.client().get(reverse(name)).status_code == 410


@pytest.mark.parametrize("name", ["held", "held_download"])
def test_more_rows_take_no_more_queries(cast: Cast, candidacy: Candidacy, session: CandidateSession, name: str) -> None:
    filled(cast, candidacy, MINE)
    client = session.client()
    client.get(reverse(name))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(name))
    with cast.branch_a.scope():
        for model in (Consultation, SectionAnswers):
            for _copy in range(2):
                double(model._base_manager.filter(dossier_id=session.dossier_id).first())
    with CaptureQueriesContext(connection) as three:
        client.get(reverse(name))
    assert len(three) == len(one)


def double(row: models.Model) -> None:
    """Another row that says the same, as far as the table allows."""
    sealed = {
        field.attname: getattr(row, field.attname) for field in row._meta.fields if isinstance(field, SealedField)
    }
    row.pk, row._state.adding = row._meta.pk.get_default(), True
    for name, value in sealed.items():
        setattr(row, name, value)
    if isinstance(row, SectionAnswers):
        row.section = str(row.pk)
    row.save(force_insert=True)


def group_of(told: dict[str, Any], purpose: str) -> list[dict[str, Any]]:
    return next(group["vastgelegd"] for group in told["gegevens"] if group["waarvoor"] == purpose)
