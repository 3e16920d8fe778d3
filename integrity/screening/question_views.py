"""Questions of the committee: asked at the desk, answered on the candidate's own pages."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from integrity.screening.enums import QuestionStatus
from integrity.screening.models import Candidacy, CommitteeQuestion
from integrity.screening.presenting import erased_on, trail
from integrity.screening.queries import candidacy_of, newest_response, own_candidacy
from integrity.screening.question_forms import AnswerForm, QuestionForm
from integrity.screening.questions import (
    QUESTION,
    Raised,
    answer,
    ask,
    asked_about,
    may_ask,
    questions_of,
    raised,
    take_back,
)
from integrity.screening.rules import READERS, is_running, may_correct
from portal.organisations.access import candidate_only, requires
from portal.questionnaires.reading import ReportAnswers, answers_for_report, read_answers
from portal.walls.actor import demand
from portal.workflow.door import ChangedMeanwhile, refusal
from portal.workflow.versions import version_seen


@require_http_methods(["GET", "POST"])
@requires(*READERS)
def question_ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask about the whole, or about the answer that is sent along: no address tells what is asked about."""
    candidacy = candidacy_of(request.actor, reference)
    response = newest_response(candidacy.dossier)
    demand(may_ask(request.actor, candidacy, response))
    answers, about = read_answers(request.actor, response), request.POST.get("about", "")
    place = _place(reference, answers, about)
    form = QuestionForm(request.POST if "text" in request.POST else None)
    found = asked_about(answers, about)
    if form.is_valid():
        ask(request.actor, candidacy, about, form.cleaned_data["text"])
        messages.success(request, _("De vraag is gesteld. De kandidaat krijgt bericht, zonder inhoud."))
        return redirect(place)
    context = {
        "candidacy": candidacy,
        "breadcrumbs": [*trail(candidacy.round, candidacy), (_("Antwoorden"), place)],
        "about": found,
        "form": form,
        "back": place,
        "erased": erased_on(candidacy.dossier),
    }
    return render(request, "integrity/question_ask.html", context)


@require_POST
@requires(*READERS)
def question_take_back(request: HttpRequest, reference: str, pk: str) -> HttpResponse:
    """Take back a question that was not answered yet."""
    dossier = candidacy_of(request.actor, reference).dossier
    question = get_object_or_404(CommitteeQuestion.objects.visible_to(request.actor), pk=pk, dossier=dossier)
    if take_back(request.actor, question):
        messages.success(request, _("De vraag is ingetrokken. De kandidaat ziet die niet meer."))
    return redirect("candidate_answers", reference)


@require_GET
@candidate_only
def my_questions(request: HttpRequest) -> HttpResponse:
    """What the committee asked, each beside the own answer that it is about."""
    candidacy = own_candidacy(request.actor)
    context = {
        **_own_context(candidacy),
        "questions": _own(candidacy, questions_of(candidacy.dossier)),
        "may_correct": may_correct(candidacy) is None,
    }
    return render(request, "integrity/my_questions.html", context)


@require_http_methods(["GET", "POST"])
@candidate_only
def my_question(request: HttpRequest, pk: str) -> HttpResponse:
    """Answer one question, or improve the answer."""
    candidacy = own_candidacy(request.actor)
    question = get_object_or_404(CommitteeQuestion.objects.visible_to(request.actor), pk=pk)
    if question.status == QuestionStatus.TAKEN_BACK:
        return _taken_back(request)
    demand(refusal(QUESTION, QUESTION.move("answer"), request.actor, question))
    form = AnswerForm(request.POST or None, initial={"answer": question.answer})
    if form.is_valid() and _answered(request, question, form):
        return redirect("my_questions")
    if question.status == QuestionStatus.TAKEN_BACK:
        return _taken_back(request)
    [shown] = _own(candidacy, [question])
    context = {**_own_context(candidacy), "raised": shown, "form": form}
    return render(request, "integrity/my_question.html", context)


def _answered(request: HttpRequest, question: CommitteeQuestion, form: AnswerForm) -> bool:
    """Keep the answer; when another window was first, say what stands there and leave what was typed."""
    try:
        answer(request.actor, question, form.cleaned_data["answer"], version_seen(request.POST.get("version", "")))
    except ChangedMeanwhile:
        question.refresh_from_db()
        form.add_error(None, _("Dit antwoord is intussen in een ander venster gewijzigd. Kijk wat u wilt bewaren."))
        return False
    messages.success(request, _("Uw antwoord is verstuurd. De secretaris en de selectiecommissie kunnen het lezen."))
    return True


def _taken_back(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("De commissie heeft deze vraag ingetrokken. U hoeft niets te doen."))
    return redirect("my_questions")


def _own(candidacy: Candidacy, questions: list[CommitteeQuestion]) -> list[Raised]:
    response = newest_response(candidacy.dossier)
    return raised(questions, answers_for_report(response) if response and questions else None)


def _own_context(candidacy: Candidacy) -> dict[str, Any]:
    return {
        "breadcrumbs": [(_("Uw dossier"), reverse("my_file"))],
        "erased": erased_on(candidacy.dossier),
        "closed": is_running(candidacy) is not None,
    }


def _place(reference: str, answers: ReportAnswers, about: str) -> str:
    """To the answer that a question is about, by where it stands on the page: the address names no question."""
    places = {
        question.id: f"vraag-{part}-{number}"
        for part, section in enumerate(answers.sections, 1)
        for number, question in enumerate(section.questions, 1)
    }
    return f"{reverse('candidate_answers', args=[reference])}#{places.get(about, 'vragen')}"
