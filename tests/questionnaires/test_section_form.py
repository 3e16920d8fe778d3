"""The form of each type of question: shown, typed, judged, told."""

from typing import Any

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from hypothesis import given, settings

from portal.questionnaires.answers import in_words
from portal.questionnaires.dates import parse_date
from portal.questionnaires.forms import SectionForm
from portal.questionnaires.models import Edition, Response, SectionAnswers
from portal.questionnaires.presenting import asked_on
from portal.questionnaires.sheet import Sheet
from portal.questionnaires.source import read_instrument
from tests.questionnaires.strategies import CONTENT, TRIAL, answers_to
from tests.questionnaires.without_javascript import sent_by

INSTRUMENT = read_instrument(CONTENT / "proef-1.yaml")
EDITION = Edition(
    slug="proef", number=1, kind=INSTRUMENT.data["kind"], content=INSTRUMENT.data, checksum=INSTRUMENT.checksum
)


def sheet_with(answers: dict[str, Any], office: str = "alderman") -> Sheet:
    """An unsaved response in which `answers` were given."""
    rows = {}
    for section in TRIAL.sections:
        own = {q.id: answers[q.id] for q in section.questions if q.id in answers}
        rows[section.id] = SectionAnswers(section=section.id, answers=own, version=1)
    return Sheet(Response(edition=EDITION, office=office), rows)


def form_of(section: str, data: dict[str, Any] | None = None, answers: dict[str, Any] | None = None) -> SectionForm:
    sent = None
    if data is not None:
        sent = QueryDict(mutable=True)
        for name, value in data.items():
            sent.setlist(name, value if isinstance(value, list) else [value])
    return SectionForm(sheet_with(answers or {}), TRIAL.section(section), sent)


def html_of(form: SectionForm) -> str:
    parts = [render_to_string("portal/questionnaires/question.html", {"asked": each}) for each in asked_on(form)]
    return f'<form method="post" class="form">{"".join(parts)}</form>'


def errors_of(section: str, data: dict[str, Any], answers: dict[str, Any] | None = None) -> dict[str, list[str]]:
    return {name: list(errors) for name, errors in form_of(section, data, answers).errors.items()}


WORK = {"has_positions": "no", "business": "employed"}
INTERESTS = {"dispute": "no", "sources": ["wage"], "college": "Ik stop ermee."}


@given(answers_to(TRIAL))
@settings(deadline=None, max_examples=60)
def test_what_is_kept_comes_back_the_same_from_the_page(answers: dict[str, Any]) -> None:
    for section in TRIAL.sections:
        form = form_of(section.id, answers=answers)
        back = form_of(section.id, sent_by(html_of(form)), answers)
        assert back.typed == {q.id: answers[q.id] for q in section.questions if q.id in answers}


@given(answers_to(TRIAL))
@settings(deadline=None, max_examples=40)
def test_every_answer_can_be_put_into_words(answers: dict[str, Any]) -> None:
    for name, answer in answers.items():
        assert in_words(TRIAL.question(name), answer)


def test_all_right_gives_no_error() -> None:
    assert errors_of("work", WORK) == {}
    assert errors_of("interests", INTERESTS) == {}
    assert errors_of("closing", {"ready": "0"}) == {}


def test_an_empty_page_says_of_each_required_question_what_to_do() -> None:
    assert errors_of("work", {}) == {"has_positions": ["Kies ja of nee."], "business": ["Kies één antwoord."]}
    assert errors_of("interests", {}) == {
        "dispute": ["Kies ja of nee."],
        "sources": ["Kies minstens één antwoord."],
        "college": ["Vul een antwoord in."],
    }
    assert errors_of("closing", {}) == {"ready": ["Kies een getal van de schaal."]}


def test_a_hidden_question_is_not_judged() -> None:
    assert "positions" not in errors_of("work", {**WORK, "has_positions": "no"})
    assert errors_of("work", {**WORK, "has_positions": "yes"}) == {"positions": ["Vul minstens één regel in."]}


def test_an_explanation_is_asked_after_one_answer_only() -> None:
    assert errors_of("interests", {**INTERESTS, "dispute": "yes"}) == {"dispute": ["Leg uw antwoord uit."]}
    assert errors_of("interests", {**INTERESTS, "dispute": "yes", "dispute-explanation": "Een vergunning."}) == {}


