"""Which questions someone gets and how far they are: pure rules."""

from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as some

from portal.questionnaires.branching import possible_questions, visible_ids, visible_questions, without_hidden
from portal.questionnaires.content import Questionnaire
from portal.questionnaires.progress import progress_of, section_states
from portal.questionnaires.scoring import feedback_for
from portal.questionnaires.source import read_instrument
from tests.questionnaires.strategies import CONTENT, TRIAL, answers_to

COMPLETE: dict[str, Any] = {
    "has_positions": {"value": "no"},
    "business": "employed",
    "dispute": {"value": "no"},
    "sources": ["wage"],
    "ready": 0,
}


def shown(answers: dict[str, Any], office: str = "councillor") -> list[str]:
    return [q.id for section in TRIAL.sections for q in visible_questions(TRIAL, section, answers, office)]


def test_a_follow_up_is_asked_only_after_the_answer_that_leads_to_it() -> None:
    assert "positions" not in shown({})
    assert "positions" not in shown({"has_positions": {"value": "no"}})
    assert "positions" in shown({"has_positions": {"value": "yes"}})
    assert "company" in shown({"business": "owner"})


def test_some_questions_are_for_one_office_only() -> None:
    assert "college" not in shown({}, "councillor")
    assert "college" in shown({}, "alderman")


def test_the_page_holds_follow_ups_of_its_own_questions_and_only_open_ones_of_others() -> None:
    work, interests = TRIAL.sections[:2]
    assert "positions" in [q.id for q in possible_questions(TRIAL, work, {}, "councillor")]
    assert "company" not in [q.id for q in possible_questions(TRIAL, interests, {}, "councillor")]
    owner = possible_questions(TRIAL, interests, {"business": "owner"}, "councillor")
    assert "company" in [q.id for q in owner]


@given(answers_to(TRIAL), some.sampled_from(TRIAL.offices))
def test_what_counts_is_exactly_what_is_visible_and_answered(answers: dict[str, Any], office: str) -> None:
    counting = without_hidden(TRIAL, answers, office)
    assert counting.keys() <= visible_ids(TRIAL, answers, office)
    assert counting.keys() >= visible_ids(TRIAL, answers, office) & answers.keys()
    assert without_hidden(TRIAL, counting, office) == counting


@given(answers_to(TRIAL), some.sampled_from(TRIAL.offices))
def test_a_hidden_answer_never_shows_anything(answers: dict[str, Any], office: str) -> None:
    visible = visible_ids(TRIAL, answers, office)
    assert visible_ids(TRIAL, {name: a for name, a in answers.items() if name in visible}, office) == visible


@given(answers_to(TRIAL), some.sampled_from(TRIAL.offices))
def test_every_visible_question_can_be_on_its_page(answers: dict[str, Any], office: str) -> None:
    for section in TRIAL.sections:
        possible = set(possible_questions(TRIAL, section, answers, office))
        assert set(visible_questions(TRIAL, section, answers, office)) <= possible


def states(answers: dict[str, Any], saved: set[str], finished: set[str]) -> list[str]:
    return [str(s.status) for s in section_states(TRIAL, answers, "councillor", saved, finished)]


def test_a_section_can_start_when_all_before_it_are_done() -> None:
    assert states({}, set(), set()) == ["not_started", "blocked", "blocked"]
    assert states(COMPLETE, {"work"}, {"work"}) == ["done", "not_started", "blocked"]


def test_a_section_that_was_saved_stays_open_when_an_earlier_one_reopens() -> None:
    reopened = {**COMPLETE, "has_positions": {"value": "yes"}}
    assert states(reopened, {"work", "interests"}, {"work", "interests"}) == ["busy", "done", "blocked"]


def test_right_answers_count_as_done_only_when_the_person_says_so() -> None:
    assert states(COMPLETE, {"work"}, set())[0] == "busy"


def test_progress_counts_sections() -> None:
    done = section_states(TRIAL, COMPLETE, "councillor", {"work"}, {"work"})
    assert (progress_of(done).done, progress_of(done).total, progress_of(done).percent) == (1, 3, 33)


@pytest.fixture
def self_test() -> Questionnaire:
    return read_instrument(CONTENT / "zelf-1.yaml").tree


def said(questionnaire: Questionnaire, answers: dict[str, Any]) -> list[str]:
    with override("nl"):
        return [str(each.text) for each in feedback_for(questionnaire, answers)]


def test_feedback_is_a_text_per_theme_and_shows_no_number(self_test: Questionnaire) -> None:
    low = {"hours": 1, "evenings": "never", "thick_skin": 3}
    assert said(self_test, low) == ["Praat met uw werkgever.", "Denk na over steun."]
    high = {"hours": 5, "evenings": "always", "thick_skin": 3}
    assert said(self_test, high) == ["U hebt er ruimte voor.", "Denk na over steun."]


def test_a_mean_on_the_edge_belongs_to_the_lower_band(self_test: Questionnaire) -> None:
    assert said(self_test, {"hours": 4, "evenings": "never"}) == ["Praat met uw werkgever."]


def test_a_theme_without_answers_gets_no_feedback(self_test: Questionnaire) -> None:
    assert said(self_test, {}) == []


def test_texts_follow_the_language() -> None:
    section = TRIAL.section("work")
    with override("en"):
        assert str(section.title) == "Work"
    with override("nl"):
        assert str(section.title) == "Werk"
