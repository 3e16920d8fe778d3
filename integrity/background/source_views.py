"""Open sources at the desk: what was looked at, and what it said."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from integrity.background.forms import ConsultationForm, DayForm, FindingForm
from integrity.background.models import Consultation, Finding
from integrity.background.pages import NAME, SOURCES, form_page, opened, ready, saved
from integrity.background.presenting import not_looked_at, source_facts, source_rows
from integrity.background.queries import consultations_of, looked_after_interview
from integrity.background.rules import finding_can_go, is_discussion_day, may_look, text_is_open
from integrity.background.sources import (
    change_finding,
    close,
    consult,
    discuss,
    note_finding,
    remove_consultation,
    remove_finding,
)
from integrity.background.steps import sources_state
from integrity.background.workflow import FINDING
from integrity.screening.models import Candidacy
from integrity.screening.presenting import trail
from integrity.screening.queries import candidacy_of
from integrity.screening.rules import READERS
from portal.organisations.access import requires
from portal.walls.actor import Actor, demand
from portal.workflow.versions import version_seen


def _back(candidacy: Candidacy) -> tuple[str, str]:
    return _("Open bronnen"), reverse("open_sources", args=[candidacy.dossier.reference])


def _page(request: HttpRequest, candidacy: Candidacy, **context: Any) -> HttpResponse:
    return form_page(request, candidacy, _back(candidacy), facts=source_facts(candidacy), **context)


def _consultations(actor: Actor, candidacy: Candidacy) -> QuerySet[Consultation]:
    return Consultation.objects.visible_to(actor).filter(dossier_id=candidacy.dossier_id)


def _findings(actor: Actor, candidacy: Candidacy) -> QuerySet[Finding]:
    rows = Finding.objects.visible_to(actor).filter(dossier_id=candidacy.dossier_id)
    return rows.select_related("consultation", "dossier")


@require_GET
@requires(*READERS)
def open_sources(request: HttpRequest, reference: str) -> HttpResponse:
    """What was looked at, what it said, and what is still to do."""
    candidacy = opened(request, reference, SOURCES)
    consultations = consultations_of(request.actor, candidacy.dossier)
    context = {
        "candidacy": candidacy,
        "breadcrumbs": trail(candidacy.round, candidacy),
        "state": sources_state([row.consulted_on for row in consultations], _statuses(consultations)),
        "rows": source_rows(request.actor, candidacy, consultations),
        "not_looked_at": not_looked_at(consultations),
        "late": looked_after_interview(candidacy.dossier, consultations),
        "closed": may_look(request.actor, candidacy),
        "facts": source_facts(candidacy),
    }
    return render(request, "integrity/background/open_sources.html", context)


def _statuses(consultations: list[Consultation]) -> list[str]:
    return [finding.status for row in consultations for finding in row.findings.all()]


@require_http_methods(["GET", "POST"])
@requires(*READERS)
def consultation_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Note a source that was looked at, whether or not it said anything."""
    candidacy = opened(request, reference, NAME)
    demand(may_look(request.actor, candidacy))
    form = ConsultationForm(request.POST or None)
    if form.is_valid():
        consult(request.actor, candidacy, **form.cleaned_data)
        messages.success(
            request, _("De bron staat erbij. Staat er iets in dat van belang is? Noteer dan een bevinding.")
        )
        return redirect("open_sources", reference)
    return _page(
        request,
        candidacy,
        title=_("Bron toevoegen"),
        intro=_("Noteer ook een bron waarin u niets vond. Zo ziet iedereen dat u hebt gekeken."),
        form=form,
        action_label=_("Toevoegen"),
    )


@require_POST
@requires(*READERS)
def consultation_remove(request: HttpRequest, reference: str, pk: UUID) -> HttpResponse:
    """Take away a source that was noted by mistake."""
    candidacy = candidacy_of(request.actor, reference)
    if consultation := _consultations(request.actor, candidacy).filter(pk=pk).first():
        remove_consultation(request.actor, candidacy, consultation)
        messages.success(request, _("De bron is weggehaald."))
    return redirect("open_sources", reference)


@require_http_methods(["GET", "POST"])
@requires(*READERS)
def finding_add(request: HttpRequest, reference: str, pk: UUID) -> HttpResponse:
    """Note what a source said, by the rules on the page."""
    candidacy = opened(request, reference, SOURCES)
    consultation = get_object_or_404(_consultations(request.actor, candidacy), pk=pk)
    demand(may_look(request.actor, candidacy))
    form = FindingForm(request.POST or None)
    if form.is_valid():
        note_finding(request.actor, candidacy, consultation, form.cleaned_data["text"])
        messages.success(request, _("De bevinding is genoteerd. De kandidaat kan de tekst nu lezen en erop reageren."))
        return redirect("open_sources", reference)
    return _page(
        request,
        candidacy,
        template="integrity/background/finding_form.html",
        title=_("Bevinding noteren"),
        source=consultation,
        form=form,
        action_label=_("Noteren en aan de kandidaat laten zien"),
    )


