"""What a YAML file may not hold, looked at before anything is made of it: files come from outside."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import yaml
from django.utils.translation import gettext as _

# A line of the file, and what is wrong there.
Danger = tuple[int, str]

# Far more than an instrument needs; reading gets slow by the square of some of these. A group counts each
# field as two items: its name and its value.
DEEPEST = 20
LONGEST_LIST = 1000
# In characters, where a value counts for VALUE more.
LARGEST, VALUE = 3_000_000, 20
# Nobody mends more at once, and telling a million would keep a process busy.
MOST_FAULTS = 100
INVISIBLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Longer than any number here. Making a longer one takes the square of its length, and telling it fails.
LONGEST_NUMBER = 40
NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
STARTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


# The C loader is ten times quicker; not every build of PyYAML has it.
class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Makes plain values only, and says where one stands that cannot be made, such as the date 2026-02-31."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        if node.tag in NUMBERS and _is_no_number(node.value):
            raise yaml.constructor.ConstructorError(None, None, node.tag, node.start_mark)
        try:
            return super().construct_object(node, deep)
        except ValueError as error:
            raise yaml.constructor.ConstructorError(None, None, str(error), node.start_mark) from error
        except (AttributeError, LookupError) as error:
            # So PyYAML answers a tag with what cannot be one, such as "!!bool perhaps", "!!timestamp x" or "!!int".
            raise yaml.constructor.ConstructorError(None, None, node.tag, node.start_mark) from error


def _is_no_number(typed: Any) -> bool:
    """Too long, or “.nan”, which is neither above nor below any limit and which the database refuses."""
    return len(typed) > LONGEST_NUMBER or (isinstance(typed, str) and typed.casefold() == ".nan")


def dangers(text: str) -> list[Danger]:
    """Return what must not be read further, at most MOST_FAULTS; raises yaml.MarkedYAMLError for what is no YAML."""
    return list(islice(_invisible(text), MOST_FAULTS)) or list(islice(_shapes(text), MOST_FAULTS))


def _invisible(text: str) -> Iterator[Danger]:
    for found in INVISIBLE.finditer(text):
        yield text.count("\n", 0, found.start()) + 1, _invisible_told(found)


def _invisible_told(found: re.Match[str]) -> str:
    return _("hier staat een onzichtbaar teken (U+%(code)s); haal het weg") % {"code": f"{ord(found[0]):04X}"}


@dataclass
class _Value:
    """What was read of a value so far. size, height: with all that its references repeat."""

    anchor: str | None = None
    items: int = 0
    size: int = VALUE
    height: int = 0

    def take(self, part: "_Value") -> None:
        self.items += 1
        self.size += part.size
        self.height = max(self.height, part.height + 1)


def _shapes(text: str) -> Iterator[Danger]:
    # A few lines in which each reference repeats the one before, unfold to more than any memory holds.
    unfinished: list[_Value] = []
    anchored: dict[str, _Value] = {}
    for event in yaml.parse(text, Loader=Loader):
        line = event.start_mark.line + 1
        if isinstance(event, STARTS):
            unfinished.append(_Value(event.anchor))
        elif value := _finished(event, unfinished, anchored):
            if unfinished:
                unfinished[-1].take(value)
        elif isinstance(event, yaml.AliasEvent):
            yield line, _("“*%(anchor)s” verwijst naar iets dat niet eerder in het bestand staat") % vars(event)
            return
        if isinstance(event, yaml.ScalarEvent) and (found := INVISIBLE.search(event.value)):
            yield line, _invisible_told(found)
        if reason := _too_much(unfinished):
            yield line, reason
            return


def _finished(event: yaml.Event, unfinished: list[_Value], anchored: dict[str, _Value]) -> _Value | None:
    """Return the value that ends with this event; None when none does, or when a reference is to nothing."""
    if isinstance(event, yaml.AliasEvent):
        return anchored.get(event.anchor)
    if isinstance(event, ENDS):
        value = unfinished.pop()
    elif isinstance(event, yaml.ScalarEvent):
        value = _Value(event.anchor, size=VALUE + len(event.value))
    else:
        return None
    if value.anchor:
        anchored[value.anchor] = value
    return value


def _too_much(unfinished: list[_Value]) -> str:
    if not unfinished:
        return ""
    value = unfinished[-1]
    if len(unfinished) + value.height > DEEPEST:
        return _("hier staan te veel lijsten of groepen in elkaar")
    if value.items > LONGEST_LIST or value.size > LARGEST:
        return _("hier staat meer dan een instrument nodig heeft")
    return ""
