"""What the portal makes of a list of candidates, whoever made it and whatever is wrong with it."""

import time
import tracemalloc
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from integrity.screening.importing.columns import Entry, read_columns
from integrity.screening.importing.spreadsheets import HAS_MACROS, LOCKED, MAX_CELL, NO_SPREADSHEET, TOO_BIG
from integrity.screening.importing.tables import (
    EMPTY,
    NO_LIST,
    OLD_FILE,
    TOO_LONG,
    TOO_MANY,
    as_text,
    rows_of_file,
    rows_of_text,
)
from integrity.screening.importing.unusable import BROKEN, Unusable
from integrity.screening.offices import office_called
from portal.questionnaires.enums import Office
from tests.integrity.lists import changed, ods, xlsx

HEAD = ["Naam", "E-mailadres", "Functie"]
KIM = ["Kim Janssen", "kim@voorbeeld.example", "raadslid"]
ZOE = ["Zoë Çelik", "zoe@voorbeeld.example", "wethouder"]
TABLE = [HEAD, KIM, ZOE]
LIST = "Naam;E-mailadres;Functie\nKim Janssen;kim@voorbeeld.example;raadslid\nZoë Çelik;zoe@voorbeeld.example;wethouder"


def cells(rows: list) -> list[list[str]]:
    return [row.cells for row in rows]


def refusal(data: bytes) -> object:
    with pytest.raises(Unusable) as refused:
        rows_of_file(data)
    return refused.value.sentence


FILES = [xlsx(TABLE), ods(TABLE)]
NAMES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30)


# --- text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\n\r\n"])
def test_every_usual_delimiter_and_line_end_is_read(delimiter: str, end: str) -> None:
    assert cells(rows_of_text(LIST.replace(";", delimiter).replace("\n", end))) == TABLE


def test_line_ends_may_be_mixed() -> None:
    assert cells(rows_of_text(LIST.replace("\n", "\r\n", 1))) == TABLE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-1"])
def test_every_usual_encoding_is_read(encoding: str) -> None:
    assert cells(rows_of_file(LIST.encode(encoding))) == TABLE


def test_utf_16_from_the_other_end_is_read() -> None:
    assert cells(rows_of_file(b"\xfe\xff" + LIST.encode("utf-16-be"))) == TABLE


def test_half_a_letter_of_utf_16_is_a_damaged_file() -> None:
    assert refusal(b"\xff\xfeK\x00i") == BROKEN


def test_excels_line_about_the_delimiter_is_no_candidate() -> None:
    assert cells(rows_of_text("sep=,\r\n" + LIST.replace(";", ","))) == TABLE


def test_a_comma_in_a_name_does_not_split_it() -> None:
    assert cells(rows_of_text("Janssen, Kim;kim@x.example\nÇelik, Zoë;zoe@x.example"))[0][0] == "Janssen, Kim"


def test_quotation_marks_hold_a_cell_together() -> None:
    assert cells(rows_of_text('"Kim; de\noudste";kim@x.example')) == [["Kim; de oudste", "kim@x.example"]]


def test_a_quotation_mark_that_is_only_that_stays() -> None:
    assert cells(rows_of_text('"Kim" Janssen;kim@x.example\nZoë;"zoe@x.example')) == [
        ['"Kim" Janssen', "kim@x.example"],
        ["Zoë", '"zoe@x.example'],
    ]


def test_what_cannot_be_seen_is_taken_out() -> None:
    text = "\ufeff\u202eKim\u200b \x00Jans\xadsen\u00a0 ;kim@x.example\x07"
    assert cells(rows_of_text(text)) == [["Kim Janssen", "kim@x.example"]]


def test_a_letter_in_two_parts_becomes_one() -> None:
    assert cells(rows_of_text("Zoe\u0308;x")) == [["Zoë", "x"]]


def test_rows_keep_the_number_they_have_in_the_list() -> None:
    assert [row.number for row in rows_of_text('\n\na;1\n"b\nb";2\n;;\nc;3')] == [3, 4, 7]


@pytest.mark.parametrize("text", ["", " \n\t\n", ";;;\n;;"])
def test_an_empty_list_is_told(text: str) -> None:
    assert refusal(text.encode()) == EMPTY


def test_a_very_long_cell_is_a_cell() -> None:
    assert cells(rows_of_text("x" * 200_000 + ";y")) == [["x" * MAX_CELL, "y"]]


def test_a_cell_full_of_accents_costs_no_more_than_another() -> None:
    started = time.process_time()
    rows_of_text("a" + "\u0301" * 10_000 + "\u0323" * 10_000 + ";y")
    assert time.process_time() - started < 0.2


