"""What every PDF must be, and proof that the checks notice when it is not."""

import logging
from io import BytesIO

import pikepdf
import pytest
from django.template import engines
from django.utils.translation import override
from weasyprint.urls import FatalURLFetchingError

from portal.reports.files import read_file
from portal.reports.kinds import kinds
from portal.reports.models import Status
from portal.reports.pdf import html_to_pdf
from portal.reports.render import render
from portal.walls.scope import Scope, within
from tests.cast import Cast
from tests.load.short_report import SHORT
from tests.reports.examples import EXAMPLES
from tests.reports.pdf_checks import faults_of

GOOD = """<!DOCTYPE html><html lang="nl"><head><title>Voorbeeld</title><style>
@font-face { font-family: "P"; src: url("static:fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2") }
* { font-family: "P" }</style></head><body><h1>Kop</h1>{body}</body></html>"""
TABLE = "<table><thead><tr><th>Naam<th>Rol</thead><tbody><tr><th scope=row>A<td>B</tbody></table>"
PIXEL = "data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width=%2210%22 height=%2210%22/%3E"


def pdf_with(body: str = "<p>Tekst</p>", page: str = GOOD) -> bytes:
    return html_to_pdf(page.replace("{body}", body))


def test_a_good_document_has_no_faults() -> None:
    body = f"<h2>Tweede</h2><p>Tekst</p>{TABLE}<img alt='Een stip' src='{PIXEL}'><ul><li>punt</ul>"
    assert faults_of(pdf_with(body)) == []


def test_every_kind_has_an_example() -> None:
    # The fault tests have a kind of their own, which another file may have registered by now.
    assert set(EXAMPLES) == {kind.name for kind in kinds()} - {SHORT}


@pytest.mark.django_db(databases=["default", "keys"])
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_every_report_is_accessible(kind: str, language: str, cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    with override(language):
        report = EXAMPLES[kind](cast)
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        assert render(report.pk)
    assert [record.getMessage() for record in caplog.records] == []
    with within(Scope(tenant=report.tenant_id, dossier=report.dossier_id)):
        report.refresh_from_db()
        pdf = read_file(report)
    assert (report.status, report.language) == (Status.DONE, language)
    assert faults_of(pdf) == []
    with pikepdf.open(BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == language


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (f"<img src='{PIXEL}'>", "a figure has no text instead"),
        ("<h3>Te diep</h3>", "heading 3 follows heading 1"),
        ("<h1>Nog een</h1>", "it has 2 main headings"),
        ("<table><tr><td>A<td>B</table>", "a table has no header cells"),
        ("<table><tr><td><td>B<tr><th scope=row>A<td>B</table>", "a cell has no header"),
    ],
)
def test_a_fault_in_the_html_is_noticed(body: str, fault: str) -> None:
    assert fault in faults_of(pdf_with(body))


@pytest.mark.parametrize(
    ("there", "gone", "fault"),
    [
        (' lang="nl"', "", "it names no language"),
        ("<title>Voorbeeld</title>", "", "it has no title"),
    ],
)
def test_a_fault_in_the_head_is_noticed(there: str, gone: str, fault: str) -> None:
    assert fault in faults_of(pdf_with(page=GOOD.replace(there, gone)))


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("/StructTreeRoot", "it has no tags"),
        ("/ViewerPreferences", "readers show the file name, not the title"),
        ("/MarkInfo", "it is not marked as tagged"),
        ("/Metadata", "it does not say that it is PDF/UA-1"),
        ("/Outlines", "it has no bookmarks"),
    ],
)
def test_a_part_missing_from_the_pdf_is_noticed(name: str, fault: str) -> None:
    def remove(document: pikepdf.Pdf) -> None:
        del document.Root[name]

    assert fault in faults_of(_changed(remove))


def test_a_font_that_is_not_embedded_is_noticed() -> None:
    def strip(document: pikepdf.Pdf) -> None:
        for font in document.pages[0].resources.Font.values():
            described = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            for key in [key for key in list(described.FontDescriptor) if key.startswith("/FontFile")]:
                del described.FontDescriptor[key]

    assert any("is not embedded" in fault for fault in faults_of(_changed(strip)))


def test_text_outside_the_tags_is_noticed() -> None:
    def paint(document: pikepdf.Pdf) -> None:
        document.pages[0].contents_add(b"0 0 10 10 re f")

    assert "page 1 paints outside the tags" in faults_of(_changed(paint))


@pytest.mark.parametrize("url", ["https://voorbeeld.example/x.png", "file:///etc/passwd", "static:../../manage.py"])
def test_nothing_from_outside_is_fetched(url: str) -> None:
    with pytest.raises(FatalURLFetchingError, match="may not fetch"):
        pdf_with(f"<img alt='x' src='{url}'>")


def test_values_in_a_report_are_escaped() -> None:
    page = engines["django"].from_string(GOOD.replace("{body}", "<p>{{ value }}</p>"))
    html = page.render({"value": "<img src='https://voorbeeld.example/x.png'>"})
    assert faults_of(html_to_pdf(html)) == []


def _changed(change: object) -> bytes:
    with pikepdf.open(BytesIO(pdf_with())) as document:
        change(document)
        out = BytesIO()
        document.save(out)
        return out.getvalue()
