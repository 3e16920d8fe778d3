"""What this capability tells the portal about itself, at start-up."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from integrity.screening.steps import register_step
from integrity.undertaking import announcing
from integrity.undertaking.clauses import UNDERTAKING_KIND
from integrity.undertaking.demo import seed
from integrity.undertaking.reports import UNDERTAKING_REPORT
from integrity.undertaking.steps import STEP
from integrity.undertaking.waiting import waiting_for_board, waiting_for_secretary
from portal.accounts.links import mint_personal_link
from portal.accounts.mail import PERSONAL_LINK
from portal.audit.reading import name_events
from portal.notices import kinds as notice_kinds
from portal.organisations.demo_seeds import register_seeder
from portal.organisations.enums import Role
from portal.organisations.home import Shortcut, register_shortcut, register_waiting
from portal.questionnaires.kinds import register_kind
from portal.questionnaires.registry import register_folder
from portal.reports import kinds as report_kinds

EVENTS = {
    "undertaking": _("las de bewilligingsverklaring"),
    "undertaking.list": _("zag de naam in de lijst van verklaringen"),
    "undertaking.offer": _("bood de bewilligingsverklaring aan"),
    "undertaking.sign": _("ondertekende de bewilligingsverklaring"),
    "undertaking.countersign": _("ondertekende de bewilligingsverklaring namens het bestuur"),
    "undertaking.take_back": _("trok de bewilligingsverklaring in; een handtekening eronder is vervallen"),
    "undertaking.talk_asked": _("vroeg om te praten voor het ondertekenen"),
    "undertaking.talk_held": _("legde vast dat er over de bewilligingsverklaring is gepraat"),
    "report.integrity.undertaking": _("liet de bewilligingsverklaring als PDF maken of haalde die op"),
}
TO_CANDIDATE = {
    announcing.OFFERED: _("De bewilligingsverklaring ligt voor u klaar"),
    announcing.TAKEN_BACK: _("De afdeling trok de bewilligingsverklaring in"),
}
TO_BRANCH = {
    announcing.SIGNED: _("Een verklaring wacht op een handtekening van het bestuur"),
    announcing.TALK: _("Een kandidaat wil praten voor het ondertekenen"),
}
BOARD = frozenset({Role.BOARD_MEMBER})


def register(app_folder: Path) -> None:
    """Register the content, the step, the notices, the start pages and the PDF."""
    register_kind(UNDERTAKING_KIND)
    register_folder(app_folder / "undertaking" / "content")
    register_step(STEP)
    register_waiting(BOARD, waiting_for_board)
    register_waiting(frozenset({Role.PARTY_SECRETARY}), waiting_for_secretary)
    register_shortcut(
        BOARD, Shortcut(_("Verklaringen"), _("Lezen en namens het bestuur tekenen"), "board_undertakings")
    )
    report_kinds.register(UNDERTAKING_REPORT)
    register_seeder("integrity.undertaking", seed)
    name_events(EVENTS)
    for name, label in TO_CANDIDATE.items():
        notice_kinds.register(notice_kinds.Kind(name, label, template=PERSONAL_LINK, mint=mint_personal_link))
    for name, label in TO_BRANCH.items():
        notice_kinds.register(notice_kinds.Kind(name, label, optional=True))
