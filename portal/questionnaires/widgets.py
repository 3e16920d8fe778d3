"""One widget per question type: shows a kept answer and reads what was typed, right or wrong."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString

from portal.questionnaires.answers import YES_OR_NO, Answer
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
    Question,
)
from portal.questionnaires.dates import parse_date, shown

# More rows than any question allows, so that what is too much is told and not cut.
MOST_ROWS = 100
# Whoever sends more than this for one answer does not type it.
MOST_TYPED = 100_000


class AnswerWidget(forms.Widget):
    """Base: `question`, its answer, and per part what is wrong with it (set by the form)."""

    use_fieldset = False

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self.template_name = f"portal/questionnaires/widgets/{question.type}.html"
        self.wrong: dict[str, str] = {}

    def render(
        self, name: str, value: Answer, attrs: Mapping[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        return render_to_string(self.template_name, self.context(name, value, f"id_{name}"))

    def context(self, name: str, value: Answer, at: str) -> dict[str, Any]:
        """What the template gets. describedby: ids of the help and the error, as the question page names them."""
        described = [f"{at}_helptext"] if self.question.help else []
        described += [f"{at}_error"] if self.wrong else []
        return {
            "question": self.question,
            "name": name,
            "id": at,
            "answer": value,
            "wrong": self.wrong,
            "invalid": "" in self.wrong,
            "describedby": " ".join(described),
        }


class TextWidget(AnswerWidget):
    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Answer:
        return clean_text(data.get(name)) or None


class DateWidget(AnswerWidget):
    """A text field: "1-2-2020" and "1 februari 2020" become a date, anything else stays as typed."""

    def context(self, name: str, value: Answer, at: str) -> dict[str, Any]:
        return {**super().context(name, value, at), "shown": shown(value or "")}

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Answer:
        return clean_date(data.get(name)) or None


class YesNoWidget(AnswerWidget):
    use_fieldset = True

    def context(self, name: str, value: Answer, at: str) -> dict[str, Any]:
        given = value or {}
        own = {"answer": given.get("value", ""), "explanation": given.get("explanation", "")}
        return {**super().context(name, value, at), **own, "options": YES_OR_NO.items()}

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Answer:
        answer = {}
        if data.get(name) in YES_OR_NO:
            answer["value"] = data[name]
        if explanation := clean_text(data.get(f"{name}-explanation")):
            answer["explanation"] = explanation
        return answer or None


class ChoiceWidget(AnswerWidget):
    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Answer:
        chosen = data.get(name)
        return chosen if chosen in {option.id for option in self.question.options} else None


class ChoicesWidget(AnswerWidget):
    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Answer:
        chosen = set(data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name, []))
        return [option.id for option in self.question.options if option.id in chosen] or None


class ScaleWidget(AnswerWidget):
    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Answer:
        assert self.question.scale is not None
        return next((step for step in self.question.scale.steps if str(step) == data.get(name)), None)


class RowsWidget(AnswerWidget):
    """Rows with an empty one at the end when there are none yet, or when the person asked for one."""

    use_fieldset = True
    new_row = False

    def context(self, name: str, value: Answer, at: str) -> dict[str, Any]:
        rows = list(value or [])
        extra = 1 if self.new_row or not rows else 0
        described = super().context(name, value, at)
        shown_rows = [self._row(name, at, index, row) for index, row in enumerate([*rows, *[{}] * extra])]
        full = len(rows) >= self.question.max_rows
        return {**described, "rows": shown_rows, "full": full}

    def _row(self, name: str, at: str, index: int, row: Mapping[str, str]) -> dict[str, Any]:
        cells = [
            {
                "column": column,
                "name": f"{name}-{index}-{column.id}",
                # The error summary leads to the first cell of the first row (id_…_0).
                "id": f"{at}_{index}" if position == 0 else f"{at}_{index}_{column.id}",
                "value": shown(row.get(column.id, "")) if column.type == DATE else row.get(column.id, ""),
                "options": _cell_options(column),
                "wrong": self.wrong.get(f"{index}-{column.id}", ""),
            }
            for position, column in enumerate(self.question.columns)
        ]
        return {
            "number": index + 1,
            "remove": f"{name}-{index}",
            "cells": cells,
            "kept": bool(row),
            "is_new": self.new_row and not row,
        }

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Answer:
        rows = [
            self._typed_row(data, f"{name}-{index}")
            for index in self._indices(data, name)
            if data.get("remove_row") != f"{name}-{index}"
        ]
        return [row for row in rows if row] or None

    def _indices(self, data: Mapping[str, Any], name: str) -> list[int]:
        pattern = re.compile(rf"{re.escape(name)}-(\d{{1,3}})-")
        found = {int(match[1]) for key in data if (match := pattern.match(key))}
        return sorted(index for index in found if index < MOST_ROWS)

    def _typed_row(self, data: Mapping[str, Any], name: str) -> dict[str, str]:
        cells = {column.id: _cell(column, data.get(f"{name}-{column.id}")) for column in self.question.columns}
        return {name: value for name, value in cells.items() if value}


class ConversationWidget(AnswerWidget):
    """Nothing to fill in: the question is for the interview."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Answer:
        return None

    def id_for_label(self, id_: str) -> str:
        return ""


WIDGETS: dict[str, type[AnswerWidget]] = {
    YES_NO: YesNoWidget,
    CHOICE: ChoiceWidget,
    CHOICES: ChoicesWidget,
    SCALE: ScaleWidget,
    TEXT: TextWidget,
    LONG_TEXT: TextWidget,
    DATE: DateWidget,
    ROWS: RowsWidget,
    CONVERSATION: ConversationWidget,
}


def clean_text(typed: str | None) -> str:
    """Typed text with plain line ends, without spaces around it and without characters no one types."""
    text = (typed or "")[:MOST_TYPED].replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\x00", "").strip()


def clean_date(typed: str | None) -> str:
    text = clean_text(typed)
    day = parse_date(text)
    return day.isoformat() if day else text


def _cell(column: Column, typed: str | None) -> str:
    return clean_date(typed) if column.type == DATE else clean_text(typed)


def _cell_options(column: Column) -> list[tuple[str, Any]]:
    if column.type == YES_NO:
        return list(YES_OR_NO.items())
    return [(option.id, option.label) for option in column.options]
