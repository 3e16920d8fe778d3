"""The background check in the dossier as PDF."""

from typing import Any

from integrity.background.models import Certificate, Consultation, Finding, Reference
from integrity.background.presenting import own_referee_rows, own_source_rows
from integrity.background.workflow import CERTIFICATE
from integrity.screening.enums import Instrument
from integrity.screening.instruments import in_use
from integrity.screening.models import Candidacy
from portal.privacy.models import Dossier
from portal.reports.models import Report

TEMPLATE = "reports/background.html"


def content_of(report: Report) -> dict[str, Any]:
    """What the section shows: the parts the round uses, and any in which something was noted."""
    candidacy = Candidacy.objects.named().get(dossier=report.dossier)
    used = in_use(candidacy.round)
    sources = own_source_rows(
        candidacy, Consultation.objects.filter(dossier=report.dossier).prefetch_related("findings")
    )
    referees = own_referee_rows(candidacy, Reference.objects.filter(dossier=report.dossier))
    certificate = Certificate.objects.filter(dossier=report.dossier).first() or Certificate()
    shown = {
        "sources": sources if sources or Instrument.OPEN_SOURCES in used else None,
        "certificate": certificate if certificate.dossier_id or Instrument.CERTIFICATE in used else None,
        "referees": referees if referees or Instrument.REFERENCES in used else None,
    }
    if all(part is None for part in shown.values()):
        return {}
    return {**shown, "status": CERTIFICATE.state(certificate.status).inside}


def fingerprint_of(dossier: Dossier) -> str:
    """Changes with every source, finding, status and referee."""
    looked = Consultation.objects.filter(dossier=dossier).order_by("pk").values_list("pk", flat=True)
    stamped = [
        row
        for model in (Finding, Certificate, Reference)
        for row in model.objects.filter(dossier=dossier).order_by("pk").values_list("pk", "version")
    ]
    used = sorted(in_use(dossier.candidacy.round))
    return f"background.{[str(pk) for pk in looked]}.{[f'{pk}.{version}' for pk, version in stamped]}.{used}"
