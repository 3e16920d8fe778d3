"""Answers as plain text, for reports and for those who may read them."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from portal.audit.models import Act
from portal.audit.record import record
from portal.questionnaires.answers import Answer, in_words, row_in_words
from portal.questionnaires.branching import without_hidden
from portal.questionnaires.content import CONVERSATION, ROWS, Question, Text
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
    """What was changed after sending in: the question, what it said, and when."""

    question: Text
    old: str
    change: AnswerChange


def corrections_of(response: Response) -> list[Correction]:
    """Return what was corrected or dropped after the response was sent in, oldest first."""
    changes = AnswerChange.objects.filter(response=response, submission__gt=0).select_related("edition")
    return [_correction(change) for change in changes]


def _correction(change: AnswerChange) -> Correction:
    question = change.edition.questionnaire.question(change.question)
    return Correction(question.text, in_words(question, change.old), change)


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
