"""References at the desk: who was named, who was called."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from integrity.background.forms import RefereeForm, SpokenForm
from integrity.background.models import Reference
from integrity.background.pages import NAME, REFERENCES, form_page, opened, ready, saved
from integrity.background.presenting import referee_rows, reference_facts
from integrity.background.queries import references_of
from integrity.background.referees import cancel, correct, name_referee, speak
from integrity.background.rules import has_room, interview_day, interview_was_held, is_call_day, may_name_referee
from integrity.background.steps import references_state
from integrity.background.workflow import REFERENCE
from integrity.screening.enums import Instrument
from integrity.screening.instruments import uses
from integrity.screening.models import Candidacy
from integrity.screening.presenting import trail
from integrity.screening.queries import candidacy_of
from integrity.screening.rules import READERS
from portal.organisations.access import requires
from portal.walls.actor import Actor, demand
from portal.workflow.versions import version_seen


def _back(candidacy: Candidacy) -> tuple[str, str]:
    return _("Referenties"), reverse("references", args=[candidacy.dossier.reference])


def _page(request: HttpRequest, candidacy: Candidacy, **context: Any) -> HttpResponse:
    return form_page(request, candidacy, _back(candidacy), facts=reference_facts(candidacy), **context)


def _reference(actor: Actor, candidacy: Candidacy, pk: UUID) -> Reference:
    rows = Reference.objects.visible_to(actor).select_related("dossier")
    return get_object_or_404(rows, pk=pk, dossier_id=candidacy.dossier_id)


@require_GET
@requires(*READERS)
def references(request: HttpRequest, reference: str) -> HttpResponse:
    """Who can be called, who was, and whether it is time."""
    candidacy = opened(request, reference, REFERENCES)
    named = references_of(request.actor, candidacy.dossier)
    context = {
        "candidacy": candidacy,
        "breadcrumbs": trail(candidacy.round, candidacy),
        "state": references_state([(row.status, row.spoken_on) for row in named]),
        "rows": referee_rows(request.actor, candidacy, named),
        "closed": may_name_referee(request.actor, candidacy),
        "full": has_room(candidacy),
        "too_early": interview_was_held(candidacy),
        "no_interview": not uses(candidacy.round, Instrument.INTERVIEW) and not interview_day(candidacy.dossier),
        "facts": reference_facts(candidacy),
    }
    return render(request, "integrity/background/references.html", context)


@require_http_methods(["GET", "POST"])
@requires(*READERS)
def reference_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a referee whom the candidate named in another way."""
    candidacy = opened(request, reference, NAME)
    demand(may_name_referee(request.actor, candidacy))
    form = RefereeForm(request.POST or None)
    if form.is_valid():
        name_referee(request.actor, candidacy, **form.facts)
        messages.success(request, _("De referentie staat erbij. De kandidaat ziet dat ook."))
        return redirect("references", reference)
    return _page(
        request,
        candidacy,
        title=_("Referentie toevoegen"),
        intro=_("Alleen iemand die de kandidaat zelf noemde. De kandidaat vraagt het eerst aan die persoon."),
        form=form,
        action_label=_("Toevoegen"),
    )


@require_http_methods(["GET", "POST"])
@requires(*READERS)
def reference_speak(request: HttpRequest, reference: str, pk: UUID) -> HttpResponse:
    """Note that somebody of the committee spoke with a referee."""
    candidacy = opened(request, reference, REFERENCES)
    row = _reference(request.actor, candidacy, pk)
    ready(request, REFERENCE, "speak", row)
    form = SpokenForm(
        lambda day: is_call_day(candidacy.dossier, day), request.POST or None, initial={"version": row.version}
    )

    def note() -> bool:
        return speak(request.actor, row, form.cleaned_data["day"], form.cleaned_data["summary"], form.seen)

    if saved(form, row, note):
        messages.success(request, _("Het gesprek met de referentie is vastgelegd."))
        return redirect("references", reference)
    return _page(
        request,
        candidacy,
        template="integrity/background/spoken_form.html",
        title=_("Gesprek met %(name)s") % {"name": row.name},
        referee=row,
        form=form,
        action_label=_("Vastleggen"),
    )


@require_POST
@requires(*READERS)
def reference_correct(request: HttpRequest, reference: str, pk: UUID) -> HttpResponse:
    """Undo a conversation that was noted of the wrong person."""
    row = _reference(request.actor, candidacy_of(request.actor, reference), pk)
    if correct(request.actor, row, version_seen(request.POST.get("version", ""))):
        messages.success(request, _("Het gesprek en de korte tekst zijn weggehaald."))
    return redirect("references", reference)


@require_POST
@requires(*READERS)
def reference_cancel(request: HttpRequest, reference: str, pk: UUID) -> HttpResponse:
    """Note that this person will not be called."""
    row = _reference(request.actor, candidacy_of(request.actor, reference), pk)
    if cancel(request.actor, row, version_seen(request.POST.get("version", ""))):
        messages.success(request, _("De referentie is vervallen. Het telefoonnummer of e-mailadres is gewist."))
    return redirect("references", reference)
