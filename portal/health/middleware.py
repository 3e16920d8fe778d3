"""Answers /healthz and /readyz before anything else looks at the request.

Probes come by address instead of name, without TLS and without a person, and should get their
answer while the database is away: no session, no organisation, no allowed host, no redirect.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from portal.health.checks import missing


def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    reasons = missing()
    return JsonResponse({"ready": not reasons, "missing": reasons}, status=503 if reasons else 200)


PAGES = {"/healthz": alive, "/readyz": ready}


class HealthMiddleware:
    """Must come first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        page = PAGES.get(request.path_info)
        if page is None:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        answer = page(request)
        answer["Cache-Control"] = "no-store"
        return answer
