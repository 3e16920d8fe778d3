"""Which questions someone gets. Pure: answers and office in, questions out."""

from portal.questionnaires.answers import Answer, Answers, without_needless
from portal.questionnaires.content import Question, Questionnaire, Section, ShowWhen


def visible_ids(questionnaire: Questionnaire, answers: Answers, office: str) -> frozenset[str]:
    """Ids of the questions that `answers` lead to. What follows a hidden question is hidden too."""
    visible: set[str] = set()
    for _section, question in questionnaire.questions():
        condition = question.show_when
        if question.asked_for(office) and (
            condition is None or (condition.question in visible and meets(condition, answers.get(condition.question)))
        ):
            visible.add(question.id)
    return frozenset(visible)


def visible_questions(
    questionnaire: Questionnaire, section: Section, answers: Answers, office: str
) -> tuple[Question, ...]:
    """The questions of `section` that `answers` lead to, in order."""
    visible = visible_ids(questionnaire, answers, office)
    return tuple(question for question in section.questions if question.id in visible)


def possible_questions(
    questionnaire: Questionnaire, section: Section, answers: Answers, office: str
) -> tuple[Question, ...]:
    """The questions that can become visible while someone is on the page of `section`.

    A condition on the same page is open until the page is sent in; others follow `answers`.
    """
    visible = visible_ids(questionnaire, answers, office)
    here = {question.id for question in section.questions}
    possible: dict[str, Question] = {}
    for question in section.questions:
        condition = question.show_when
        if condition is not None and condition.question in here:
            can_show = condition.question in possible and question.asked_for(office)
        else:
            can_show = question.id in visible
        if can_show:
            possible[question.id] = question
    return tuple(possible.values())


def without_hidden(questionnaire: Questionnaire, answers: Answers, office: str) -> dict[str, Answer]:
    """The answers that count: those to visible questions, without needless explanations."""
    visible = visible_ids(questionnaire, answers, office)
    kept = {
        name: without_needless(questionnaire.question(name), answer)
        for name, answer in answers.items()
        if name in visible
    }
    return {name: answer for name, answer in kept.items() if answer is not None}


def meets(condition: ShowWhen, answer: Answer) -> bool:
    """Whether `answer` to the question that `condition` names opens the way."""
    if isinstance(answer, dict):
        return answer.get("value") in condition.values
    if isinstance(answer, list):
        return any(each in condition.values for each in answer)
    return answer in condition.values
