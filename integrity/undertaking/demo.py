"""Agreements for the demo: measures agreed after an interview, one proposed, an undertaking for the board to sign."""

from datetime import timedelta

from django.utils import timezone

from integrity.measures.agreeing import propose, take
from integrity.measures.enums import Owner
from integrity.measures.models import Measure
from integrity.measures.queries import File
from integrity.screening.demo import BRANCH, ROUND, SECRETARY
from integrity.screening.models import Candidacy, SelectionRound
from integrity.screening.queries import candidates_of
from integrity.undertaking.queries import existing_undertaking
from integrity.undertaking.signing import offer, sign
from portal.organisations.demo_seeds import DemoWorld
from portal.walls.actor import Actor
from portal.walls.scope import Scope, within

SIGNS, READS = "Amber Veenstra", "Bilal Aydin"
SOON, LATER = timedelta(days=30), timedelta(days=180)
AGREED = (
    ("Penningmeester van een club met subsidie", "De functie van penningmeester neerleggen", Owner.CANDIDATE, SOON),
    ("Bekend gezicht in de wijk", "Een vast aanspreekpunt bij dreiging regelen", Owner.BOARD, LATER),
)
PROPOSED = (
    "Weinig tijd naast een volle baan",
    "Met de werkgever één vrije dag per week afspreken",
    Owner.CANDIDATE,
    SOON,
)


def seed(world: DemoWorld) -> None:
    """Add what two candidates of the demo's round agree upon; does nothing when there is something."""
    with world.acting(SECRETARY, BRANCH) as actor:
        selection = SelectionRound.objects.visible_to(actor).filter(name=ROUND).first()
        if selection is None or Measure.objects.visible_to(actor).exists():
            return
        known = {row.name: row for row in candidates_of(actor, selection)}
        if not {SIGNS, READS} <= known.keys():
            return
        _propose(actor, known[READS], *PROPOSED)
        measures = [_propose(actor, known[SIGNS], *facts) for facts in AGREED]
    _agree_and_sign(world, known[SIGNS], measures)


def _propose(actor: Actor, candidacy: Candidacy, risk: str, text: str, owner: Owner, after: timedelta) -> Measure:
    facts = {"risk": risk, "text": text, "owner": owner, "due_on": timezone.localdate() + after, "review_on": None}
    return propose(actor, File(candidacy.dossier), "demo", facts)


def _agree_and_sign(world: DemoWorld, candidacy: Candidacy, measures: list[Measure]) -> None:
    own = Actor(tenant_id=candidacy.tenant_id, dossier_id=candidacy.dossier_id)
    scope = Scope(tenant=candidacy.tenant_id, dossier=candidacy.dossier_id)
    with within(scope):
        for measure in measures:
            take(own, measure, "agree", measure.version)
    with world.acting(SECRETARY, BRANCH) as actor:
        offer(actor, candidacy)
    with within(scope):
        sign(own, existing_undertaking(own, candidacy.dossier))
