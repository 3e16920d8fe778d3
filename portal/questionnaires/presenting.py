"""What the pages of a questionnaire show, made ready for the templates."""

from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.questionnaires.answers import YES_OR_NO, in_words
from portal.questionnaires.content import CONVERSATION, ROWS, YES_NO, Question
from portal.questionnaires.enums import ResponseStatus, SectionStatus
from portal.questionnaires.forms import SectionForm
from portal.questionnaires.places import Places
from portal.questionnaires.progress import SectionState
from portal.questionnaires.sheet import Sheet

TONES = {
    SectionStatus.NOT_STARTED: "neutral",
    SectionStatus.BUSY: "active",
    SectionStatus.BLOCKED: "neutral",
    SectionStatus.DONE: "done",
}
ABOUT_OTHERS: dict[str, str | Promise] = {
    "partner": gettext_lazy("Deze vragen gaan over uw partner. Noem alleen wat echt nodig is."),
    "relatives": gettext_lazy("Deze vragen gaan over uw familie. Noem alleen wat echt nodig is."),
}


@dataclass(frozen=True)
class Asked:
    """A question on the page: its field, and when it has to be answered."""

    field: BoundField
    question: Question
    show_when: str = ""
    condition: str = ""

    @property
    def errors(self) -> list[str]:
        """What is wrong with the answer as a whole; a wrong cell says so at the cell itself."""
        if self.question.type != ROWS:
            return list(self.field.errors)
        return [sentence for part, sentence in self.field.field.widget.wrong.items() if not part]


def asked_on(form: SectionForm) -> list[Asked]:
    """The questions of the page, in order; those that hang on another one here say so."""
    return [_asked(form, name) for name in form.fields]


def _asked(form: SectionForm, name: str) -> Asked:
    question = form.fields[name].question
    condition = question.show_when
    if condition is None or condition.question not in form.fields:
        return Asked(form[name], question)
    parent = form.fields[condition.question].question
    told = {"question": parent.text, "answers": _answers_in_words(parent, condition.values)}
    sentence = _("Alleen invullen als u bij “%(question)s” dit antwoordt: %(answers)s.") % told
    return Asked(form[name], question, f"{parent.id}={','.join(sorted(condition.values))}", sentence)


def _answers_in_words(question: Question, values: frozenset[str]) -> str:
    known = YES_OR_NO.items() if question.type == YES_NO else [(option.id, option.label) for option in question.options]
    return _(" of ").join(f"“{label}”" for value, label in known if value in values)


def tasks(sheet: Sheet, places: Places) -> list[dict[str, Any]]:
    """Rows for components/task_list.html: the sections, then sending in."""
    return [*(_task(state, places) for state in sheet.states), _sending(sheet, places)]


def _task(state: SectionState, places: Places) -> dict[str, Any]:
    return {
        "title": state.section.title,
        "url": places.section(state.section.id) if state.is_open else "",
        "hint": "",
        "label": state.status.label,
        "tone": TONES[state.status],
    }


def _sending(sheet: Sheet, places: Places) -> dict[str, Any]:
    sent, ready = sheet.response.status == ResponseStatus.SUBMITTED, sheet.progress.is_complete
    status = SectionStatus.NOT_STARTED if ready else SectionStatus.BLOCKED
    return {
        "title": _("Controleren en versturen"),
        "url": places.check if sent or ready else "",
        "hint": "" if sent or ready else _("Dit kan als alle onderdelen klaar zijn."),
        "label": _("Verstuurd") if sent else status.label,
        "tone": "done" if sent else "neutral",
    }


@dataclass(frozen=True)
class CheckedSection:
    """A section on the check page. rows: for components/summary_list.html."""

    state: SectionState
    rows: list[dict[str, Any]]


def checked_sections(sheet: Sheet, places: Places, *, changeable: bool) -> list[CheckedSection]:
    return [
        CheckedSection(
            state,
            [
                _row(sheet, state, question, places, changeable)
                for question in state.questions
                if question.type != CONVERSATION
            ],
        )
        for state in sheet.states
    ]


def _row(sheet: Sheet, state: SectionState, question: Question, places: Places, changeable: bool) -> dict[str, Any]:
    wrong = any(faulty.id == question.id for faulty, _wrong in state.faults)
    value = in_words(question, sheet.answers.get(question.id))
    if wrong:
        value = "\n".join([value, _("Let op: dit is nog niet goed ingevuld.")]).strip()
    return {
        "key": question.text,
        "value": value,
        "url": change_url(places, state.section.id, question.id) if changeable and state.is_open else "",
    }


def change_url(places: Places, section_id: str, question_id: str) -> str:
    """To the question, and straight back to the check page after saving."""
    return f"{places.section(section_id)}?terug=controle#div_id_{question_id}"


def missing(sheet: Sheet, places: Places) -> list[dict[str, Any]]:
    """All that keeps the response from being sent in, with links where someone can go now."""
    told: list[dict[str, Any]] = []
    for state in sheet.states:
        faulty = dict.fromkeys(question for question, _wrong in state.faults)
        if state.status == SectionStatus.BUSY and faulty:
            told += [{"url": change_url(places, state.section.id, q.id), "text": q.text} for q in faulty]
        elif state.status != SectionStatus.DONE:
            text = _("Vul het onderdeel “%(section)s” in.") % {"section": state.section.title}
            told.append(
                {"url": f"{places.section(state.section.id)}?terug=controle" if state.is_open else "", "text": text}
            )
    return told


def next_step(sheet: Sheet, places: Places) -> dict[str, str] | None:
    """The one button of the overview; None after sending in."""
    if sheet.response.status == ResponseStatus.SUBMITTED:
        return None
    state = next((each for each in sheet.states if each.is_open and each.status != SectionStatus.DONE), None)
    if state is None:
        return {"url": places.check, "label": _("Controleren en versturen")}
    told = {"section": state.section.title}
    return {"url": places.section(state.section.id), "label": _("Ga verder met “%(section)s”") % told}
