"""The committee of a round, joining it, and ties."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from integrity.screening import committee
from integrity.screening.committee_forms import JoinForm, NamingForm
from integrity.screening.committee_texts import ADVICE, DECLARED, GROUND_RULES
from integrity.screening.models import Candidacy, RoundMember, SelectionRound
from integrity.screening.presenting import trail
from integrity.screening.queries import candidacy_of, candidates_of, round_of
from integrity.screening.rules import READERS
from integrity.screening.tie_pages import ask_to_declare, ask_to_lift
from integrity.screening.ties import declare_tie, lift_tie, ties_in
from portal.audit.models import Act
from portal.audit.record import record_daily
from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.privacy.models import Tie


@require_GET
@requires(*READERS)
def round_committee(request: HttpRequest, pk: str) -> HttpResponse:
    """Who is in the committee; for the secretary also who has a tie with whom."""
    selection = round_of(request.actor, pk)
    return _page(request, selection, NamingForm(_nameable(request, selection)))


@require_POST
@requires(Role.PARTY_SECRETARY)
def round_member_name(request: HttpRequest, pk: str) -> HttpResponse:
    """Name colleagues for the committee."""
    selection = round_of(request.actor, pk)
    form = NamingForm(_nameable(request, selection), request.POST)
    if not form.is_valid():
        return _page(request, selection, form)
    for person in form.cleaned_data["people"]:
        committee.name_member(request.actor, selection, person)
    messages.success(request, _("De commissie is bijgewerkt. Wie nieuw is, krijgt bericht en bevestigt de spelregels."))
    return redirect("round_committee", pk)


def _page(request: HttpRequest, selection: SelectionRound, form: NamingForm) -> HttpResponse:
    manages = request.actor.has(Role.PARTY_SECRETARY)
    everybody = candidates_of(request.actor, selection) if manages else []
    ties = ties_in(request.actor, everybody)
    record_daily(request.actor, Act.READ, "candidacy.names", {candidacy.dossier_id for candidacy, _tie in ties})
    context = {
        "selection": selection,
        "breadcrumbs": trail(selection),
        "form": form if manages else None,
        "seats": committee.seats_of(request.actor, selection),
        "ties": ties,
        "secretaries": list(committee.secretaries(request.actor)),
        "advice": ADVICE,
        "may_invite": request.actor.has(Role.MANAGER),
    }
    return render(request, "integrity/round_committee.html", context)


def _nameable(request: HttpRequest, selection: SelectionRound) -> Any:
    return committee.possible_members(request.actor).exclude(pk__in=selection.members.values("person"))


@require_GET
@requires(Role.PARTY_SECRETARY)
def round_member_confirm(request: HttpRequest, pk: str, member: UUID) -> HttpResponse:
    """Ask before somebody leaves the committee."""
    selection = round_of(request.actor, pk)
    seat = _seat(request, selection, member)
    context = {
        "title": _("%(name)s uit de commissie halen?") % {"name": seat.person.name},
        "points": [
            _("Alle dossiers van deze ronde gaan meteen dicht voor dit lid."),
            _("Banden die dit lid opgaf, blijven staan. Wijst u het lid later weer aan, dan gelden die nog."),
        ],
        "action_url": reverse("round_member_dismiss", args=[pk, member]),
        "action_label": _("Uit de commissie halen"),
        "cancel_url": reverse("round_committee", args=[pk]),
        "breadcrumbs": _trail(selection),
    }
    return render(request, "portal/confirm.html", context)


@require_POST
@requires(Role.PARTY_SECRETARY)
def round_member_dismiss(request: HttpRequest, pk: str, member: UUID) -> HttpResponse:
    """Take somebody out of the committee."""
    seat = _seat(request, round_of(request.actor, pk), member)
    committee.dismiss_member(request.actor, seat)
    messages.success(request, _("Dit lid zit niet meer in de commissie. De dossiers zijn dicht."))
    return redirect("round_committee", pk)


def _seat(request: HttpRequest, selection: SelectionRound, member: UUID) -> RoundMember:
    seats = RoundMember.objects.visible_to(request.actor).filter(round=selection).select_related("person")
    return get_object_or_404(seats, pk=member)


@require_http_methods(["GET", "POST"])
@requires(Role.COMMITTEE_MEMBER)
def round_join(request: HttpRequest, pk: str) -> HttpResponse:
    """Confirm the ground rules and say with whom there is a tie; then the files open."""
    selection = round_of(request.actor, pk)
    candidacies = committee.to_look_at(request.actor, selection)
    seat = committee.own_seat(request.actor, selection)
    form = JoinForm(candidacies, request.POST or None, first=seat.rules_confirmed_at is None)
    if form.is_valid():
        committee.join(request.actor, selection, form.chosen(), form.seen_at())
        _tell_joined(request, len(form.chosen()))
        return redirect("round_desk", pk)
    record_daily(request.actor, Act.READ, "candidacy.names", [candidacy.dossier_id for candidacy in candidacies])
    context = {
        "selection": selection,
        "breadcrumbs": trail(selection)[:1],
        "seat": seat,
        "form": form,
        "rules": GROUND_RULES,
        "candidacies": candidacies,
    }
    return render(request, "integrity/round_join.html", context)


def _tell_joined(request: HttpRequest, tied: int) -> None:
    text = _("Dank u. U ziet nu de dossiers van deze ronde.")
    if tied:
        closed = ngettext(
            "Eén dossier is voor u gesloten, omdat u een band opgaf.",
            "%(n)s dossiers zijn voor u gesloten, omdat u een band opgaf.",
            tied,
        )
        text = f"{text} {closed % {'n': tied}}"
    messages.success(request, text)


@require_GET
@requires(*READERS)
def candidate_tie(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask before a tie is declared: it closes the file at once."""
    candidacy = candidacy_of(request.actor, reference)
    return ask_to_declare(
        request,
        candidacy.dossier,
        candidacy.name,
        Role.PARTY_SECRETARY,
        Role.BOARD_MEMBER,
        action_url=reverse("candidate_tie_declare", args=[reference]),
        cancel_url=reverse("candidate", args=[reference]),
        breadcrumbs=trail(candidacy.round, candidacy),
    )