def test_a_text_that_is_too_long_is_told_and_kept_whole() -> None:
    form = form_of("interests", {**INTERESTS, "college": "x" * 101})
    assert form.errors == {"college": ["Maak uw antwoord korter. Het telt 101 tekens en er passen er 100."]}
    assert form.typed["college"] == "x" * 101


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1-2-2020", "2020-02-01"),
        ("01/02/2020", "2020-02-01"),
        ("1.2.2020", "2020-02-01"),
        ("1 februari 2020", "2020-02-01"),
        ("1 feb. 2020", "2020-02-01"),
        ("1 February 2020", "2020-02-01"),
        ("2020-02-01", "2020-02-01"),
        (" 1-2-2020 ", "2020-02-01"),
    ],
)
def test_dates_are_read_as_people_write_them(typed: str, kept: str) -> None:
    assert form_of("interests", {**INTERESTS, "moved_on": typed}).typed["moved_on"] == kept


@pytest.mark.parametrize("typed", ["31-2-2020", "2020", "vorig jaar", "1-13-2020", "1-2-20", "1-1-1066", "0-1-2020"])
def test_what_is_no_date_is_told_and_kept_as_typed(typed: str) -> None:
    form = form_of("interests", {**INTERESTS, "moved_on": typed})
    assert parse_date(typed) is None
    assert form.errors == {"moved_on": ["Schrijf een bestaande datum met dag, maand en jaar, bijvoorbeeld 1-2-2020."]}
    assert form.typed["moved_on"] == typed
    assert f'value="{typed}"' in html_of(form)


def test_a_wrong_cell_is_told_with_its_row_and_column() -> None:
    rows = {
        "has_positions": "yes",
        "positions-0-organisation": "Zwembad",
        "positions-0-paid": "no",
        "positions-1-organisation": "Koor",
        "positions-1-since": "ooit",
    }
    form = form_of("work", {**WORK, **rows})
    assert form.errors == {
        "positions": [
            "Regel 2, “Betaald” – Kies ja of nee.",
            "Regel 2, “Sinds” – Schrijf een bestaande datum met dag, maand en jaar, bijvoorbeeld 1-2-2020.",
        ]
    }
    html = html_of(form)
    assert 'id="id_positions_1_paid_wrong"' in html
    assert html.count("Kies ja of nee.") == 1


def test_empty_rows_are_ignored() -> None:
    rows = {"positions-0-organisation": "", "positions-4-organisation": "Koor", "positions-7-organisation": " "}
    assert form_of("work", {**WORK, "has_positions": "yes", **rows}).typed["positions"] == [{"organisation": "Koor"}]


def test_too_many_rows_are_told_and_all_kept() -> None:
    rows = {f"positions-{n}-{c}": v for n in range(4) for c, v in (("organisation", "Koor"), ("paid", "no"))}
    form = form_of("work", {**WORK, "has_positions": "yes", **rows})
    assert form.errors == {"positions": ["Vul hoogstens 3 regels in."]}
    assert len(form.typed["positions"]) == 4


def test_what_the_page_hid_stays_as_it_was() -> None:
    kept = {"has_positions": {"value": "yes"}, "positions": [{"organisation": "Koor", "paid": "no"}]}
    assert form_of("work", WORK, kept).typed["positions"] == kept["positions"]
    explained = {"dispute": {"value": "yes", "explanation": "Een vergunning."}}
    form = form_of("interests", INTERESTS, explained)
    assert form.typed["dispute"] == {"value": "no", "explanation": "Een vergunning."}
    assert form.is_valid()


def test_a_value_that_is_no_option_is_no_answer() -> None:
    assert errors_of("work", {**WORK, "business": "pirate"}) == {"business": ["Kies één antwoord."]}


def test_optional_questions_say_so_and_why_is_one_click_away() -> None:
    html = html_of(form_of("closing"))
    assert html.count("(niet verplicht)") == 1
    assert "Waarom deze vraag?" in html
    assert "Misschien vergaten wij iets." in html
    assert "Deze vraag komt alleen in het gesprek aan de orde. U hoeft hier niets in te vullen." in html


def test_without_javascript_a_follow_up_says_when_it_is_asked() -> None:
    html = html_of(form_of("work"))
    assert "Alleen invullen als u bij “Hebt u nevenfuncties?” dit antwoordt: “Ja”." in html
    assert 'data-show-when="has_positions=yes"' in html


def test_each_error_can_be_reached_by_the_link_of_the_summary() -> None:
    for section in ("work", "interests", "closing"):
        form = form_of(section, {"has_positions": "yes"})
        html, summary = html_of(form), render_to_string("components/error_summary.html", {"form": form})
        for name in form.errors:
            at = f"id_{name}_0" if form[name].use_fieldset else f"id_{name}"
            assert f'href="#{at}"' in summary
            assert f'id="{at}"' in html


def test_typed_text_is_shown_as_text() -> None:
    form = form_of("interests", {**INTERESTS, "college": "</textarea><script>alert(1)</script>"})
    assert "<script>" not in html_of(form)
