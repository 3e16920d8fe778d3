"""The difference between two editions, in words. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.questionnaires.content import Question, Questionnaire, Section, Text
from portal.questionnaires.marking import Piece, marked

NAMES = {
    "type": gettext_lazy("het soort vraag"),
    "text": gettext_lazy("de tekst"),
    "help": gettext_lazy("de uitleg"),
    "why": gettext_lazy("de reden"),
    "required": gettext_lazy("of de vraag verplicht is"),
    "explain_when": gettext_lazy("wanneer uitleg nodig is"),
    "explain_text": gettext_lazy("de vraag om uitleg"),
    "options": gettext_lazy("de antwoorden"),
    "scale": gettext_lazy("de schaal"),
    "columns": gettext_lazy("de kolommen"),
    "max_rows": gettext_lazy("het aantal regels"),
    "max_length": gettext_lazy("de lengte van het antwoord"),
    "offices": gettext_lazy("voor welke ambten de vraag is"),
    "show_when": gettext_lazy("wanneer de vraag verschijnt"),
    "theme": gettext_lazy("het thema"),
}


@dataclass(frozen=True)
class Change:
    """One difference as a sentence; for a changed text also what it was and what it is."""

    sentence: str
    before: str = ""
    after: str = ""

    @cached_property
    def texts(self) -> tuple[list[Piece], list[Piece]]:
        """Both texts with their words marked, as far as they differ."""
        return marked(self.before, self.after)


@dataclass(frozen=True)
class Part:
    """One piece of an edition: what it is called, and all it says, in both languages."""

    id: str
    name: str
    says: str


def compared_by(parts: Callable[[Any], list[Part]]) -> Callable[[Any, Any], list[Change]]:
    """Return the comparison of two trees of a kind by their parts, in the order of the newer one."""

    def changes(old: Any, new: Any) -> list[Change]:
        before, after = ({part.id: part for part in parts(tree)} for tree in (old, new))
        return [
            *(_part(before.get(name), part) for name, part in after.items() if before.get(name) != part),
            *(
                Change(_("Vervallen: “%(name)s”") % {"name": p.name}, p.says)
                for n, p in before.items()
                if n not in after
            ),
            *_order([name for name in before if name in after], [name for name in after if name in before]),
        ]

    return changes


def _part(old: Part | None, new: Part) -> Change:
    if old is None:
        return Change(_("Nieuw: “%(name)s”") % {"name": new.name}, "", new.says)
    return Change(_("Gewijzigd: “%(name)s”") % {"name": new.name}, old.says, new.says)


def _order(before: list[str], after: list[str]) -> list[Change]:
    return [] if before == after else [Change(_("De volgorde is gewijzigd"))]


def changes_between(old: Questionnaire, new: Questionnaire) -> list[Change]:
    """Say what `new` changes of `old`, in the order of the new one; what went comes last."""
    before = {question.id: (section, question) for section, question in old.questions()}
    after = {question.id for _section, question in new.questions()}
    changes = [*_texts(old, new)]
    for section, question in new.questions():
        if question.id in before:
            changes += _question(*before[question.id], section, question)
        else:
            told = {"section": section.title, "question": question.text}
            changes.append(Change(_("Nieuwe vraag in “%(section)s”: “%(question)s”") % told))
    for name, (section, question) in before.items():
        if name not in after:
            told = {"section": section.title, "question": question.text}
            changes.append(Change(_("Vervallen vraag in “%(section)s”: “%(question)s”") % told))
    return changes


def _texts(old: Questionnaire, new: Questionnaire) -> Iterator[Change]:
    for name, label in (("title", _("de titel")), ("intro", _("de inleiding")), ("source", _("de bron"))):
        if getattr(old, name) != getattr(new, name):
            sentence = _("Van de vragenlijst is %(part)s gewijzigd") % {"part": label}
            yield Change(sentence, in_both(getattr(old, name)), in_both(getattr(new, name)))
    if old.status != new.status:
        yield Change(_("De status is gewijzigd"), old.status, new.status)
    if old.feedback != new.feedback:
        yield Change(_("De teksten per thema zijn gewijzigd"))
    known = {section.id: section for section in old.sections}
    for section in new.sections:
        if section.id in known and (known[section.id].title, known[section.id].intro) != (section.title, section.intro):
            sentence = _("De kop of inleiding van “%(section)s” is gewijzigd") % {"section": section.title}
            yield Change(sentence, _section_texts(known[section.id]), _section_texts(section))


def _question(old_section: Section, old: Question, new_section: Section, new: Question) -> Iterator[Change]:
    told = {"question": old.text, "section": new_section.title}
    if old_section.id != new_section.id:
        yield Change(_("De vraag “%(question)s” is verplaatst naar “%(section)s”") % told)
    for field in fields(Question):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before != after:
            sentence = _("Van de vraag “%(question)s” is %(part)s gewijzigd") % {**told, "part": NAMES[field.name]}
            yield Change(sentence, _words(before), _words(after))


def _words(value: object) -> str:
    if isinstance(value, Text):
        return in_both(value)
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    if isinstance(value, tuple):
        return ", ".join(str(each.label) for each in value)
    return str(value) if isinstance(value, (str, int)) else ""


def in_both(*texts: Text) -> str:
    """Each text in Dutch, with English below it; empty ones are left out."""
    return "\n".join(f"{text.nl}\n{text.en}" for text in texts if text).strip()


def _section_texts(section: Section) -> str:
    return in_both(section.title, section.intro)
