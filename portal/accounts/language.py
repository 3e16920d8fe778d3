"""The language of someone's account, followed from sign-in on."""

from django.conf import settings
from django.http import HttpResponse


def follow_language(response: HttpResponse, language: str) -> HttpResponse:
    """Let the browser ask for pages in `language` from now on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
