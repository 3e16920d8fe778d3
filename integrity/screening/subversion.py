"""The content on recognising subversion (domain/integrity.md, section 3.5).

Pages for reading only: there is no model, no form and no field, so nothing about a person can be kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.questionnaires.content import Data, Text, text_of
from portal.questionnaires.differing import Part, compared_by, in_both
from portal.questionnaires.kinds import ContentKind
from portal.questionnaires.rules import Finding, strangers, twice

SUBVERSION_SLUG = "ondermijning"


@dataclass(frozen=True)
class Contact:
    """Someone to call."""

    id: str
    title: Text
    text: Text


@dataclass(frozen=True)
class Signal:
    """A signal, with an ordinary explanation beside it."""

    id: str
    title: Text
    explanation: Text
    innocent: Text
    what_to_do: Text
    contacts: tuple[Contact, ...]


@dataclass(frozen=True)
class Case:
    """An invented story to train with; `signals` are those one may notice in it."""

    id: str
    title: Text
    situation: Text
    signals: tuple[Signal, ...]
    questions: tuple[Text, ...]
    afterwards: Text


@dataclass(frozen=True)
class Subversion:
    """One edition."""

    title: Text
    intro: Text
    source: Text
    contacts: tuple[Contact, ...]
    signals: tuple[Signal, ...]
    cases: tuple[Case, ...]


def parse(data: Data) -> Subversion:
    """Build the tree from data that passed the schema."""
    contacts = {one["id"]: Contact(one["id"], text_of(one["title"]), text_of(one["text"])) for one in data["contacts"]}
    signals = {one["id"]: _signal(one, contacts) for one in data["signals"]}
    return Subversion(
        title=text_of(data["title"]),
        intro=text_of(data["intro"]),
        source=text_of(data["source"]),
        contacts=tuple(contacts.values()),
        signals=tuple(signals.values()),
        cases=tuple(_case(one, signals) for one in data["cases"]),
    )


def findings(data: Data) -> Iterator[Finding]:
    """Ids occur once, and what a signal or a case names is there."""
    for name in ("contacts", "signals", "cases"):
        yield from twice((name,), data[name])
    yield from strangers(data, "signals", "contact_route", {one["id"] for one in data["contacts"]})
    yield from strangers(data, "cases", "signals", {one["id"] for one in data["signals"]})


def _signal(data: Data, contacts: dict[str, Contact]) -> Signal:
    return Signal(
        id=data["id"],
        title=text_of(data["title"]),
        explanation=text_of(data["explanation"]),
        innocent=text_of(data["innocent"]),
        what_to_do=text_of(data["what_to_do"]),
        contacts=tuple(contacts[name] for name in data["contact_route"]),
    )


def _case(data: Data, signals: dict[str, Signal]) -> Case:
    return Case(
        id=data["id"],
        title=text_of(data["title"]),
        situation=text_of(data["situation"]),
        signals=tuple(signals[name] for name in data["signals"]),
        questions=tuple(text_of(question) for question in data["questions"]),
        afterwards=text_of(data["afterwards"]),
    )


def parts(tree: Subversion) -> list[Part]:
    """What an edition is compared by."""
    return [
        Part("intro", str(tree.title), in_both(tree.title, tree.intro)),
        *(Part(f"contact {one.id}", str(one.title), in_both(one.title, one.text)) for one in tree.contacts),
        *(Part(f"signal {one.id}", str(one.title), _signal_says(one)) for one in tree.signals),
        *(Part(f"case {one.id}", str(one.title), _case_says(one)) for one in tree.cases),
    ]


def _signal_says(signal: Signal) -> str:
    named = [contact.title for contact in signal.contacts]
    return in_both(signal.title, signal.explanation, signal.innocent, signal.what_to_do, *named)


def _case_says(case: Case) -> str:
    named = [signal.title for signal in case.signals]
    return in_both(case.title, case.situation, *case.questions, *named, case.afterwards)


SUBVERSION_KIND = ContentKind(
    name="subversion_signals",
    schema=Path(__file__).parent / "content" / "subversion.schema.json",
    parse=parse,
    template="integrity/subversion_preview.html",
    changes=compared_by(parts),
    findings=findings,
    counted=False,
)
