"""Reading an instrument file; every fault is told with file, line and reason."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from jsonschema import ValidationError
from jsonschema.protocols import Validator

from portal.questionnaires.kinds import kind_of, validator_for
from portal.questionnaires.rules import Finding, Route, wrong_name

# The C loader is ten times quicker; not every build of PyYAML has it.
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TYPE_NAMES = {
    "string": "text",
    "array": "a list",
    "object": "a group of fields",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}
PATTERNS = {
    r"\S": "should not be empty",
    "^[a-z][a-z0-9_]*$": "should be small letters, digits and underscores, and start with a letter",
    "^[a-z][a-z0-9-]*$": "should be small letters, digits and hyphens, and start with a letter",
}


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong with a file."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class Malformed(Exception):
    """A file that is no instrument; `faults` says all that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True)
class Instrument:
    """A file without faults: `data` as it stands in the file, and the tree its kind builds from it."""

    file: str
    data: dict[str, Any]
    tree: Any

    @property
    def checksum(self) -> str:
        return checksum(self.data)


def checksum(data: Any) -> str:
    """SHA-256, in hex, over the canonical JSON of `data`: comments and layout do not count."""
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def read_instrument(path: Path) -> Instrument:
    """Read one file; raises Malformed with every fault in it."""
    data = read_yaml(path, validator_for, lambda data: kind_of(data["kind"]).findings(data))
    return Instrument(shown_name(path), data, kind_of(data["kind"]).parse(data))


def read_yaml(path: Path, validator: Callable[[Any], Validator], findings: Callable[[Any], Iterable[Finding]]) -> Any:
    """Return the data of one edition's file; raises Malformed with every fault in it.

    validator: the schema that fits the data; findings: what else is wrong with data that fits it.
    """
    name = shown_name(path)
    data, lines, twice = _load(path, name)
    faults = [Fault(name, lines[route], f"“{route[-1]}” is there twice") for route in twice]
    for error in validator(data).iter_errors(data):
        route, reason = _told(error)
        faults.append(Fault(name, _line(lines, route), reason))
    if not faults:
        found = [*wrong_name(data, path.name), *findings(data)]
        faults = [Fault(name, _line(lines, route), reason) for route, reason in found]
    if faults:
        raise Malformed(sorted(faults))
    return data


def shown_name(path: Path) -> str:
    """Return how a fault names the file: from the folder people work in, if it is there."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _load(path: Path, name: str) -> tuple[Any, dict[Route, int], list[Route]]:
    """Return the data, the line of each value, and the keys that occur twice."""
    loader = Loader(path.read_bytes())
    try:
        node = loader.get_single_node()
        if node is None:
            raise Malformed([Fault(name, 1, "the file is empty")])
        data = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Malformed([Fault(name, line, f"this is no YAML: {error.problem}")]) from error
    finally:
        loader.dispose()
    lines: dict[Route, int] = {(): 1}
    twice: list[Route] = []
    for route, line in _marks(node, ()):
        if route in lines:
            twice.append(route)
        lines[route] = line
    return data, lines, twice


def _marks(node: yaml.Node, route: Route) -> Iterator[tuple[Route, int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*route, key.value), key.start_mark.line + 1
            yield from _marks(value, (*route, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield (*route, index), value.start_mark.line + 1
            yield from _marks(value, (*route, index))


def _line(lines: dict[Route, int], route: Route) -> int:
    while route not in lines:
        route = route[:-1]
    return lines[route]


def _told(error: ValidationError) -> tuple[Route, str]:
    """Put a fault found by the schema into plain words."""
    route = tuple(error.absolute_path)
    name = f"“{route[-1]}”" if route and isinstance(route[-1], str) else "this"
    wanted = error.validator_value
    match error.validator:
        case "required":
            return route, f"“{error.message.split(chr(39))[1]}” is missing"
        case "additionalProperties":
            return _strange_field(error, route)
        case "type":
            return route, f"{name} should be {_type_name(wanted)}{_quotes_needed(error.instance, wanted)}"
        case "enum":
            return route, f"{name} should be one of {', '.join(wanted)}{_quotes_needed(error.instance, 'string')}"
        case "pattern":
            return route, f"{name} {PATTERNS[wanted]}"
        case "minItems":
            return route, f"{name} should have at least {wanted} item{'s' if wanted > 1 else ''}"
        case "maxItems":
            return route, f"{name} should have at most {wanted} items"
        case "minimum":
            return route, f"{name} should be {wanted} or more"
        case "maximum":
            return route, f"{name} should be {wanted} or less"
        case _:
            return route, f"{name} names something twice"


def _strange_field(error: ValidationError, route: Route) -> tuple[Route, str]:
    known = list(error.schema["properties"])
    strange = next(name for name in error.instance if name not in known)
    close = get_close_matches(str(strange), known, n=1)
    hint = f"; did you mean “{close[0]}”?" if close else ""
    return (*route, strange), f"“{strange}” is not a field here{hint}"


def _type_name(wanted: str | list[str]) -> str:
    return " or ".join(TYPE_NAMES[name] for name in ([wanted] if isinstance(wanted, str) else wanted))


def _quotes_needed(instance: Any, wanted: str | list[str]) -> str:
    # YAML reads a bare yes or no as true or false.
    return '; put it between quotes, as in "yes"' if isinstance(instance, bool) and "string" in wanted else ""
