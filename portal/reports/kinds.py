"""Which reports exist. Rooms and programmes register theirs from `apps.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.privacy.declarations import DataClass, Text
from portal.privacy.models import Dossier
from portal.reports.models import Report
from portal.walls.actor import Actor, Reason


def reference_and_title(report: Report) -> str:
    """Return a file name that names nobody, in the language of the report."""
    with override(report.language):
        return f"{report.reference}-{slugify(str(kind_of(report.kind).title))}.pdf"


def to_start(report: Report) -> tuple[str, str]:
    """Back to the start page, for a kind that names no better place."""
    return _("Overzicht"), reverse("home")


def no_edition(report: Report) -> str:
    return ""


@dataclass(frozen=True)
class ReportKind:
    """One kind of report.

    template: extends reports/base.html. context: what the template gets; runs in a worker, in the
    scope of the report's organisation and dossier. may: who may order and download it, asked over
    (actor, report) at each of those. fingerprint: over (dossier, subject), a text that changes
    whenever the report would, such as version numbers; it holds no content. edition: which edition
    of the instrument the report shows. back: where people go on, as (label, url). data_class: from
    CONFIDENTIAL on each page says so.
    """

    name: str
    title: Text
    template: str
    context: Callable[[Report], dict[str, Any]]
    may: Callable[[Actor, Report], Reason]
    fingerprint: Callable[[Dossier | None, str], str]
    edition: Callable[[Report], str] = no_edition
    filename: Callable[[Report], str] = reference_and_title
    back: Callable[[Report], tuple[str, str]] = to_start
    data_class: DataClass = DataClass.CONFIDENTIAL


_kinds: dict[str, ReportKind] = {}


def register(kind: ReportKind) -> None:
    """Add a kind; its name is `Report.kind`."""
    _kinds[kind.name] = kind


def kind_of(name: str) -> ReportKind:
    """Return a kind by name; raises KeyError when nobody registered it."""
    return _kinds[name]


def kinds() -> list[ReportKind]:
    """Return every kind, by name."""
    return [_kinds[name] for name in sorted(_kinds)]
