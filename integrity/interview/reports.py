"""The conversation sheet on paper, for the two interviewers; and the interview in the dossier."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from integrity.background.models import Finding
from integrity.cards.queries import deck_in_use
from integrity.interview.guide import ONLY_SPOKEN
from integrity.interview.models import Interview, Topic
from integrity.interview.pages import day_of, hours_of
from integrity.interview.rules import sheet_is_there
from integrity.interview.sheet import sheet_of
from integrity.interview.workflow import INTERVIEW, SHEET_REPORT
from integrity.screening.queries import newest_response
from integrity.screening.rules import is_reader, sees
from portal.privacy.declarations import DataClass
from portal.privacy.models import Dossier
from portal.reports.kinds import ReportKind
from portal.reports.models import Report
from portal.walls.actor import Actor, Reason, demand


def _interview(dossier: Dossier | None) -> Interview | None:
    with_people = ("edition", "first_interviewer", "second_interviewer", "dossier__candidacy__round")
    return Interview.objects.filter(dossier=dossier).select_related(*with_people).first()


def _context(report: Report) -> dict[str, Any]:
    interview = _interview(report.dossier)
    # Asked again while it is made: the preparation may have been erased since it was ordered.
    demand(sheet_is_there(interview))
    sheet = sheet_of(interview)
    return {
        "candidacy": interview.dossier.candidacy,
        "interview": interview,
        "when": _when(interview),
        "guide": sheet.material.guide,
        "items": sheet.items,
        "only_spoken": ONLY_SPOKEN,
    }


def _when(interview: Interview) -> str:
    return f"{day_of(interview.at)}, {hours_of(interview)}"


def _fingerprint(dossier: Dossier | None, subject: str) -> str:
    interview, response = _interview(dossier), newest_response(dossier)
    if interview is None:
        return ""
    rows = Topic.objects.filter(interview=interview).values_list("source", "key", "position", "version")
    found = Finding.objects.filter(dossier=dossier).values_list("pk", "version")
    saved = response.sections.order_by("section").values_list("section", "version") if response else ()
    deck = deck_in_use()
    parts = [interview.version, interview.edition.checksum, deck and deck.edition, response and response.version]
    return repr([*parts, [*rows], sorted(map(str, found)), [*saved]])


def _edition(report: Report) -> str:
    interview = _interview(report.dossier)
    return interview.edition.named if interview else ""


def _may(actor: Actor, report: Report) -> Reason:
    return is_reader(actor) or sees(actor, report.dossier) or sheet_is_there(_interview(report.dossier))


SHEET = ReportKind(
    name=SHEET_REPORT,
    title=_("Gespreksblad"),
    back=lambda report: (str(_("Gespreksblad")), reverse("interview_sheet", args=[report.reference])),
    template="reports/interview_sheet.html",
    context=_context,
    may=_may,
    fingerprint=_fingerprint,
    edition=_edition,
    data_class=DataClass.ENDANGERS,
)


def in_dossier(report: Report) -> dict[str, Any]:
    """The appointment, for the dossier as PDF; nothing of what was prepared or said."""
    interview = _interview(report.dossier)
    return {"interview": interview, "when": _when(interview), "state": _state(interview)} if interview else {}


def _state(interview: Interview) -> str:
    return str(INTERVIEW.state(interview.status).inside)


def in_dossier_fingerprint(dossier: Dossier) -> str:
    interview = _interview(dossier)
    return f"{interview.version}" if interview else ""
