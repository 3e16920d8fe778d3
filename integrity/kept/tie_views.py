"""A tie with somebody of whom only facts are kept: the secretary declares it, and lifts that of a colleague."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from integrity.kept.models import KeptFile
from integrity.kept.queries import kept_of
from integrity.screening.committee_texts import DECLARED
from integrity.screening.presenting import trail
from integrity.screening.tie_pages import ask_to_declare, ask_to_lift
from integrity.screening.ties import declare_tie, lift_tie, ties_with
from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.privacy.models import Tie


@require_GET
@requires(Role.PARTY_SECRETARY)
def kept_tie(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask before a tie is declared."""
    kept = kept_of(request.actor, reference)
    return ask_to_declare(
        request,
        kept.dossier,
        kept.name,
        Role.PARTY_SECRETARY,
        action_url=reverse("kept_tie_declare", args=[reference]),
        cancel_url=reverse("kept_file", args=[reference]),
        breadcrumbs=_trail(kept),
    )


@require_POST
@requires(Role.PARTY_SECRETARY)
def kept_tie_declare(request: HttpRequest, reference: str) -> HttpResponse:
    """Close the facts to the secretary who asks."""
    kept = kept_of(request.actor, reference)
    declare_tie(request.actor, kept.dossier)
    messages.success(request, DECLARED)
    return redirect("kept_files", kept.round_id)


@require_GET
@requires(Role.PARTY_SECRETARY)
def kept_tie_lift_confirm(request: HttpRequest, reference: str, pk: UUID) -> HttpResponse:
    """Ask before a colleague's tie is lifted."""
    kept = kept_of(request.actor, reference)
    return ask_to_lift(
        request,
        _tie(request, kept, pk),
        kept.name,
        _("Is deze collega secretaris? Dan gaan de bewaarde feiten weer open."),
        _("De persoon zelf ziet dat u de band hebt weggehaald."),
        action_url=reverse("kept_tie_lift", args=[reference, pk]),
        cancel_url=reverse("kept_file", args=[reference]),
        breadcrumbs=_trail(kept),
    )


@require_POST
@requires(Role.PARTY_SECRETARY)
def kept_tie_lift(request: HttpRequest, reference: str, pk: UUID) -> HttpResponse:
    """Lift a tie that a colleague declared by mistake."""
    kept = kept_of(request.actor, reference)
    lift_tie(request.actor, kept.dossier, _tie(request, kept, pk))
    messages.success(request, _("De band is weggehaald."))
    return redirect("kept_file", reference)


def _tie(request: HttpRequest, kept: KeptFile, pk: UUID) -> Tie:
    return get_object_or_404(ties_with(request.actor, kept.dossier), pk=pk)


def _trail(kept: KeptFile) -> list[tuple[str, str]]:
    return [*trail(kept.round), (kept.name, reverse("kept_file", args=[kept.dossier.reference]))]
