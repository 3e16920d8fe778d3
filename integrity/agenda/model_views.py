"""The model of the agenda, for everyone to read; a group's own agenda is elsewhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from integrity.agenda.presenting import agenda_page
from integrity.agenda.themes import AGENDA_SLUG
from integrity.screening.queries import edition_in_use


@require_safe
def agenda_model(request: HttpRequest) -> HttpResponse:
    """A term of four years, with a theme for each talk."""
    edition = edition_in_use(AGENDA_SLUG)
    return render(request, "integrity/agenda_model.html", {"edition": edition, **agenda_page(edition)})
