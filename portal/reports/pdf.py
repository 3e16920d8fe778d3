"""From HTML to PDF. The only module that knows WeasyPrint."""

from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.template.loader import render_to_string
from django.utils.translation import override
from pydyf import PDF, Dictionary
from weasyprint import HTML, Document
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from portal.privacy.declarations import DataClass
from portal.reports.kinds import ReportKind
from portal.reports.models import Report

OWN_FILES, INLINE = "static:", "data:"


def make_pdf(report: Report, kind: ReportKind, context: dict[str, Any]) -> bytes:
    """Return the report as tagged PDF/UA, in the report's language.

    Raises FatalURLFetchingError when the template asks for anything but our own static files.
    """
    with override(report.language):
        page = render_to_string(kind.template, {**_frame(report, kind), **context})
    return html_to_pdf(page)


def html_to_pdf(page: str) -> bytes:
    """Return an HTML page as tagged PDF/UA."""
    html = HTML(string=page, url_fetcher=OwnFilesOnly(), base_url=OWN_FILES)
    return html.write_pdf(pdf_variant="pdf/ua-1", finisher=_say_what_headers_head)


def _say_what_headers_head(document: Document, pdf: PDF) -> None:
    # WeasyPrint links cells to headers but gives headers no scope, which readers ask for.
    for tag in pdf.objects:
        if isinstance(tag, Dictionary) and tag.get("S") == "/TH":
            section = _parent(pdf, _parent(pdf, tag))
            tag["A"]["Scope"] = "/Column" if section["S"] == "/THead" else "/Row"


def _parent(pdf: PDF, tag: Dictionary) -> Dictionary:
    return pdf.objects[int(tag["P"].split()[0])]


class OwnFilesOnly(URLFetcher):
    """Opens `static:path` from our static files, and `data:`; refuses every other address."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith(INLINE):
            return super().fetch(url, headers)
        path = _own_file(url.removeprefix(OWN_FILES)) if url.startswith(OWN_FILES) else None
        if path is None:
            raise FatalURLFetchingError(f"a report may not fetch {url}")
        return URLFetcherResponse(url, Path(path).read_bytes())


def _own_file(name: str) -> str | None:
    try:
        return finders.find(name)
    except SuspiciousFileOperation:
        return None


def _frame(report: Report, kind: ReportKind) -> dict[str, Any]:
    requester = report.requested_by
    return {
        "report": report,
        "title": kind.title,
        "organisation_name": report.tenant.name,
        "requester_name": requester.name if requester is not None else "",
        "confidential": kind.data_class >= DataClass.CONFIDENTIAL,
    }
