"""What the pages about an undertaking say."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from integrity.measures.presenting import kept_until
from integrity.measures.queries import File
from integrity.undertaking.enums import UndertakingStatus
from integrity.undertaking.models import Undertaking
from integrity.undertaking.text import in_groups, is_intact
from integrity.undertaking.workflow import UNDERTAKING
from portal.privacy.declarations import Text

TONES = {
    UndertakingStatus.OFFERED: "neutral",
    UndertakingStatus.SIGNED: "active",
    UndertakingStatus.COUNTERSIGNED: "done",
    UndertakingStatus.TAKEN_BACK: "neutral",
}


def document(text: dict[str, Any]) -> dict[str, Any]:
    """Return a text for a page or on paper, with the days of its measures as days."""
    return {**text, "clauses": [_with_days(clause) for clause in text["clauses"]]}


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
        "text": document(undertaking.text),
        "signatures": signatures(undertaking),
        "groups": in_groups(undertaking.text_hash),
        "intact": is_intact(undertaking),
        "state": UNDERTAKING.state(undertaking.status),
        "tone": TONES[UndertakingStatus(undertaking.status)],
        "draft": undertaking.status != UndertakingStatus.COUNTERSIGNED,
    }


def facts_of(file: File, next_step: Text) -> dict[str, Text]:
    """Told on every side: who sees it, until when, and what comes next."""
    return {
        "who": _(
            "De kandidaat, de secretaris en de selectiecommissie. Na de handtekening van de kandidaat ook het bestuur. "
            "Niet de gemeente en niet het ministerie."
        ),
        "erased": kept_until(file),
        "next": next_step,
    }


def _with_days(clause: dict[str, Any]) -> dict[str, Any]:
    if "measures" not in clause:
        return clause
    measures = [
        {**one, "due_on": date.fromisoformat(one["due_on"]) if one["due_on"] else None} for one in clause["measures"]
    ]
    return {**clause, "measures": measures}
