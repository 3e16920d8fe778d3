"""What this capability tells the portal about itself, at start-up."""

from datetime import timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from integrity.screening.announcing import NAMED, RETURNED, TIED, WITHDRAWN
from integrity.screening.demo import seed
from integrity.screening.models import DOSSIER_KIND, Candidacy
from integrity.screening.own_steps import STEPS
from integrity.screening.queries import secretaries_of
from integrity.screening.questions import QUESTION_ANSWERED, QUESTION_ASKED
from integrity.screening.reminders import REMINDER
from integrity.screening.report_sections import register_section
from integrity.screening.reports import (
    DOSSIER_REPORT,
    OWN_COPY,
    RULES_REPORT,
    questions_fingerprint,
    questions_in_report,
)
from integrity.screening.round_report import ROUND_REPORT, erase_overviews
from integrity.screening.rules import READERS, is_secretary
from integrity.screening.rules_of_thumb import RULES_KIND
from integrity.screening.self_assessment import SELF_ASSESSMENT_PATH
from integrity.screening.steps import register_step
from integrity.screening.subversion import SUBVERSION_KIND
from integrity.screening.ties import OWN_FILE, close_own_files
from integrity.screening.waiting import waiting_for_desk
from portal.accounts.anonymous import register_anonymous
from portal.accounts.destinations import Recipient, register_destination
from portal.accounts.links import mint_personal_link
from portal.accounts.mail import PERSONAL_LINK
from portal.audit.reading import name_events
from portal.notices import kinds as notice_kinds
from portal.organisations.arrivals import register_arrival
from portal.organisations.demo_seeds import register_seeder
from portal.organisations.home import Shortcut, register_shortcut, register_waiting
from portal.privacy.models import Dossier
from portal.questionnaires.kinds import register_kind as register_content_kind
from portal.questionnaires.registry import register_folder
from portal.reports import kinds as report_kinds
from portal.retention.erasure import register_eraser
from portal.retention.kinds import DossierKind, register_kind
from portal.rights.desks import Desk, register_desk

EVENTS = {
    "round.started": _("startte de ronde"),
    "round.changed": _("wijzigde de ronde"),
    "round.instrument_used": _("nam een instrument in gebruik"),
    "round.instrument_left_out": _("liet een instrument weg"),
    "round.instrument_changed": _("wijzigde een instrument van de ronde"),
    "round.member_named": _("wees iemand aan voor de selectiecommissie"),
    "round.member_dismissed": _("haalde iemand uit de selectiecommissie"),
    "round.rules_confirmed": _("bevestigde de spelregels van de selectiecommissie"),
    "candidacy": _("opende het dossier"),
    "candidacy.names": _("zag de naam in de lijst van kandidaten"),
    "candidacy.name": _("zag de naam bij dit dossier"),
    "candidacy.added": _("maakte dit dossier"),
    "candidacy.compared": _("zag bij het toevoegen van een lijst dat deze naam al in de ronde staat"),
    "candidacy.invite": _("stuurde de uitnodiging"),
    "candidacy.reminded": _("stuurde een herinnering"),
    "candidacy.link": _("stuurde een nieuwe persoonlijke link"),
    "candidacy.list": _("legde de beslissing vast: op de lijst"),
    "candidacy.pass_over": _("legde de beslissing vast: niet op de lijst"),
    "candidacy.withdraw": _("trok zich terug"),
    "clock.moved": _("veranderde een datum van de ronde, waardoor de bewaartermijn nu anders loopt"),
    "tie.declared": _("gaf een band op, en ziet dit dossier niet meer"),
    OWN_FILE: _("sloot het dossier voor de collega over wie het gaat"),
    "tie.lifted": _("haalde een band weg die per vergissing was opgegeven"),
    "question.asked": _("stelde een vraag over de antwoorden"),
    "committee_question.answer": _("beantwoordde een vraag van de selectiecommissie"),
    "committee_question.take_back": _("trok een vraag over de antwoorden in"),
    "rules.acknowledged": _("bevestigde de vuistregels te hebben gelezen"),
    "report.integrity.dossier": _("liet het dossier als PDF maken of haalde het op"),
    "report.integrity.own_copy": _("liet een eigen kopie als PDF maken of haalde die op"),
    "report.integrity.round": _("liet het overzicht van een ronde als PDF maken of haalde het op"),
    "report.integrity.rules": _("liet de vuistregels als PDF maken of haalde ze op"),
    "personal_link.redeemed": _("kwam binnen met de persoonlijke link"),
    "personal_link.redeemed.refused": _("gebruikte een persoonlijke link die niet meer werkte, en kwam niet binnen"),
    "personal_link.asked": _("vroeg een nieuwe persoonlijke link"),
}

