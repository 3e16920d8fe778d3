"""The content of the candidacy undertaking (domain/integrity.md, section 3.7). It is not model H 9."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from integrity.undertaking.enums import About
from portal.questionnaires.content import Data, Text, text_of
from portal.questionnaires.differing import Part, compared_by, in_both
from portal.questionnaires.enums import Office
from portal.questionnaires.kinds import ContentKind
from portal.questionnaires.rules import Finding, twice

UNDERTAKING_SLUG = "bewilligingsverklaring"


@dataclass(frozen=True)
class Limit:
    """What the undertaking is not, or cannot do."""

    id: str
    title: Text
    text: Text


@dataclass(frozen=True)
class Clause:
    """One thing that is agreed.

    about: whose promise it is. offices: empty means all. explanation: may be empty, and is not signed.
    takes_measures: the agreed measures stand below it.
    """

    id: str
    title: Text
    text: Text
    explanation: Text
    about: About
    offices: tuple[Office, ...]
    takes_measures: bool


@dataclass(frozen=True)
class UndertakingText:
    """One edition. `no_measures` stands in the place of the measures when none were agreed."""

    title: Text
    intro: Text
    source: Text
    limits: tuple[Limit, ...]
    clauses: tuple[Clause, ...]
    no_measures: Text
    candidate_signs: Text
    board_signs: Text

    def clauses_for(self, office: str) -> tuple[Clause, ...]:
        """Return what someone who stands for `office` agrees to, in order."""
        return tuple(clause for clause in self.clauses if not clause.offices or office in clause.offices)


def parse(data: Data) -> UndertakingText:
    """Build the tree from data that passed the schema."""
    return UndertakingText(
        title=text_of(data["title"]),
        intro=text_of(data["intro"]),
        source=text_of(data["source"]),
        limits=tuple(Limit(one["id"], text_of(one["title"]), text_of(one["text"])) for one in data["limits"]),
        clauses=tuple(_clause(clause, data["measures"]["clause"]) for clause in data["clauses"]),
        no_measures=text_of(data["measures"]["none"]),
        candidate_signs=text_of(data["signing"]["candidate"]),
        board_signs=text_of(data["signing"]["board"]),
    )


def _clause(data: Data, with_measures: str) -> Clause:
    return Clause(
        id=data["id"],
        title=text_of(data["title"]),
        text=text_of(data["text"]),
        explanation=text_of(data.get("explanation")),
        about=About(data["about"]),
        offices=tuple(Office(office) for office in data.get("offices", ())),
        takes_measures=data["id"] == with_measures,
    )


def findings(data: Data) -> Iterator[Finding]:
    """Ids occur once, and the measures stand below a clause that holds for every office."""
    yield from twice(("limits",), data["limits"])
    yield from twice(("clauses",), data["clauses"])
    name = data["measures"]["clause"]
    clause = next((clause for clause in data["clauses"] if clause["id"] == name), None)
    if clause is None:
        yield ("measures", "clause"), _("er is geen bepaling “%(name)s”") % {"name": name}
    elif "offices" in clause:
        reason = _("bepaling “%(name)s” is niet voor elk ambt; maatregelen hebben bij elk ambt een plek nodig")
        yield ("measures", "clause"), reason % {"name": name}


def parts(tree: UndertakingText) -> list[Part]:
    """What an edition is compared by."""
    return [
        Part("intro", str(tree.title), in_both(tree.title, tree.intro)),
        *(Part(f"limit {one.id}", str(one.title), in_both(one.title, one.text)) for one in tree.limits),
        *(Part(f"clause {one.id}", str(one.title), _says(one)) for one in tree.clauses),
        Part("no measures", str(tree.no_measures), in_both(tree.no_measures)),
        Part("candidate", str(tree.candidate_signs), in_both(tree.candidate_signs)),
        Part("board", str(tree.board_signs), in_both(tree.board_signs)),
    ]


def _says(clause: Clause) -> str:
    facts = [
        str(clause.about.label),
        ", ".join(str(office.label) for office in clause.offices),
        _("Hieronder staan de afgesproken maatregelen.") if clause.takes_measures else "",
    ]
    return "\n".join([in_both(clause.title, clause.text, clause.explanation), *filter(None, facts)])


UNDERTAKING_KIND = ContentKind(
    name="undertaking",
    schema=Path(__file__).parent / "undertaking.schema.json",
    parse=parse,
    template="integrity/undertaking_preview.html",
    changes=compared_by(parts),
    findings=findings,
    counted=False,
)
