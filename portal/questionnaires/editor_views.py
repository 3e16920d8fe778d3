"""The ministry's pages about editions. They show content and a count, never an answer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.questionnaires.enums import EditionPhase
from portal.questionnaires.kinds import kind_of
from portal.questionnaires.listing import SMALLEST_COUNT, earlier_than, listed_editions
from portal.questionnaires.models import Edition
from portal.questionnaires.publishing import EDITION
from portal.workflow.door import refusal

LANGUAGES = ("nl", "en")


@require_GET
@requires(Role.EDITOR)
def editions(request: HttpRequest) -> HttpResponse:
    """All editions by instrument, newest first, with how often each was started."""
    context = {
        "rows": listed_editions(),
        "smallest": SMALLEST_COUNT,
        "breadcrumbs": [(_("Overzicht"), reverse("home"))],
    }
    return render(request, "portal/questionnaires/editions.html", context)


@require_GET
@requires(Role.EDITOR)
def edition_preview(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """An edition as its readers see it, in one language, all on one page; with what an editor can do with it."""
    edition = get_object_or_404(Edition, slug=slug, number=number)
    language = request.GET.get("taal", get_language())
    if language not in LANGUAGES:
        raise Http404
    kind = kind_of(edition.kind)
    with override(language):
        context = {
            "edition": edition,
            "earlier": earlier_than(edition),
            "is_loaded": edition.phase == EditionPhase.LOADED,
            "blocked": refusal(EDITION, EDITION.move("publish"), request.actor, edition),
            "language": language,
            "languages": LANGUAGES,
            "breadcrumbs": [(_("Edities"), reverse("editions"))],
        }
        return render(request, kind.template, {**context, **kind.preview(edition, request.GET)})


@require_GET
@requires(Role.EDITOR)
def edition_changes(request: HttpRequest, slug: str, number: int, earlier: int) -> HttpResponse:
    """What an edition changes of an earlier one, in words."""
    new = get_object_or_404(Edition, slug=slug, number=number)
    old = get_object_or_404(Edition, slug=slug, number=earlier, kind=new.kind)
    context = {
        "old": old,
        "new": new,
        "changes": kind_of(new.kind).changes(old.tree, new.tree),
        "breadcrumbs": [
            (_("Edities"), reverse("editions")),
            (f"{new.tree.title}, {new.number}", reverse("edition_preview", args=[slug, number])),
        ],
    }
    return render(request, "portal/questionnaires/edition_changes.html", context)


@require_GET
@requires(Role.EDITOR)
def edition_source(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The file of an edition as it was loaded, to start from."""
    edition = get_object_or_404(Edition.objects.defer("content"), slug=slug, number=number)
    disposition = {"Content-Disposition": f'attachment; filename="{slug}-{number}.yaml"'}
    return HttpResponse(edition.text, content_type="text/yaml; charset=utf-8", headers=disposition)
