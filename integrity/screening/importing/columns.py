"""What the columns of a list of candidates mean."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from integrity.screening.importing.tables import EMPTY, MAX_ROWS, TOO_MANY
from integrity.screening.importing.unusable import Row, Unusable
from integrity.screening.offices import plain

FULL, FIRST, INFIX, LAST, EMAIL, OFFICE = "full", "first", "infix", "last", "email", "office"
# As `plain` leaves them: small letters and digits only.
HEADERS = {
    FULL: "naam name volledigenaam fullname kandidaat candidate naamkandidaat naamvandekandidaat",
    FIRST: "voornaam roepnaam voornamen firstname givenname firstnames",
    INFIX: "tussenvoegsel tussenvoegsels voorvoegsel infix prefix",
    LAST: "achternaam lastname surname familyname familienaam",
    EMAIL: "email emailadres emailaddress mail mailadres emailadreskandidaat emailadresvandekandidaat",
    OFFICE: "functie office ambt position",
}
MEANING = {word: meaning for meaning, words in HEADERS.items() for word in words.split()}
NO_NAMES = _("De lijst heeft geen kolom met namen. Zet boven die kolom: naam.")
NO_ADDRESSES = _("De lijst heeft geen kolom met e-mailadressen. Zet boven die kolom: e-mailadres.")


@dataclass(frozen=True)
class Entry:
    """One candidate as typed; `number` is the row in the list."""

    number: int
    name: str
    email: str
    office: str


@dataclass(frozen=True)
class Listed:
    """The candidates of a list, and the headings of columns that were left alone."""

    entries: list[Entry]
    ignored: list[str]


def read_columns(rows: list[Row]) -> Listed:
    """Return the candidates in `rows`; raises Unusable when a column that is needed is missing.

    A first row with known headings says what is where. Without one the order is name, address, office.
    """
    meanings = [MEANING.get(plain(cell)) for cell in rows[0].cells]
    if not any(meanings) or any("@" in cell for cell in rows[0].cells):
        return Listed([_entry(row, [FULL, EMAIL, OFFICE]) for row in _enough(rows)], [])
    if not {FULL, FIRST, LAST} & set(meanings):
        raise Unusable(NO_NAMES)
    if EMAIL not in meanings:
        raise Unusable(NO_ADDRESSES)
    ignored = [cell for cell, meaning in zip(rows[0].cells, meanings, strict=True) if cell and meaning is None]
    return Listed([_entry(row, meanings) for row in _enough(rows[1:])], ignored)


def _enough(rows: list[Row]) -> list[Row]:
    if not rows:
        raise Unusable(EMPTY)
    if len(rows) > MAX_ROWS:
        raise Unusable(TOO_MANY)
    return rows


def _entry(row: Row, meanings: list[str | None]) -> Entry:
    cells: dict[str, str] = {}
    for meaning, cell in zip(meanings, row.cells, strict=False):
        if meaning is not None:
            cells.setdefault(meaning, cell)
    return Entry(row.number, _name(cells), cells.get(EMAIL, ""), cells.get(OFFICE, ""))


def _name(cells: dict[str, str]) -> str:
    """The name, put together when it stands in parts. With a first name beside it, "naam" is the last name."""
    first, full = cells.get(FIRST, ""), cells.get(FULL, "")
    if full.casefold().startswith(first.casefold()) and full and not cells.get(LAST):
        return full
    parts = (first, cells.get(INFIX, ""), cells.get(LAST) or full)
    return " ".join(part for part in parts if part)
