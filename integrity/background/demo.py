"""A background check under way for the demo: sources, a finding with a response, a VOG that was asked, referees."""

from datetime import timedelta

from django.utils import timezone

from integrity.background.certificates import ask_certificate
from integrity.background.enums import SourceType
from integrity.background.models import Consultation
from integrity.background.referees import name_referee
from integrity.background.sources import consult, note_finding, respond
from integrity.screening.demo import BRANCH, ROUND, SECRETARY
from integrity.screening.models import Candidacy, SelectionRound
from integrity.screening.queries import candidates_of
from portal.organisations.demo_seeds import DemoWorld
from portal.walls.actor import Actor
from portal.walls.scope import Scope, within

LOOKED_AT_ALL, LOOKED_AT_ONE = "Amber Veenstra", "Bilal Aydin"
FINDING = "Sinds 2021 penningmeester van zwemclub De Otters. De club krijgt subsidie van de gemeente Waterlinge."
RESPONSE = "Dat klopt. Ik noem het ook in de vragenlijst. Als ik gekozen word, stop ik als penningmeester."
REFEREES = (("Joris Hendriks", "voorzitter van de zwemclub", "joris.hendriks@demo.example"),)


def seed(world: DemoWorld) -> None:
    """Add the check of two candidates of the demo's round; does nothing when there is one."""
    with world.acting(SECRETARY, BRANCH) as actor:
        selection = SelectionRound.objects.visible_to(actor).filter(name=ROUND).first()
        if selection is None or Consultation.objects.visible_to(actor).exists():
            return
        known = {row.name: row for row in candidates_of(actor, selection)}
        if {LOOKED_AT_ALL, LOOKED_AT_ONE} <= known.keys():
            _check(actor, known[LOOKED_AT_ALL], known[LOOKED_AT_ONE])


def _check(actor: Actor, first: Candidacy, second: Candidacy) -> None:
    day = timezone.localdate() - timedelta(days=3)
    searched = "Gezocht op naam en woonplaats"
    consult(actor, second, source_type=SourceType.SEARCH, where=searched, consulted_on=day)
    consult(actor, first, source_type=SourceType.SEARCH, where=searched, consulted_on=day)
    website = consult(
        actor, first, source_type=SourceType.OTHER, where="Website van zwemclub De Otters", consulted_on=day
    )
    finding = note_finding(actor, first, website, FINDING)
    ask_certificate(actor, first)
    own = Actor(tenant_id=first.tenant_id, dossier_id=first.dossier_id)
    with within(Scope(tenant=first.tenant_id, dossier=first.dossier_id)):
        respond(own, first, finding, RESPONSE, finding.version)
        for name, relation, contact in REFEREES:
            name_referee(own, first, name=name, relation=relation, contact=contact)
