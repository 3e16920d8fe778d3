"""Answers as people could give them, for hypothesis."""

from pathlib import Path
from typing import Any

from hypothesis import strategies as some

from portal.questionnaires.content import (
    CHOICE,
    CHOICES,
    CONVERSATION,
    DATE,
    ROWS,
    SCALE,
    YES_NO,
    Column,
    Question,
    Questionnaire,
)
from portal.questionnaires.source import read_instrument
from portal.questionnaires.widgets import clean_date, clean_text

CONTENT = Path(__file__).parent / "content"
TRIAL = read_instrument(CONTENT / "proef-1.yaml").tree
TYPED = some.text(max_size=300).map(clean_text)
DATES = some.dates().map(lambda day: day.isoformat()) | TYPED
FILLED = TYPED.filter(bool)


def answer_to(question: Question) -> some.SearchStrategy[Any]:
    """Any answer that can be kept, right or not yet right; never an empty one."""
    ids = [option.id for option in question.options]
    if question.type == YES_NO:
        value = some.fixed_dictionaries({"value": some.sampled_from(["yes", "no"])})
        if not question.explain_when:
            return value
        return value | some.fixed_dictionaries({"value": some.just(question.explain_when), "explanation": FILLED})
    if question.type == CHOICE:
        return some.sampled_from(ids)
    if question.type == CHOICES:
        chosen = some.sets(some.sampled_from(ids), min_size=1)
        return chosen.map(lambda some_ids: [each for each in ids if each in some_ids])
    if question.type == SCALE:
        return some.sampled_from(list(question.scale.steps))
    if question.type == DATE:
        return DATES.map(clean_date).filter(bool)
    if question.type == ROWS:
        cells = {column.id: cell(column) for column in question.columns}
        row = some.fixed_dictionaries({}, optional=cells).map(lambda r: {k: v for k, v in r.items() if v})
        return some.lists(row.filter(bool), min_size=1, max_size=question.max_rows + 1)
    return FILLED


def cell(column: Column) -> some.SearchStrategy[str]:
    if column.type == YES_NO:
        return some.sampled_from(["yes", "no"])
    if column.type == CHOICE:
        return some.sampled_from([option.id for option in column.options])
    return DATES.map(clean_date) if column.type == DATE else TYPED


def answers_to(questionnaire: Questionnaire) -> some.SearchStrategy[dict[str, Any]]:
    """Answers to any of the questions."""
    asked = {q.id: answer_to(q) for _section, q in questionnaire.questions() if q.type != CONVERSATION}
    return some.fixed_dictionaries({}, optional=asked)