@require_POST
@requires(*READERS)
def candidate_tie_declare(request: HttpRequest, reference: str) -> HttpResponse:
    """Close a file to the person who asks."""
    candidacy = candidacy_of(request.actor, reference)
    declare_tie(request.actor, candidacy.dossier)
    messages.success(request, DECLARED)
    return redirect("round_desk", candidacy.round_id)


@require_GET
@requires(Role.PARTY_SECRETARY)
def round_tie_confirm(request: HttpRequest, pk: str, tie: UUID) -> HttpResponse:
    """Ask before a closed file opens again to a colleague."""
    selection = round_of(request.actor, pk)
    candidacy, row = _tie(request, selection, tie)
    return ask_to_lift(
        request,
        row,
        candidacy.name,
        _("Het dossier gaat weer open voor deze collega."),
        _("De kandidaat ziet dat u de band hebt weggehaald."),
        action_url=reverse("round_tie_lift", args=[pk, tie]),
        cancel_url=reverse("round_committee", args=[pk]),
        breadcrumbs=_trail(selection),
    )


@require_POST
@requires(Role.PARTY_SECRETARY)
def round_tie_lift(request: HttpRequest, pk: str, tie: UUID) -> HttpResponse:
    """Open a file again to a colleague who declared a tie by mistake."""
    candidacy, row = _tie(request, round_of(request.actor, pk), tie)
    lift_tie(request.actor, candidacy.dossier, row)
    messages.success(request, _("De band is weggehaald. Het dossier is weer open voor deze collega."))
    return redirect("round_committee", pk)


def _tie(request: HttpRequest, selection: SelectionRound, tie: UUID) -> tuple[Candidacy, Tie]:
    rows = Tie.objects.visible_to(request.actor).filter(dossier__candidacy__round=selection)
    row = get_object_or_404(rows.select_related("person", "dossier"), pk=tie)
    return candidacy_of(request.actor, row.dossier.reference), row


def _trail(selection: SelectionRound) -> list[tuple[str, str]]:
    return [*trail(selection), (_("Selectiecommissie"), reverse("round_committee", args=[selection.pk]))]
