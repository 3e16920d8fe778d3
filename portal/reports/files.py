"""Files of reports: encrypted before they reach the storage, erased with their report or dossier."""

import hashlib
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import QuerySet

from portal.privacy.encryption import Unreadable, seal, unseal
from portal.privacy.keys import create_dossier_key, destroy_dossier_key, dossier_key
from portal.privacy.models import Dossier
from portal.reports.models import Report


def write_file(report: Report, pdf: bytes) -> None:
    """Store the PDF and set the report's file, size and checksum, unsaved.

    The name follows from the report, so that a second try replaces what the first left behind.
    """
    report.file = f"reports/{report.pk}"
    report.size, report.checksum = len(pdf), hashlib.sha256(pdf).hexdigest()
    default_storage.delete(report.file)
    default_storage.save(report.file, ContentFile(seal(_key_for_writing(report), pdf, _context(report))))


def read_file(report: Report) -> bytes:
    """Return the PDF; raises Unreadable when it was altered or lost, or when its key is gone."""
    if not default_storage.exists(report.file):
        raise Unreadable(_context(report))
    with default_storage.open(report.file) as file:
        pdf = unseal(dossier_key(_key_owner(report)), file.read(), _context(report))
    if hashlib.sha256(pdf).hexdigest() != report.checksum:
        raise Unreadable(_context(report))
    return pdf


def erase_reports(dossier: Dossier) -> None:
    """Erase every report about a dossier, waiting for one that is being made."""
    erase(Report.objects.filter(dossier=dossier).select_for_update())


def erase(reports: QuerySet[Report]) -> int:
    """Erase these reports: file, own key and row; return how many.

    The file goes first: when this stops halfway, the row is left and the next run erases again.
    """
    erased = 0
    for report in reports:
        if report.file:
            default_storage.delete(report.file)
        if report.dossier_id is None:
            destroy_dossier_key(report.pk)
        report.delete()
        erased += 1
    return erased


def _key_owner(report: Report) -> UUID:
    # A report without dossier has a key of its own, kept, rotated and destroyed like a dossier's.
    return report.dossier_id or report.pk


def _key_for_writing(report: Report) -> bytes:
    try:
        return dossier_key(_key_owner(report))
    except Unreadable:
        if report.dossier_id is not None:
            raise
        create_dossier_key(report.pk, report.tenant_id)
        return dossier_key(report.pk)


def _context(report: Report) -> str:
    return f"report|{report.pk}|{report.tenant_id}"
