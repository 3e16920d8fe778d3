"""What an answer looks like, what is wrong with it and how it reads. Pure.

An answer that is not there is None. Text that makes no sense (31-2-2020) is kept as typed until it
is put right: `faults_of` tells, nothing is thrown away.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.questionnaires.content import (
    CHOICE,
    CHOICES,
    CONVERSATION,
    DATE,
    LONG_TEXT,
    ROWS,
    SCALE,
    TEXT,
    YES_NO,
    Column,
    Option,
    Question,
)
from portal.questionnaires.dates import is_kept_date

Answer = Any
Answers = Mapping[str, Answer]
Sentence = str | Promise
CELL_LENGTH = 200
YES_OR_NO: dict[str, Sentence] = {"yes": gettext_lazy("Ja"), "no": gettext_lazy("Nee")}


@dataclass(frozen=True)
class Wrong:
    """One thing wrong with an answer. part: "" for the answer itself, "explanation", or "2-organisation"
    for a cell (rows count from 0)."""

    sentence: Sentence
    part: str = ""


def faults_of(question: Question, answer: Answer) -> list[Wrong]:
    """Say what is wrong with `answer`, each with what to do; [] when it is right."""
    if question.type == CONVERSATION:
        return []
    if answer in (None, "", [], {}):
        return [Wrong(_missing(question))] if question.required else []
    return _FAULTS[question.type](question, answer)


def _missing(question: Question) -> Sentence:
    sentences = {
        YES_NO: _("Kies ja of nee."),
        CHOICE: _("Kies één antwoord."),
        CHOICES: _("Kies minstens één antwoord."),
        SCALE: _("Kies een getal van de schaal."),
        DATE: _("Vul een datum in, bijvoorbeeld 1-2-2020."),
        ROWS: _("Vul minstens één regel in."),
    }
    return sentences.get(question.type, _("Vul een antwoord in."))


def _yes_no_faults(question: Question, answer: Answer) -> list[Wrong]:
    value, explanation = answer.get("value"), answer.get("explanation", "")
    if value not in YES_OR_NO:
        return [Wrong(_("Kies ja of nee."))] if question.required or explanation else []
    if value != question.explain_when:
        return []
    if not explanation:
        return [Wrong(_("Leg uw antwoord uit."), "explanation")]
    return _length_faults(explanation, question.max_length, "explanation")


def _choice_faults(question: Question, answer: Answer) -> list[Wrong]:
    known = {option.id for option in question.options}
    chosen = [answer] if isinstance(answer, str) else answer
    return [] if known.issuperset(chosen) else [Wrong(_("Kies een antwoord uit de lijst."))]


def _scale_faults(question: Question, answer: Answer) -> list[Wrong]:
    assert question.scale is not None
    return [] if answer in question.scale.steps else [Wrong(_missing(question))]


def _text_faults(question: Question, answer: Answer) -> list[Wrong]:
    return _length_faults(answer, question.max_length)


def _date_faults(question: Question, answer: Answer) -> list[Wrong]:
    return _cell_date_faults(answer, "")


def _rows_faults(question: Question, answer: Answer) -> list[Wrong]:
    faults: list[Wrong] = []
    if len(answer) > question.max_rows:
        faults.append(Wrong(_("Vul hoogstens %(max)d regels in.") % {"max": question.max_rows}))
    for index, row in enumerate(answer):
        for column in question.columns:
            faults += _cell_faults(column, row.get(column.id, ""), f"{index}-{column.id}")
    return faults


def _cell_faults(column: Column, value: str, part: str) -> list[Wrong]:
    if not value:
        return [Wrong(_missing_cell(column), part)] if column.required else []
    if column.type == DATE:
        return _cell_date_faults(value, part)
    if column.type == YES_NO:
        return [] if value in YES_OR_NO else [Wrong(_("Kies ja of nee."), part)]
    if column.type == CHOICE:
        return [] if value in {option.id for option in column.options} else [Wrong(_("Kies één antwoord."), part)]
    return _length_faults(value, CELL_LENGTH, part)


def _cell_date_faults(value: str, part: str) -> list[Wrong]:
    if is_kept_date(value):
        return []
    return [Wrong(_("Schrijf een bestaande datum met dag, maand en jaar, bijvoorbeeld 1-2-2020."), part)]


def _missing_cell(column: Column) -> Sentence:
    sentences = {
        YES_NO: _("Kies ja of nee."),
        CHOICE: _("Kies één antwoord."),
        DATE: _("Vul een datum in, bijvoorbeeld 1-2-2020."),
    }
    return sentences.get(column.type, _("Vul “%(column)s” in.") % {"column": column.label})


def _length_faults(text: str, most: int, part: str = "") -> list[Wrong]:
    if len(text) <= most:
        return []
    told = {"now": len(text), "max": most}
    return [Wrong(_("Maak uw antwoord korter. Het telt %(now)d tekens en er passen er %(max)d.") % told, part)]


_FAULTS: dict[str, Callable[[Question, Answer], list[Wrong]]] = {
    YES_NO: _yes_no_faults,
    CHOICE: _choice_faults,
    CHOICES: _choice_faults,
    SCALE: _scale_faults,
    TEXT: _text_faults,
    LONG_TEXT: _text_faults,
    DATE: _date_faults,
    ROWS: _rows_faults,
}


def without_needless(question: Question, answer: Answer) -> Answer:
    """Leave out an explanation that the chosen answer does not ask for."""
    if question.type == YES_NO and answer and answer.get("value") != question.explain_when:
        return {"value": answer["value"]} if answer.get("value") else None
    return answer


def in_words(question: Question, answer: Answer) -> str:
    """Return the answer as text in the active language, with line breaks; "" when there is none."""
    return _IN_WORDS[question.type](question, answer) if answer not in (None, "", [], {}) else ""


def row_in_words(question: Question, row: Mapping[str, str]) -> list[str]:
    """Return the cells of one row as text, in the order of the columns."""
    return [_cell_in_words(column, row.get(column.id, "")) for column in question.columns]


def _yes_no_in_words(question: Question, answer: Answer) -> str:
    parts = [str(YES_OR_NO.get(answer.get("value"), "")), answer.get("explanation", "")]
    return "\n".join(part for part in parts if part)


def _choice_in_words(question: Question, answer: Answer) -> str:
    chosen = [answer] if isinstance(answer, str) else answer
    return "\n".join(_label(question.options, each) for each in chosen)


def _rows_in_words(question: Question, answer: Answer) -> str:
    return "\n\n".join(
        "\n".join(
            f"{str(column.label).removesuffix('?')}: {cell}"
            for column, cell in zip(question.columns, row_in_words(question, row), strict=True)
            if cell
        )
        for row in answer
    )


def _scale_in_words(question: Question, answer: Answer) -> str:
    assert question.scale is not None
    told = {"chosen": answer, "low": question.scale.low, "high": question.scale.high}
    ends = {"first": question.scale.first, "last": question.scale.last}
    return _("%(chosen)s (%(first)d: %(low)s, %(last)d: %(high)s)") % {**told, **ends}


def _date_in_words(question: Question, answer: Answer) -> str:
    return date_in_words(answer)


def _as_it_stands(question: Question, answer: Answer) -> str:
    return str(answer)


def date_in_words(value: str) -> str:
    """Return "1 februari 2020" for a kept date, and anything else as it stands."""
    return date_format(date.fromisoformat(value), "j F Y") if is_kept_date(value) else value


def _cell_in_words(column: Column, value: str) -> str:
    if column.type == YES_NO:
        return str(YES_OR_NO.get(value, value))
    if column.type == CHOICE:
        return _label(column.options, value)
    return date_in_words(value) if column.type == DATE else value


def _label(options: tuple[Option, ...], chosen: str) -> str:
    return next((str(option.label) for option in options if option.id == chosen), chosen)


_IN_WORDS: dict[str, Callable[[Question, Answer], str]] = {
    YES_NO: _yes_no_in_words,
    CHOICE: _choice_in_words,
    CHOICES: _choice_in_words,
    SCALE: _scale_in_words,
    TEXT: _as_it_stands,
    LONG_TEXT: _as_it_stands,
    DATE: _date_in_words,
    ROWS: _rows_in_words,
}
