"""What the views of the background check share: opening a file with a line in the log, and the page of a form."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from integrity.background.models import Certificate, Finding, Reference
from integrity.screening.models import Candidacy
from integrity.screening.presenting import trail
from integrity.screening.queries import candidacy_of
from integrity.screening.stamped import StampedForm
from portal.audit.models import Act
from portal.audit.record import record
from portal.walls.actor import Refused, demand
from portal.workflow.door import refusal
from portal.workflow.moves import Procedure

SOURCES, CERTIFICATE, REFERENCES = "background.sources", "background.certificate", "background.references"
NAME = "candidacy.name"
FORM = "integrity/background/form.html"
Stamped = Certificate | Finding | Reference


def opened(request: HttpRequest, reference: str, what: str) -> Candidacy:
    """Return the candidacy at the desk, and log that `what` of it was read; raises Http404."""
    candidacy = candidacy_of(request.actor, reference)
    record(request.actor, Act.READ, what, dossier_id=candidacy.dossier_id, subject=reference)
    return candidacy


def saved(form: StampedForm, row: Stamped, verb: Callable[[], Any]) -> bool:
    """Run `verb` over a valid form about `row`; a refusal becomes an error of the form, so nothing typed is lost."""
    if not form.is_valid():
        return False
    try:
        verb()
    except Refused as refused:
        row.refresh_from_db()
        form.refuse(refused.reason, row.version)
        return False
    return True


def ready(request: HttpRequest, procedure: Procedure, name: str, row: Stamped) -> None:
    """Refuse the form of a step that cannot be taken now. One that is sent goes on to the door, also a second time."""
    move = procedure.move(name)
    if request.method == "GET":
        demand(refusal(procedure, move, request.actor, row))
    demand(move.may(request.actor, row))


def form_page(
    request: HttpRequest, candidacy: Candidacy, back: tuple[str, str], template: str = FORM, **context: Any
) -> HttpResponse:
    """Show a form under the page it belongs to. back: label and address of that page."""
    crumbs = [*trail(candidacy.round, candidacy), back]
    return render(request, template, {"breadcrumbs": crumbs, "cancel_url": back[1], **context})
