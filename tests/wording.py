"""What every text of the portal keeps to: its own content, and the sentences of its pages."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from portal.questionnaires.source import read_instrument

INTEGRITY = Path(__file__).parents[1] / "integrity"
QUOTED = re.compile(r"‘[^’]*’")
OF_US = {"nl": re.compile(r"\b(wij|we|ons|onze)\b", re.I), "en": re.compile(r"\b(we|us|our|ours)\b", re.I)}


def instruments() -> list[str]:
    """The names of the files of all shipped editions, the cards left out."""
    return sorted(path.name for path in INTEGRITY.glob("*/content/*.yaml") if path.parts[-3] != "cards")


def content(name: str) -> dict[str, Any]:
    """The data of a shipped edition, by the name of its file; raises Malformed when it is not right."""
    return read_instrument(next(INTEGRITY.glob(f"*/content/{name}"))).data


def texts_of(data: Any) -> Iterator[dict[str, str]]:
    """Every text in both languages, wherever it stands."""
    if isinstance(data, dict) and data.keys() == {"nl", "en"}:
        yield data
    elif isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from texts_of(each)


def faults_in(data: dict[str, Any]) -> list[str]:
    """Texts that speak of “us” outside a quotation, that miss a language, or that repeat the Dutch as English."""
    return [text["nl"] for text in texts_of(data) if not _is_right(text)]


def _is_right(text: dict[str, str]) -> bool:
    if not text["nl"].strip() or not text["en"].strip():
        return False
    if text["nl"] == text["en"] and " " in text["nl"]:
        return False
    return not any(speaks_of_us(said, language) for language, said in text.items())


def speaks_of_us(said: str, language: str) -> bool:
    """Whether a text says “we” outside a quotation."""
    return bool(OF_US[language].search(QUOTED.sub("", said)))
