"""A file that means harm is refused before it costs anything, and says where it went wrong."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.questionnaires import kinds
from portal.questionnaires.guards import MOST_FAULTS
from portal.questionnaires.source import PATTERNS, REASONS, Malformed, read_content

TRIAL = (Path(__file__).parent / "content" / "proef-1.yaml").read_text()
TOO_MUCH = "hier staat meer dan een instrument nodig heeft"
TOO_DEEP = "hier staan te veel lijsten of groepen in elkaar"
LAYOUT = "hier klopt de opmaak van het bestand niet"
BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, 30))
LONG_TEXT_REPEATED = f"a: &a {'x' * 100_000}\nb: [{'*a, ' * 900}]\n"
CHAIN = "".join(f"a{n}: &a{n} [[[[{f'*a{n - 1}' if n else 1}]]]]\n" for n in range(400))
UNSORTABLE = TRIAL.replace("[councillor, alderman]", f"[{', '.join(f'{{a: {n}}}' for n in range(990))}]")


def faults(content: bytes) -> list[str]:
    with pytest.raises(Malformed) as caught:
        read_content(content, "f")
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (BOMB, f"f:6: {TOO_MUCH}"),
        (LONG_TEXT_REPEATED, f"f:2: {TOO_MUCH}"),
        (CHAIN, f"f:5: {TOO_DEEP}"),
        ("[" * 200_000, f"f:1: {TOO_DEEP}"),
        ("{a: " * 200_000, f"f:1: {TOO_DEEP}"),
        ("- a\n" * 250_000, f"f:1001: {TOO_MUCH}"),
        (f"[{'a,' * 450_000}]", f"f:1: {TOO_MUCH}"),
        ("a: &a [*a]", "f:1: “*a” verwijst naar iets dat niet eerder in het bestand staat"),
        ("a: *b", "f:1: “*b” verwijst naar iets dat niet eerder in het bestand staat"),
        ("!!python/object/apply:os.system ['true']", f"f:1: {LAYOUT} (could not determine a constructor"),
        ("a: 2026-02-31", f"f:1: {LAYOUT} (day is out of range for month)"),
        ("a: 1\nb: !!bool misschien", f"f:2: {LAYOUT} (tag:yaml.org,2002:bool)"),
        ("a: !!timestamp morgen", f"f:1: {LAYOUT} (tag:yaml.org,2002:timestamp)"),
        ("a: !!int", f"f:1: {LAYOUT} (tag:yaml.org,2002:int)"),
        (f"a: {'9' * 6000}", f"f:1: {LAYOUT} (tag:yaml.org,2002:int)"),
        (f"a: 0x{'f' * 900_000}", f"f:1: {LAYOUT} (tag:yaml.org,2002:int)"),
        (f"a: {'1:' * 200_000}1", f"f:1: {LAYOUT} (tag:yaml.org,2002:int)"),
        (f"a: {'1:' * 300}1.5", f"f:1: {LAYOUT} (tag:yaml.org,2002:float)"),
        ("a: 1\nb: .NaN", f"f:2: {LAYOUT} (tag:yaml.org,2002:float)"),
        ("? [a]\n: b", f"f:1: {LAYOUT} (found unhashable key)"),
        ("a: 1\n---\nb: 1\n", f"f:2: {LAYOUT} (but found another document)"),
        ("hallo", "f:1: dit moet een groep velden zijn"),
        ("PNG\x00", "f:1: hier staat een onzichtbaar teken (U+0000); haal het weg"),
        ('a: 1\nb: "c\\0d"', "f:2: hier staat een onzichtbaar teken (U+0000); haal het weg"),
        (TRIAL.replace("edition: 1", "edition: .inf"), "f:3: “edition” moet een heel getal zijn"),
        (TRIAL.replace("edition: 1", "edition: 1.0"), "f:3: “edition” moet een heel getal zijn"),
        (TRIAL.replace("edition: 1", f"edition: 1{'0' * 30}"), "f:3: “edition” mag hoogstens 9999 zijn"),
        (TRIAL.replace("id: work\n", f"id: {'w' * 81}\n"), "“id” mag hoogstens 80 tekens lang zijn"),
        (UNSORTABLE, "dit moet een van deze zijn"),
        (f"{'x' * 1000}: 1\n{TRIAL}", f"f:1: “{'x' * 299}…"),
    ],
    ids=lambda value: value[:20],
)
def test_it_is_refused_at_once_with_line_and_reason(text: str, reason: str) -> None:
    begin = time.process_time()
    told = faults(text.encode())
    assert any(reason in each for each in told), told
    assert len(told) <= MOST_FAULTS
    assert time.process_time() - begin < 10


def test_bytes_that_are_no_text_are_told() -> None:
    wanted = "f:2: hier staat iets dat geen leesbare tekst is; sla het bestand op als UTF-8"
    assert faults(b"a: 1\nb: \xe9\n") == [wanted]
    assert faults(TRIAL.encode("utf-16")) == [wanted.replace("f:2", "f:1")]


def test_what_word_processors_add_does_no_harm() -> None:
    windows = read_content(b"\xef\xbb\xbf" + TRIAL.replace("\n", "\r\n").encode(), "f")
    assert (windows.text, windows.checksum) == (TRIAL, read_content(TRIAL.encode(), "f").checksum)


def test_a_text_may_be_written_once_and_referred_to() -> None:
    once = TRIAL.replace("title: {nl: Werk,", "title: &work {nl: Werk,").replace(
        "title: {nl: Tot slot,", "title: *work #"
    )
    sections = read_content(once.encode(), "f").data["sections"]
    assert sections[0]["title"] == sections[-1]["title"] == {"nl": "Werk", "en": "Work"}


def keywords(schema: object) -> Iterator[tuple[str, object]]:
    if isinstance(schema, dict):
        for name, value in schema.items():
            if name in ("properties", "$defs"):
                for each in value.values():
                    yield from keywords(each)
            else:
                yield name, value
                yield from keywords(value)


def test_there_are_words_for_every_fault_that_a_schema_can_find() -> None:
    schemas = [kinds.SHARED, *(kind.schema for kind in kinds._kinds.values())]
    used = [pair for path in schemas for pair in keywords(json.loads(path.read_text()))]
    spoken = {"required", "additionalProperties", "type", "enum", "pattern", *REASONS}
    assert {name for name, _value in used} - spoken == {"$schema", "$ref", "title", "items"}
    assert {value for name, value in used if name == "pattern"} <= PATTERNS.keys()
