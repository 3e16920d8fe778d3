"""What must hold of a PDF for a screen reader. WeasyPrint stamps PDF/UA on anything, so we look ourselves."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, Object, Page, Pdf

UA_PART = "{http://www.aiim.org/pdfua/ns/id/}part"
HEADINGS = {f"/H{level}": level for level in range(1, 7)}
OPENING, CLOSING = {"BMC", "BDC"}, {"EMC"}
PAINTING = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "INLINE IMAGE"}


def faults_of(pdf: bytes) -> list[str]:
    """Return everything wrong with the structure of a PDF, one sentence each."""
    with pikepdf.open(BytesIO(pdf)) as document:
        if "/StructTreeRoot" not in document.Root:
            return ["it has no tags"]
        elements = list(_elements(document.Root.StructTreeRoot))
        return [
            *_document_faults(document),
            *_heading_faults(elements),
            *_table_faults(elements),
            *_figure_faults(elements),
            *_font_faults(document),
            *(fault for number, page in enumerate(document.pages, 1) for fault in _untagged(number, page)),
        ]


def _elements(node: Object) -> Iterator[Dictionary]:
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, Dictionary) and "/S" in child:
            yield child
            yield from _elements(child)


def _document_faults(document: Pdf) -> Iterator[str]:
    root = document.Root
    if not str(root.get("/Lang", "")):
        yield "it names no language"
    if not str(document.docinfo.get("/Title", "")).strip():
        yield "it has no title"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "readers show the file name, not the title"
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "it is not marked as tagged"
    if "/Outlines" not in root:
        yield "it has no bookmarks"
    with document.open_metadata() as metadata:
        if metadata.get(UA_PART) != "1":
            yield "it does not say that it is PDF/UA-1"


def _heading_faults(elements: list[Dictionary]) -> Iterator[str]:
    levels = [HEADINGS[str(one.S)] for one in elements if str(one.S) in HEADINGS]
    if levels.count(1) != 1:
        yield f"it has {levels.count(1)} main headings"
    for before, level in zip([0, *levels], levels, strict=False):
        if level > before + 1:
            yield f"heading {level} follows heading {before}"


def _table_faults(elements: list[Dictionary]) -> Iterator[str]:
    for table in (one for one in elements if Name.Table == one.S):
        cells = [one for one in _elements(table) if one.S in (Name.TH, Name.TD)]
        headers = [cell for cell in cells if cell.S == Name.TH]
        if not headers:
            yield "a table has no header cells"
        known = {bytes(cell.ID) for cell in headers if "/ID" in cell}
        named = [_named_headers(cell) for cell in cells]
        used = set().union(*named) if named else set()
        if not used <= known:
            yield "a cell names a header that is not there"
        if any(str(cell.get("/A", {}).get("/Scope", "")) not in ("/Row", "/Column") for cell in headers):
            yield "a header cell does not say what it heads"
        if any(cell.S == Name.TD and not names for cell, names in zip(cells, named, strict=True)):
            yield "a cell has no header"


def _named_headers(cell: Dictionary) -> set[bytes]:
    return {bytes(name) for name in cell.get("/A", {}).get("/Headers", [])}


def _figure_faults(elements: list[Dictionary]) -> Iterator[str]:
    if any(Name.Figure == one.S and not str(one.get("/Alt", "")).strip() for one in elements):
        yield "a figure has no text instead"


def _font_faults(document: Pdf) -> Iterator[str]:
    fonts = {str(font.BaseFont): font for page in document.pages for font in page.resources.get("/Font", {}).values()}
    for name, font in fonts.items():
        described = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        descriptor = described.get("/FontDescriptor", {})
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
            yield f"font {name} is not embedded"
        if "/ToUnicode" not in font:
            yield f"font {name} does not say which letters it shows"


def _untagged(number: int, page: Page) -> Iterator[str]:
    depth = 0
    for _operands, operator in pikepdf.parse_content_stream(page):
        depth += (str(operator) in OPENING) - (str(operator) in CLOSING)
        if str(operator) in PAINTING and depth == 0:
            yield f"page {number} paints outside the tags"
            return
