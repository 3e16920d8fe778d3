"""As many branches and candidates as took part in March 2026 (domain/integrity.md, section 9), fictional."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from integrity.screening.candidates import Newcomer, add_candidates, add_round
from integrity.screening.enums import CandidacyStatus
from integrity.screening.instruments import QUESTIONNAIRE
from integrity.screening.models import Acknowledgement, Candidacy, SelectionRound
from integrity.screening.rules_of_thumb import RULES_SLUG
from portal.organisations.enums import Kind, Role
from portal.organisations.models import Organisation
from portal.questionnaires.enums import ResponseStatus
from portal.questionnaires.models import Edition, Response
from portal.walls.actor import Actor
from portal.walls.scope import Scope, within

BRANCHES, CANDIDATES = 988, 61_549
STATES = (ResponseStatus.SUBMITTED, ResponseStatus.SUBMITTED, ResponseStatus.IN_PROGRESS, ResponseStatus.NOT_STARTED)


def newcomers(number: int) -> list[Newcomer]:
    return [Newcomer(f"Kandidaat {n}", f"kandidaat{n}@voorbeeld.example", "councillor") for n in range(1, number + 1)]


def fill_round(actor: Actor, selection: SelectionRound, number: int) -> None:
    """Add `number` candidates who are busy with what is asked of them, in a fixed number of queries."""
    add_candidates(actor, selection, newcomers(number))
    candidacies, now = list(selection.candidacies.all()), timezone.now()
    for minutes, row in enumerate(candidacies):
        row.status, row.invited_at = CandidacyStatus.INVITED, now - timedelta(minutes=minutes)
    Candidacy.objects.bulk_update(candidacies, ["status", "invited_at"])
    selection.instruments.update(due_on=selection.nomination_day - timedelta(days=60))
    asked, rules = Edition.objects.newest(QUESTIONNAIRE), Edition.objects.newest(RULES_SLUG)
    Response.objects.bulk_create(_responses(candidacies, asked))
    Acknowledgement.objects.bulk_create(
        Acknowledgement(tenant_id=row.tenant_id, dossier_id=row.dossier_id, edition=rules) for row in candidacies[::2]
    )


def _responses(candidacies: list[Candidacy], edition: Edition) -> Iterator[Response]:
    for number, row in enumerate(candidacies):
        status = STATES[number % len(STATES)]
        yield Response(
            tenant_id=row.tenant_id, dossier_id=row.dossier_id, edition=edition, office=row.office, status=status
        )


def fill_nation(body: Organisation) -> None:
    """Give every other branch a round, until the country has as many branches and candidates as it had."""
    there = Organisation.objects.filter(kind=Kind.PARTY_BRANCH).count()
    branches = Organisation.objects.bulk_create(
        Organisation(kind=Kind.PARTY_BRANCH, name=f"Voorbeeldafdeling {n}", parent=body)
        for n in range(1, BRANCHES - there + 1)
    )
    each, more = divmod(CANDIDATES, len(branches))
    for number, branch in enumerate(branches):
        actor = Actor(tenant_id=branch.pk, roles=frozenset({Role.PARTY_SECRETARY}))
        with within(Scope(tenant=branch.pk)):
            selection = add_round(actor, name="Raad 2030", body=body, nomination_day=date(2030, 1, 31))
            fill_round(actor, selection, each + (number < more))
