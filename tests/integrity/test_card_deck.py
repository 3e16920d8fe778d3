"""The deck on paper: every front has its own back when the sheet is turned over its long edge."""

import re
import subprocess
from html import unescape
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.urls import reverse
from django.utils.translation import override

from integrity.cards.reports import sheets_of
from portal.questionnaires.source import read_instrument
from portal.reports.files import read_file
from portal.reports.models import Report
from portal.reports.render import render
from tests.cards import DECK_FILE
from tests.cast import Cast
from tests.reports.examples import order_deck
from tests.screening import publish_questionnaires

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
A4 = (595, 842)
HEIGHT, WIDTH = 842, 595
WORD = re.compile(r'<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</line>', re.DOTALL)


def deck_pdf(cast: Cast, language: str, folder: Path) -> Path:
    with override(language):
        report = order_deck(cast)
    assert render(report.pk)
    with cast.waterlinge_clerk.scope():
        report.refresh_from_db()
        path = folder / "deck.pdf"
        path.write_bytes(read_file(report))
    return path


def lines_of(path: Path) -> list[list[tuple[float, float, float, float, str]]]:
    """Per page: left, top, right, bottom and text of each line."""
    text = subprocess.run(["pdftotext", "-bbox-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    return [
        [
            (*map(float, found[:4]), unescape(re.sub(r"<.*?>|\s+", " ", found[4])).split())
            for found in WORD.findall(page)
        ]
        for page in text.split("<page ")[1:]
    ]


def test_the_last_sheet_is_filled_with_empty_cards_and_backs_are_mirrored() -> None:
    deck = read_instrument(DECK_FILE).tree
    sheets = sheets_of(deck)
    assert [place.card for sheet in sheets for place in sheet] == [*deck.cards, None, None]
    for sheet in sheets:
        for place in sheet:
            (side, height), (back_side, back_height) = place.front.split("-"), place.back.split("-")
            assert {side, back_side} == {"left", "right"} and height == back_height


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_card_prints_on_both_sides_of_one_piece_of_paper(cast: Cast, language: str, tmp_path: Path) -> None:
    path = deck_pdf(cast, language, tmp_path)
    with pikepdf.open(BytesIO(path.read_bytes())) as document:
        assert {(round(page.mediabox[2]), round(page.mediabox[3])) for page in document.pages} == {A4}
    pages = lines_of(path)
    # Two pages that explain, then fronts and backs in turn.
    assert len(pages) == 2 + 16
    deck = read_instrument(DECK_FILE).tree
    for sheet, places in enumerate(sheets_of(deck)):
        for place in [place for place in places if place.card]:
            with override(language):
                first = str(place.card.title).split()[0]
            front = next(
                line for line in pages[2 + 2 * sheet] if line[4][:1] == [first] and corner(line) == place.front
            )
            back = next(line for line in pages[3 + 2 * sheet] if line[4][:2] == [f"{place.card.number}.", first])
            assert corner(back) == place.back
            assert (front[0] < WIDTH / 2) != (back[0] < WIDTH / 2)


def corner(line: tuple[float, float, float, float, list[str]]) -> str:
    return f"{'left' if line[0] < WIDTH / 2 else 'right'}-{'top' if line[1] < HEIGHT / 2 else 'bottom'}"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_text_of_a_card_touches_other_text_or_a_cut(cast: Cast, language: str, tmp_path: Path) -> None:
    for page in lines_of(deck_pdf(cast, language, tmp_path))[2:]:
        for left, top, right, bottom, _words in page:
            for cut, before, after in ((WIDTH / 2, left, right), (HEIGHT / 2, top, bottom)):
                assert after < cut - 15 or before > cut + 15
        for one in page:
            assert [other for other in page if other is not one and overlap(one, other)] == []


def overlap(one: tuple, other: tuple) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] + 3 < other[3] and other[1] + 3 < one[3]


def test_anyone_who_works_for_an_organisation_may_order_and_a_visitor_may_not(cast: Cast, client: object) -> None:
    publish_questionnaires()
    address = reverse("dilemma_deck", args=[1])
    assert client.post(address).url.startswith(reverse("account_login"))
    assert cast.analyst.client().post(address).url == cast.analyst.client().post(address).url
    assert cast.analyst.client().post(reverse("dilemma_deck", args=[9])).status_code == 404
    with cast.ministry.scope():
        assert Report.objects.filter(kind="integrity.card_deck").count() == 1
