"""What this capability tells the portal about itself, at start-up."""

from django.utils.translation import gettext_lazy as _

from integrity.measures import announcing
from integrity.measures.reports import register_measures_section
from integrity.measures.steps import STEP
from integrity.measures.waiting import waiting_for_desk
from integrity.screening.rules import READERS
from integrity.screening.steps import register_step
from portal.accounts.links import mint_personal_link
from portal.accounts.mail import PERSONAL_LINK
from portal.audit.reading import name_events
from portal.notices.kinds import Kind
from portal.notices.kinds import register as register_kind
from portal.organisations.home import register_waiting

EVENTS = {
    "measures": _("zag de maatregelen"),
    "measures.list": _("zag de maatregelen in de lijst van de ronde"),
    "measure.proposed": _("stelde een maatregel voor"),
    "measure.changed": _("wijzigde een voorgestelde maatregel"),
    "measure.review_planned": _("plande wanneer een maatregel opnieuw wordt bekeken"),
    "measure.agree": _("ging akkoord met een maatregel"),
    "measure.finish": _("meldde dat een maatregel is gedaan"),
    "measure.reopen": _("zette een maatregel weer open"),
    "measure.drop": _("liet een maatregel vervallen"),
    "measure.talk_asked": _("vroeg om over een maatregel te praten"),
    "measure.talk_held": _("legde vast dat er over een maatregel is gepraat"),
}
TO_CANDIDATE = {
    announcing.PROPOSED: _("Er staat een maatregel voor u klaar"),
    announcing.OWN_DUE: _("Een maatregel van u is aan de beurt"),
}
TO_BRANCH = {
    announcing.TALK: _("Een kandidaat wil over een maatregel praten"),
    announcing.DUE: _("Een maatregel is aan de beurt"),
}


def register() -> None:
    """Register the step, the notices, the start page, and the section in the dossier."""
    register_step(STEP)
    register_waiting(frozenset(READERS), waiting_for_desk)
    name_events(EVENTS)
    for name, label in TO_CANDIDATE.items():
        register_kind(Kind(name, label, template=PERSONAL_LINK, mint=mint_personal_link))
    for name, label in TO_BRANCH.items():
        register_kind(Kind(name, label, optional=True))
    register_measures_section()
