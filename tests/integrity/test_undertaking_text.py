"""The text of the candidacy undertaking, and how the editor sees it."""

import html

import pytest

from integrity.undertaking.clauses import UNDERTAKING_SLUG, UndertakingText, parse
from integrity.undertaking.enums import About
from portal.questionnaires.enums import Office
from tests.cast import Cast
from tests.wording import content

FILE = f"{UNDERTAKING_SLUG}-1.yaml"
# domain/integrity.md, section 3.7.
PROMISES = {
    "answers_true",
    "accepts_seat",
    "rules_accepted",
    "reports_changes",
    "measures_accepted",
    "party_rules_known",
}


@pytest.fixture(scope="module")
def text() -> UndertakingText:
    return parse(content(FILE))


def test_it_has_the_clauses_of_the_brief_and_promises_of_both(text: UndertakingText) -> None:
    assert {clause.id for clause in text.clauses} >= PROMISES
    assert {clause.about for clause in text.clauses} == set(About)
    assert all(len(text.clauses_for(office)) >= 9 for office in Office)


def test_it_says_plainly_that_it_is_not_h9_and_takes_no_seat(text: UndertakingText) -> None:
    assert "Dit is niet model H 9." in text.intro.nl and "This is not model H 9." in text.intro.en
    assert "kan deze verklaring niemand dwingen om een zetel terug te geven" in text.intro.nl
    assert {"not_model_h9", "seat_is_personal"} <= {limit.id for limit in text.limits}
    assert "niet model H 9" in text.candidate_signs.nl and "dwingen" in text.candidate_signs.nl


def test_no_clause_asks_for_the_seat_back(text: UndertakingText) -> None:
    """A seat is personal (section 3.7): only an intention to take it may be asked."""
    seat = [clause for clause in text.clauses if "zetel" in clause.text.nl and clause.about == About.CANDIDATE]
    assert [clause.id for clause in seat] == ["accepts_seat"]
    assert "ben ik van plan" in seat[0].text.nl
    assert not any("geef ik" in clause.text.nl or "terug" in clause.text.nl for clause in text.clauses)


def test_the_measures_have_one_place_for_every_office(text: UndertakingText) -> None:
    for office in Office:
        assert [clause.id for clause in text.clauses_for(office) if clause.takes_measures] == ["measures_accepted"]


def test_representatives_and_executives_each_have_their_own(text: UndertakingText) -> None:
    ids = {
        office: {clause.id for clause in text.clauses_for(office)} for office in (Office.COUNCILLOR, Office.ALDERMAN)
    }
    assert ids[Office.COUNCILLOR] - ids[Office.ALDERMAN] == {"accepts_seat"}
    assert ids[Office.ALDERMAN] - ids[Office.COUNCILLOR] == {"accepts_appointment", "risk_analysis"}


@pytest.mark.django_db(databases=["default", "keys"])
def test_the_editor_sees_every_clause_and_where_the_measures_come(cast: Cast, text: UndertakingText) -> None:
    page = html.unescape(cast.editor.client().get(f"/edities/{UNDERTAKING_SLUG}/1/").text)
    assert all(str(clause.text) in page and str(clause.explanation) in page for clause in text.clauses)
    assert page.count("Hieronder staan de afgesproken maatregelen.") == 1
    assert f"Zijn die er niet, dan staat er: “{text.no_measures}”" in page
    assert str(text.candidate_signs) in page and str(text.board_signs) in page
