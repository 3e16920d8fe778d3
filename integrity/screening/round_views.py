"""Rounds: all of them, and a new one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from integrity.screening.candidates import add_round
from integrity.screening.forms import RoundForm
from integrity.screening.models import SelectionRound
from integrity.screening.rules import READERS
from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.organisations.models import Organisation


@require_GET
@requires(*READERS)
def rounds(request: HttpRequest) -> HttpResponse:
    """Every selection round of the branch."""
    selections = SelectionRound.objects.visible_to(request.actor).with_size()
    context = {"rounds": selections, "may_manage": request.actor.has(Role.PARTY_SECRETARY)}
    return render(request, "integrity/rounds.html", context)


@require_http_methods(["GET", "POST"])
@requires(Role.PARTY_SECRETARY)
def round_new(request: HttpRequest) -> HttpResponse:
    """Start a round."""
    own_body = Organisation.objects.filter(pk=request.actor.tenant_id).values_list("parent", flat=True).first()
    form = RoundForm(request.POST or None, initial={"body": own_body})
    if form.is_valid():
        selection = add_round(request.actor, **form.cleaned_data)
        messages.success(request, _("De ronde is gestart. Voeg nu de kandidaten toe."))
        return redirect("round_desk", selection.pk)
    context = {
        "title": _("Nieuwe selectieronde"),
        "breadcrumbs": [(_("Selectierondes"), reverse("rounds"))],
        "intro": _("Een ronde is één kandidatenlijst voor één verkiezing."),
        "form": form,
        "action_label": _("Ronde starten"),
        "cancel_url": reverse("rounds"),
    }
    return render(request, "portal/form.html", context)
