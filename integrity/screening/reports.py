"""The PDFs of a candidacy: the dossier for the committee, and the candidate's own copy."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from integrity.screening.enums import Instrument
from integrity.screening.instruments import is_asked
from integrity.screening.models import Candidacy
from integrity.screening.own_steps import read_on
from integrity.screening.presenting import stand_of
from integrity.screening.queries import acknowledgement_of, newest_response
from integrity.screening.questions import questions_of, raised
from integrity.screening.report_sections import fingerprint_of, parts_of
from integrity.screening.rules import has_returned, is_reader, sees
from integrity.screening.rules_of_thumb import RULES_SLUG
from portal.privacy.declarations import DataClass
from portal.privacy.models import Dossier
from portal.questionnaires.models import Edition, Response
from portal.questionnaires.reading import answers_for_report, corrections_of
from portal.reports.kinds import ReportKind
from portal.reports.models import Report
from portal.retention.kinds import erased_on
from portal.walls.actor import Actor, Reason, demand

NOT_YOURS = _("Deze kopie is voor de kandidaat zelf.")


def _context(report: Report) -> dict[str, Any]:
    return _shown(report, newest_response(report.dossier))


def _shown(report: Report, response: Response | None) -> dict[str, Any]:
    candidacy, own = Candidacy.objects.named().get(dossier=report.dossier), report.kind == OWN_COPY.name
    return {
        "candidacy": candidacy,
        "stand": stand_of(candidacy, own=own),
        "response": response,
        "answers": answers_for_report(response) if response else None,
        "corrections": corrections_of(response) if response else [],
        "erased": erased_on(report.dossier),
        "rules_read": read_on(acknowledgement_of(report.dossier)),
        "own": own,
        "parts": parts_of(report),
    }


def _returned_context(report: Report) -> dict[str, Any]:
    # Asked again while it is made: the candidate may have opened the answers anew since it was ordered.
    demand(_is_ready(report.dossier))
    return _shown(report, _returned(report.dossier))


def _is_ready(dossier: Dossier | None) -> Reason:
    """The dossier is there once the answers are, or at once when the round asks no questionnaire."""
    candidacy = Candidacy.objects.select_related("round").get(dossier=dossier)
    return None if is_asked(candidacy, Instrument.QUESTIONNAIRE) else has_returned(newest_response(dossier))


def _returned(dossier: Dossier | None) -> Response | None:
    """The answers, once they were sent in: what is left halfway stays the candidate's own."""
    response = newest_response(dossier)
    return response if has_returned(response) is None else None


def _fingerprint(dossier: Dossier | None, subject: str) -> str:
    candidacy, response = Candidacy.objects.get(dossier=dossier), newest_response(dossier)
    saved = [f"{row.section}.{row.version}" for row in response.sections.order_by("section")] if response else []
    read = read_on(acknowledgement_of(dossier))
    facts = [f"candidacy.{candidacy.version}", f"rules.{read}", f"erased.{erased_on(dossier)}"]
    return "|".join([*facts, f"response.{response and response.version}", *saved, fingerprint_of(dossier)])


def _own_fingerprint(dossier: Dossier | None, subject: str) -> str:
    # Only here: a new report at the desk would tell that the candidate ticked the self-assessment.
    return f"{_fingerprint(dossier, subject)}|self.{Candidacy.objects.get(dossier=dossier).self_assessed_on}"


def _edition(report: Report) -> str:
    return _edition_of(newest_response(report.dossier))


def _edition_of(response: Response | None) -> str:
    return response.edition.named if response else ""


def _may_read_dossier(actor: Actor, report: Report) -> Reason:
    if reason := is_reader(actor) or sees(actor, report.dossier):
        return reason
    return _is_ready(report.dossier)


def _may_read_own_copy(actor: Actor, report: Report) -> Reason:
    return None if actor.dossier_id == report.dossier_id else NOT_YOURS


def questions_in_report(report: Report) -> dict[str, Any]:
    """What the committee asked about the answers, and what the candidate said to it."""
    questions = questions_of(report.dossier)
    response = newest_response(report.dossier) if report.kind == OWN_COPY.name else _returned(report.dossier)
    return {"raised": raised(questions, answers_for_report(response))} if questions and response else {}


def questions_fingerprint(dossier: Dossier) -> str:
    return ",".join(f"{question.pk}.{question.version}" for question in questions_of(dossier))


DOSSIER_REPORT = ReportKind(
    name="integrity.dossier",
    title=_("Dossier kandidaat"),
    back=lambda report: (
        str(_("Dossier %(reference)s") % {"reference": report.reference}),
        reverse("candidate", args=[report.reference]),
    ),
    template="reports/candidacy.html",
    context=_returned_context,
    may=_may_read_dossier,
    fingerprint=_fingerprint,
    edition=lambda report: _edition_of(_returned(report.dossier)),
    data_class=DataClass.ENDANGERS,
)
OWN_COPY = ReportKind(
    name="integrity.own_copy",
    title=_("Mijn dossier"),
    back=lambda report: (str(_("Uw dossier")), reverse("my_file")),
    template="reports/candidacy.html",
    context=_context,
    may=_may_read_own_copy,
    fingerprint=_own_fingerprint,
    edition=_edition,
    data_class=DataClass.ENDANGERS,
)


RULES = "integrity.rules"


def _rules_edition(subject: str) -> Edition:
    return Edition.objects.get(slug=RULES_SLUG, number=subject)


def _rules_context(report: Report) -> dict[str, Any]:
    read = acknowledgement_of(report.dossier) if report.dossier else None
    return {"rules": _rules_edition(report.subject).tree, "rules_read": read_on(read)}


def _rules_fingerprint(dossier: Dossier | None, subject: str) -> str:
    return f"{_rules_edition(subject).checksum}|{read_on(acknowledgement_of(dossier)) if dossier else ''}"


def _rules_edition_name(report: Report) -> str:
    edition = _rules_edition(report.subject)
    return edition.named


def _may_have_rules(actor: Actor, report: Report) -> Reason:
    return _may_read_own_copy(actor, report) if report.dossier_id else is_reader(actor)


def _back_to_rules(report: Report) -> tuple[str, str]:
    return str(_("Vuistregels integriteit")), reverse("my_rules" if report.dossier_id else "rules_of_thumb")


RULES_REPORT = ReportKind(
    name=RULES,
    title=_("Vuistregels integriteit"),
    back=_back_to_rules,
    template="reports/rules_of_thumb.html",
    context=_rules_context,
    may=_may_have_rules,
    fingerprint=_rules_fingerprint,
    edition=_rules_edition_name,
    data_class=DataClass.PUBLIC,
)