# The candidate has no account: the mail brings a new personal link.
ASKED_KIND = notice_kinds.Kind(
    QUESTION_ASKED,
    _("De selectiecommissie heeft een vraag over uw antwoorden"),
    template=PERSONAL_LINK,
    link=lambda notice: reverse("my_questions"),
    mint=mint_personal_link,
)
REMINDER_KIND = notice_kinds.Kind(
    REMINDER,
    _("Herinnering: er staat nog iets voor u klaar"),
    template="reminder",
    link=lambda notice: reverse("my_file"),
    mint=mint_personal_link,
)
SHORTCUTS = (
    Shortcut(_("Selectierondes"), _("De kandidaten van elke ronde, en hoe ver zij zijn"), "rounds"),
    Shortcut(_("Vuistregels"), _("Lezen en uitdelen aan wie zich wil kandideren"), "rules_of_thumb"),
    Shortcut(_("Ondermijning"), _("Signalen herkennen en weten wie u belt"), "subversion"),
)


def register(app_folder: Path) -> None:
    """Register content, dossiers, reports, waiting work and the demo with the portal."""
    register_content_kind(RULES_KIND)
    register_content_kind(SUBVERSION_KIND)
    register_anonymous(f"/{SELF_ASSESSMENT_PATH}")
    register_folder(app_folder / "screening" / "content")
    register_destination(DOSSIER_KIND, url=lambda dossier: reverse("my_file"), address=_recipient)
    register_kind(
        DossierKind(
            name=DOSSIER_KIND,
            label=_("kandidatuur"),
            starts=_(
                "de beslissing of het terugtrekken, of (voor wie op de lijst staat) "
                "de dag waarop de lijst onherroepelijk is"
            ),
            kept=timedelta(days=settings.CANDIDACY_KEPT_DAYS),
            longest=timedelta(days=settings.CANDIDACY_LONGEST_DAYS),
            colleagues=secretaries_of,
        )
    )
    register_desk(
        Desk(
            kind=DOSSIER_KIND,
            may_answer=is_secretary,
            who=_("de secretaris van de afdeling"),
            page=lambda dossier: reverse("candidate", args=[dossier.reference]),
        )
    )
    report_kinds.register(OWN_COPY)
    report_kinds.register(DOSSIER_REPORT)
    report_kinds.register(RULES_REPORT)
    report_kinds.register(ROUND_REPORT)
    register_eraser(erase_overviews)
    register_arrival(partial(close_own_files, Candidacy))
    register_waiting(frozenset(READERS), waiting_for_desk)
    name_events(EVENTS)
    register_seeder("integrity.screening", seed)
    for step in STEPS:
        register_step(step)
    _register_notices()
    register_section("reports/committee_questions.html", questions_in_report, questions_fingerprint)
    for shortcut in SHORTCUTS:
        register_shortcut(frozenset(READERS), shortcut)


def _recipient(dossier: Dossier) -> Recipient:
    candidacy = Candidacy.objects.get(dossier=dossier)
    return Recipient(candidacy.email, candidacy.name, candidacy.language)


def _register_notices() -> None:
    notice_kinds.register(notice_kinds.Kind(RETURNED, _("Een kandidaat heeft de vragenlijst verstuurd"), optional=True))
    notice_kinds.register(
        notice_kinds.Kind(QUESTION_ANSWERED, _("Een kandidaat heeft een vraag beantwoord"), optional=True)
    )
    notice_kinds.register(notice_kinds.Kind(WITHDRAWN, _("Een kandidaat trok zich terug"), optional=True))
    notice_kinds.register(notice_kinds.Kind(NAMED, _("U bent aangewezen voor een selectiecommissie"), optional=True))
    notice_kinds.register(notice_kinds.Kind(TIED, _("Een collega gaf een band met een kandidaat op"), optional=True))
    notice_kinds.register(ASKED_KIND)
    notice_kinds.register(REMINDER_KIND)
