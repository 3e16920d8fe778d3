"""The pages for everyone, with or without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """What the portal does, for whom, and where to start."""
    return render(request, "portal/landing.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The statement of accessibility."""
    return render(request, "portal/accessibility.html")


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Who helps with what."""
    return render(request, "portal/help.html")
