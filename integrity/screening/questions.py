"""What the committee asks in writing about the answers, and what the candidate says to it.

A question can be answered, and the answer improved, until the decision; only one that nobody answered yet
can be taken back (brief of the instruments, 3: the candidate answers what the committee raises).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integrity.screening.committee import open_to
from integrity.screening.enums import QuestionStatus as S
from integrity.screening.models import Candidacy, CommitteeQuestion
from integrity.screening.queries import lock_candidacy, newest_response, secretaries_of
from integrity.screening.rules import has_returned, is_candidate, is_reader, is_running
from portal.audit.models import Act
from portal.audit.record import record
from portal.notices.send import notify_dossier, notify_person, waits_since_today
from portal.privacy.models import Dossier
from portal.questionnaires.models import Response
from portal.questionnaires.reading import Correction, History, ReportAnswers, ReportQuestion
from portal.walls.actor import Actor, Reason, demand
from portal.workflow.door import perform
from portal.workflow.moves import Move, Procedure, State

QUESTION_ASKED, QUESTION_ANSWERED = "question_asked", "question_answered"
OVER = _("De procedure is afgerond. Er komen geen vragen en antwoorden meer bij.")
ONLY_SPOKEN = _(
    "Dit onderwerp is alleen voor het gesprek. Stel er geen schriftelijke vraag over. Zo komt er niets op papier."
)


def _runs(actor: Actor, question: CommitteeQuestion) -> Reason:
    return OVER if is_running(Candidacy.objects.get(dossier_id=question.dossier_id)) else None


QUESTION = Procedure(
    name="committee_question",
    model=lambda: CommitteeQuestion,
    states=(
        State(S.ASKED, _("wacht op antwoord"), _("nog te beantwoorden")),
        State(S.ANSWERED, _("beantwoord"), _("beantwoord")),
        State(S.TAKEN_BACK, _("ingetrokken"), _("ingetrokken")),
    ),
    moves=(
        Move("answer", frozenset({S.ASKED, S.ANSWERED}), S.ANSWERED, _("Beantwoorden"), may=is_candidate, guard=_runs),
        Move("take_back", frozenset({S.ASKED}), S.TAKEN_BACK, _("Intrekken"), may=is_reader),
    ),
)


@dataclass(frozen=True)
class Raised:
    """A question as a page shows it: what it is about (None: the whole), and whether that answer changed since."""

    question: CommitteeQuestion
    about: ReportQuestion | None = None
    changed: Correction | None = None

    @property
    def is_open(self) -> bool:
        return self.question.status == S.ASKED


def may_ask(actor: Actor, candidacy: Candidacy, response: Response | None) -> Reason:
    """Secretary and committee ask about answers that were sent in, until the decision."""
    if reason := is_reader(actor) or has_returned(response):
        return reason
    return OVER if is_running(candidacy) else None


def asked_about(answers: ReportAnswers, about: str) -> ReportQuestion | None:
    """Return the question of the questionnaire with this id, None for ""; raises Http404 and Refused.

    What belongs in the conversation alone gets no question in writing (section 7, rule 10).
    """
    if not about:
        return None
    found = _by_id(answers).get(about)
    if found is None:
        raise Http404
    demand(ONLY_SPOKEN if found.is_conversation else None)
    return found


def ask(actor: Actor, candidacy: Candidacy, about: str, text: str) -> CommitteeQuestion:
    """Raise a question; the same one that still waits is not asked twice. Raises Refused."""
    with transaction.atomic():
        lock_candidacy(candidacy)
        demand(may_ask(actor, candidacy, newest_response(candidacy.dossier)))
        waiting = CommitteeQuestion.objects.filter(dossier_id=candidacy.dossier_id, about=about, status=S.ASKED)
        if same := next((one for one in waiting if one.text == text), None):
            return same
        question = CommitteeQuestion.objects.create(
            tenant_id=candidacy.tenant_id, dossier=candidacy.dossier, about=about, text=text, asked_by_id=actor.user_id
        )
        record(actor, Act.WROTE, "question.asked", dossier_id=question.dossier_id, subject=str(question.pk))
        notify_dossier(candidacy.dossier, QUESTION_ASKED, subject_id=str(question.pk))
    return question


def answer(actor: Actor, question: CommitteeQuestion, text: str, version: int | None) -> bool:
    """Answer a question, or improve the answer. Returns False when it says this already.

    Raises ChangedMeanwhile when it was answered or taken back since `version`, and Refused.
    """
    if question.status == S.ANSWERED and question.answer == text:
        return False
    with transaction.atomic():
        perform(QUESTION, "answer", question, actor, version=version, answer=text, answered_at=timezone.now())
        _tell_committee(question)
    return True


def take_back(actor: Actor, question: CommitteeQuestion) -> bool:
    """Take back a question that nobody answered; its text goes. Returns False when that was done already."""
    return perform(QUESTION, "take_back", question, actor, text="")


def _tell_committee(question: CommitteeQuestion) -> None:
    candidacy = Candidacy.objects.select_related("dossier").get(dossier_id=question.dossier_id)
    asker = open_to(candidacy).filter(pk=question.asked_by_id).values_list("pk", flat=True)
    reference = candidacy.dossier.reference
    path = reverse("candidate_answers", args=[reference])
    for user_id in {*secretaries_of(candidacy.dossier), *asker}:
        if not waits_since_today(user_id, QUESTION_ANSWERED, path):
            notify_person(user_id, question.tenant_id, QUESTION_ANSWERED, path=path, reference=reference)


def questions_of(dossier: Dossier) -> list[CommitteeQuestion]:
    """Return what was asked and not taken back, oldest first; needs the scope of the file."""
    questions = CommitteeQuestion.objects.filter(dossier_id=dossier.pk).exclude(status=S.TAKEN_BACK)
    return list(questions.select_related("asked_by"))


def raised(
    questions: Sequence[CommitteeQuestion], answers: ReportAnswers | None, history: History | None = None
) -> list[Raised]:
    """Put beside each question what it is about and, given the history, how that answer changed since."""
    known = _by_id(answers) if answers else {}
    return [Raised(one, known.get(one.about), _changed(one, history)) for one in questions]


def _changed(question: CommitteeQuestion, history: History | None) -> Correction | None:
    if history is None or not question.about:
        return None
    return next((each for each in history.since(question.asked_at) if each.id == question.about), None)


def _by_id(answers: ReportAnswers) -> dict[str, ReportQuestion]:
    return {question.id: question for section in answers.sections for question in section.questions}
