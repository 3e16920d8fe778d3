"""The ministry's pages about editions. They show content and a count, never an answer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language, override
from django.views.decorators.http import require_GET

from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.questionnaires.kinds import kind_of
from portal.questionnaires.models import Edition

# Below this a count could point at people (design.md, section 4, decision 9).
SMALLEST_COUNT = 10
LANGUAGES = ("nl", "en")


@require_GET
@requires(Role.EDITOR)
def editions(request: HttpRequest) -> HttpResponse:
    """All editions, newest first, with how often each was started."""
    rows = [
        {"edition": edition, "started": _shown_count(edition), "counted": kind_of(edition.kind).counted}
        for edition in _with_use()
    ]
    return render(request, "portal/questionnaires/editions.html", {"rows": rows, "smallest": SMALLEST_COUNT})


@require_GET
@requires(Role.EDITOR)
def edition_preview(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """An edition as its readers see it, in one language, all on one page."""
    edition = get_object_or_404(Edition, slug=slug, number=number)
    language = request.GET.get("taal", get_language())
    if language not in LANGUAGES:
        raise Http404
    kind = kind_of(edition.kind)
    with override(language):
        context = {"edition": edition, "language": language, "languages": LANGUAGES}
        return render(request, kind.template, {**context, **kind.preview(edition, request.GET)})


@require_GET
@requires(Role.EDITOR)
def edition_changes(request: HttpRequest, slug: str, number: int, earlier: int) -> HttpResponse:
    """What an edition changes of an earlier one, in words."""
    new = get_object_or_404(Edition, slug=slug, number=number)
    old = get_object_or_404(Edition, slug=slug, number=earlier, kind=new.kind)
    context = {"old": old, "new": new, "changes": kind_of(new.kind).changes(old.tree, new.tree)}
    return render(request, "portal/questionnaires/edition_changes.html", context)


def _with_use() -> list[Edition]:
    """Editions with their count and the number of the edition before."""
    rows = list(Edition.objects.select_related("use").defer("content"))
    for row in rows:
        row.earlier = max(
            (each.number for each in rows if each.slug == row.slug and each.number < row.number), default=None
        )
    return rows


def _shown_count(edition: Edition) -> int | None:
    """None when it is too small to show."""
    return edition.use.started if edition.use.started >= SMALLEST_COUNT else None
