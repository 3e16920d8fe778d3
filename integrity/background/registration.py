"""What this capability tells the portal and the screening about itself, at start-up."""

from django.utils.translation import gettext_lazy as _

from integrity.background.announcing import ANSWERED, ASKED, NOTED
from integrity.background.demo import seed
from integrity.background.pages import CERTIFICATE, REFERENCES, SOURCES
from integrity.background.reports import TEMPLATE, content_of, fingerprint_of
from integrity.background.steps import STEPS
from integrity.screening.report_sections import register_section
from integrity.screening.steps import register_step
from portal.accounts.links import mint_personal_link
from portal.accounts.mail import PERSONAL_LINK
from portal.audit.reading import name_events
from portal.notices.kinds import Kind
from portal.notices.kinds import register as register_kind
from portal.organisations.demo_seeds import register_seeder

EVENTS = {
    SOURCES: _("zag wat er in openbare bronnen is opgezocht"),
    "consultation.added": _("noteerde een openbare bron die is bekeken"),
    "consultation.removed": _("haalde een openbare bron weg"),
    "finding.noted": _("noteerde een bevinding uit een openbare bron"),
    "finding.changed": _("wijzigde de tekst van een bevinding"),
    "finding.removed": _("haalde een bevinding weg die er per vergissing stond"),
    "finding.responded": _("reageerde op een bevinding"),
    "finding.discuss": _("legde vast dat een bevinding is besproken"),
    "finding.close": _("sloot een bevinding af"),
    CERTIFICATE: _("zag de stand van de VOG"),
    "certificate.request": _("vroeg een VOG"),
    "certificate.see": _("legde vast dat de VOG is gezien"),
    "certificate.not_provide": _("legde vast dat de VOG niet is verstrekt"),
    "certificate.talked": _("legde vast dat het bestuur over de VOG heeft gepraat"),
    "certificate.correct": _("herstelde een vergissing bij de VOG"),
    "certificate.take_back": _("trok de vraag om een VOG in"),
    REFERENCES: _("zag de referenties"),
    "reference.added": _("gaf een referentie op"),
    "reference.removed": _("haalde een referentie weg"),
    "reference.speak": _("legde een gesprek met een referentie vast"),
    "reference.correct": _("haalde een gesprek met een referentie weg dat per vergissing was vastgelegd"),
    "reference.cancel": _("liet een referentie vervallen"),
}
TO_CANDIDATE = {
    NOTED: _("De commissie noteerde iets in uw dossier"),
    ASKED: _("De afdeling vraagt u iets in uw dossier"),
}


def register() -> None:
    """Register the three steps, the notices, the words of the log and the section of the dossier."""
    for name, label in TO_CANDIDATE.items():
        register_kind(Kind(name, label, template=PERSONAL_LINK, mint=mint_personal_link))
    register_kind(Kind(ANSWERED, _("Een kandidaat reageerde op een bevinding"), optional=True))
    name_events(EVENTS)
    for step in STEPS:
        register_step(step)
    register_seeder("integrity.background", seed)
    register_section(TEMPLATE, content_of, fingerprint_of)
