"""The candidate's side of the background check: read, respond, name referees."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from integrity.background.forms import OwnRefereeForm, ResponseForm
from integrity.background.models import Finding, Reference
from integrity.background.pages import saved
from integrity.background.presenting import own_referee_facts, own_referee_rows, own_source_rows, response_facts
from integrity.background.queries import certificate_of, consultations_of, references_of
from integrity.background.referees import name_referee, take_back
from integrity.background.rules import has_room, is_open, may_name_referee, may_respond
from integrity.background.sources import respond
from integrity.background.workflow import CERTIFICATE
from integrity.screening.enums import Instrument
from integrity.screening.presenting import erased_on
from integrity.screening.queries import own_candidacy
from portal.organisations.access import candidate_only
from portal.walls.actor import demand


def _trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Uw dossier"), reverse("my_file")), *more]


def _sources() -> tuple[str, str]:
    return _("Wat de commissie opzocht"), reverse("my_sources")


def _referees() -> tuple[str, str]:
    return _("Referenties"), reverse("my_references")


@require_GET
@candidate_only
def my_sources(request: HttpRequest) -> HttpResponse:
    """Which sources the committee looked at, what it noted, and what one says to that."""
    candidacy = own_candidacy(request.actor)
    context = {
        "breadcrumbs": _trail(),
        "rows": own_source_rows(candidacy, consultations_of(request.actor, candidacy.dossier)),
        "closed": is_open(candidacy, Instrument.OPEN_SOURCES) is not None,
        "erased": erased_on(candidacy.dossier),
    }
    return render(request, "integrity/background/my_sources.html", context)


@require_http_methods(["GET", "POST"])
@candidate_only
def my_response(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say something to a finding, or put right what one said."""
    candidacy = own_candidacy(request.actor)
    rows = Finding.objects.visible_to(request.actor).select_related("consultation")
    finding = get_object_or_404(rows, pk=pk, dossier_id=candidacy.dossier_id)
    demand(may_respond(request.actor, candidacy, finding))
    form = ResponseForm(request.POST or None, initial={"response": finding.response, "version": finding.version})

    def answer() -> bool:
        return respond(request.actor, candidacy, finding, form.cleaned_data["response"], form.seen)

    if saved(form, finding, answer):
        messages.success(request, _("Uw reactie is bewaard. De commissie kan die nu lezen."))
        return redirect("my_sources")
    context = {
        "breadcrumbs": _trail(_sources()),
        "title": _("Reageren op een bevinding"),
        "quote": finding,
        "form": form,
        "action_label": _("Reactie bewaren"),
        "cancel_url": reverse("my_sources"),
        "facts": response_facts(candidacy),
    }
    return render(request, "integrity/background/form.html", context)


@require_GET
@candidate_only
def my_certificate(request: HttpRequest) -> HttpResponse:
    """Where the own certificate stands and what to do; there is nothing to fill in."""
    candidacy = own_candidacy(request.actor)
    row = certificate_of(request.actor, candidacy.dossier)
    context = {
        "breadcrumbs": _trail(),
        "certificate": row,
        "outside": CERTIFICATE.state(row.status).outside,
        "organisation": request.actor.tenant_name,
        "closed": is_open(candidacy, Instrument.CERTIFICATE) is not None,
        "erased": erased_on(candidacy.dossier),
    }
    return render(request, "integrity/background/my_certificate.html", context)


@require_GET
@candidate_only
def my_references(request: HttpRequest) -> HttpResponse:
    """Whom one named, and who was called."""
    candidacy = own_candidacy(request.actor)
    named = references_of(request.actor, candidacy.dossier)
    closed = may_name_referee(request.actor, candidacy)
    context = {
        "breadcrumbs": _trail(),
        "rows": own_referee_rows(candidacy, named),
        "closed": closed is not None,
        "may_add": (closed or has_room(candidacy)) is None,
        "erased": erased_on(candidacy.dossier),
    }
    return render(request, "integrity/background/my_references.html", context)


@require_http_methods(["GET", "POST"])
@candidate_only
def my_referee_add(request: HttpRequest) -> HttpResponse:
    """Name somebody whom the committee can call."""
    candidacy = own_candidacy(request.actor)
    demand(may_name_referee(request.actor, candidacy))
    form = OwnRefereeForm(request.POST or None)
    if form.is_valid():
        name_referee(request.actor, candidacy, **form.facts)
        messages.success(request, _("De referentie staat erbij."))
        return redirect("my_references")
    context = {
        "breadcrumbs": _trail(_referees()),
        "title": _("Referentie opgeven"),
        "intro": _("Kies iemand die u uit werk, vrijwilligerswerk of politiek kent. Liever geen familie."),
        "form": form,
        "action_label": _("Opgeven"),
        "cancel_url": reverse("my_references"),
        "facts": own_referee_facts(candidacy),
    }
    return render(request, "portal/form.html", context)


@require_POST
@candidate_only
def my_referee_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back a name before anyone called."""
    candidacy = own_candidacy(request.actor)
    mine = Reference.objects.visible_to(request.actor).filter(dossier_id=candidacy.dossier_id)
    if row := mine.filter(pk=pk).first():
        take_back(request.actor, candidacy, row)
        messages.success(request, _("De referentie is weggehaald."))
    return redirect("my_references")