def test_five_thousand_rows_are_too_many() -> None:
    assert refusal(b"Kim;kim@x.example\n" * 5_000) == TOO_MANY


def test_three_hundred_candidates_fit_with_a_heading_and_one_more_does_not() -> None:
    row = "Kim;kim@x.example\n"
    assert len(read_columns(rows_of_text("naam;e-mail\n" + row * 300)).entries) == 300
    assert len(read_columns(rows_of_text(row * 300)).entries) == 300
    for many in ("naam;e-mail\n" + row * 301, row * 301):
        with pytest.raises(Unusable) as refused:
            read_columns(rows_of_text(many))
        assert refused.value.sentence == TOO_MANY


def test_more_than_two_megabytes_are_too_long() -> None:
    assert refusal(b"x" * (2 * 1024 * 1024 + 1)) == TOO_LONG
    with pytest.raises(Unusable) as refused:
        rows_of_text("é" * (1024 * 1024 + 1))
    assert refused.value.sentence == TOO_LONG


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 x",
        b"{\\rtf1 x}",
        b"<!DOCTYPE html><p>",
        b"\x89PNG\r\n",
        b"\xff\xd8\xff\xe0",
        b"MZ\x90\x00\x03",
        b"\0",
    ],
)
def test_a_file_of_another_kind_is_refused_by_what_is_in_it(data: bytes) -> None:
    assert refusal(data) == NO_LIST


def test_an_old_excel_file_is_told_what_to_do() -> None:
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500) == OLD_FILE


@given(st.binary(max_size=2_000))
def test_whatever_is_sent_is_read_or_refused_with_a_sentence(data: bytes) -> None:
    try:
        rows = rows_of_file(data)
    except Unusable as refused:
        assert str(refused.sentence).endswith(".")
    else:
        assert all(any(row.cells) for row in rows)


@given(st.text(max_size=500))
def test_whatever_is_pasted_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        read_columns(rows_of_text(text))
    except Unusable as refused:
        assert str(refused.sentence).endswith(".")


@given(st.lists(st.tuples(NAMES, st.emails(), st.sampled_from(["", "raadslid"])), min_size=1, max_size=9))
def test_a_list_written_out_to_correct_is_the_same_list(rows: list[tuple[str, str, str]]) -> None:
    heading = ("naam", "e-mailadres", "functie")
    read = rows_of_text(as_text([heading, *rows]))
    again = rows_of_text(as_text([row.cells for row in read]))
    assert cells(again) == cells(read)
    assert [row.cells[1] for row in read[1:]] == [" ".join(email.split()) for _name, email, _office in rows]


# --- spreadsheets -------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [xlsx, ods])
def test_a_spreadsheet_is_read(write: object) -> None:
    assert cells(rows_of_file(write(TABLE))) == TABLE


@pytest.mark.parametrize("write", [xlsx, ods])
def test_a_spreadsheet_of_five_thousand_rows_is_too_many(write: object) -> None:
    assert refusal(write([KIM] * 5_000)) == TOO_MANY


@pytest.mark.parametrize("write", [xlsx, ods])
def test_empty_rows_of_a_spreadsheet_count_in_the_numbers_only(write: object) -> None:
    rows = rows_of_file(write([HEAD, ["", "", ""], KIM]))
    assert [row.number for row in rows] == [1, 3]


def test_a_formula_is_never_worked_out() -> None:
    """openpyxl writes formulas without a value; only what a program worked out before is shown."""
    assert cells(rows_of_file(xlsx([KIM, ["=1+1", "som@x.example", "raadslid"]]))) == [
        KIM,
        ["", *["som@x.example", "raadslid"]],
    ]
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="str"><f>HYPERLINK("x")</f><v>Kim</v></c>'
        b'<c r="C1" t="inlineStr"><is><r><t>raads</t></r><r><t>lid</t></r><rPh><t>x</t></rPh></is></c></row>'
        b"</sheetData></worksheet>"
    )
    assert cells(rows_of_file(changed(xlsx(TABLE), {"xl/worksheets/sheet1.xml": sheet}))) == [["Kim", "", "raadslid"]]


def test_text_that_looks_like_a_formula_is_text() -> None:
    assert cells(rows_of_file(ods([["=1+1", "@x", "-2"]]))) == [["=1+1", "@x", "-2"]]
    assert cells(rows_of_text("=1+1;+x;@y")) == [["=1+1", "+x", "@y"]]


