"""Two texts side by side: what differs is marked, what is the same is left out."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.questionnaires.marking import Piece, marked


def shown(pieces: list[Piece]) -> str:
    return "".join(f"[{piece.text}]" if piece.changed else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("before", "after", "was", "becomes"),
    [
        ("Let ook op de schijn", "Let op de schijn", "Let[ ook] op de schijn", "Let op de schijn"),
        ("een\ntwee\ndrie", "een\n2\ndrie", "[twee]", "[2]"),
        ("een\ntwee\ndrie", "1\ntwee\n3", "[een]\n[drie]", "[1]\n[3]"),
        ("", "nieuw", "", "[nieuw]"),
        ("weg", "", "[weg]", ""),
        ("gelijk", "gelijk", "", ""),
        ("Ja, u mag.", "Ja. U mag.", "Ja[,] [u] mag.", "Ja[.] [U] mag."),
    ],
)
def test_words_that_differ_are_marked(before: str, after: str, was: str, becomes: str) -> None:
    assert tuple(map(shown, marked(before, after))) == (was, becomes)


@given(st.text("ab .\n", max_size=60), st.text("ab .\n", max_size=60))
def test_no_word_is_lost_and_what_is_unmarked_is_in_both(before: str, after: str) -> None:
    pair = marked(before, after)
    for pieces, text in zip(pair, (before, after), strict=True):
        lines = "".join(piece.text for piece in pieces).splitlines()
        assert set(lines) <= set(text.splitlines())
    same = ["".join(piece.text for piece in pieces if not piece.changed).split() for pieces in pair]
    assert sorted("".join(same[0])) == sorted("".join(same[1]))


@pytest.mark.parametrize("gap", [" ", "\n"])
def test_a_text_without_end_is_not_compared_word_by_word(gap: str) -> None:
    begin = time.process_time()
    was, becomes = marked(f"a{gap}b{gap}" * 100_000, f"b{gap}a{gap}" * 100_000)
    assert (len(was), len(becomes)) == (1, 1)
    assert time.process_time() - begin < 5
