"""What a round uses: each instrument or the reason why not."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from integrity.screening.instrument_forms import InstrumentsForm
from integrity.screening.instruments import editions_of, in_use, rows_of_round
from integrity.screening.models import SelectionRound
from integrity.screening.planning import remarks_on
from integrity.screening.presenting import trail
from integrity.screening.queries import round_of
from integrity.screening.round_instruments import change_instruments, meanings
from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.walls.actor import Refused
from portal.workflow.door import ChangedMeanwhile

CONFIRMED = "confirmed"


@require_http_methods(["GET", "POST"])
@requires(Role.PARTY_SECRETARY)
def round_instruments(request: HttpRequest, pk: str) -> HttpResponse:
    """Choose what the round uses; a change that touches candidates under way is confirmed first."""
    selection = round_of(request.actor, pk)
    suggest = "voorstel" in request.GET
    rows = rows_of_round(selection)
    form = InstrumentsForm(selection, rows, editions_of(rows), request.POST or None, suggest=suggest)
    if form.is_valid():
        told = meanings(request.actor, selection, form.wanted())
        if told and CONFIRMED not in request.POST:
            return _confirm(request, selection, told)
        if _is_changed(request, form):
            messages.success(request, _("De instrumenten zijn opgeslagen."))
            return redirect("round_instruments", pk)
    remarks = remarks_on(selection, in_use(selection))
    context = {
        "selection": selection,
        "form": form,
        "groups": form.groups(remarks),
        "remarks": remarks,
        "suggest": suggest,
        "breadcrumbs": trail(selection),
    }
    return render(request, "integrity/round_instruments.html", context)


def _confirm(request: HttpRequest, selection: SelectionRound, told: list[str]) -> HttpResponse:
    typed = {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
    context = {
        "title": _("Wilt u de instrumenten wijzigen?"),
        "text": _("De ronde loopt al. Dit betekent het voor de kandidaten:"),
        "points": told,
        "action_url": reverse("round_instruments", args=[selection.pk]),
        "action_label": _("Ja, wijzigen"),
        "cancel_url": reverse("round_instruments", args=[selection.pk]),
        "hidden": typed | {CONFIRMED: "yes"},
        "breadcrumbs": trail(selection),
    }
    return render(request, "portal/confirm.html", context)


def _is_changed(request: HttpRequest, form: InstrumentsForm) -> bool:
    try:
        change_instruments(request.actor, form.selection, form.cleaned_data["version"], form.wanted())
    except ChangedMeanwhile:
        stored = round_of(request.actor, form.selection.pk)
        form.tell_changed_by(stored, rows_of_round(stored))
    except Refused as refused:
        form.add_error(None, refused.reason)
    else:
        return True
    return False
