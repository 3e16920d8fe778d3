"""The candidate's own measures: read, agree, talk, say that they are done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from integrity.measures.agreeing import ask_to_talk, take
from integrity.measures.models import Measure
from integrity.measures.presenting import own_facts, own_row, own_trail
from integrity.measures.queries import measures_of, own_file, with_people
from portal.accounts.destinations import url_for_dossier
from portal.organisations.access import candidate_only
from portal.workflow.door import ChangedMeanwhile
from portal.workflow.versions import version_seen


@require_GET
@candidate_only
def my_measures(request: HttpRequest) -> HttpResponse:
    """What was proposed, agreed and done."""
    file = own_file(request.actor)
    context = {
        "breadcrumbs": own_trail(file),
        "back": url_for_dossier(file.dossier),
        "rows": [own_row(request.actor, measure) for measure in measures_of(request.actor, file.dossier)],
        "facts": own_facts(file),
    }
    return render(request, "integrity/measures/my_measures.html", context)


@require_POST
@candidate_only
def my_measure_agree(request: HttpRequest, pk: str) -> HttpResponse:
    """Agree to a measure as it was on the page."""
    return _take(request, pk, "agree", _("U gaat akkoord met deze maatregel. De tekst staat nu vast."))


@require_POST
@candidate_only
def my_measure_finish(request: HttpRequest, pk: str) -> HttpResponse:
    """Say that an own measure is done."""
    return _take(request, pk, "finish", _("Vastgelegd dat u dit hebt gedaan."))


@require_POST
@candidate_only
def my_measure_talk(request: HttpRequest, pk: str) -> HttpResponse:
    """Ask to talk about a measure first."""
    if ask_to_talk(request.actor, _measure(request, pk)):
        messages.success(
            request, _("De secretaris weet dat u hierover wilt praten. U hoeft nu nog niets te beslissen.")
        )
    return redirect("my_measures")


def _measure(request: HttpRequest, pk: str) -> Measure:
    own = with_people(Measure.objects.visible_to(request.actor))
    return get_object_or_404(own, dossier=own_file(request.actor).dossier, pk=pk)


def _take(request: HttpRequest, pk: str, move: str, done: str) -> HttpResponse:
    """Take a move; when the text changed since it was read, ask to read it again."""
    try:
        taken = take(request.actor, _measure(request, pk), move, version_seen(request.POST.get("version", "")))
    except ChangedMeanwhile:
        messages.warning(request, _("De tekst van deze maatregel is net veranderd. Lees de nieuwe tekst."))
    else:
        if taken:
            messages.success(request, done)
    return redirect("my_measures")
