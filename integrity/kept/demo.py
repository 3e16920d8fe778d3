"""Two members of the demo's sitting council, of whose candidacies only the facts are left."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from integrity.interview.demo import INTERVIEWERS
from integrity.interview.enums import InterviewStatus
from integrity.interview.models import Interview
from integrity.interview.planning import edition_for
from integrity.kept.models import KeptFile
from integrity.measures.agreeing import propose, take
from integrity.measures.enums import Owner
from integrity.measures.queries import file_for
from integrity.screening.candidates import add_candidate, invite_all
from integrity.screening.demo import BRANCH, SECRETARY
from integrity.screening.models import Candidacy, SelectionRound
from integrity.screening.workflow import CANDIDACY
from integrity.undertaking.models import Undertaking
from integrity.undertaking.queries import board_undertaking_of, existing_undertaking
from integrity.undertaking.signing import countersign, offer, sign
from portal.organisations.demo_seeds import DemoWorld
from portal.retention.erasure import erase_dossier
from portal.walls.actor import Actor
from portal.walls.scope import Scope, within
from portal.workflow.door import perform

BOARD = "a_board"
WITH_MEASURE, WITHOUT = "Jasmijn Koster", "Peter Groen"
MEASURE: dict[str, Any] = {
    "risk": "Mede-eigenaar van een bouwbedrijf in de gemeente",
    "text": "Niet meepraten en niet meestemmen over opdrachten aan het eigen bedrijf",
    "owner": Owner.CANDIDATE,
    "due_on": None,
}


def seed(world: DemoWorld) -> None:
    """List two candidates for the term that runs and erase their files; does nothing when facts are there."""
    today = timezone.localdate()
    with world.acting(SECRETARY, BRANCH) as actor:
        terms = SelectionRound.objects.visible_to(actor).filter(irrevocable_on__lt=today, term_ends_on__gt=today)
        selection = terms.order_by("nomination_day").first()
        if selection is None or KeptFile.objects.visible_to(actor).exists():
            return
        chosen = [_invited(actor, selection, name) for name in (WITH_MEASURE, WITHOUT)]
        for candidacy in chosen:
            _talk(world, candidacy)
        _agree(actor, chosen[0])
    for candidacy in chosen:
        _sign(world, candidacy)
        _distil(world, candidacy)
    _as_of_then(world, selection)


def _invited(actor: Actor, selection: SelectionRound, name: str) -> Candidacy:
    address = f"{name.lower().replace(' ', '.')}@kandidaat.example"
    candidacy = add_candidate(actor, selection, name=name, email=address, office="councillor")
    invite_all(actor, [candidacy])
    return candidacy


def _talk(world: DemoWorld, candidacy: Candidacy) -> None:
    """The interview as concluding leaves it; nobody plans one in the past."""
    first, second = (world.people[key] for key in INTERVIEWERS)
    Interview.objects.create(
        tenant_id=candidacy.tenant_id,
        dossier=candidacy.dossier,
        edition=edition_for(candidacy.round),
        at=timezone.now(),
        place="",
        first_interviewer=first,
        second_interviewer=second,
        status=InterviewStatus.CONCLUDED,
        held_on=timezone.localdate(),
    )


def _agree(actor: Actor, candidacy: Candidacy) -> None:
    file = file_for(actor, candidacy.dossier.reference)
    review_on = timezone.localdate() + timedelta(days=90)
    measure = propose(actor, file, "demo", {**MEASURE, "review_on": review_on})
    with _as_candidate(candidacy) as candidate:
        take(candidate, measure, "agree", None)


@contextmanager
def _as_candidate(candidacy: Candidacy) -> Iterator[Actor]:
    with within(Scope(tenant=candidacy.tenant_id, dossier=candidacy.dossier_id)):
        yield Actor(tenant_id=candidacy.tenant_id, dossier_id=candidacy.dossier_id)


def _sign(world: DemoWorld, candidacy: Candidacy) -> None:
    with world.acting(SECRETARY, BRANCH) as actor:
        offer(actor, candidacy)
    with _as_candidate(candidacy) as candidate:
        sign(candidate, existing_undertaking(candidate, candidacy.dossier))
    with world.acting(BOARD, BRANCH) as actor:
        countersign(actor, board_undertaking_of(actor, candidacy.dossier.reference))


def _distil(world: DemoWorld, candidacy: Candidacy) -> None:
    with world.acting(SECRETARY, BRANCH) as actor:
        perform(CANDIDACY, "list", candidacy, actor)
    with within(Scope(tenant=candidacy.tenant_id)):
        erase_dossier(Actor(tenant_id=candidacy.tenant_id), candidacy.dossier)


def _as_of_then(world: DemoWorld, selection: SelectionRound) -> None:
    """Everything happened before the day on which the list was handed in."""
    day = selection.nomination_day - timedelta(days=7)
    at = timezone.make_aware(datetime.combine(day, time(19, 30)))
    with world.acting(SECRETARY, BRANCH) as actor:
        kept = KeptFile.objects.visible_to(actor).filter(round=selection)
        Undertaking.objects.filter(dossier__in=kept.values("dossier")).update(
            offered_at=at - timedelta(days=2), signed_at=at - timedelta(days=1), countersigned_at=at
        )
        kept.update(listed_on=day, interviewed_on=day)
