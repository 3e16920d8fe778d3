"""What a private self-assessment says back: a text per theme. Pure; no number leaves this module."""

from dataclasses import dataclass

from portal.questionnaires.answers import Answer, Answers
from portal.questionnaires.content import Feedback, Question, Questionnaire, Text


@dataclass(frozen=True)
class Said:
    """What is said about one theme."""

    theme: str
    text: Text


def feedback_for(questionnaire: Questionnaire, answers: Answers) -> list[Said]:
    """Return the text of the band in which the mean of each theme falls, in the order of the file.

    A theme of which nothing was answered is left out.
    """
    said = []
    for feedback in questionnaire.feedback:
        points = _points(questionnaire, answers, feedback.theme)
        if points:
            said.append(Said(feedback.theme, _band_text(feedback, sum(points) / len(points))))
    return said


def _points(questionnaire: Questionnaire, answers: Answers, theme: str) -> list[float]:
    worth = [
        _worth(question, answers.get(question.id))
        for _section, question in questionnaire.questions()
        if question.theme == theme
    ]
    return [each for each in worth if each is not None]


def _worth(question: Question, answer: Answer) -> float | None:
    if question.scale is not None:
        return answer if answer in question.scale.steps else None
    return next((option.points for option in question.options if option.id == answer), None)


def _band_text(feedback: Feedback, mean: float) -> Text:
    return next(band.text for band in feedback.bands if mean <= band.upto)
