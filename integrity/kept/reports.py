"""What stays and what goes, in the candidate's own copy."""

from typing import Any

from integrity.kept.clock_table import clock_table
from integrity.screening.instruments import in_use
from integrity.screening.models import Candidacy
from portal.privacy.models import Dossier
from portal.reports.models import Report

TEMPLATE = "reports/clock_table.html"


def content_of(report: Report) -> dict[str, Any]:
    """The table; nothing in the committee's dossier."""
    if report.requested_by_id is not None:
        return {}
    return {"clocks": clock_table(Candidacy.objects.named().get(dossier=report.dossier))}


def fingerprint_of(dossier: Dossier) -> str:
    """Changes with every day in the table."""
    selection = dossier.candidacy.round
    days = (dossier.clock_started_at, dossier.hold_reason, selection.irrevocable_on, selection.term_ends_on)
    return f"clocks.{days}.{list(in_use(selection))}"
