"""The guide to read and print, for those who hold interviews."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from integrity.interview.guide import GUIDE_SLUG
from integrity.interview.presenting import guide_page
from integrity.screening.queries import edition_in_use
from integrity.screening.rules import READERS
from portal.organisations.access import requires


@require_safe
@requires(*READERS)
def interview_guide(request: HttpRequest) -> HttpResponse:
    """The whole guide; nothing about a candidate is on it."""
    edition = edition_in_use(GUIDE_SLUG)
    return render(request, "integrity/interview_guide.html", {"edition": edition, **guide_page(edition)})
