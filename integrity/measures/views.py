"""The desk's pages about measures: of one candidate, and of a whole round."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from integrity.measures.agreeing import change, note_talk, plan_review, propose, take
from integrity.measures.forms import MeasureFilter, MeasureForm, ReviewForm
from integrity.measures.models import Measure
from integrity.measures.presenting import desk_facts, desk_row, row_of, trail_to
from integrity.measures.queries import File, file_for, file_of, measures_of, round_measures, with_people
from integrity.measures.rules import is_early, may_add, may_change, may_review
from integrity.screening.presenting import trail
from integrity.screening.queries import round_of
from integrity.screening.rules import READERS
from portal.audit.models import Act
from portal.audit.record import record, record_daily
from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.walls.actor import demand
from portal.workflow.door import ChangedMeanwhile
from portal.workflow.versions import version_seen


@require_GET
@requires(*READERS)
def measures(request: HttpRequest, reference: str) -> HttpResponse:
    """What was proposed to one candidate and agreed."""
    file = file_for(request.actor, reference)
    record(request.actor, Act.READ, "measures", dossier_id=file.dossier.pk, subject=reference)
    context = {
        "file": file,
        "breadcrumbs": trail_to(file),
        "rows": [desk_row(request.actor, measure) for measure in measures_of(request.actor, file.dossier)],
        "refused": may_add(request.actor, file),
        "early": is_early(file),
        "facts": desk_facts(file),
    }
    return render(request, "integrity/measures/measures.html", context)


@require_http_methods(["GET", "POST"])
@requires(*READERS)
def measure_new(request: HttpRequest, reference: str) -> HttpResponse:
    """Propose a measure."""
    file = file_for(request.actor, reference)
    demand(may_add(request.actor, file))
    form = MeasureForm.of(file, request.POST or None)
    if form.is_valid():
        propose(request.actor, file, form.cleaned_data["token"], form.facts)
        messages.success(request, _("De maatregel is voorgesteld. De kandidaat leest die in het eigen dossier."))
        return redirect("measures", reference)
    return _form_page(request, file, form, title=_("Maatregel voorstellen"), early=is_early(file))


@require_http_methods(["GET", "POST"])
@requires(*READERS)
def measure_change(request: HttpRequest, reference: str, pk: str) -> HttpResponse:
    """Change a proposal."""
    measure = _measure(request, reference, pk)
    demand(may_change(request.actor, measure))
    form = MeasureForm.of(file_of(measure), request.POST or None, measure)
    if form.is_valid():
        try:
            change(request.actor, measure, version_seen(request.POST.get("version", "")), form.facts)
        except ChangedMeanwhile as changed:
            form.add_error(None, str(changed.reason))
        else:
            messages.success(request, _("De maatregel is gewijzigd."))
            return redirect("measures", reference)
    return _form_page(request, file_of(measure), form, title=_("Maatregel wijzigen"), measure=measure)


@require_http_methods(["GET", "POST"])
@requires(*READERS)
def measure_review(request: HttpRequest, reference: str, pk: str) -> HttpResponse:
    """Choose when to look at an agreed measure again."""
    measure = _measure(request, reference, pk)
    demand(may_review(request.actor, measure))
    form = ReviewForm(file_of(measure), request.POST or None, initial={"review_on": measure.review_on})
    if form.is_valid():
        try:
            plan_review(request.actor, measure, version_seen(request.POST.get("version", "")), form.cleaned_data)
        except ChangedMeanwhile as changed:
            form.add_error(None, str(changed.reason))
        else:
            messages.success(request, _("De datum is vastgelegd. Het portaal herinnert eraan."))
            return redirect("measures", reference)
    return _form_page(request, file_of(measure), form, title=_("Terugkijken plannen"), measure=measure)


@require_POST
@requires(*READERS)
def measure_finish(request: HttpRequest, reference: str, pk: str) -> HttpResponse:
    """Say that a measure is done."""
    return _take(request, _measure(request, reference, pk), "finish", _("De maatregel is gedaan."))


@require_POST
@requires(*READERS)
def measure_reopen(request: HttpRequest, reference: str, pk: str) -> HttpResponse:
    """Say that it is not done after all."""
    return _take(request, _measure(request, reference, pk), "reopen", _("De maatregel staat weer open."))


@require_GET
@requires(*READERS)
def measure_drop(request: HttpRequest, reference: str, pk: str) -> HttpResponse:
    """Ask before dropping a measure, which cannot be undone."""
    measure = _measure(request, reference, pk)
    record(request.actor, Act.READ, "measures", dossier_id=measure.dossier_id, subject=reference)
    context = {
        "title": _("Wilt u deze maatregel laten vervallen?"),
        "text": measure.text,
        "points": [
            _("U kunt dit niet terugdraaien. U kunt wel een nieuwe maatregel voorstellen."),
            _("De kandidaat blijft zien dat de maatregel er was en is vervallen."),
        ],
        "action_url": reverse("measure_drop_confirm", args=[reference, pk]),
        "action_label": _("Laten vervallen"),
        "cancel_url": reverse("measures", args=[reference]),
        "breadcrumbs": [*trail_to(file_of(measure)), (_("Maatregelen"), reverse("measures", args=[reference]))],
        "hidden": {"version": measure.version},
    }
    return render(request, "portal/confirm.html", context)


@require_POST
@requires(*READERS)
def measure_drop_confirm(request: HttpRequest, reference: str, pk: str) -> HttpResponse:
    """Drop a measure."""
    return _take(request, _measure(request, reference, pk), "drop", _("De maatregel is vervallen."))


@require_POST
@requires(*READERS)
def measure_talked(request: HttpRequest, reference: str, pk: str) -> HttpResponse:
    """Note that the talk the candidate asked for was held."""
    note_talk(request.actor, _measure(request, reference, pk))
    messages.success(request, _("Vastgelegd dat u erover hebt gepraat."))
    return redirect("measures", reference)


@require_GET
@requires(Role.PARTY_SECRETARY)
def measures_of_round(request: HttpRequest, pk: str) -> HttpResponse:
    """Every measure of a round that goes on, with what is due."""
    selection = round_of(request.actor, pk)
    everything = round_measures(request.actor, selection)
    record_daily(request.actor, Act.READ, "measures.list", {measure.dossier_id for measure in everything})
    narrowed = MeasureFilter(request.GET)
    context = {
        "selection": selection,
        "breadcrumbs": trail(selection),
        "rows": [(file_of(measure), row_of(measure)) for measure in narrowed.apply(everything)],
        "total": len(everything),
        "filter": narrowed,
    }
    return render(request, "integrity/measures/of_round.html", context)


def _measure(request: HttpRequest, reference: str, pk: str) -> Measure:
    own = with_people(Measure.objects.visible_to(request.actor))
    return get_object_or_404(own, dossier=file_for(request.actor, reference).dossier, pk=pk)


def _form_page(
    request: HttpRequest,
    file: File,
    form: MeasureForm | ReviewForm,
    *,
    title: str,
    measure: Measure | None = None,
    early: str | None = None,
) -> HttpResponse:
    reference = file.dossier.reference
    record(request.actor, Act.READ, "measures", dossier_id=file.dossier.pk, subject=reference)
    context = {
        "title": title,
        "form": form,
        "breadcrumbs": [*trail_to(file), (_("Maatregelen"), reverse("measures", args=[reference]))],
        "cancel_url": reverse("measures", args=[reference]),
        "facts": desk_facts(file),
        "early": early,
        "row": row_of(measure) if measure else None,
        "examples": isinstance(form, MeasureForm),
    }
    return render(request, "integrity/measures/form.html", context)


def _take(request: HttpRequest, measure: Measure, move: str, done: str) -> HttpResponse:
    """Take a move; tell on the next page when somebody came between."""
    try:
        taken = take(request.actor, measure, move, version_seen(request.POST.get("version", "")))
    except ChangedMeanwhile as changed:
        messages.info(request, changed.reason)
    else:
        if taken:
            messages.success(request, done)
    return redirect("measures", measure.dossier.reference)
