"""The register of processing (AVG article 30) as a PDF."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.organisations.enums import Role
from portal.privacy.declarations import DataClass
from portal.privacy.models import Dossier
from portal.reports.kinds import ReportKind
from portal.reports.models import Report
from portal.retention.register import register, register_as_markdown
from portal.walls.actor import Actor, Reason

REGISTER = "privacy.register"
REGISTER_ROLES = (Role.MANAGER, Role.PRIVACY_OFFICER)
REGISTER_TITLE = _("Verwerkingsregister")
NOT_YOUR_TASK = _("Alleen een beheerder of de functionaris gegevensbescherming maakt dit document.")


def _context(report: Report) -> dict[str, Any]:
    return {"entries": register()}


def _fingerprint(dossier: Dossier | None, subject: str) -> str:
    return register_as_markdown()


def _may(actor: Actor, report: Report) -> Reason:
    return None if actor.has(*REGISTER_ROLES) else NOT_YOUR_TASK


REGISTER_REPORT = ReportKind(
    name=REGISTER,
    title=REGISTER_TITLE,
    template="reports/processing_register.html",
    context=_context,
    may=_may,
    fingerprint=_fingerprint,
    back=lambda report: (str(REGISTER_TITLE), reverse("processing_register")),
    data_class=DataClass.PUBLIC,
)
