"""Reading an instrument file; every fault is told with file, line and reason, in the active language."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from jsonschema import ValidationError

from portal.questionnaires.guards import MOST_FAULTS, Loader, dangers
from portal.questionnaires.kinds import kind_of, validator_for
from portal.questionnaires.rules import Finding, Route, wrong_name

TYPE_NAMES = {
    "string": gettext_lazy("tekst"),
    "array": gettext_lazy("een lijst"),
    "object": gettext_lazy("een groep velden"),
    "integer": gettext_lazy("een heel getal"),
    "number": gettext_lazy("een getal"),
    "boolean": gettext_lazy("true of false"),
}
REASONS = {
    "minItems": gettext_lazy("%(name)s moet er minstens %(wanted)s hebben"),
    "maxItems": gettext_lazy("%(name)s mag er hoogstens %(wanted)s hebben"),
    "minimum": gettext_lazy("%(name)s moet %(wanted)s of meer zijn"),
    "maximum": gettext_lazy("%(name)s mag hoogstens %(wanted)s zijn"),
    "maxLength": gettext_lazy("%(name)s mag hoogstens %(wanted)s tekens lang zijn"),
    "uniqueItems": gettext_lazy("%(name)s noemt iets twee keer"),
}
PATTERNS = {
    r"\S": gettext_lazy("%(name)s mag niet leeg zijn"),
    "^[a-z][a-z0-9_]*$": gettext_lazy("%(name)s begint met een kleine letter, met daarna kleine letters, cijfers en _"),
    "^[a-z][a-z0-9-]*$": gettext_lazy("%(name)s begint met een kleine letter, met daarna kleine letters, cijfers en -"),
}
LONGEST_REASON = 300


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong with a file."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class Malformed(Exception):
    """A file that is no instrument; `faults` says all that is wrong with it, up to guards.MOST_FAULTS."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = sorted(faults)[:MOST_FAULTS]


@dataclass(frozen=True)
class Marked:
    """A file that is YAML: its text and data, and the line of each value."""

    file: str
    text: str
    data: Any
    lines: dict[Route, int]

    def fault(self, route: Route, reason: str) -> Fault:
        while route not in self.lines:
            route = route[:-1]
        return Fault(self.file, self.lines[route], shortened(reason))


