"""The kinds of content of this room itself: a questionnaire, and a self-assessment that nobody keeps."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from portal.questionnaires.content import Questionnaire, from_data
from portal.questionnaires.differing import changes_between
from portal.questionnaires.enums import Office
from portal.questionnaires.forms import SectionForm
from portal.questionnaires.kinds import ContentKind
from portal.questionnaires.models import Edition
from portal.questionnaires.presenting import ABOUT_OTHERS, asked_on
from portal.questionnaires.rules import Finding, broken_rules
from portal.questionnaires.sheet import blank_sheet


def preview(edition: Edition, asked: Mapping[str, str]) -> dict[str, Any]:
    """All sections as someone sees them who stands for the office in `asked`."""
    questionnaire = edition.questionnaire
    office = asked.get("ambt", questionnaire.offices[0])
    if office not in questionnaire.offices:
        raise Http404
    sheet = blank_sheet(edition, office)
    forms = [SectionForm(sheet, section) for section in questionnaire.sections]
    return {
        "sections": [
            {"section": form.section, "about": ABOUT_OTHERS.get(form.section.about, ""), "asked": asked_on(form)}
            for form in forms
            if form.fields
        ],
        "office": office,
        "offices": [(value, Office(value).label) for value in questionnaire.offices],
    }


def gaps(old: Questionnaire, new: Questionnaire) -> Iterator[Finding]:
    """People who stand for an office get the newest edition, so it has to be for them."""
    if gone := [Office(office).label for office in old.offices if office not in new.offices]:
        reason = _("dit instrument is nu ook voor %(offices)s; dat mag niet vervallen")
        yield ("offices",), reason % {"offices": ", ".join(map(str, gone))}


QUESTIONNAIRE = ContentKind(
    name="questionnaire",
    schema=Path(__file__).parent / "questionnaire.schema.json",
    parse=from_data,
    template="portal/questionnaires/questionnaire_preview.html",
    changes=changes_between,
    findings=broken_rules,
    gaps=gaps,
    preview=preview,
)
OWN_KINDS = (QUESTIONNAIRE, replace(QUESTIONNAIRE, name="self_assessment", counted=False))
