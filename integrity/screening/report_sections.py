"""What the other capabilities add to the dossier as PDF, for the committee and for the candidate's own copy.

Capabilities register theirs from integrity/apps.py, in the order in which the sections are to stand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.privacy.models import Dossier
from portal.reports.models import Report


@dataclass(frozen=True)
class Section:
    """One part of the dossier.

    template: starts with its own <section> and <h2>; gets what `content` returned as `part`, and `own`,
    which is True in the candidate's copy. content: over (report), in a worker that stands in the scope of
    the report's organisation and file; an empty dict leaves the section out. fingerprint: over (dossier), a
    text without content that changes whenever the section would.
    """

    template: str
    content: Callable[[Report], dict[str, Any]]
    fingerprint: Callable[[Dossier], str]


@dataclass(frozen=True)
class Part:
    """A section as it goes into one report."""

    template: str
    content: dict[str, Any]


_sections: list[Section] = []


def register_section(
    template: str, content: Callable[[Report], dict[str, Any]], fingerprint: Callable[[Dossier], str]
) -> None:
    """Add a section at the end of the dossier."""
    _sections.append(Section(template, content, fingerprint))


def parts_of(report: Report) -> list[Part]:
    """Return the sections that have something to say in this report."""
    made = [Part(section.template, section.content(report)) for section in _sections]
    return [part for part in made if part.content]


def fingerprint_of(dossier: Dossier) -> str:
    """Return a text that changes whenever a section would."""
    return "|".join(section.fingerprint(dossier) for section in _sections)
