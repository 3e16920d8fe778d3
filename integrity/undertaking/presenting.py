"""What the pages about an undertaking say."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from integrity.measures.presenting import kept_facts, kept_until
from integrity.measures.queries import File
from integrity.undertaking.enums import UndertakingStatus
from integrity.undertaking.models import Undertaking
from integrity.undertaking.text import in_groups, is_intact
from integrity.undertaking.workflow import UNDERTAKING
from portal.privacy.declarations import Text
from portal.questionnaires.models import Edition

TONES = {
    UndertakingStatus.OFFERED: "neutral",
    UndertakingStatus.SIGNED: "active",
    UndertakingStatus.COUNTERSIGNED: "done",
    UndertakingStatus.TAKEN_BACK: "neutral",
}


def document(text: dict[str, Any], edition: Edition) -> dict[str, Any]:
    """Return a text for a page or on paper: with days as days, and what the edition explains beside a clause.

    The explanations are not part of what is signed.
    """
    with override(text["language"]):
        explained = {clause.id: str(clause.explanation) for clause in edition.tree.clauses}
    clauses = [{**_with_days(clause), "explanation": explained.get(clause["id"], "")} for clause in text["clauses"]]
    return {**text, "clauses": clauses}


def signatures(undertaking: Undertaking) -> list[dict[str, Any]]:
    """Return who signs, with what words, and when they did; `at` is None for who did not yet."""
    text, board = undertaking.text, undertaking.countersigned_by
    return [
        {"who": _("De kandidaat"), "name": text["facts"]["candidate"], "said": text["signing"]["candidate"]}
        | {"at": undertaking.signed_at},
        {"who": _("Het bestuur van de afdeling"), "name": board.name if board else "", "said": text["signing"]["board"]}
        | {"at": undertaking.countersigned_at, "role": _("bestuurslid")},
    ]


def shown(undertaking: Undertaking) -> dict[str, Any]:
    """Return what the pages and the PDF show of an undertaking."""
    return {
        "undertaking": undertaking,
        "text": document(undertaking.text, undertaking.edition),
        "signatures": signatures(undertaking),
        "groups": in_groups(undertaking.text_hash),
        "intact": is_intact(undertaking),
        "state": UNDERTAKING.state(undertaking.status),
        "tone": TONES[UndertakingStatus(undertaking.status)],
        "draft": undertaking.status != UndertakingStatus.COUNTERSIGNED,
    }


def own_facts_of(file: File, undertaking: Undertaking) -> dict[str, Text]:
    """Told to the candidate: who sees it, until when, and what comes next."""
    if file.candidacy is None:
        return {**kept_facts(file, own=True)}
    next_steps = {
        UndertakingStatus.OFFERED: _("U leest de verklaring. Tekent u, dan tekent daarna een lid van het bestuur."),
        UndertakingStatus.TAKEN_BACK: _("De secretaris kan u een nieuwe tekst aanbieden."),
    }
    return {
        "who": _(
            "U, de secretaris en de selectiecommissie. Na uw handtekening ook het bestuur. "
            "Niet de gemeente en niet het ministerie."
        ),
        "erased": kept_until(file, own=True),
        "next": next_steps.get(UndertakingStatus(undertaking.status)) or facts_of(file, undertaking)["next"],
    }


def facts_of(file: File, undertaking: Undertaking | None = None) -> dict[str, Text]:
    """The same, told at the desk and to the board."""
    if file.candidacy is None:
        return {**kept_facts(file)}
    status = undertaking.status if undertaking else None
    next_steps = {
        UndertakingStatus.SIGNED: _("Een lid van het bestuur leest de verklaring en tekent."),
        UndertakingStatus.COUNTERSIGNED: _("De verklaring is klaar. De afspraken gelden tot het einde van de periode."),
        UndertakingStatus.TAKEN_BACK: _("De secretaris kan een nieuwe tekst aanbieden."),
    }
    return {
        "who": _(
            "De kandidaat, de secretaris en de selectiecommissie. Na de handtekening van de kandidaat ook het bestuur. "
            "Niet de gemeente en niet het ministerie."
        ),
        "erased": kept_until(file),
        "next": next_steps.get(status, _("De kandidaat leest en tekent. Daarna tekent een lid van het bestuur.")),
    }


def _with_days(clause: dict[str, Any]) -> dict[str, Any]:
    if "measures" not in clause:
        return clause
    measures = [
        {**one, "due_on": date.fromisoformat(one["due_on"]) if one["due_on"] else None} for one in clause["measures"]
    ]
    return {**clause, "measures": measures}
