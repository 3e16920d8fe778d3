"""The form of one section."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.questionnaires.answers import Answer, Answers, Wrong, faults_of
from portal.questionnaires.branching import visible_ids
from portal.questionnaires.content import CONVERSATION, ROWS, YES_NO, Question, Section
from portal.questionnaires.sheet import Sheet
from portal.questionnaires.widgets import WIDGETS

CELL_FAULT = _("Regel %(row)d, “%(column)s” – %(sentence)s")
ROW_FAULT = _("Regel %(row)d – %(sentence)s")


class AnswerField(forms.Field):
    """A question. Its value is the answer as typed; the form, which knows what is visible, judges it."""

    def __init__(self, question: Question) -> None:
        widget = WIDGETS[question.type](question)
        super().__init__(widget=widget, label=str(question.text), required=False)
        self.question = question
        self.required = question.required and question.type != CONVERSATION

    def clean(self, value: Answer) -> Answer:
        return value

    def has_changed(self, initial: Answer, data: Answer) -> bool:
        return initial != data


class SectionForm(forms.Form):
    """All questions that can become visible on the page of `section`.

    sheet: the kept answers; data: what was sent in; new_row: id of the question that gets an empty row.
    `typed` is what to keep, whether valid or not.
    """

    use_required_attribute = False

    def __init__(
        self, sheet: Sheet, section: Section, data: Mapping[str, Any] | None = None, new_row: str = ""
    ) -> None:
        self.sheet, self.section = sheet, section
        super().__init__(data, initial=sheet.answers_of(section.id))
        for question in sheet.questions_on_page(section):
            self.fields[question.id] = AnswerField(question)
            if question.type == ROWS:
                self.fields[question.id].widget.new_row = question.id == new_row

    @property
    def typed(self) -> dict[str, Answer]:
        """Answers by question id. Of what the page hid, and so did not send, the kept answer stays."""
        typed = {name: self._typed(field) for name, field in self.fields.items()}
        visible = self.visible_when(typed)
        for name, kept in self.initial.items():
            if name not in visible and typed.get(name) is None:
                typed[name] = kept
        return {name: answer for name, answer in typed.items() if answer is not None}

    def visible_when(self, typed: Answers) -> frozenset[str]:
        """Ids of visible questions, given what was typed on this page."""
        others = {name: answer for name, answer in self.sheet.answers.items() if name not in self.fields}
        return visible_ids(self.sheet.questionnaire, {**others, **typed}, self.sheet.response.office)

    def clean(self) -> dict[str, Answer]:
        typed = self.typed
        visible = self.visible_when(typed)
        for name, field in self.fields.items():
            if name in visible:
                self._tell(name, faults_of(field.question, typed.get(name)))
        return typed

    def _typed(self, field: AnswerField) -> Answer:
        name = field.question.id
        answer = field.widget.value_from_datadict(self.data, self.files, name)
        if field.question.type == YES_NO and f"{name}-explanation" not in self.data:
            explanation = (self.initial.get(name) or {}).get("explanation")
            return {**(answer or {}), "explanation": explanation} if explanation else answer
        return answer

    def _tell(self, name: str, faults: list[Wrong]) -> None:
        self.fields[name].widget.wrong = {wrong.part: str(wrong.sentence) for wrong in faults}
        for wrong in faults:
            self.add_error(name, told(self.fields[name].question, wrong))


def told(question: Question, wrong: Wrong) -> str:
    """A fault as a sentence that says where, for a summary: "Regel 2 – Vul “Organisatie” in."."""
    row, _between, column_id = wrong.part.partition("-")
    if not row.isdigit():
        return str(wrong.sentence)
    label = next(column.label for column in question.columns if column.id == column_id)
    fault = ROW_FAULT if f"“{label}”" in str(wrong.sentence) else CELL_FAULT
    return fault % {"row": int(row) + 1, "column": label, "sentence": wrong.sentence}
