"""The desk's page about one undertaking: offer it, take it back, see who signed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from integrity.measures.presenting import trail_to
from integrity.measures.queries import File, file_for
from integrity.screening.desk import at_hand, still_open
from integrity.screening.enums import Instrument
from integrity.screening.queries import candidacy_of
from integrity.screening.rules import READERS, is_secretary
from integrity.undertaking.enums import UndertakingStatus
from integrity.undertaking.models import Undertaking
from integrity.undertaking.presenting import document, facts_of, shown
from integrity.undertaking.queries import agreed_measures, edition_for, existing_undertaking, undertaking_of
from integrity.undertaking.reports import UNDERTAKING_PDF
from integrity.undertaking.rules import may_be_offered, measures_changed
from integrity.undertaking.signing import note_talk, offer, take_back
from integrity.undertaking.text import compose
from integrity.undertaking.workflow import UNDERTAKING
from portal.audit.models import Act
from portal.audit.record import record
from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.reports.order import order_report
from portal.walls.actor import Actor
from portal.workflow.door import ChangedMeanwhile, refusal
from portal.workflow.versions import version_seen

# What the candidate says in the text to have done.
SAID_TO_BE_DONE = (Instrument.RULES, Instrument.QUESTIONNAIRE)


@require_GET
@requires(*READERS)
def undertaking(request: HttpRequest, reference: str) -> HttpResponse:
    """The text as it is offered, or as it would be."""
    file = file_for(request.actor, reference)
    found = undertaking_of(request.actor, file.dossier)
    record(request.actor, Act.READ, "undertaking", dossier_id=file.dossier.pk, subject=reference)
    context = {
        "file": file,
        "breadcrumbs": trail_to(file),
        "may_manage": is_secretary(request.actor) is None,
        "facts": facts_of(file, found),
        **(_offered(request, found) if found else {}),
        **(_to_offer(request.actor, file) if found is None or found.status == UndertakingStatus.TAKEN_BACK else {}),
    }
    return render(request, "integrity/undertaking/undertaking.html", context)


@require_POST
@requires(Role.PARTY_SECRETARY)
def undertaking_offer(request: HttpRequest, reference: str) -> HttpResponse:
    """Offer the text of now to the candidate."""
    if offer(request.actor, candidacy_of(request.actor, reference)):
        messages.success(request, _("De verklaring ligt klaar. De kandidaat krijgt bericht."))
    return redirect("undertaking", reference)


@require_GET
@requires(Role.PARTY_SECRETARY)
def undertaking_take_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask before taking back, which makes a signature void."""
    found = _undertaking(request, reference)
    record(request.actor, Act.READ, "undertaking", dossier_id=found.dossier_id, subject=reference)
    signed = _("De kandidaat heeft al getekend. Die handtekening vervalt. De kandidaat krijgt daarvan bericht.")
    context = {
        "title": _("Wilt u de verklaring intrekken?"),
        "text": _("Daarna kunt u een nieuwe tekst aanbieden, met de maatregelen van dat moment."),
        "points": [signed if found.signed_at else _("De kandidaat kan deze tekst dan niet meer ondertekenen.")],
        "action_url": reverse("undertaking_take_back_confirm", args=[reference]),
        "action_label": _("Verklaring intrekken"),
        "cancel_url": reverse("undertaking", args=[reference]),
        "breadcrumbs": [
            *trail_to(File(found.dossier)),
            (_("Bewilligingsverklaring"), reverse("undertaking", args=[reference])),
        ],
        "hidden": {"version": found.version},
    }
    return render(request, "portal/confirm.html", context)


@require_POST
@requires(Role.PARTY_SECRETARY)
def undertaking_take_back_confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the text back."""
    version = version_seen(request.POST.get("version", ""))
    try:
        taken = take_back(request.actor, _undertaking(request, reference), version)
    except ChangedMeanwhile as changed:
        messages.info(request, changed.reason)
    else:
        if taken:
            messages.success(request, _("De verklaring is ingetrokken. U kunt een nieuwe tekst aanbieden."))
    return redirect("undertaking", reference)


@require_POST
@requires(Role.PARTY_SECRETARY)
def undertaking_talked(request: HttpRequest, reference: str) -> HttpResponse:
    """Note that the talk the candidate asked for was held."""
    note_talk(request.actor, _undertaking(request, reference))
    messages.success(request, _("Vastgelegd dat u erover hebt gepraat."))
    return redirect("undertaking", reference)


@require_POST
@requires(Role.PARTY_SECRETARY)
def undertaking_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """Order the undertaking as PDF."""
    dossier = _undertaking(request, reference).dossier
    return redirect("report_status", order_report(request.actor, UNDERTAKING_PDF, dossier=dossier).pk)


def _undertaking(request: HttpRequest, reference: str) -> Undertaking:
    return existing_undertaking(request.actor, file_for(request.actor, reference).dossier)


def _offered(request: HttpRequest, found: Undertaking) -> dict[str, object]:
    move = UNDERTAKING.move("take_back")
    open_to_change = refusal(UNDERTAKING, move, request.actor, found) is None
    return {**shown(found), "can_take_back": open_to_change, "changed": open_to_change and measures_changed(found)}


def _to_offer(actor: Actor, file: File) -> dict[str, object]:
    """What would be offered now, with what it says and is not so yet; or why nothing can be."""
    if file.candidacy is None:
        return {}
    if reason := may_be_offered(file.candidacy):
        return {"not_yet": reason}
    edition = edition_for(file.candidacy)
    preview = compose(file.candidacy, edition, agreed_measures(file.dossier))
    said = [(step, state) for step, state in at_hand(actor, file.candidacy) if step.instrument in SAID_TO_BE_DONE]
    return {"preview": document(preview, edition), "unready": still_open(file.candidacy, said)}
