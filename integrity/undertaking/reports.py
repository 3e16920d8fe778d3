"""The undertaking as PDF: for the candidate, the secretary and the board."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from integrity.measures.presenting import kept_until
from integrity.measures.queries import File, visible_files
from integrity.screening.rules import NOT_OPEN_TO_YOU, is_secretary
from integrity.undertaking.models import Undertaking
from integrity.undertaking.presenting import shown
from integrity.undertaking.queries import PEOPLE, signed_for_board
from portal.privacy.declarations import DataClass
from portal.privacy.models import Dossier
from portal.reports.kinds import ReportKind
from portal.reports.models import Report
from portal.walls.actor import Actor, Reason

UNDERTAKING_PDF = "integrity.undertaking"
# `Report.subject` of what a board member ordered: it opens and leads back to the board's own page.
FOR_BOARD = "board"
NOT_SIGNED = _("Het bestuur leest een verklaring pas als de kandidaat die heeft ondertekend.")


def _may(actor: Actor, report: Report) -> Reason:
    if actor.dossier_id is not None:
        return None if actor.dossier_id == report.dossier_id else NOT_OPEN_TO_YOU
    if report.subject == FOR_BOARD:
        return None if signed_for_board(actor).filter(dossier=report.dossier).exists() else NOT_SIGNED
    open_to = visible_files(actor).filter(pk=report.dossier_id).exists()
    return is_secretary(actor) or (None if open_to else NOT_OPEN_TO_YOU)


def _context(report: Report) -> dict[str, Any]:
    undertaking = Undertaking.objects.select_related(*PEOPLE).get(dossier=report.dossier)
    return {**shown(undertaking), "kept": kept_until(File(undertaking.dossier))}


def _fingerprint(dossier: Dossier | None, subject: str) -> str:
    undertaking = Undertaking.objects.defer("text").get(dossier=dossier)
    return f"{undertaking.version}|{undertaking.text_hash}"


def _edition(report: Report) -> str:
    edition = Undertaking.objects.select_related("edition").get(dossier=report.dossier).edition
    return edition.named


def _back(report: Report) -> tuple[str, str]:
    if report.subject == FOR_BOARD:
        return str(_("Bewilligingsverklaring")), reverse("board_undertaking", args=[report.reference])
    if report.requested_by_id is None:
        return str(_("Bewilligingsverklaring")), reverse("my_undertaking")
    return str(_("Bewilligingsverklaring")), reverse("undertaking", args=[report.reference])


UNDERTAKING_REPORT = ReportKind(
    name=UNDERTAKING_PDF,
    title=_("Bewilligingsverklaring"),
    back=_back,
    template="reports/undertaking.html",
    context=_context,
    may=_may,
    fingerprint=_fingerprint,
    edition=_edition,
    data_class=DataClass.ENDANGERS,
)
