"""From pasted text or a file to the rows of a table. What the columns mean is said in columns.py."""

import csv
import unicodedata
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import islice

from django.utils.translation import gettext_lazy as _

from integrity.screening.importing.spreadsheets import MAX_CELL, sheet_rows
from integrity.screening.importing.unusable import BROKEN, Row, Unusable

MAX_ROWS = 300
MAX_BYTES = 2 * 1024 * 1024
# In this order: a list with semicolons may have commas in its names.
DELIMITERS = "\t;,"
SAMPLE = 20
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
OTHER_KINDS = (b"%PDF", b"{\\rtf", b"<", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
# Joiners that letters of some scripts need; other invisible characters only hide things.
JOINERS = "\u200c\u200d"

TOO_MANY = _("De lijst heeft meer dan 300 kandidaten. Splits de lijst en voeg de delen na elkaar toe.")
EMPTY = _("Er staan geen kandidaten in de lijst. Zet elke kandidaat op een eigen regel.")
TOO_LONG = _("De lijst is groter dan 2 MB. Laat alleen de kolommen naam, e-mailadres en functie staan.")
OLD_FILE = _(
    "Dit is een oud Excel-bestand (.xls) of een bestand met een wachtwoord. "
    "Open het in Excel, haal het wachtwoord eraf en sla het op als .xlsx."
)
NO_LIST = _("Dit bestand is geen lijst die het portaal kan lezen. Kies een CSV-, XLSX- of ODS-bestand.")


def rows_of_text(text: str) -> list[Row]:
    """Return the rows of a pasted list that hold anything; raises Unusable."""
    if len(text.encode(errors="replace")) > MAX_BYTES:
        raise Unusable(TOO_LONG)
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    delimiter, lines = _delimiter(lines)
    try:
        return _tidy(_quoted(lines, delimiter))
    except csv.Error:
        # A quotation mark that is only a quotation mark, or a very long cell.
        return _tidy(Row(number, line.split(delimiter)) for number, line in enumerate(lines.split("\n"), 1))


def rows_of_file(data: bytes) -> list[Row]:
    """Return the rows of a file that hold anything, judged by what is in it and not by its name; raises Unusable."""
    if len(data) > MAX_BYTES:
        raise Unusable(TOO_LONG)
    if data.startswith(ZIP):
        return _tidy(sheet_rows(data))
    if data.startswith(OLD_OFFICE):
        raise Unusable(OLD_FILE)
    if data.lstrip().startswith(OTHER_KINDS):
        raise Unusable(NO_LIST)
    return rows_of_text(_decoded(data))


def as_text(rows: Iterable[Iterable[str]]) -> str:
    """Return cells that were read before as text that `rows_of_text` reads again, for a person to correct."""
    out = StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(rows)
    return out.getvalue()


def _decoded(data: bytes) -> str:
    encoding = next((name for mark, name in BYTE_ORDER_MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise Unusable(BROKEN) from None
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise Unusable(NO_LIST)
    return text


def _delimiter(text: str) -> tuple[str, str]:
    """The delimiter, and the text without the line in which Excel names it."""
    first, _end, _rest = text.partition("\n")
    told = first.strip().casefold()
    if len(told) == 5 and told.startswith("sep=") and told[4] in DELIMITERS:
        return told[4], text[len(first) :]
    sample = [line for line in text.split("\n", SAMPLE * 2) if line.strip()][:SAMPLE]
    return max(DELIMITERS, key=lambda delimiter: sum(delimiter in line for line in sample)), text


def _quoted(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    for cells in reader:
        yield Row(number, cells)
        number = reader.line_num + 1


def _tidy(rows: Iterable[Row]) -> list[Row]:
    """Clean the cells and leave out empty rows."""
    cleaned = (Row(row.number, [one_line(cell) for cell in row.cells]) for row in rows)
    # One more for the names of the columns.
    kept = list(islice((row for row in cleaned if any(row.cells)), MAX_ROWS + 2))
    if not kept:
        raise Unusable(EMPTY)
    if len(kept) > MAX_ROWS + 1:
        raise Unusable(TOO_MANY)
    return kept


def one_line(cell: str) -> str:
    """One line without invisible characters; the rest of a very long cell is left out."""
    # Putting accents in order takes the square of their number: a paste of 2 MB held up a process for an hour.
    composed = unicodedata.normalize("NFC", cell[:MAX_CELL])
    shown = (_shown(letter) for letter in composed)
    return " ".join("".join(shown).split())


def _shown(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind == "Cc":
        return " "
    return "" if kind in ("Cf", "Cs") and letter not in JOINERS else letter
