"""The portal's addresses, with a response mounted the way a programme does it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from portal.organisations.access import candidate_only
from portal.questionnaires import held_views, views
from portal.questionnaires.models import Response
from portal.questionnaires.places import Places
from portal.urls import urlpatterns as portal_patterns

PLACES = Places(
    home="/proef/",
    overview="/proef/overzicht/",
    section=lambda section: f"/proef/{section}/",
    held=lambda section: f"/proef/{section}/bewaard/",
    check="/proef/controleren/",
    submit="/proef/versturen/",
    reopen="/proef/heropenen/",
    done="/proef/klaar/",
    upgrade="/proef/nieuwe-versie/",
)


def own(request: HttpRequest) -> Response:
    response = Response.objects.visible_to(request.actor).select_related("edition", "dossier").first()
    if response is None:
        raise Http404
    return response


@candidate_only
def overview(request: HttpRequest) -> HttpResponse:
    return views.overview(request, own(request), PLACES)


@held_views.keeps_typed_text
@candidate_only
def section(request: HttpRequest, section_id: str) -> HttpResponse:
    return views.section_page(request, own(request), section_id, PLACES)


@candidate_only
def held(request: HttpRequest, section_id: str) -> HttpResponse:
    return held_views.held_page(request, own(request), section_id, PLACES)


@candidate_only
def check(request: HttpRequest) -> HttpResponse:
    return views.check_page(request, own(request), PLACES)


@candidate_only
def submit(request: HttpRequest) -> HttpResponse:
    return views.send_in(request, own(request), PLACES)


@candidate_only
def reopen(request: HttpRequest) -> HttpResponse:
    return views.reopen(request, own(request), PLACES)


@candidate_only
def done(request: HttpRequest) -> HttpResponse:
    return views.done_page(request, own(request), PLACES, ("De commissie leest uw antwoorden.",))


@candidate_only
def upgrade(request: HttpRequest) -> HttpResponse:
    return views.upgrade_page(request, own(request), PLACES)


urlpatterns = [
    *portal_patterns,
    path("proef/overzicht/", overview),
    path("proef/controleren/", check),
    path("proef/versturen/", submit),
    path("proef/heropenen/", reopen),
    path("proef/klaar/", done),
    path("proef/nieuwe-versie/", upgrade),
    path("proef/<slug:section_id>/", section),
    path("proef/<slug:section_id>/bewaard/", held),
]