def test_the_first_sheet_that_shows_is_read() -> None:
    book = Workbook()
    book.active.append(["geheim"])
    book.active.sheet_state = "hidden"
    book.create_sheet().append(KIM)
    out = BytesIO()
    book.save(out)
    assert cells(rows_of_file(out.getvalue())) == [KIM]


def test_one_cell_in_the_far_corner_costs_nothing() -> None:
    book = Workbook()
    book.active.append(KIM)
    book.active.cell(1_048_576, 16_384, "x")
    out = BytesIO()
    book.save(out)
    tracemalloc.start()
    assert cells(rows_of_file(out.getvalue())) == [KIM]
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_cell_repeated_over_the_whole_sheet_costs_nothing() -> None:
    content = ods_content(
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384">'
        "<text:p>x</text:p></table:table-cell></table:table-row>"
    )
    assert refusal(changed(ods(TABLE), {"content.xml": content})) == TOO_MANY


LONG_TEXT = "x" * 1_000_000
LONG_CELLS = f"<sst><si><t>{LONG_TEXT}</t></si></sst>", "<row>" + '<c t="s"><v>0</v></c>' * 50 + "</row>"
SHOWN_EVERYWHERE = {
    "xlsx": lambda: changed(
        xlsx(TABLE),
        {
            "xl/sharedStrings.xml": LONG_CELLS[0].encode(),
            "xl/worksheets/sheet1.xml": f"<worksheet>{LONG_CELLS[1] * 2}</worksheet>".encode(),
        },
    ),
    "ods": lambda: changed(
        ods(TABLE),
        {
            "content.xml": ods_content(
                '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="50">'
                f"<text:p>{LONG_TEXT}</text:p></table:table-cell></table:table-row>"
            )
        },
    ),
}


@pytest.mark.parametrize("kind", SHOWN_EVERYWHERE)
def test_one_long_text_in_every_cell_costs_no_more_than_a_short_one(kind: str) -> None:
    data = SHOWN_EVERYWHERE[kind]()
    tracemalloc.start()
    assert {len(cell) for row in cells(rows_of_file(data)) for cell in row} == {MAX_CELL}
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()


def test_elements_in_elements_cost_no_more_than_beside_each_other() -> None:
    cell = f"<table:table-cell><text:p>{'<a>' * 800}Kim{'</a>' * 800}</text:p></table:table-cell>"
    data = changed(ods(TABLE), {"content.xml": ods_content(f"<table:table-row>{cell * 100}</table:table-row>")})
    started = time.process_time()
    assert cells(rows_of_file(data)) == [["Kim"] * 50]
    assert time.process_time() - started < 1


def test_a_note_on_a_cell_and_a_second_sheet_are_left_out() -> None:
    content = ods_content(
        "<table:table-row><table:table-cell><office:annotation><text:p>geheim</text:p></office:annotation>"
        "<text:p>Kim<text:s/><text:span>Janssen</text:span></text:p></table:table-cell></table:table-row></table:table>"
        "<table:table><table:table-row><table:table-cell><text:p>Zoë</text:p></table:table-cell></table:table-row>"
    )
    assert cells(rows_of_file(changed(ods(TABLE), {"content.xml": content}))) == [["Kim Janssen"]]


def ods_content(rows: str) -> bytes:
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    return (
        f"<office:document-content{names}><office:body><office:spreadsheet><table:table>{rows}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    ).encode()


@pytest.mark.parametrize("name", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"])
def test_a_zip_bomb_is_refused_before_it_is_parsed(name: str) -> None:
    bomb = changed(xlsx(TABLE), {name: b"<a>" + b" " * 200_000_000})
    assert len(bomb) < 2 * 1024 * 1024
    tracemalloc.start()
    assert refusal(bomb) == TOO_BIG
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_size_that_lies_is_a_damaged_file() -> None:
    honest = changed(xlsx(TABLE), {"xl/worksheets/sheet1.xml": b" " * 60_000})
    lying = honest.replace((60_000).to_bytes(4, "little"), (600).to_bytes(4, "little"))
    assert refusal(lying) == BROKEN


def test_a_thousand_parts_are_too_many() -> None:
    assert refusal(changed(xlsx(TABLE), {f"x/{number}": b"" for number in range(1_001)})) == TOO_BIG


@pytest.mark.parametrize("sort", ["entities", "outside"])
def test_xml_that_brings_its_own_definitions_is_refused(sort: str) -> None:
    entity = {"entities": '<!ENTITY a "x"><!ENTITY b "&a;&a;">', "outside": '<!ENTITY b SYSTEM "file:///etc/passwd">'}
    sheet = f"<!DOCTYPE x [{entity[sort]}]><worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>"
    assert refusal(changed(xlsx(TABLE), {"xl/worksheets/sheet1.xml": sheet.encode()})) == BROKEN


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        (xlsx(TABLE), {"xl/vbaProject.bin": b"x"}),
        (
            xlsx(TABLE),
            {"[Content_Types].xml": b'<Types ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'},
        ),
        (ods(TABLE), {"Basic/Standard/Module1.xml": b"x"}),
        (ods(TABLE), {"Scripts/python/x.py": b"x"}),
    ],
    ids=["VBA", "type", "Basic", "Python"],
)
def test_a_file_with_macros_is_refused(whole: bytes, parts: dict[str, bytes]) -> None:
    assert refusal(changed(whole, parts)) == HAS_MACROS


