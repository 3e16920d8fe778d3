"""Reading a file of cards; every fault is told with file, line and reason."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from integrity.cards.content import Deck, from_data
from portal.questionnaires.source import Fault, Loader, Malformed, checksum

FOLDER = Path(__file__).parent / "content"
Route = tuple[str | int, ...]
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
    name = str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
    data, lines = _load(path, name)
    found = [(tuple(error.absolute_path), error.message) for error in _validator.iter_errors(data)]
    found = found or list(_broken_rules(data, path.name))
    if found:
        raise Malformed(sorted(Fault(name, _line(lines, route), reason) for route, reason in found))
    return CardFile(name, data, from_data(data))


def _load(path: Path, name: str) -> tuple[Any, dict[Route, int]]:
    loader = Loader(path.read_bytes())
    try:
        node = loader.get_single_node()
        if node is None:
            raise Malformed([Fault(name, 1, "the file is empty")])
        return loader.construct_document(node), {(): 1, **dict(_marks(node, ()))}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Malformed([Fault(name, line, f"this is no YAML: {error.problem}")]) from error
    finally:
        loader.dispose()


def _marks(node: yaml.Node, route: Route) -> Iterator[tuple[Route, int]]:
    parts: list[tuple[Any, yaml.Node, yaml.Node]] = []
    if isinstance(node, yaml.MappingNode):
        parts = [(key.value, key, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        parts = [(index, value, value) for index, value in enumerate(node.value)]
    for step, place, value in parts:
        yield (*route, step), place.start_mark.line + 1
        yield from _marks(value, (*route, step))


def _line(lines: dict[Route, int], route: Route) -> int:
    while route not in lines:
        route = route[:-1]
    return lines[route]


def _broken_rules(data: dict[str, Any], file_name: str) -> Iterator[tuple[Route, str]]:
    wanted = f"{data['slug']}-{data['edition']}.yaml"
    if file_name != wanted:
        yield (), f"the file should be called {wanted}, after its slug and edition"
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
