"""Rounds: all of them, a new one, and its settings."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from integrity.screening.candidates import add_round
from integrity.screening.models import SelectionRound
from integrity.screening.presenting import trail
from integrity.screening.queries import round_of
from integrity.screening.round_forms import RoundForm
from integrity.screening.rounds import change_round, offices_taken
from integrity.screening.rules import READERS
from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.organisations.models import Organisation
from portal.workflow.door import ChangedMeanwhile


@require_GET
@requires(*READERS)
def rounds(request: HttpRequest) -> HttpResponse:
    """Every selection round of the branch."""
    selections = SelectionRound.objects.visible_to(request.actor).with_size(request.actor)
    context = {"rounds": selections, "may_manage": request.actor.has(Role.PARTY_SECRETARY)}
    return render(request, "integrity/rounds.html", context)


@require_http_methods(["GET", "POST"])
@requires(Role.PARTY_SECRETARY)
def round_new(request: HttpRequest) -> HttpResponse:
    """Start a round."""
    own_body = Organisation.objects.select_related("parent").get(pk=request.actor.tenant_id).parent
    form = RoundForm(request.POST or None, body=own_body)
    if form.is_valid():
        selection = add_round(request.actor, **form.changes)
        messages.success(request, _("De ronde is gestart. Kies nu wat u gebruikt en wanneer het klaar is."))
        return redirect("round_instruments", selection.pk)
    context = {
        "form": form,
        "title": _("Nieuwe selectieronde"),
        "action_label": _("Ronde starten"),
        "breadcrumbs": [(_("Selectierondes"), reverse("rounds"))],
        "back": reverse("rounds"),
    }
    return render(request, "integrity/round_form.html", context)


@require_http_methods(["GET", "POST"])
@requires(Role.PARTY_SECRETARY)
def round_settings(request: HttpRequest, pk: str) -> HttpResponse:
    """Change a round."""
    selection = round_of(request.actor, pk)
    form = RoundForm(request.POST or None, selection=selection, taken=frozenset(offices_taken(selection)))
    if form.is_valid() and _is_changed(request, form):
        messages.success(request, _("De ronde is opgeslagen."))
        return redirect("round_desk", pk)
    context = {
        "form": form,
        "title": _("Ronde wijzigen"),
        "action_label": _("Opslaan"),
        "breadcrumbs": trail(selection),
        "back": reverse("round_desk", args=[pk]),
    }
    return render(request, "integrity/round_form.html", context)


def _is_changed(request: HttpRequest, form: RoundForm) -> bool:
    try:
        change_round(request.actor, form.selection, form.cleaned_data["version"], **form.changes)
    except ChangedMeanwhile:
        form.tell_changed_by(round_of(request.actor, form.selection.pk))
        return False
    return True
