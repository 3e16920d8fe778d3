"""The PDFs of a candidacy: the dossier for the committee, and the candidate's own copy."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from integrity.screening.models import Candidacy
from integrity.screening.presenting import erased_on
from integrity.screening.queries import newest_response
from integrity.screening.rules import has_returned, is_reader
from portal.privacy.declarations import DataClass
from portal.privacy.models import Dossier
from portal.questionnaires.reading import answers_for_report, corrections_of
from portal.reports.kinds import ReportKind
from portal.reports.models import Report
from portal.walls.actor import Actor, Reason, demand

NOT_YOURS = _("Deze kopie is voor de kandidaat zelf.")


def _context(report: Report) -> dict[str, Any]:
    response = newest_response(report.dossier)
    return {
        "candidacy": Candidacy.objects.named().get(dossier=report.dossier),
        "response": response,
        "answers": answers_for_report(response) if response else None,
        "corrections": corrections_of(response) if response else [],
        "erased": erased_on(report.dossier),
    }


def _returned_context(report: Report) -> dict[str, Any]:
    # Asked again while it is made: the candidate may have opened the answers anew since it was ordered.
    demand(has_returned(newest_response(report.dossier)))
    return _context(report)


def _fingerprint(dossier: Dossier | None, subject: str) -> str:
    candidacy, response = Candidacy.objects.get(dossier=dossier), newest_response(dossier)
    saved = [f"{row.section}.{row.version}" for row in response.sections.order_by("section")] if response else []
    return "|".join([f"candidacy.{candidacy.version}", f"response.{response and response.version}", *saved])


def _edition(report: Report) -> str:
    response = newest_response(report.dossier)
    if response is None:
        return ""
    return f"{response.questionnaire.title}, {response.edition.number} ({response.edition.get_status_display()})"


def _may_read_dossier(actor: Actor, report: Report) -> Reason:
    if reason := is_reader(actor):
        return reason
    return has_returned(newest_response(report.dossier))


def _may_read_own_copy(actor: Actor, report: Report) -> Reason:
    return None if actor.dossier_id == report.dossier_id else NOT_YOURS


DOSSIER_REPORT = ReportKind(
    name="integrity.dossier",
    title=_("Dossier kandidaat"),
    back=lambda report: (f"{_('Dossier')} {report.reference}", reverse("candidate", args=[report.reference])),
    template="reports/candidacy.html",
    context=_returned_context,
    may=_may_read_dossier,
    fingerprint=_fingerprint,
    edition=_edition,
    data_class=DataClass.ENDANGERS,
)
OWN_COPY = ReportKind(
    name="integrity.own_copy",
    title=_("Mijn dossier"),
    back=lambda report: (str(_("Uw dossier")), reverse("my_file")),
    template="reports/candidacy.html",
    context=_context,
    may=_may_read_own_copy,
    fingerprint=_fingerprint,
    edition=_edition,
    data_class=DataClass.ENDANGERS,
)
