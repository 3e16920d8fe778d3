"""Editions as the ministry's editors see them in a list."""

from dataclasses import dataclass

from django.db.models.fields.json import KeyTransform
from django.utils.translation import gettext_lazy as _

from portal.privacy.declarations import Text as Words
from portal.questionnaires.content import Text, text_of
from portal.questionnaires.enums import EditionPhase
from portal.questionnaires.kinds import kind_of
from portal.questionnaires.models import Edition

# Below this a count could point at people (design.md, section 4, decision 9).
SMALLEST_COUNT = 10
IN_USE = (_("in gebruik"), "done")
EARLIER = (_("eerdere editie"), "neutral")
STANDING = {
    EditionPhase.LOADED: (EditionPhase.LOADED.label, "active"),
    EditionPhase.WITHDRAWN: (EditionPhase.WITHDRAWN.label, "neutral"),
}


@dataclass(frozen=True)
class Listed:
    """One row. standing, tone: for components/status.html; started: None when too few to show; earlier: the number
    of the edition to compare with."""

    edition: Edition
    title: Text
    standing: Words
    tone: str
    counted: bool
    started: int | None
    earlier: int | None


def listed_editions() -> list[Listed]:
    """Return all editions by instrument, the newest first, in one query."""
    rows = Edition.objects.select_related("use").annotate(title=KeyTransform("title", "content"))
    editions = list(rows.defer("content", "text"))
    published: dict[str, list[int]] = {}
    for edition in editions:
        if edition.phase == EditionPhase.PUBLISHED:
            published.setdefault(edition.slug, []).append(edition.number)
    return [_listed(edition, published.get(edition.slug, [])) for edition in editions]


def earlier_than(edition: Edition) -> int | None:
    """Return the number of the published edition before this one: of what is not published yet, the one in use."""
    numbers = Edition.objects.published(edition.slug).filter(number__lt=edition.number)
    return numbers.values_list("number", flat=True).first()


def _listed(edition: Edition, published: list[int]) -> Listed:
    newest = max(published, default=None)
    standing, tone = STANDING.get(edition.phase, IN_USE if edition.number == newest else EARLIER)
    return Listed(
        edition=edition,
        title=text_of(edition.title),
        standing=standing,
        tone=tone,
        counted=kind_of(edition.kind).counted,
        started=_shown_count(edition),
        earlier=max((number for number in published if number < edition.number), default=None),
    )


def _shown_count(edition: Edition) -> int | None:
    started = edition.use.started if edition.published_at is not None else 0
    return started if started >= SMALLEST_COUNT else None
