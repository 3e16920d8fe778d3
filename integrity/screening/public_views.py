"""Pages that anyone may read without an account, and the self-assessment that keeps nothing."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from integrity.screening.queries import edition_in_use
from integrity.screening.reports import RULES
from integrity.screening.rules import READERS, is_reader
from integrity.screening.rules_of_thumb import RULES_SLUG
from integrity.screening.self_assessment import SELF_ASSESSMENT_SLUG, filled_in, outcome_of
from integrity.screening.subversion import SUBVERSION_SLUG
from portal.organisations.access import requires
from portal.reports.order import order_report

LANGUAGES = ("nl", "en")


@require_safe
def rules_of_thumb(request: HttpRequest) -> HttpResponse:
    """The rules of thumb, for everyone."""
    context = {"edition": edition_in_use(RULES_SLUG), "may_print": is_reader(request.actor) is None}
    return render(request, "integrity/rules_of_thumb.html", context)


@require_POST
@requires(*READERS)
def rules_of_thumb_pdf(request: HttpRequest) -> HttpResponse:
    """Order the one-pager, to hand out."""
    report = order_report(request.actor, RULES, subject=str(edition_in_use(RULES_SLUG).number))
    return redirect("report_status", report.pk)


@require_safe
def subversion(request: HttpRequest) -> HttpResponse:
    """Signals of subversion, what to do and whom to call, and stories to train with."""
    return render(request, "integrity/subversion.html", {"edition": edition_in_use(SUBVERSION_SLUG)})


@csrf_exempt  # there is nothing to forge: no cookie, no session, and no change
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def self_assessment(request: HttpRequest) -> HttpResponse:
    """Statements, and after sending them what they say back. The answer page is the result: nothing is kept."""
    language = request.GET.get("taal", get_language())
    if language not in LANGUAGES:
        raise Http404
    with override(language):
        return render(request, *_page(request, language))


def _page(request: HttpRequest, language: str) -> tuple[str, dict[str, Any]]:
    edition = edition_in_use(SELF_ASSESSMENT_SLUG)
    filled = filled_in(edition, request.POST if request.method == "POST" else None)
    context = {
        "edition": edition,
        "language": language,
        "other_language": next(each for each in LANGUAGES if each != language),
        "exit_url": settings.QUICK_EXIT_URL,
        "filled": filled,
    }
    if request.method == "POST" and filled.is_usable:
        return "integrity/self_assessment_outcome.html", {**context, "outcome": outcome_of(edition, filled.answers)}
    return "integrity/self_assessment.html", {**context, "sent": request.method == "POST"}
