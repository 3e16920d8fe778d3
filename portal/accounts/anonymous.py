"""Pages on which nobody is known, whoever asks."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_paths: set[str] = set()


def register_anonymous(path: str) -> None:
    """Let the page at `path` know nobody. Its template may not ask for a CSRF token, which sets a cookie."""
    _paths.add(path)


class AnonymousPagesMiddleware:
    """Takes away the cookies that say who someone is, so that no session is read, prolonged or begun.

    Must come before the sessions.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info in _paths:
            language = settings.LANGUAGE_COOKIE_NAME
            request.COOKIES = {name: value for name, value in request.COOKIES.items() if name == language}
        return self.get_response(request)
