"""The steps of this capability itself: rules of thumb, self-assessment and questionnaire."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from integrity.screening.enums import CandidacyStatus, Instrument, QuestionStatus
from integrity.screening.models import Acknowledgement, Candidacy, CommitteeQuestion
from integrity.screening.queries import acknowledgement_of, newest_response, reads_of_answers
from integrity.screening.questions import questions_of
from integrity.screening.steps import (
    CANDIDATE,
    DESK,
    NOBODY,
    NOT_YET,
    Fact,
    FactRows,
    Facts,
    State,
    Step,
    Task,
    as_moment,
)
from portal.questionnaires.enums import ResponseStatus
from portal.questionnaires.models import Response
from portal.walls.actor import Actor

TONES = {
    ResponseStatus.NOT_STARTED: "neutral",
    ResponseStatus.IN_PROGRESS: "active",
    ResponseStatus.REOPENED: "active",
    ResponseStatus.SUBMITTED: "done",
}


def read_on(acknowledgement: Acknowledgement | None) -> str:
    """Which edition of the rules was read, and when; empty when none was."""
    if acknowledgement is None:
        return ""
    return _read_on(acknowledgement.at, acknowledgement.edition.number)


def _read_on(at: datetime, edition: int) -> str:
    return _("gelezen op %(day)s (editie %(n)s)") % {"day": date_format(localtime(at), "j F Y"), "n": edition}


# The desk shows no hints: writing three hundred dates that nobody sees takes longer than finding them.
_read_on_later = lazy(_read_on, str)


def _rules_facts(actor: Actor) -> FactRows:
    return [(Acknowledgement.objects.visible_to(actor), {"at": "at", "edition": "edition__number"})]


def _rules_state(candidacy: Candidacy, read: Sequence[Fact]) -> State | None:
    if candidacy.status == CandidacyStatus.ADDED:
        return None
    if not read:
        return State(_("nog niet gelezen"), waits_for=CANDIDATE, short=NOT_YET)
    newest = max(read, key=lambda row: row["edition"])
    return State(_("gelezen"), "done", hint=_read_on_later(as_moment(newest["at"]), newest["edition"]))


def _rules_task(candidacy: Candidacy) -> Task:
    read = acknowledgement_of(candidacy.dossier)
    hint = capfirst(read_on(read)) or _("Ongeveer 10 minuten lezen. Daarna bevestigt u het.")
    label, tone = (_("Klaar"), "done") if read else (_("Nog niet begonnen"), "neutral")
    return Task(_("Vuistregels integriteit"), reverse("my_rules"), hint, label, tone, asked=not read)


def _private(candidacy: Candidacy, rows: Sequence[Fact]) -> None:
    """The desk never knows of the self-assessment."""


def _self_assessment_task(candidacy: Candidacy) -> Task:
    done = candidacy.self_assessed_on
    return Task(
        _("Zelfassessment"),
        reverse("my_self_assessment"),
        _("Alleen voor uzelf. Niemand ziet uw antwoorden en ze worden niet bewaard."),
        _("Gedaan") if done else _("Niet verplicht"),
        "done" if done else "neutral",
    )


def _questionnaire_facts(actor: Actor) -> FactRows:
    read = reads_of_answers().filter(dossier=OuterRef("dossier"), at__gte=OuterRef("submitted_at"))
    names = {"status": "status", "edition": "edition__number", "read": Exists(read)}
    return [(Response.objects.visible_to(actor), names)]


def _questionnaire_state(candidacy: Candidacy, responses: Sequence[Fact]) -> State | None:
    if not responses:
        return None
    newest = max(responses, key=lambda row: row["edition"])
    status = ResponseStatus(newest["status"])
    if status != ResponseStatus.SUBMITTED:
        short = NOT_YET if status == ResponseStatus.NOT_STARTED else ""
        return State(status.label, TONES[status], CANDIDATE, short=short)
    return State(status.label, TONES[status], NOBODY if newest["read"] else DESK)


def _answers_page(candidacy: Candidacy) -> str:
    return reverse("candidate_answers", args=[candidacy.dossier.reference])


def _questionnaire_task(candidacy: Candidacy) -> Task | None:
    response = newest_response(candidacy.dossier)
    if response is None:
        return None
    sent = response.status == ResponseStatus.SUBMITTED
    hint = _("Ongeveer 45 minuten. U kunt stoppen en later verdergaan, ook op een ander apparaat.")
    return Task(
        _("Vragenlijst integriteit"),
        reverse("my_questionnaire"),
        _("U kunt uw antwoorden nalezen, en tot het gesprek verbeteren.") if sent else hint,
        response.get_status_display().capitalize(),
        TONES[response.status],
        asked=not sent,
    )


def _questions_facts(actor: Actor) -> FactRows:
    asked = CommitteeQuestion.objects.visible_to(actor).exclude(status=QuestionStatus.TAKEN_BACK)
    return [(asked, {"status": "status"})]


def _questions_state(candidacy: Candidacy, questions: Sequence[Fact]) -> State | None:
    if not questions:
        return None
    waiting = sum(question["status"] == QuestionStatus.ASKED for question in questions)
    if not waiting:
        return State(_("beantwoord"), "done")
    hint = ngettext("%(n)s vraag wacht op antwoord.", "%(n)s vragen wachten op antwoord.", waiting)
    return State(_("gesteld"), "active", CANDIDATE, hint % {"n": waiting})


def _questions_task(candidacy: Candidacy) -> Task | None:
    questions = questions_of(candidacy.dossier)
    if not questions:
        return None
    waiting = sum(question.status == QuestionStatus.ASKED for question in questions)
    hint = ngettext("%(n)s vraag wacht op uw antwoord.", "%(n)s vragen wachten op uw antwoord.", waiting)
    return Task(
        _("Vragen van de selectiecommissie"),
        reverse("my_questions"),
        hint % {"n": waiting} if waiting else _("U kunt uw antwoord aanpassen tot de afdeling beslist."),
        _("Te beantwoorden") if waiting else _("Beantwoord"),
        "active" if waiting else "done",
    )


STEPS = (
    Step(Instrument.RULES, Facts(_rules_facts, _rules_state), task=_rules_task),
    Step(Instrument.SELF_ASSESSMENT, Facts(lambda actor: (), _private), task=_self_assessment_task),
    Step(
        Instrument.QUESTIONNAIRE,
        Facts(_questionnaire_facts, _questionnaire_state),
        page=_answers_page,
        task=_questionnaire_task,
    ),
    Step(
        None,
        Facts(_questions_facts, _questions_state),
        page=_answers_page,
        task=_questions_task,
        name=gettext_lazy("vragen van de commissie"),
        short=gettext_lazy("vragen"),
        before=Instrument.OPEN_SOURCES,
    ),
)
