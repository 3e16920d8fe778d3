"""Reading the first sheet of an XLSX or ODS file: values only (docs/decisions/spreadsheets.md).

Formulas, macros, links and styles are never looked at. Nothing is unpacked beyond a fixed size, and
rows come one by one, so that a hostile file costs no more than an ordinary one.
"""

import posixpath
import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from defusedxml.ElementTree import fromstring, iterparse
from django.utils.translation import gettext_lazy as _

from integrity.screening.importing.unusable import BROKEN, Row, Unusable

MAX_PART = 5 * 1024 * 1024
MAX_PARTS = 1_000
MAX_COLUMNS = 50
MAX_REPEATED = 1_000
# Longer than any name or address that is taken. One long text may be what a whole sheet shows.
MAX_CELL = 300
BROKEN_FILE = (
    BadZipFile,
    zlib.error,
    ParseError,
    LookupError,
    ValueError,
    EOFError,
    OSError,
    RuntimeError,
    struct.error,
)
WORKBOOK = "xl/workbook.xml"
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
MACROS = re.compile(r"vbaproject\.bin$|^xl/macrosheets/|^scripts/|^basic/.+/(?!script-l[bc]\.xml$)", re.IGNORECASE)
COLUMN = re.compile(r"([A-Z]{1,3})[0-9]+")

TOO_BIG = _("Dit bestand is uitgepakt te groot. Zet alleen de kandidaten in een nieuw bestand.")
HAS_MACROS = _("In dit bestand zitten macro's. Sla het op zonder macro's, als gewoon .xlsx- of .ods-bestand.")
LOCKED = _("Dit bestand heeft een wachtwoord. Haal het wachtwoord eraf en sla het bestand opnieuw op.")
NO_SPREADSHEET = _("Dit bestand is geen rekenblad dat het portaal kan lezen. Kies een CSV-, XLSX- of ODS-bestand.")


