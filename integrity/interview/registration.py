"""What this capability tells the portal about itself, at start-up."""

from pathlib import Path

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from integrity.interview.calling_off import call_off
from integrity.interview.demo import seed
from integrity.interview.planning import CANCELLED, MOVED, OTHER_TIME, PLANNED, own_kind
from integrity.interview.presenting import GUIDE_KIND
from integrity.interview.reminding import TOMORROW
from integrity.interview.reports import SHEET, in_dossier, in_dossier_fingerprint
from integrity.interview.steps import STEP
from integrity.interview.waiting import waiting_for_desk
from integrity.interview.workflow import SHEET_REPORT
from integrity.screening.endings import register_ending
from integrity.screening.report_sections import register_section
from integrity.screening.rules import READERS
from integrity.screening.steps import register_step
from portal.accounts.links import mint_personal_link
from portal.accounts.mail import PERSONAL_LINK
from portal.audit.reading import name_events
from portal.notices.kinds import Kind
from portal.notices.kinds import register as register_notice
from portal.notices.models import Notice
from portal.organisations.demo_seeds import register_seeder
from portal.organisations.home import Shortcut, register_shortcut, register_waiting
from portal.questionnaires.kinds import register_kind
from portal.questionnaires.registry import register_folder
from portal.reports import kinds as report_kinds

EVENTS = {
    "interview": _("zag wanneer en met wie het selectiegesprek is"),
    "interview.planned": _("plande het selectiegesprek"),
    "interview.plan": _("verplaatste het selectiegesprek"),
    "interview.cancel": _("zegde het selectiegesprek af"),
    "interview.lapse": _("liet daarmee het geplande selectiegesprek vervallen"),
    "interview.hold": _("legde vast dat het selectiegesprek is gehouden"),
    "interview.conclude": _("rondde het selectiegesprek af en wiste de voorbereiding"),
    "interview.other_time": _("vroeg een ander moment voor het selectiegesprek"),
    "interview.sheet": _("opende het gespreksblad"),
    "interview.sheet_changed": _("werkte aan het gespreksblad"),
    f"report.{SHEET_REPORT}": _("liet het gespreksblad als PDF maken of haalde het op"),
}
# What the desk and the interviewers read in the portal, and what the candidate reads.
NOTICES = {
    PLANNED: (_("Er is een selectiegesprek gepland dat u voert"), _("Uw selectiegesprek is gepland")),
    MOVED: (_("Een selectiegesprek is verplaatst"), _("Uw selectiegesprek is verplaatst")),
    CANCELLED: (_("Een selectiegesprek is afgezegd"), _("Uw selectiegesprek is afgezegd")),
    TOMORROW: (_("U voert morgen een selectiegesprek"), _("Morgen is uw selectiegesprek")),
}
GUIDE = Shortcut(_("Leidraad voor het gesprek"), _("Onderwerpen en vragen voor het selectiegesprek"), "interview_guide")


def register(app_folder: Path) -> None:
    """Register the guide, and the interview: its step, notices, sheet on paper and words of the log."""
    register_kind(GUIDE_KIND)
    register_folder(app_folder / "interview" / "content")
    register_shortcut(frozenset(READERS), GUIDE)
    name_events(EVENTS)
    _register_notices()
    register_step(STEP)
    register_ending(call_off)
    register_seeder("integrity.interview", seed)
    register_waiting(frozenset(READERS), waiting_for_desk)
    report_kinds.register(SHEET)
    register_section("reports/interview.html", in_dossier, in_dossier_fingerprint)


def _register_notices() -> None:
    for name, (at_desk, own) in NOTICES.items():
        register_notice(Kind(name, at_desk))
        # The candidate has no account: the mail brings a new personal link.
        kind = Kind(own_kind(name), own, template=PERSONAL_LINK, link=_to_own_page, mint=mint_personal_link)
        register_notice(kind)
    register_notice(Kind(OTHER_TIME, _("Een kandidaat vraagt een ander moment voor het gesprek"), optional=True))


def _to_own_page(notice: Notice) -> str:
    return reverse("my_interview")
