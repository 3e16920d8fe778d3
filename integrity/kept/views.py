"""What is kept of who was listed: for the secretary by round and by person, and for the person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from integrity.kept.links import send_new_link
from integrity.kept.models import KeptFile
from integrity.kept.presenting import facts_of, measures_of, undertaking_of
from integrity.kept.queries import kept_in, kept_of, own_kept_file
from integrity.kept.rules import may_erase_early
from integrity.measures.presenting import kept_facts
from integrity.measures.queries import File
from integrity.screening.models import Candidacy
from integrity.screening.presenting import trail
from integrity.screening.queries import round_of
from integrity.screening.ties import ties_with
from portal.accounts.limits import too_many
from portal.accounts.links import AT_DESK
from portal.audit.models import Act
from portal.audit.reading import lines_of
from portal.audit.record import record, record_daily
from portal.organisations.access import candidate_only, requires
from portal.organisations.enums import Role
from portal.retention.erasure import erase_dossier
from portal.rights.presenting import sign_of
from portal.walls.actor import demand


@require_GET
@requires(Role.PARTY_SECRETARY)
def kept_files(request: HttpRequest, pk: str) -> HttpResponse:
    """Of whom in a round facts are kept."""
    selection = round_of(request.actor, pk)
    rows = kept_in(request.actor, selection)
    record_daily(request.actor, Act.READ, "kept.names", [kept.dossier_id for kept in rows])
    context = {"selection": selection, "breadcrumbs": trail(selection), "rows": rows}
    return render(request, "integrity/kept_files.html", context)


@require_GET
@requires(Role.PARTY_SECRETARY)
def kept_file(request: HttpRequest, reference: str) -> HttpResponse:
    """What is kept of one person."""
    kept = kept_of(request.actor, reference)
    record(request.actor, Act.READ, "kept", dossier_id=kept.dossier_id, subject=reference)
    to_round = (_("Bewaarde feiten"), reverse("kept_files", args=[kept.round_id]))
    context = {
        **_context(request, kept),
        "breadcrumbs": [*trail(kept.round), to_round],
        "objection": sign_of(request.actor, kept.dossier),
        "may_erase": may_erase_early(request.actor, kept) is None,
        "ties": ties_with(request.actor, kept.dossier),
    }
    return render(request, "integrity/kept_file.html", context)


@require_POST
@requires(Role.PARTY_SECRETARY)
def kept_file_link(request: HttpRequest, reference: str) -> HttpResponse:
    """Send the person a fresh personal link."""
    kept = kept_of(request.actor, reference)
    if not AT_DESK.allows(reference):
        return too_many(request)
    send_new_link(request.actor, kept)
    messages.success(request, _("Er is een nieuwe link onderweg. De vorige link werkt niet meer."))
    return redirect("kept_file", reference)


@require_GET
@requires(Role.PARTY_SECRETARY)
def kept_file_confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask before erasing, which cannot be undone."""
    kept = kept_of(request.actor, reference)
    demand(may_erase_early(request.actor, kept))
    record(request.actor, Act.READ, "kept", dossier_id=kept.dossier_id, subject=reference)
    context = {
        "title": _("Bewaarde feiten wissen: %(name)s") % {"name": kept.name},
        "text": _("U kunt dit niet terugdraaien."),
        "points": [
            _("Alle feiten, de maatregelen en de bewilligingsverklaring gaan weg, voor u en voor de persoon zelf."),
            _("Het portaal herinnert niemand meer aan de afspraken."),
        ],
        "action_url": reverse("kept_file_erase", args=[reference]),
        "action_label": _("Ja, alles wissen"),
        "cancel_url": reverse("kept_file", args=[reference]),
        "tone": "urgent",
        "breadcrumbs": [*trail(kept.round), (kept.name, reverse("kept_file", args=[reference]))],
    }
    return render(request, "portal/confirm.html", context)


@require_POST
@requires(Role.PARTY_SECRETARY)
def kept_file_erase(request: HttpRequest, reference: str) -> HttpResponse:
    """Erase what is kept of somebody whose objection was upheld."""
    kept = kept_of(request.actor, reference)
    demand(may_erase_early(request.actor, kept))
    erase_dossier(request.actor, kept.dossier)
    messages.success(request, _("Alles van dossier %(reference)s is gewist.") % {"reference": reference})
    return redirect("kept_files", kept.round_id)


@require_GET
@candidate_only
def my_kept_file(request: HttpRequest) -> HttpResponse:
    """What is kept of oneself, and why; while the candidacy is there, what will be."""
    if Candidacy.objects.visible_to(request.actor).exists():
        messages.info(request, _("Er zijn nog geen bewaarde feiten over u. Hier leest u wat blijft en wat verdwijnt."))
        return redirect("my_clocks")
    kept = own_kept_file(request.actor)
    return render(request, "integrity/my_kept_file.html", _context(request, kept))


def _context(request: HttpRequest, kept: KeptFile) -> dict[str, object]:
    own = request.actor.dossier_id is not None
    return {
        "kept": kept,
        "rows": facts_of(kept),
        "measures": measures_of(request.actor, kept),
        "undertaking": undertaking_of(request.actor, kept),
        "facts": kept_facts(File(kept.dossier), own=own),
        "events": lines_of(request.actor, kept.dossier_id, daily=not own),
    }
