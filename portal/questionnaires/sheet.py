"""A response opened for reading: all its answers, in one query."""

from dataclasses import dataclass
from functools import cached_property

from portal.questionnaires.answers import Answer
from portal.questionnaires.branching import possible_questions
from portal.questionnaires.content import Question, Questionnaire, Section
from portal.questionnaires.models import Edition, Response, SectionAnswers
from portal.questionnaires.progress import Progress, SectionState, progress_of, section_states


@dataclass(frozen=True)
class Sheet:
    """What is kept of a response at one moment. `rows`: per section id."""

    response: Response
    rows: dict[str, SectionAnswers]

    @property
    def questionnaire(self) -> Questionnaire:
        return self.response.questionnaire

    @cached_property
    def answers(self) -> dict[str, Answer]:
        """All answers by question id, over the sections."""
        return {name: answer for row in self.rows.values() for name, answer in row.answers.items()}

    @cached_property
    def states(self) -> list[SectionState]:
        finished = {section for section, row in self.rows.items() if row.complete}
        return section_states(self.questionnaire, self.answers, self.response.office, self.rows.keys(), finished)

    @property
    def progress(self) -> Progress:
        return progress_of(self.states)

    @property
    def stamp(self) -> str:
        """Changes whenever an answer is saved: what someone saw when they chose to send in."""
        return ",".join(f"{section}:{row.version}" for section, row in sorted(self.rows.items()))

    def version_of(self, section_id: str) -> int:
        return self.rows[section_id].version if section_id in self.rows else 0

    def answers_of(self, section_id: str) -> dict[str, Answer]:
        return self.rows[section_id].answers if section_id in self.rows else {}

    def questions_on_page(self, section: Section) -> tuple[Question, ...]:
        return possible_questions(self.questionnaire, section, self.answers, self.response.office)

    def state_of(self, section_id: str) -> SectionState | None:
        return next((state for state in self.states if state.section.id == section_id), None)

    def state_after(self, section_id: str) -> SectionState | None:
        """The section that follows; None after the last one."""
        ids = [state.section.id for state in self.states]
        following = ids.index(section_id) + 1 if section_id in ids else len(ids)
        return self.states[following] if following < len(ids) else None


def blank_sheet(edition: Edition, office: str) -> Sheet:
    """Return a sheet on which nothing was answered and that nobody can save."""
    return Sheet(Response(edition=edition, office=office), {})


def open_sheet(response: Response) -> Sheet:
    """Read the answers of `response`; raises privacy.encryption.Unreadable when its dossier was erased."""
    return Sheet(response, {row.section: row for row in SectionAnswers.objects.filter(response=response)})
