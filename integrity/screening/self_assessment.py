"""The private self-assessment (domain/integrity.md, section 3.2): answers in words and keeps nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from portal.questionnaires.answers import Answer
from portal.questionnaires.content import Section, Text
from portal.questionnaires.forms import SectionForm
from portal.questionnaires.models import Edition
from portal.questionnaires.presenting import Asked, asked_on
from portal.questionnaires.scoring import feedback_for
from portal.questionnaires.sheet import blank_sheet

SELF_ASSESSMENT_SLUG = "zelfassessment"
SELF_ASSESSMENT_PATH = "zelfassessment/"


@dataclass(frozen=True)
class Filled:
    """The whole form as it came in, or empty; lives as long as the request."""

    forms: tuple[SectionForm, ...]

    @cached_property
    def answers(self) -> dict[str, Answer]:
        return {name: answer for form in self.forms for name, answer in form.typed.items()}

    @cached_property
    def has_faults(self) -> bool:
        return not all([form.is_valid() for form in self.forms if form.is_bound])

    @property
    def is_usable(self) -> bool:
        """There is something to answer, and nothing that does not fit."""
        return bool(self.answers) and not self.has_faults

    @property
    def sections(self) -> list[tuple[Section, list[Asked]]]:
        return [(form.section, asked_on(form)) for form in self.forms]


@dataclass(frozen=True)
class Theme:
    """What is said about one subject; `text` is empty when nothing was chosen. `thoughts`: what the person typed."""

    title: Text
    text: Text | str
    thoughts: tuple[tuple[Text, str], ...]


def filled_in(edition: Edition, data: Mapping[str, Any] | None) -> Filled:
    """Read a form over all sections; without `data` an empty one."""
    sheet = blank_sheet(edition, edition.questionnaire.offices[0])
    return Filled(tuple(SectionForm(sheet, section, data) for section in edition.questionnaire.sections))


def outcome_of(edition: Edition, answers: Mapping[str, Answer]) -> list[Theme]:
    """Return the words per section, in the order of the file."""
    said = {each.theme: each.text for each in feedback_for(edition.questionnaire, answers)}
    return [_theme(section, said, answers) for section in edition.questionnaire.sections]


def _theme(section: Section, said: Mapping[str, Text], answers: Mapping[str, Answer]) -> Theme:
    theme = next((question.theme for question in section.questions if question.theme), "")
    thoughts = tuple(
        (question.text, answers[question.id])
        for question in section.questions
        if not question.theme and answers.get(question.id)
    )
    return Theme(section.title, said.get(theme, ""), thoughts)
