"""The ministry's pages about editions. They show content and a count, never an answer."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language, override
from django.views.decorators.http import require_GET

from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.questionnaires.differing import changes_between
from portal.questionnaires.enums import Office
from portal.questionnaires.forms import SectionForm
from portal.questionnaires.models import Edition, Response
from portal.questionnaires.presenting import ABOUT_OTHERS, asked_on
from portal.questionnaires.sheet import Sheet

# Below this a count could point at people (design.md, section 4, decision 9).
SMALLEST_COUNT = 10
LANGUAGES = ("nl", "en")


@require_GET
@requires(Role.EDITOR)
def editions(request: HttpRequest) -> HttpResponse:
    """All editions, newest first, with how often each was started."""
    rows = [{"edition": edition, "started": _shown_count(edition)} for edition in _with_use()]
    return render(request, "portal/questionnaires/editions.html", {"rows": rows, "smallest": SMALLEST_COUNT})


@require_GET
@requires(Role.EDITOR)
def edition_preview(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """An edition as a candidate sees it, in one language and for one office, all sections on one page."""
    edition = get_object_or_404(Edition, slug=slug, number=number)
    language = request.GET.get("taal", get_language())
    office = request.GET.get("ambt", edition.questionnaire.offices[0])
    if language not in LANGUAGES or office not in edition.questionnaire.offices:
        raise Http404
    with override(language):
        return render(request, "portal/questionnaires/edition_preview.html", _preview(edition, office, language))


@require_GET
@requires(Role.EDITOR)
def edition_changes(request: HttpRequest, slug: str, number: int, earlier: int) -> HttpResponse:
    """What an edition changes of an earlier one, in words."""
    old = get_object_or_404(Edition, slug=slug, number=earlier)
    new = get_object_or_404(Edition, slug=slug, number=number)
    context = {"old": old, "new": new, "changes": changes_between(old.questionnaire, new.questionnaire)}
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


def _preview(edition: Edition, office: str, language: str) -> dict[str, Any]:
    sheet = Sheet(Response(edition=edition, office=office), {})
    forms = [SectionForm(sheet, section) for section in edition.questionnaire.sections]
    return {
        "edition": edition,
        "questionnaire": edition.questionnaire,
        "sections": [
            {"section": form.section, "about": ABOUT_OTHERS.get(form.section.about, ""), "asked": asked_on(form)}
            for form in forms
            if form.fields
        ],
        "office": office,
        "offices": [(value, Office(value).label) for value in edition.questionnaire.offices],
        "language": language,
        "languages": LANGUAGES,
    }
