"""Which kinds of content an edition can hold. Rooms and programmes register theirs from `apps.py`."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, TypeChecker
from jsonschema.validators import extend

from portal.questionnaires.content import Data
from portal.questionnaires.differing import Change
from portal.questionnaires.rules import Finding

SHARED = Path(__file__).parent / "edition.schema.json"


def _is_whole(checker: TypeChecker, value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(checker: TypeChecker, value: Any) -> bool:
    return _is_whole(checker, value) or (isinstance(value, float) and isfinite(value))


# JSON Schema takes 1.0 for a whole number, and YAML knows .inf and .nan, which JSON cannot hold.
Validator = extend(
    Draft202012Validator,
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine_many({"integer": _is_whole, "number": _is_number}),
)


def no_findings(data: Data) -> Iterator[Finding]:
    """For a kind of which the schema says it all."""
    return iter(())


def no_gaps(old: Any, new: Any) -> Iterator[Finding]:
    """For a kind of which any edition can follow any other."""
    return iter(())


def no_context(edition: Any, asked: Mapping[str, str]) -> dict[str, Any]:
    """For a preview that needs only the tree."""
    return {}


@dataclass(frozen=True)
class ContentKind:
    """One kind of content.

    schema: JSON schema file with what the kind has beside edition.schema.json. parse: from data that
    passed the schema to a tree. findings: what else is wrong with such data. template: the editor's
    preview, which extends portal/questionnaires/edition_preview.html. preview: over (edition, query of
    the page), what that template needs beside the edition; may raise Http404. changes: over (older tree,
    newer tree). gaps: over (tree in use, newer tree), what the portal relies on and the newer one lacks.
    counted: whether the portal counts how often an edition is begun.
    """

    name: str
    schema: Path
    parse: Callable[[Data], Any]
    template: str
    changes: Callable[[Any, Any], list[Change]]
    findings: Callable[[Data], Iterator[Finding]] = no_findings
    gaps: Callable[[Any, Any], Iterator[Finding]] = no_gaps
    preview: Callable[[Any, Mapping[str, str]], dict[str, Any]] = no_context
    counted: bool = True


_kinds: dict[str, ContentKind] = {}


def register_kind(kind: ContentKind) -> None:
    """Add a kind; its name is the `kind` of its files."""
    _kinds[kind.name] = kind


def kind_of(name: str) -> ContentKind:
    """Return a kind by name; raises KeyError when nobody registered it."""
    return _kinds[name]


def kind_names() -> list[str]:
    return sorted(_kinds)


def validator_for(data: Any) -> Draft202012Validator:
    """Return what judges `data`, as its own `kind` says; without a known kind only what all kinds share."""
    name = data.get("kind") if isinstance(data, dict) else None
    if isinstance(name, str) and name in _kinds:
        return _validator(_kinds[name].schema)
    shared = json.loads(SHARED.read_text())
    shared["properties"]["kind"] = {"enum": kind_names()}
    return Validator(shared)


@cache
def _validator(schema: Path) -> Draft202012Validator:
    shared, own = json.loads(SHARED.read_text()), json.loads(schema.read_text())
    merged = {name: {**shared[name], **own.get(name, {})} for name in ("properties", "$defs")}
    required = [*shared["required"], *own["required"]]
    return Validator({**shared, **merged, "required": required, "additionalProperties": False})
