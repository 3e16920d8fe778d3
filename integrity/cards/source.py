"""Reading a file of cards; every fault is told with file, line and reason."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from integrity.cards.content import Deck, from_data
from portal.questionnaires.rules import Finding
from portal.questionnaires.source import checksum, read_yaml, shown_name

FOLDER = Path(__file__).parent / "content"
TIER_OF = {
    "councillor": "municipality",
    "alderman": "municipality",
    "provincial_councillor": "province",
    "provincial_executive": "province",
    "water_board_member": "water_board",
    "water_board_executive": "water_board",
}
_validator = Draft202012Validator(json.loads((Path(__file__).parent / "schema.json").read_text()))


@dataclass(frozen=True)
class CardFile:
    """A file without faults: its data, and the cards in it."""

    file: str
    data: dict[str, Any]
    deck: Deck

    @property
    def checksum(self) -> str:
        return checksum(self.data)


def card_files(folder: Path = FOLDER) -> list[Path]:
    """Return every edition's file, in a fixed order."""
    return sorted(folder.glob("*.yaml"))


def read_cards(path: Path) -> CardFile:
    """Read one file; raises Malformed with every fault in it."""
    data = read_yaml(path, lambda _data: _validator, _broken_rules)
    return CardFile(shown_name(path), data, from_data(data))


def _broken_rules(data: dict[str, Any]) -> Iterator[Finding]:
    for kind, field in (("themes", "id"), ("cards", "id"), ("cards", "number")):
        times = Counter(one[field] for one in data[kind])
        for index, one in enumerate(data[kind]):
            if times[one[field]] > 1:
                yield (kind, index, field), f"{field} “{one[field]}” is there {times[one[field]]} times"
    themes = {theme["id"] for theme in data["themes"]}
    for index, card in enumerate(data["cards"]):
        if strange := set(card["themes"]) - themes:
            yield ("cards", index, "themes"), f"unknown theme “{min(strange)}”"
        if card["tier"] != TIER_OF[card["office"]]:
            yield ("cards", index, "tier"), f"a {card['office']} belongs to tier {TIER_OF[card['office']]}"
