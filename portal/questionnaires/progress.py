"""How far someone is. Pure."""

from collections.abc import Set
from dataclasses import dataclass

from portal.questionnaires.answers import Answers, Wrong, faults_of
from portal.questionnaires.branching import visible_ids
from portal.questionnaires.content import Question, Questionnaire, Section
from portal.questionnaires.enums import SectionStatus


@dataclass(frozen=True)
class SectionState:
    """A section as the person finds it: its visible questions, and what is still wrong."""

    section: Section
    status: SectionStatus
    questions: tuple[Question, ...]
    faults: tuple[tuple[Question, Wrong], ...]

    @property
    def is_open(self) -> bool:
        return self.status != SectionStatus.BLOCKED


@dataclass(frozen=True)
class Progress:
    done: int
    total: int

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 100

    @property
    def is_complete(self) -> bool:
        return self.done == self.total


def section_states(
    questionnaire: Questionnaire, answers: Answers, office: str, saved: Set[str], finished: Set[str]
) -> list[SectionState]:
    """Every section with a visible question, in order.

    saved: ids of sections with anything kept; finished: those the person left as finished. A section
    can start when all before it are done, so that nothing compulsory is skipped on return.
    """
    visible = visible_ids(questionnaire, answers, office)
    states: list[SectionState] = []
    for section in questionnaire.sections:
        questions = tuple(question for question in section.questions if question.id in visible)
        if questions:
            faults = tuple((q, wrong) for q in questions for wrong in faults_of(q, answers.get(q.id)))
            before_done = all(state.status == SectionStatus.DONE for state in states)
            done = section.id in finished and not faults
            states.append(SectionState(section, _status(done, section.id in saved, before_done), questions, faults))
    return states


def _status(done: bool, saved: bool, before_done: bool) -> SectionStatus:
    if done:
        return SectionStatus.DONE
    if saved:
        return SectionStatus.BUSY
    return SectionStatus.NOT_STARTED if before_done else SectionStatus.BLOCKED


def progress_of(states: list[SectionState]) -> Progress:
    return Progress(sum(state.status == SectionStatus.DONE for state in states), len(states))
