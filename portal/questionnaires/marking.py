"""What differs between two texts, word by word. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
# Comparing takes longer by the square; of a longer text everything counts as changed.
MOST_WORDS = 2000


@dataclass(frozen=True)
class Piece:
    """Words of a text that the other one has too, or has not."""

    text: str
    changed: bool


def marked(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Return both texts in pieces, without the lines that are the same in both."""
    old, new = before.splitlines(), after.splitlines()
    was, becomes = [], []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            pair = _words("\n".join(old[i:j])), _words("\n".join(new[k:m]))
            was.append(_pieces(*pair))
            becomes.append(_pieces(*reversed(pair)))
    return _joined(was), _joined(becomes)


def _words(text: str) -> list[str]:
    return WORDS.findall(text)


def _pieces(words: list[str], others: list[str]) -> list[Piece]:
    if max(len(words), len(others)) > MOST_WORDS or not others:
        return [Piece("".join(words), changed=True)] if words else []
    same = {i + n for i, _j, size in _matches(words, others) for n in range(size)}
    marks = [(word, number not in same) for number, word in enumerate(words)]
    return [Piece("".join(word for word, _mark in run), changed) for changed, run in groupby(marks, lambda one: one[1])]


def _matches(words: list[str], others: list[str]) -> Iterator[tuple[int, int, int]]:
    yield from SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks()


def _joined(blocks: list[list[Piece]]) -> list[Piece]:
    """One list, with each block on lines of its own."""
    pieces: list[Piece] = []
    for block in filter(None, blocks):
        pieces += [Piece("\n", changed=False), *block] if pieces else block
    return pieces
