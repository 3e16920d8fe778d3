"""Answers as plain text, for reports and for those who may read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from portal.audit.models import Act
from portal.audit.record import record
from portal.questionnaires.answers import Answer, Answers, in_words, row_in_words
from portal.questionnaires.branching import without_hidden
from portal.questionnaires.content import CONVERSATION, ROWS, Question, Questionnaire, Text
from portal.questionnaires.models import AnswerChange, Response
from portal.questionnaires.sheet import open_sheet
from portal.walls.actor import Actor

IN_CONVERSATION = _("Dit komt aan de orde in het gesprek.")


@dataclass(frozen=True)
class ReportQuestion:
    """One question with its answer. `answer` is "" when nothing was filled in; a question with rows
    also has `headings` and `rows`, for a table."""

    id: str
    text: Text
    why: Text
    answer: str
    is_conversation: bool = False
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class ReportSection:
    id: str
    title: Text
    about: str
    questions: tuple[ReportQuestion, ...]


@dataclass(frozen=True)
class ReportAnswers:
    """A response as it reads on paper, in the language that is active."""

    title: Text
    edition: str
    office: str
    source: Text
    sections: tuple[ReportSection, ...]


def answers_for_report(response: Response) -> ReportAnswers:
    """Return every visible question with its answer in words; records nothing, see `read_answers`."""
    sheet = open_sheet(response)
    counting = without_hidden(sheet.questionnaire, sheet.answers, response.office)
    sections = tuple(
        ReportSection(
            state.section.id,
            state.section.title,
            state.section.about,
            tuple(_question(question, counting.get(question.id)) for question in state.questions),
        )
        for state in sheet.states
    )
    questionnaire = sheet.questionnaire
    return ReportAnswers(
        questionnaire.title, str(response.edition), response.get_office_display(), questionnaire.source, sections
    )


def read_answers(actor: Actor, response: Response) -> ReportAnswers:
    """Return the answers to `actor`, and record that they were read unless they are the actor's own.

    The caller has fetched `response` through visible_to and checked the actor's right.
    """
    if actor.dossier_id != response.dossier_id:
        record(actor, Act.READ, "questionnaire.answers", dossier_id=response.dossier_id, subject=str(response.edition))
    return answers_for_report(response)


@dataclass(frozen=True)
class Correction:
    """An answer that says something else now than when it was sent in. `change`: the newest one."""

    id: str
    question: Text
    old: str
    new: str
    change: AnswerChange


@dataclass(frozen=True)
class History:
    """What was changed after sending in, oldest first, and the answers as they count now."""

    questionnaire: Questionnaire
    answers: Answers
    changes: Sequence[AnswerChange]

    def since(self, moment: datetime | None = None) -> list[Correction]:
        """Return what is different now from what stood there at `moment`, or was first sent in.

        What was changed back is left out. The first to be changed comes first.
        """
        by_question: dict[str, list[AnswerChange]] = {}
        for change in self.changes:
            if moment is None or change.at > moment:
                by_question.setdefault(change.question, []).append(change)
        made = [_correction(self.questionnaire, self.answers.get(name), each) for name, each in by_question.items()]
        return [correction for correction in made if correction.old != correction.new]


def history_of(response: Response) -> History:
    """Read what was corrected or dropped since `response` was first sent in."""
    changes = AnswerChange.objects.filter(response=response, submission__gt=0).select_related("edition")
    sheet = open_sheet(response)
    counting = without_hidden(sheet.questionnaire, sheet.answers, response.office)
    return History(sheet.questionnaire, counting, list(changes))


def corrections_of(response: Response) -> list[Correction]:
    """Return what is different now from what was first sent in."""
    return history_of(response).since()


def _correction(now: Questionnaire, answer: Answer, changes: list[AnswerChange]) -> Correction:
    first = changes[0]
    before = first.edition.questionnaire.question(first.question)
    # A newer edition may ask it otherwise, or not at all.
    asked = next((question for _section, question in now.questions() if question.id == before.id), before)
    old = in_words(before if first.old != answer else asked, first.old)
    return Correction(before.id, asked.text, old, in_words(asked, answer), changes[-1])


def _question(question: Question, answer: Answer) -> ReportQuestion:
    if question.type == CONVERSATION:
        return ReportQuestion(question.id, question.text, question.why, str(IN_CONVERSATION), is_conversation=True)
    rows = answer or [] if question.type == ROWS else []
    return ReportQuestion(
        question.id,
        question.text,
        question.why,
        in_words(question, answer),
        headings=tuple(str(column.label) for column in question.columns),
        rows=tuple(tuple(row_in_words(question, row)) for row in rows),
    )