@require_http_methods(["GET", "POST"])
@requires(*READERS)
def finding_change(request: HttpRequest, reference: str, pk: UUID) -> HttpResponse:
    """Put the text of a finding right."""
    candidacy = opened(request, reference, SOURCES)
    finding = get_object_or_404(_findings(request.actor, candidacy), pk=pk)
    demand(may_look(request.actor, candidacy) or text_is_open(finding))
    form = FindingForm(request.POST or None, initial={"text": finding.text, "version": finding.version})

    def change() -> bool:
        return change_finding(request.actor, candidacy, finding, form.cleaned_data["text"], form.seen)

    if saved(form, finding, change):
        messages.success(request, _("De tekst is gewijzigd. De kandidaat ziet nu de nieuwe tekst."))
        return redirect("open_sources", reference)
    return _page(
        request,
        candidacy,
        template="integrity/background/finding_form.html",
        title=_("Tekst van de bevinding wijzigen"),
        source=finding.consultation,
        now=finding.text,
        form=form,
        action_label=_("Wijzigen"),
    )


@require_GET
@requires(*READERS)
def finding_remove_confirm(request: HttpRequest, reference: str, pk: UUID) -> HttpResponse:
    """Ask before a finding goes."""
    candidacy = opened(request, reference, NAME)
    finding = get_object_or_404(_findings(request.actor, candidacy), pk=pk)
    demand(may_look(request.actor, candidacy) or finding_can_go(request.actor, finding))
    context = {
        "title": _("Bevinding weghalen"),
        "text": _("Haal een bevinding alleen weg als die er per vergissing staat. U kunt dit niet terugdraaien."),
        "points": [
            _("De tekst gaat weg, en de reactie van de kandidaat ook."),
            _("De kandidaat ziet in “Wie zag mijn dossier?” dat er een bevinding is weggehaald."),
        ],
        "action_url": reverse("finding_remove", args=[reference, pk]),
        "action_label": _("Weghalen"),
        "cancel_url": reverse("open_sources", args=[reference]),
        "tone": "urgent",
        "breadcrumbs": [*trail(candidacy.round, candidacy), _back(candidacy)],
        "hidden": {"version": finding.version},
    }
    return render(request, "portal/confirm.html", context)


@require_POST
@requires(*READERS)
def finding_remove(request: HttpRequest, reference: str, pk: UUID) -> HttpResponse:
    """Take away a finding that was noted by mistake."""
    candidacy = candidacy_of(request.actor, reference)
    if finding := _findings(request.actor, candidacy).filter(pk=pk).first():
        remove_finding(request.actor, candidacy, finding, version_seen(request.POST.get("version", "")))
        messages.success(request, _("De bevinding is weggehaald."))
    return redirect("open_sources", reference)


@require_http_methods(["GET", "POST"])
@requires(*READERS)
def finding_discuss(request: HttpRequest, reference: str, pk: UUID) -> HttpResponse:
    """Note on which day a finding was put to the candidate."""
    candidacy = opened(request, reference, SOURCES)
    finding = get_object_or_404(_findings(request.actor, candidacy), pk=pk)
    ready(request, FINDING, "discuss", finding)
    form = DayForm(
        _("Op welke dag hebt u dit met de kandidaat besproken?"),
        lambda day: is_discussion_day(finding, day),
        request.POST or None,
        initial={"version": finding.version},
    )
    if saved(form, finding, lambda: discuss(request.actor, finding, form.cleaned_data["day"], form.seen)):
        messages.success(request, _("Vastgelegd dat u dit hebt besproken. U kunt de bevinding nu afsluiten."))
        return redirect("open_sources", reference)
    return _page(
        request,
        candidacy,
        title=_("Bevinding besproken"),
        quote=finding,
        form=form,
        action_label=_("Vastleggen"),
    )


@require_POST
@requires(*READERS)
def finding_close(request: HttpRequest, reference: str, pk: UUID) -> HttpResponse:
    """Close a finding that was discussed."""
    candidacy = candidacy_of(request.actor, reference)
    finding = get_object_or_404(_findings(request.actor, candidacy), pk=pk)
    if close(request.actor, finding, version_seen(request.POST.get("version", ""))):
        messages.success(request, _("De bevinding is afgesloten."))
    return redirect("open_sources", reference)
