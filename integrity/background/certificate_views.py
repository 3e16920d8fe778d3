"""The certificate of conduct at the desk: where it stands, what the law says, one or many at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from integrity.background.certificates import UNDONE, ask_all, ask_certificate, note_talk, see, step
from integrity.background.forms import DayForm, GroupForm
from integrity.background.models import Certificate
from integrity.background.pages import CERTIFICATE, form_page, opened, ready, saved
from integrity.background.presenting import CERTIFICATE_TONES, certificate_buttons, certificate_facts, group_rows
from integrity.background.queries import certificate_of, certificates_in
from integrity.background.rules import becomes_executive, is_after_request, is_open, list_is_open, may_note_talk
from integrity.background.workflow import CERTIFICATE as CERTIFICATE_MOVES
from integrity.screening.enums import Instrument
from integrity.screening.models import Candidacy
from integrity.screening.presenting import trail
from integrity.screening.queries import candidacy_of, round_of
from integrity.screening.rules import READERS
from portal.audit.models import Act
from portal.audit.record import record_daily
from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.walls.actor import demand
from portal.workflow.versions import version_seen


def _back(candidacy: Candidacy) -> tuple[str, str]:
    return _("VOG"), reverse("certificate", args=[candidacy.dossier.reference])


def _page(request: HttpRequest, candidacy: Candidacy, **context: Any) -> HttpResponse:
    told = {"action_label": _("Vastleggen"), "facts": certificate_facts(candidacy)}
    return form_page(request, candidacy, _back(candidacy), **told, **context)


def _asked(request: HttpRequest, candidacy: Candidacy) -> Certificate:
    rows = Certificate.objects.visible_to(request.actor).select_related("dossier")
    return get_object_or_404(rows, dossier_id=candidacy.dossier_id)


@require_GET
@requires(*READERS)
def certificate(request: HttpRequest, reference: str) -> HttpResponse:
    """Where the certificate stands, and what the law allows."""
    candidacy = opened(request, reference, CERTIFICATE)
    row = certificate_of(request.actor, candidacy.dossier)
    context = {
        "candidacy": candidacy,
        "breadcrumbs": trail(candidacy.round, candidacy),
        "certificate": row,
        "tone": CERTIFICATE_TONES[row.status],
        "buttons": certificate_buttons(request.actor, candidacy, row),
        "closed": is_open(candidacy, Instrument.CERTIFICATE),
        "list_fixed": list_is_open(candidacy),
        "executive": becomes_executive(candidacy),
        "may_manage": request.actor.has(Role.PARTY_SECRETARY),
        "facts": certificate_facts(candidacy),
    }
    return render(request, "integrity/background/certificate.html", context)


@require_POST
@requires(*READERS)
def certificate_request(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask one candidate for a certificate."""
    candidacy = candidacy_of(request.actor, reference)
    if ask_certificate(request.actor, candidacy, version=version_seen(request.POST.get("version", ""))):
        messages.success(request, _("Vastgelegd. De kandidaat ziet nu in het eigen dossier wat er te doen is."))
    return redirect("certificate", reference)


@require_http_methods(["GET", "POST"])
@requires(*READERS)
def certificate_seen(request: HttpRequest, reference: str) -> HttpResponse:
    """Note on which day the certificate was seen; there is nothing else to note."""
    candidacy = opened(request, reference, CERTIFICATE)
    row = _asked(request, candidacy)
    ready(request, CERTIFICATE_MOVES, "see", row)
    form = DayForm(
        _("Op welke dag hebt u de VOG gezien?"),
        lambda day: is_after_request(row, day),
        request.POST or None,
        initial={"version": row.version},
    )
    if saved(form, row, lambda: see(request.actor, row, form.cleaned_data["day"], form.seen)):
        messages.success(request, _("Vastgelegd. Geef de VOG terug en maak er geen kopie van."))
        return redirect("certificate", reference)
    return _page(
        request,
        candidacy,
        title=_("VOG gezien"),
        intro=_("U legt alleen de dag vast. Het nummer, een kopie of een toelichting horen nergens in het portaal."),
        form=form,
    )


@require_http_methods(["GET", "POST"])
@requires(*READERS)
def certificate_talked(request: HttpRequest, reference: str) -> HttpResponse:
    """Note on which day the board talked with the candidate about a certificate that was not provided."""
    candidacy = opened(request, reference, CERTIFICATE)
    row = _asked(request, candidacy)
    demand(may_note_talk(request.actor, candidacy, row))
    form = DayForm(
        _("Op welke dag sprak het bestuur met de kandidaat?"),
        lambda day: is_after_request(row, day),
        request.POST or None,
        initial={"version": row.version},
    )

    def note() -> bool:
        return note_talk(request.actor, candidacy, row, form.cleaned_data["day"], form.seen)

    if saved(form, row, note):
        messages.success(request, _("Vastgelegd. Het bestuur weegt zelf wat dit betekent voor de lijst."))
        return redirect("certificate", reference)
    return _page(
        request,
        candidacy,
        title=_("Gesprek over de VOG"),
        intro=_("U legt alleen de dag vast. Wat er is gezegd en waarom er geen VOG is, blijft in het gesprek."),
        form=form,
    )


@require_POST
@requires(*READERS)
def certificate_step(request: HttpRequest, reference: str) -> HttpResponse:
    """Note that it was not provided, or take back what was noted by mistake; which of both stands in no address."""
    candidacy = candidacy_of(request.actor, reference)
    row = _asked(request, candidacy)
    if (name := request.POST.get("step", "")) not in UNDONE:
        raise Http404
    if step(request.actor, name, row, version_seen(request.POST.get("version", ""))):
        messages.success(request, _("Vastgelegd."))
    return redirect("certificate", reference)


@require_GET
@requires(Role.PARTY_SECRETARY)
def certificates(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who of the round can be asked, to ask several at once."""
    selection = round_of(request.actor, pk)
    rows = certificates_in(request.actor, selection)
    record_daily(request.actor, Act.READ, "candidacy.names", [candidacy.dossier_id for candidacy, _status in rows])
    shown = group_rows(selection, rows)
    anyone = any(row.askable for row in shown)
    fixed = [reason for row in shown if (reason := list_is_open(row.candidacy))]
    context = {
        "selection": selection,
        "breadcrumbs": trail(selection),
        "rows": shown,
        "anyone": anyone,
        "list_fixed": fixed[0] if fixed and not anyone else None,
        "form": GroupForm(),
    }
    return render(request, "integrity/background/certificates.html", context)


@require_POST
@requires(Role.PARTY_SECRETARY)
def certificates_request(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask the ticked candidates for a certificate in one go."""
    selection = round_of(request.actor, pk)
    ticked = set(request.POST.getlist("candidate"))
    rows = group_rows(selection, certificates_in(request.actor, selection))
    chosen = [row for row in rows if row.candidacy.dossier.reference in ticked]
    for row in chosen:
        demand(list_is_open(row.candidacy))
    form = GroupForm(request.POST)
    form.full_clean()
    askable = [row.candidacy for row in chosen if row.askable]
    asked = ask_all(request.actor, askable, as_group=form.cleaned_data["as_group"])
    if asked:
        text = ngettext("Van %(n)s kandidaat is een VOG gevraagd.", "Van %(n)s kandidaten is een VOG gevraagd.", asked)
        messages.success(request, text % {"n": asked})
    else:
        messages.warning(request, _("Er is niemand gevraagd. Vink eerst kandidaten aan die nog geen vraag kregen."))
    return redirect("certificates", pk)
