"""The steps of this capability itself: rules of thumb, self-assessment and questionnaire."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from integrity.screening.enums import CandidacyStatus, Instrument, QuestionStatus
from integrity.screening.models import Acknowledgement, Candidacy, CommitteeQuestion
from integrity.screening.queries import acknowledgement_of, newest_response
from integrity.screening.questions import questions_of
from integrity.screening.steps import CANDIDATE, DESK, State, Step, Task
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
    told = {"day": date_format(localtime(acknowledgement.at), "j F Y"), "n": acknowledgement.edition.number}
    return _("gelezen op %(day)s (editie %(n)s)") % told


def _rules_states(actor: Actor, candidacies: Sequence[Candidacy]) -> dict[UUID, State]:
    asked = {row.dossier_id for row in candidacies if row.status != CandidacyStatus.ADDED}
    read = Acknowledgement.objects.visible_to(actor).filter(dossier_id__in=asked).select_related("edition")
    newest = {row.dossier_id: row for row in read.order_by("edition__number")}
    unread = State(_("nog niet gelezen"), waits_for=CANDIDATE)
    return {pk: State(_("gelezen"), "done", hint=read_on(newest[pk])) if pk in newest else unread for pk in asked}


def _rules_task(candidacy: Candidacy) -> Task:
    read = acknowledgement_of(candidacy.dossier)
    hint = read_on(read).capitalize() or _("Ongeveer 10 minuten lezen. Daarna bevestigt u het.")
    label, tone = (_("Klaar"), "done") if read else (_("Nog niet begonnen"), "neutral")
    return Task(_("Vuistregels integriteit"), reverse("my_rules"), hint, label, tone)


def _private(actor: Actor, candidacies: Sequence[Candidacy]) -> dict[UUID, State]:
    """The desk never knows of the self-assessment."""
    return {}


def _self_assessment_task(candidacy: Candidacy) -> Task:
    done = candidacy.self_assessed_on
    return Task(
        _("Zelfassessment"),
        reverse("my_self_assessment"),
        _("Alleen voor uzelf. Niemand ziet uw antwoorden en ze worden niet bewaard."),
        _("Gedaan") if done else _("Niet verplicht"),
        "done" if done else "neutral",
    )


def _questionnaire_states(actor: Actor, candidacies: Sequence[Candidacy]) -> dict[UUID, State]:
    dossiers = [row.dossier_id for row in candidacies]
    responses = Response.objects.visible_to(actor).filter(dossier_id__in=dossiers).order_by("edition__number")
    return {row.dossier_id: _questionnaire_state(row) for row in responses.defer("edition")}


def _questionnaire_state(response: Response) -> State:
    waits_for = DESK if response.status == ResponseStatus.SUBMITTED else CANDIDATE
    return State(response.get_status_display(), TONES[response.status], waits_for)


def _answers_page(candidacy: Candidacy) -> str:
    return reverse("candidate_answers", args=[candidacy.dossier.reference])


def _questionnaire_task(candidacy: Candidacy) -> Task | None:
    response = newest_response(candidacy.dossier)
    if response is None:
        return None
    return Task(
        _("Vragenlijst integriteit"),
        reverse("my_questionnaire"),
        _("Ongeveer 45 minuten. U kunt stoppen en later verdergaan, ook op een ander apparaat."),
        response.get_status_display().capitalize(),
        TONES[response.status],
    )


def _questions_states(actor: Actor, candidacies: Sequence[Candidacy]) -> dict[UUID, State]:
    dossiers = [row.dossier_id for row in candidacies]
    asked = CommitteeQuestion.objects.visible_to(actor).filter(dossier_id__in=dossiers)
    statuses = Counter(asked.values_list("dossier_id", "status"))
    return {
        pk: _questions_state(statuses[pk, QuestionStatus.ASKED])
        for pk, status in statuses
        if status != QuestionStatus.TAKEN_BACK
    }


def _questions_state(waiting: int) -> State:
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
    Step(Instrument.RULES, _rules_states, task=_rules_task),
    Step(Instrument.SELF_ASSESSMENT, _private, task=_self_assessment_task),
    Step(Instrument.QUESTIONNAIRE, _questionnaire_states, page=_answers_page, task=_questionnaire_task),
    Step(
        None,
        _questions_states,
        page=_answers_page,
        task=_questions_task,
        name=gettext_lazy("vragen van de commissie"),
        before=Instrument.OPEN_SOURCES,
    ),
)