def sheet_rows(data: bytes) -> Iterator[Row]:
    """Yield the rows of the first visible sheet; raises Unusable."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            _refuse(archive, names)
            yield from _xlsx(archive) if WORKBOOK in names else _ods(archive)
    except BROKEN_FILE as error:
        raise Unusable(BROKEN) from error


def _refuse(archive: ZipFile, names: list[str]) -> None:
    """Raise Unusable for what is no plain spreadsheet."""
    if len(names) > MAX_PARTS:
        raise Unusable(TOO_BIG)
    if any(part.flag_bits & 1 for part in archive.infolist()):
        raise Unusable(LOCKED)
    if WORKBOOK not in names and not ("mimetype" in names and _part(archive, "mimetype").startswith(ODS)):
        raise Unusable(NO_SPREADSHEET)
    if any(MACROS.search(name) for name in names) or b"macroEnabled" in _part(archive, "[Content_Types].xml"):
        raise Unusable(HAS_MACROS)
    if b"encryption-data" in _part(archive, "META-INF/manifest.xml"):
        raise Unusable(LOCKED)


def _part(archive: ZipFile, name: str) -> bytes:
    """The contents of a part, empty when there is none; raises Unusable when it unpacks to too much."""
    if name not in archive.namelist():
        return b""
    if archive.getinfo(name).compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Unusable(BROKEN)
    with archive.open(name) as part:
        content = part.read(MAX_PART + 1)
    if len(content) > MAX_PART:
        raise Unusable(TOO_BIG)
    return content


def _elements(content: bytes, *, opened: bool = False) -> Iterator[tuple[str, Element]]:
    """Every element with its bare name as it closes; with `opened`, "+name" as it opens too."""
    events = ("start", "end") if opened else ("end",)
    for event, element in iterparse(BytesIO(content), events=events, forbid_dtd=True):
        yield ("+" if event == "start" else "") + _bare(element.tag), element


def _bare(name: str) -> str:
    return name.rpartition("}")[2]


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if _bare(key) == name), "")


# --- XLSX -----------------------------------------------------------------------------------


def _xlsx(archive: ZipFile) -> Iterator[Row]:
    shared = [_rich(element) for name, element in _elements_of(archive, "xl/sharedStrings.xml") if name == "si"]
    number = 0
    for name, element in _elements_of(archive, _first_sheet(archive)):
        if name == "row":
            number = int(element.get("r") or number + 1)
            yield Row(number, _xlsx_cells(element, shared))
            element.clear()


def _elements_of(archive: ZipFile, name: str) -> Iterator[tuple[str, Element]]:
    content = _part(archive, name)
    return _elements(content) if content else iter(())


def _first_sheet(archive: ZipFile) -> str:
    book = fromstring(_part(archive, WORKBOOK), forbid_dtd=True)
    links = fromstring(_part(archive, "xl/_rels/workbook.xml.rels"), forbid_dtd=True)
    sheets = [sheet for sheet in book.iter() if _bare(sheet.tag) == "sheet"]
    shown = next(sheet for sheet in [*sheets, None] if sheet is None or _attribute(sheet, "state") in ("", "visible"))
    if shown is None:
        raise Unusable(BROKEN)
    # Its own number is "sheetId"; the plain "id" is that of the link to the part.
    target = next((link.get("Target", "") for link in links if link.get("Id") == _attribute(shown, "id")), "")
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _xlsx_cells(row: Element, shared: list[str]) -> list[str]:
    cells: list[str] = []
    for cell in row:
        place = COLUMN.fullmatch(cell.get("r", ""))
        column = _column(place.group(1)) if place else len(cells)
        if len(cells) <= column < MAX_COLUMNS:
            cells += [""] * (column - len(cells))
            cells.append(_xlsx_value(cell, shared)[:MAX_CELL])
    return cells


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _xlsx_value(cell: Element, shared: list[str]) -> str:
    parts = {_bare(part.tag): part for part in cell}
    if cell.get("t") == "inlineStr":
        return _rich(parts["is"]) if "is" in parts else ""
    value = (parts["v"].text or "") if "v" in parts else ""
    return shared[int(value)] if cell.get("t") == "s" and value else value


def _rich(element: Element) -> str:
    """Text in pieces, without the phonetic reading that may stand beside it."""
    pieces = [piece for child in element for piece in (child if _bare(child.tag) == "r" else [child])]
    return "".join(piece.text or "" for piece in pieces if _bare(piece.tag) == "t")


# --- ODS ------------------------------------------------------------------------------------


def _ods(archive: ZipFile) -> Iterator[Row]:
    number, inside = 1, False
    for name, element in _elements(_part(archive, "content.xml"), opened=True):
        if name in ("+table", "table") and "table:" in element.tag:
            inside = name == "+table"
            if not inside:
                return
        elif name == "table-row" and inside:
            cells, repeated = _ods_cells(element), _repeated(element, "number-rows-repeated")
            for further in range(min(repeated, MAX_REPEATED) if any(cells) else 0):
                yield Row(number + further, cells)
            number += repeated
            element.clear()


def _ods_cells(row: Element) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if _bare(cell.tag) in ("table-cell", "covered-table-cell"):
            room = MAX_COLUMNS - len(cells)
            cells += [_ods_value(cell)[:MAX_CELL]] * min(_repeated(cell, "number-columns-repeated"), room)
    return cells


def _repeated(element: Element, name: str) -> int:
    return max(1, int(_attribute(element, name) or 1))


def _ods_value(cell: Element) -> str:
    """What the cell shows; a note on it stands in another element."""
    return "\n".join(_spoken(line) for line in cell if _bare(line.tag) == "p")


def _spoken(line: Element) -> str:
    # Not by calling itself: elements in elements, hundreds deep, would take the square of their number.
    for element in line.iter():
        if _bare(element.tag) in ("s", "tab", "line-break"):
            element.text = f" {element.text or ''}"
    return "".join(line.itertext())
