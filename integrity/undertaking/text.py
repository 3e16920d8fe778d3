"""What is signed, word for word, as plain data: the clauses of an edition, the measures and the facts."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import override

from integrity.measures.models import Measure
from integrity.screening.models import Candidacy
from integrity.undertaking.clauses import Clause
from integrity.undertaking.models import Undertaking
from portal.organisations.models import Organisation
from portal.questionnaires.models import Edition

GROUP = 8


def compose(candidacy: Candidacy, edition: Edition, measures: Iterable[Measure]) -> dict[str, Any]:
    """Return the text for one candidate, in their language.

    measures: those agreed. Of a measure only what will be done is in it: the board reads this too,
    and the risk behind it is no business of the board (domain/integrity.md, section 2).
    """
    tree = edition.tree
    with override(candidacy.language):
        agreed = [_promised(measure) for measure in measures]
        return {
            "edition": {"slug": edition.slug, "number": edition.number, "status": edition.status},
            "language": candidacy.language,
            "title": str(tree.title),
            "intro": str(tree.intro),
            "facts": _facts(candidacy),
            "limits": [{"title": str(limit.title), "text": str(limit.text)} for limit in tree.limits],
            "clauses": [
                _clause(clause, agreed, str(tree.no_measures)) for clause in tree.clauses_for(candidacy.office)
            ],
            "signing": {"candidate": str(tree.candidate_signs), "board": str(tree.board_signs)},
        }


def hash_of(text: dict[str, Any]) -> str:
    """Return the SHA-256, in hex, over the canonical JSON of a text."""
    canonical = json.dumps(text, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def is_intact(undertaking: Undertaking) -> bool:
    """Say whether the text is still the one its hash was taken of."""
    return hash_of(undertaking.text) == undertaking.text_hash


def in_groups(text_hash: str) -> list[str]:
    """Return a hash in groups that people can compare."""
    return [text_hash[start : start + GROUP] for start in range(0, len(text_hash), GROUP)]


def promised_in(text: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the measures as they stand in a text."""
    return [measure for clause in text["clauses"] for measure in clause.get("measures", ())]


def promises(language: str, measures: Iterable[Measure]) -> list[dict[str, Any]]:
    """Return measures as they would stand in a text in `language`."""
    with override(language):
        return [_promised(measure) for measure in measures]


def _facts(candidacy: Candidacy) -> dict[str, str]:
    return {
        "candidate": candidacy.name,
        "office": str(candidacy.get_office_display()),
        "body": str(candidacy.round.body),
        "round": candidacy.round.name,
        "branch": str(Organisation.objects.get(pk=candidacy.tenant_id)),
    }


def _clause(clause: Clause, agreed: list[dict[str, Any]], nothing: str) -> dict[str, Any]:
    said = {"id": clause.id, "about": str(clause.about), "title": str(clause.title), "text": str(clause.text)}
    return {**said, "measures": agreed, "no_measures": nothing} if clause.takes_measures else said


def _promised(measure: Measure) -> dict[str, Any]:
    return {
        "text": measure.text,
        "owner": str(measure.get_owner_display()),
        "due_on": measure.due_on.isoformat() if measure.due_on else "",
    }
