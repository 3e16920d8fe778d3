"""What this capability tells the portal about itself, at start-up."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from integrity.agenda.demo import seed
from integrity.agenda.presenting import AGENDA_KIND
from integrity.agenda.reminding import TALK_NEAR, TOLD
from integrity.agenda.waiting import waiting_for_talks
from portal.audit.reading import name_events
from portal.notices.kinds import Kind
from portal.notices.kinds import register as register_notice
from portal.organisations.demo_seeds import register_seeder
from portal.organisations.home import Shortcut, register_shortcut, register_waiting
from portal.questionnaires.kinds import register_kind
from portal.questionnaires.registry import register_folder

EVENTS = {
    "talk.planned": _("zette gesprekken op de integriteitsagenda"),
    "talk.moved": _("verzette een gesprek van de integriteitsagenda"),
    "talk.subjects": _("koos de thema’s en kaarten van een gesprek"),
    "talk.hold": _("legde vast dat een gesprek is gehouden"),
    "talk.cancel": _("liet een gesprek van de integriteitsagenda vervallen"),
}


def register(app_folder: Path) -> None:
    """Register the agenda's kind and content, the way to it, its notices and the demo."""
    register_kind(AGENDA_KIND)
    register_folder(app_folder / "agenda" / "content")
    told = frozenset(TOLD)
    register_shortcut(told, Shortcut(_("Integriteitsagenda"), _("Gesprekken na de verkiezing"), "agendas"))
    register_waiting(told, waiting_for_talks)
    register_notice(Kind(TALK_NEAR, _("Binnenkort is er een gesprek over integriteit"), optional=True))
    name_events(EVENTS)
    register_seeder("integrity.agenda", seed)
