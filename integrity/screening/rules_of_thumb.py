"""The content of the rules of thumb (domain/integrity.md, section 3.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.questionnaires.content import Data, Text, text_of
from portal.questionnaires.differing import Part, compared_by, in_both
from portal.questionnaires.kinds import ContentKind
from portal.questionnaires.rules import Finding, strange_themes, twice

RULES_SLUG = "vuistregels"


@dataclass(frozen=True)
class Rule:
    """One rule; `theme` in words."""

    id: str
    theme: Text
    title: Text
    text: Text
    example: Text


@dataclass(frozen=True)
class RulesOfThumb:
    """One edition; `acknowledgement` is what someone says who has read it."""

    title: Text
    intro: Text
    source: Text
    acknowledgement: Text
    rules: tuple[Rule, ...]


def parse(data: Data) -> RulesOfThumb:
    """Build the tree from data that passed the schema."""
    themes = {theme["id"]: text_of(theme["title"]) for theme in data["themes"]}
    return RulesOfThumb(
        title=text_of(data["title"]),
        intro=text_of(data["intro"]),
        source=text_of(data["source"]),
        acknowledgement=text_of(data["acknowledgement"]),
        rules=tuple(
            Rule(
                rule["id"],
                themes[rule["theme"]],
                text_of(rule["title"]),
                text_of(rule["text"]),
                text_of(rule["example"]),
            )
            for rule in data["rules"]
        ),
    )


def findings(data: Data) -> Iterator[Finding]:
    """A rule has an id of its own and a theme of the list."""
    yield from twice(("themes",), data["themes"])
    yield from twice(("rules",), data["rules"])
    yield from strange_themes(data, "rules")


def parts(tree: RulesOfThumb) -> list[Part]:
    """What an edition is compared by."""
    frame = [
        Part("intro", str(tree.title), in_both(tree.title, tree.intro)),
        Part("acknowledgement", str(tree.acknowledgement), in_both(tree.acknowledgement)),
    ]
    return frame + [Part(f"rule {rule.id}", str(rule.title), _says(rule)) for rule in tree.rules]


def _says(rule: Rule) -> str:
    return in_both(rule.theme, rule.title, rule.text, rule.example)


RULES_KIND = ContentKind(
    name="rules",
    schema=Path(__file__).parent / "content" / "rules.schema.json",
    parse=parse,
    template="integrity/rules_preview.html",
    changes=compared_by(parts),
    findings=findings,
    counted=False,
)
