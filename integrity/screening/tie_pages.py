"""The questions before a tie is declared or lifted: of a candidacy, of what its board reads, and of kept facts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from integrity.screening.committee_texts import what_a_tie_means
from integrity.screening.ties import going_on
from portal.audit.models import Act
from portal.audit.record import record
from portal.organisations.enums import Role
from portal.privacy.declarations import Text
from portal.privacy.models import Dossier, Tie

PAGE = "portal/confirm.html"


def ask_to_declare(request: HttpRequest, dossier: Dossier, name: str, *roles: Role, **page: Any) -> HttpResponse:
    """Ask before a tie is declared: it closes the file at once.

    roles: in which somebody has to go on with the file; page: action_url, cancel_url and breadcrumbs.
    """
    context = {
        "title": _("Een band met %(name)s opgeven?") % {"name": name},
        "text": _("Een familieband of zakelijke band. U hoeft niet te zeggen welke."),
        "points": what_a_tie_means(going_on(request.actor, dossier, *roles)),
        "action_label": _("Ja, ik heb een band"),
        "tone": "urgent",
        **page,
    }
    record(request.actor, Act.READ, "candidacy.name", dossier_id=dossier.pk, subject=dossier.reference)
    return render(request, PAGE, context)


def ask_to_lift(request: HttpRequest, tie: Tie, name: str, *points: Text, **page: Any) -> HttpResponse:
    """Ask before a closed file opens again to a colleague. points: what follows; page: as above."""
    context = {
        "title": _("De band van %(person)s met %(name)s weghalen?") % {"person": tie.person.name, "name": name},
        "text": _("Doe dit alleen als de band per vergissing is opgegeven."),
        "points": points,
        "action_label": _("Band weghalen"),
        **page,
    }
    record(request.actor, Act.READ, "candidacy.name", dossier_id=tie.dossier_id, subject=str(tie.pk))
    return render(request, PAGE, context)
