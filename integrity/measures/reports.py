"""The measures in the dossier as PDF, of the committee and of the candidate."""

from typing import Any

from integrity.measures.models import Measure
from integrity.measures.presenting import row_of
from integrity.screening.report_sections import register_section
from portal.privacy.models import Dossier
from portal.reports.models import Report


def _content(report: Report) -> dict[str, Any]:
    measures = Measure.objects.filter(dossier_id=report.dossier_id).select_related("dossier")
    rows = [row_of(measure, outside=report.requested_by_id is None) for measure in measures]
    return {"rows": rows} if rows else {}


def _fingerprint(dossier: Dossier) -> str:
    measures = Measure.objects.filter(dossier=dossier).values_list("pk", "version")
    return ",".join(f"measure.{pk}.{version}" for pk, version in measures)


def register_measures_section() -> None:
    """Add the measures to the dossier."""
    register_section("reports/section_measures.html", _content, _fingerprint)