@dataclass(frozen=True)
class Instrument:
    """A file without faults, and the tree its kind builds from it."""

    marked: Marked
    tree: Any

    @property
    def file(self) -> str:
        return self.marked.file

    @property
    def text(self) -> str:
        return self.marked.text

    @property
    def data(self) -> dict[str, Any]:
        return self.marked.data

    @property
    def checksum(self) -> str:
        """SHA-256, in hex, over the canonical JSON of the data: comments and layout do not count."""
        canonical = json.dumps(self.data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def refused(self, findings: Iterable[Finding]) -> Malformed:
        """Return what to raise when the file is right by itself and cannot be used here."""
        return Malformed([self.marked.fault(*finding) for finding in findings])


def read_instrument(path: Path) -> Instrument:
    """Read one file, which is called after what it holds; raises Malformed."""
    return read_content(path.read_bytes(), _shown_name(path), path.name)


def read_content(content: bytes, file: str, called: str = "") -> Instrument:
    """Read what a file holds; raises Malformed.

    file: how faults name it; called: its real name, when that has to fit.
    """
    marked, faults = _marked(content, file)
    faults += [
        marked.fault(*_told(error))
        for error in islice(validator_for(marked.data).iter_errors(marked.data), MOST_FAULTS)
    ]
    if not faults:
        faults = [marked.fault(*finding) for finding in _findings(marked.data, called)]
    if faults:
        raise Malformed(faults)
    return Instrument(marked, kind_of(marked.data["kind"]).parse(marked.data))


def shortened(reason: str) -> str:
    """Return a reason that may quote the file, without the rest of a quotation as long as the file."""
    return reason if len(reason) <= LONGEST_REASON else f"{reason[:LONGEST_REASON]}…"


def _shown_name(path: Path) -> str:
    """Return how a fault names the file: from the folder people work in, if it is there."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _findings(data: dict[str, Any], called: str) -> Iterator[Finding]:
    if called:
        yield from wrong_name(data, called)
    yield from kind_of(data["kind"]).findings(data)


def _marked(content: bytes, file: str) -> tuple[Marked, list[Fault]]:
    """Return the file with what occurs twice in it; raises Malformed for what cannot be read."""
    text = _decoded(content, file)
    try:
        if found := dangers(text):
            raise Malformed([Fault(file, line, reason) for line, reason in found])
        return _composed(text, file)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        reason = _("hier klopt de opmaak van het bestand niet (%(problem)s)") % {"problem": error.problem}
        raise Malformed([Fault(file, line, shortened(reason))]) from error


def _decoded(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        reason = _("hier staat iets dat geen leesbare tekst is; sla het bestand op als UTF-8")
        raise Malformed([Fault(file, line, reason)]) from error


def _composed(text: str, file: str) -> tuple[Marked, list[Fault]]:
    loader = Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            raise Malformed([Fault(file, 1, _("het bestand is leeg"))])
        marked = Marked(file, text, loader.construct_document(node), {(): 1})
    finally:
        loader.dispose()
    twice = []
    for route, line in _marks(node, ()):
        if route in marked.lines:
            twice.append(Fault(file, line, shortened(_("“%(name)s” staat er twee keer") % {"name": route[-1]})))
        marked.lines[route] = line
    return marked, twice


def _marks(node: yaml.Node, route: Route) -> Iterator[tuple[Route, int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*route, key.value), key.start_mark.line + 1
            yield from _marks(value, (*route, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield (*route, index), value.start_mark.line + 1
            yield from _marks(value, (*route, index))


def _told(error: ValidationError) -> Finding:
    """Put a fault found by the schema into plain words."""
    route, wanted = tuple(error.absolute_path), error.validator_value
    name = f"“{route[-1]}”" if route and isinstance(route[-1], str) else _("dit")
    match error.validator:
        case "required":
            return route, _("“%(name)s” ontbreekt") % {"name": error.message.split("'")[1]}
        case "additionalProperties":
            return _strange_field(error, route)
        case "type":
            reason = _("%(name)s moet %(wanted)s zijn") % {"name": name, "wanted": _type_name(wanted)}
            return route, reason + _quotes_needed(error.instance, wanted)
        case "enum":
            reason = _("%(name)s moet een van deze zijn: %(wanted)s") % {"name": name, "wanted": ", ".join(wanted)}
            return route, reason + _quotes_needed(error.instance, "string")
        case "pattern":
            return route, PATTERNS[wanted] % {"name": name}
        case _other:
            return route, REASONS[error.validator] % {"name": name, "wanted": wanted}


def _strange_field(error: ValidationError, route: Route) -> Finding:
    known = list(error.schema["properties"])
    strange = next(name for name in error.instance if name not in known)
    reason = _("“%(name)s” is hier geen veld") % {"name": strange}
    if close := get_close_matches(str(strange)[:LONGEST_REASON], known, n=1):
        reason += _("; bedoelt u “%(close)s”?") % {"close": close[0]}
    return (*route, strange), reason


def _type_name(wanted: str | list[str]) -> str:
    return _(" of ").join(str(TYPE_NAMES[name]) for name in ([wanted] if isinstance(wanted, str) else wanted))


def _quotes_needed(instance: Any, wanted: str | list[str]) -> str:
    # YAML reads a bare yes or no as true or false, and a bare 2026 as a number.
    bare = isinstance(instance, bool | int | float | date)
    return _('; zet het tussen aanhalingstekens, zoals "yes"') if bare and "string" in wanted else ""
