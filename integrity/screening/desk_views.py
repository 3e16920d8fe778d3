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
from integrity.screening.committee import added_since, own_seat
from integrity.screening.desk import counts_of, desk_of, draw
from integrity.screening.desk_forms import DeskFilter
from integrity.screening.forms import CandidateForm
from integrity.screening.models import Candidacy, SelectionRound
from integrity.screening.presenting import trail
from integrity.screening.queries import candidates_of, round_of
from integrity.screening.reminders import Reminded, remind
from integrity.screening.round_report import ROUND
from integrity.screening.rules import READERS, sees
from portal.audit.models import Act
from portal.audit.record import record_daily
from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.privacy.searching import as_address, from_address
from portal.reports.order import order_report


@require_GET
@requires(*READERS)
def round_desk(request: HttpRequest, pk: str) -> HttpResponse:
    """All candidates of a round at a glance."""
    selection = round_of(request.actor, pk)
    manages = request.actor.has(Role.PARTY_SECRETARY)
    seat = own_seat(request.actor, selection) if request.actor.has(Role.COMMITTEE_MEMBER) else None
    if not manages and seat.rules_confirmed_at is None:
        return redirect("round_join", pk)
    everybody = candidates_of(request.actor, selection)
    record_daily(request.actor, Act.READ, "candidacy.names", [candidacy.dossier_id for candidacy in everybody])
    desk = desk_of(request.actor, selection, everybody)
    desk_filter = DeskFilter(desk.columns, from_address(request.actor, str(selection.pk), request.GET))
    context = {
        "selection": selection,
        "breadcrumbs": trail(selection)[:1],
        "desk": desk,
        "counts": counts_of(desk),
        "rows": draw(desk_filter.apply(desk.rows), desk.columns),
        "total": len(everybody),
        "filter": desk_filter,
        "newcomers": added_since(seat, everybody) if seat else 0,
        "may_manage": manages,
    }
    return render(request, "integrity/round_desk.html", context)


@require_POST
@requires(*READERS)
def round_search(request: HttpRequest, pk: str) -> HttpResponse:
    """Narrow the desk. By POST, because a name belongs in no address."""
    selection = round_of(request.actor, pk)
    query = as_address(request.actor, str(selection.pk), DeskFilter.base_fields, request.POST)
    return redirect(f"{reverse('round_desk', args=[pk])}?{query}")


@require_POST
@requires(*READERS)
def round_report(request: HttpRequest, pk: str) -> HttpResponse:
    """Order the overview of a round as PDF."""
    selection = round_of(request.actor, pk)
    report = order_report(request.actor, ROUND, subject=str(selection.pk))
    told = Candidacy.objects.visible_to(request.actor).filter(round=selection, dossier__erased_at=None)
    record_daily(request.actor, Act.READ, f"report.{ROUND}", list(told.values_list("dossier_id", flat=True)))
    return redirect("report_status", report.pk)


@require_http_methods(["GET", "POST"])
@requires(Role.PARTY_SECRETARY)
def candidate_add(request: HttpRequest, pk: str) -> HttpResponse:
    """Add one candidate to a round."""
    selection = round_of(request.actor, pk)
    form = CandidateForm(selection, request.POST or None)
    if form.is_valid():
        candidacy = add_candidate(request.actor, selection, **form.cleaned_data)
        if sees(request.actor, candidacy.dossier) is not None:
            messages.warning(request, _("Dit bent u zelf. Een collega die secretaris is, handelt uw dossier af."))
            return redirect("round_desk", pk)
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
    invited = invite_all(request.actor, _ticked(request, selection))
    if invited:
        text = ngettext("%(n)s kandidaat is uitgenodigd.", "%(n)s kandidaten zijn uitgenodigd.", invited)
        messages.success(request, text % {"n": invited})
    else:
        messages.warning(
            request, _("Er is niemand uitgenodigd. Vink eerst kandidaten aan die nog niet zijn uitgenodigd.")
        )
    return redirect("round_desk", pk)


@require_POST
@requires(Role.PARTY_SECRETARY)
def candidates_remind(request: HttpRequest, pk: str) -> HttpResponse:
    """Remind the ticked candidates of what is still asked of them."""
    selection = round_of(request.actor, pk)
    chosen = _ticked(request, selection)
    if chosen:
        tell_reminded(request, remind(request.actor, selection, chosen))
    else:
        messages.warning(request, _("Er is niemand herinnerd. Vink eerst kandidaten aan."))
    return redirect("round_desk", pk)


def _ticked(request: HttpRequest, selection: SelectionRound) -> list[Candidacy]:
    ticked = request.POST.getlist("candidate")
    candidacies = Candidacy.objects.visible_to(request.actor).named()
    return list(candidacies.filter(round=selection, dossier__erased_at=None, dossier__reference__in=ticked))


def tell_reminded(request: HttpRequest, reminded: Reminded) -> None:
    """Say how many were reminded, and why others were not."""
    told = []
    if reminded.sent:
        sent = ngettext(
            "%(n)s kandidaat krijgt een herinnering.", "%(n)s kandidaten krijgen een herinnering.", reminded.sent
        )
        told.append(sent % {"n": reminded.sent})
    if reminded.already:
        already = ngettext("%(n)s kreeg er vandaag al een.", "%(n)s kregen er vandaag al een.", reminded.already)
        told.append(already % {"n": reminded.already})
    if reminded.nothing:
        nothing = ngettext("%(n)s hoeft nu niets te doen.", "%(n)s hoeven nu niets te doen.", reminded.nothing)
        told.append(nothing % {"n": reminded.nothing})
    messages.add_message(request, messages.SUCCESS if reminded.sent else messages.WARNING, " ".join(told))