def test_a_file_with_a_password_is_told_what_to_do() -> None:
    assert refusal(changed(ods(TABLE), {"META-INF/manifest.xml": b"<manifest:encryption-data/>"})) == LOCKED


def test_another_document_in_a_zip_is_refused() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "x")
    assert refusal(out.getvalue()) == NO_SPREADSHEET


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_spreadsheet_is_read_or_refused_with_a_sentence(data: st.DataObject) -> None:
    whole = bytearray(data.draw(st.sampled_from(FILES)))
    for place in data.draw(st.lists(st.integers(4, len(whole) - 1), min_size=1, max_size=8)):
        whole[place] ^= data.draw(st.integers(1, 255))
    try:
        rows_of_file(bytes(whole[: data.draw(st.integers(30, len(whole)))]))
    except Unusable as refused:
        assert str(refused.sentence).endswith(".")


# --- columns ------------------------------------------------------------------------------------


def entries(text: str) -> list[Entry]:
    return read_columns(rows_of_text(text)).entries


@pytest.mark.parametrize(
    "heading",
    ["Naam;E-mailadres;Functie", "name;e-mail;office", "NAAM ; Email ;Ambt", "Volledige naam;E-mail adres;functie:"],
)
def test_headings_are_known_in_dutch_and_english(heading: str) -> None:
    assert entries(f"{heading}\nKim;kim@x.example;raadslid") == [Entry(2, "Kim", "kim@x.example", "raadslid")]


def test_headings_may_stand_in_any_order_and_other_columns_are_left_alone() -> None:
    listed = read_columns(rows_of_text("Telefoon;E-mail;Functie;Naam\n06;kim@x.example;;Kim"))
    assert listed.entries == [Entry(2, "Kim", "kim@x.example", "")]
    assert listed.ignored == ["Telefoon"]


def test_without_headings_the_order_is_name_address_office() -> None:
    assert entries("Kim;kim@x.example") == [Entry(1, "Kim", "kim@x.example", "")]
    assert entries("Kim;kim@x.example;wethouder;rest") == [Entry(1, "Kim", "kim@x.example", "wethouder")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Achternaam;Voornaam;E-mail\nJanssen;Kim;k@x.example", "Kim Janssen"),
        ("first name;last name;email\nKim;Janssen;k@x.example", "Kim Janssen"),
        ("Voornaam;Tussenvoegsel;Achternaam;Mail\nKim;van der;Berg;k@x.example", "Kim van der Berg"),
        ("Voornaam;Naam;E-mail\nKim;Janssen;k@x.example", "Kim Janssen"),
        ("Voornaam;Naam;E-mail\nKim;Kim Janssen;k@x.example", "Kim Janssen"),
        ("Voornaam;Achternaam;E-mail\n;Janssen;k@x.example", "Janssen"),
    ],
)
def test_a_name_in_parts_is_put_together(text: str, name: str) -> None:
    assert entries(text)[0].name == name


@pytest.mark.parametrize("heading", ["Naam;Functie", "E-mail;Functie"])
def test_a_heading_without_name_or_address_is_told(heading: str) -> None:
    with pytest.raises(Unusable) as refused:
        entries(f"{heading}\nx;y")
    assert "Zet boven die kolom" in str(refused.value.sentence)


def test_a_heading_alone_is_an_empty_list() -> None:
    with pytest.raises(Unusable) as refused:
        entries("naam;e-mail")
    assert refused.value.sentence == EMPTY


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("Raadslid", Office.COUNCILLOR),
        ("councillor", Office.COUNCILLOR),
        ("gemeenteraads-lid", Office.COUNCILLOR),
        ("WETHOUDER", Office.ALDERMAN),
        ("lid Provinciale Staten", Office.PROVINCIAL_COUNCILLOR),
        ("keizer", None),
    ],
)
def test_offices_are_known_by_the_words_people_use(words: str, office: Office | None) -> None:
    assert office_called(words) == office
