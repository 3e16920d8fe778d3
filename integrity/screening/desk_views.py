"""The secretary's desk: all candidates of a round, and what is done with several at once."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from integrity.screening.candidates import add_candidate, invite_all
from integrity.screening.forms import CandidateFilter, CandidateForm
from integrity.screening.own_steps import TONES
from integrity.screening.presenting import trail
from integrity.screening.queries import candidates_of, round_of
from integrity.screening.rules import READERS
from portal.audit.models import Act
from portal.audit.record import record_daily
from portal.organisations.access import requires
from portal.organisations.enums import Role


@require_GET
@requires(*READERS)
def round_desk(request: HttpRequest, pk: str) -> HttpResponse:
    """All candidates of a round at a glance."""
    selection = round_of(request.actor, pk)
    everybody = candidates_of(request.actor, selection)
    record_daily(request.actor, Act.READ, "candidacy.names", [candidacy.dossier_id for candidacy in everybody])
    candidate_filter = CandidateFilter(request.GET)
    shown = candidate_filter.apply(everybody)
    context = {
        "selection": selection,
        "breadcrumbs": trail(selection)[:1],
        "rows": [(candidacy, TONES[candidacy.response.status] if candidacy.response else "") for candidacy in shown],
        "total": len(everybody),
        "waiting": sum(1 for candidacy in everybody if candidacy.status == "added"),
        "filter": candidate_filter,
        "may_manage": request.actor.has(Role.PARTY_SECRETARY),
    }
    return render(request, "integrity/round_desk.html", context)


@require_http_methods(["GET", "POST"])
@requires(Role.PARTY_SECRETARY)
def candidate_add(request: HttpRequest, pk: str) -> HttpResponse:
    """Add one candidate to a round."""
    selection = round_of(request.actor, pk)
    form = CandidateForm(selection, request.POST or None)
    if form.is_valid():
        candidacy = add_candidate(request.actor, selection, **form.cleaned_data)
        messages.success(request, _("De kandidaat is toegevoegd. Er is nog niets verstuurd."))
        return redirect("candidate", candidacy.dossier.reference)
    context = {
        "title": _("Kandidaat toevoegen"),
        "breadcrumbs": trail(selection),
        "intro": _("De kandidaat krijgt pas bericht als u op uitnodigen klikt."),
        "form": form,
        "action_label": _("Toevoegen"),
        "cancel_url": reverse("round_desk", args=[pk]),
        "facts": {
            "who": _("De secretaris en de selectiecommissie van uw afdeling, en de kandidaat."),
            "erased": _("%(days)s dagen na de beslissing over de kandidaat.") % {"days": settings.CANDIDACY_KEPT_DAYS},
            "next": _("U nodigt de kandidaat uit. Die krijgt een persoonlijke link per e-mail."),
        },
    }
    return render(request, "portal/form.html", context)


@require_POST
@requires(Role.PARTY_SECRETARY)
def candidates_invite(request: HttpRequest, pk: str) -> HttpResponse:
    """Invite the ticked candidates at once."""
    selection = round_of(request.actor, pk)
    ticked = set(request.POST.getlist("candidate"))
    chosen = [c for c in candidates_of(request.actor, selection) if c.dossier.reference in ticked]
    invited = invite_all(request.actor, chosen)
    if invited:
        text = ngettext("%(n)s kandidaat is uitgenodigd.", "%(n)s kandidaten zijn uitgenodigd.", invited)
        messages.success(request, text % {"n": invited})
    else:
        messages.warning(
            request, _("Er is niemand uitgenodigd. Vink eerst kandidaten aan die nog niet zijn uitgenodigd.")
        )
    return redirect("round_desk", pk)
