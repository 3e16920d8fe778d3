"""What differs between two texts, word by word. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
# In lines, and in words of lines that differ. Comparing takes longer by the square; of a longer text
# everything counts as changed.
LONGEST = 2000


@dataclass(frozen=True)
class Piece:
    """Words of a text that the other one has too, or has not."""

    text: str
    changed: bool


def marked(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Return both texts in pieces, without the lines that are the same in both."""
    old, new = before.splitlines(), after.splitlines()
    if max(len(old), len(new)) > LONGEST:
        return [Piece(before, changed=True)], [Piece(after, changed=True)]
    blocks = [
        _compared(WORDS.findall("\n".join(old[i:j])), WORDS.findall("\n".join(new[k:m])))
        for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    return _joined(was for was, _becomes in blocks), _joined(becomes for _was, becomes in blocks)


def _compared(old: list[str], new: list[str]) -> tuple[list[Piece], list[Piece]]:
    same_old: set[int] = set()
    same_new: set[int] = set()
    if max(len(old), len(new)) <= LONGEST:
        for i, k, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
            same_old.update(range(i, i + size))
            same_new.update(range(k, k + size))
    return _pieces(old, same_old), _pieces(new, same_new)


def _pieces(words: list[str], same: set[int]) -> list[Piece]:
    runs = groupby(range(len(words)), lambda number: number not in same)
    return [Piece("".join(words[number] for number in run), changed) for changed, run in runs]


def _joined(blocks: Iterable[list[Piece]]) -> list[Piece]:
    """One list, with each block on lines of its own."""
    pieces: list[Piece] = []
    for block in filter(None, blocks):
        pieces += [Piece("\n", changed=False), *block] if pieces else block
    return pieces
