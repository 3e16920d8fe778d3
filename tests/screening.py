"""A screening under way, for tests: the real questionnaire, a round, candidates."""

import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from integrity.screening.candidates import add_candidate, add_round, invite_all
from integrity.screening.committee import name_member, possible_members
from integrity.screening.models import Candidacy, SelectionRound
from portal.accounts.middleware import SEEN
from portal.organisations.middleware import PERSONAL_DOSSIER, PERSONAL_TENANT
from portal.questionnaires.loading import load_instruments
from portal.questionnaires.models import Edition, EditionUse
from portal.questionnaires.registry import instrument_files
from portal.walls.actor import Actor
from portal.walls.scope import Scope, within
from tests.cast import Cast, House, Person


def publish_questionnaires() -> None:
    """Every instrument of the portal: loaded once per run, as a start of the portal does, and from then on copied."""
    with within(Scope(system=True)):
        files = tuple(instrument_files())
        if Edition.objects.exists():
            load_instruments()
        elif files in _loaded:
            _copy(_loaded[files])
        else:
            load_instruments()
            _loaded[files] = list(Edition.objects.all())


_loaded: dict[tuple[Path, ...], list[Edition]] = {}


def _copy(loaded: list[Edition]) -> None:
    now = timezone.now()
    names = [field.attname for field in Edition._meta.concrete_fields if not field.primary_key]
    rows = [Edition(**{name: getattr(one, name) for name in names}) for one in loaded]
    for row in rows:
        row.loaded_at, row.published_at = now, row.published_at and now
    EditionUse.objects.bulk_create(EditionUse(edition=one) for one in Edition.objects.bulk_create(rows))


def start_round(cast: Cast, secretary: Person) -> SelectionRound:
    """A round whose committee is everybody of the branch with that role, with the ground rules confirmed."""
    with secretary.scope():
        selection = add_round(
            secretary.actor,
            name="Raad 2030",
            body=cast.waterlinge.body,
            nomination_day=date(2030, 1, 31),
            offices=["councillor", "alderman"],
        )
        name_everybody(secretary.actor, selection)
    return selection


def name_everybody(actor: Actor, selection: SelectionRound) -> None:
    """Name all committee members of the branch, and let them have confirmed the ground rules."""
    for person in possible_members(actor):
        name_member(actor, selection, person)
    selection.members.update(rules_confirmed_at=timezone.now(), ties_declared_at=timezone.now())


def decide(client: Client, reference: str, step: str) -> Any:
    """Decide about a candidate as the desk's page does; returns the answer."""
    return client.post(reverse("candidate_decide", args=[reference]), {"step": step})


def add(secretary: Person, selection: SelectionRound, name: str, *, invite: bool = False) -> Candidacy:
    """Add a candidate called `name`; `invite` also sends the link and asks the questionnaire."""
    email = f"{name.lower().replace(' ', '.')}@voorbeeld.example"
    with secretary.scope():
        candidacy = add_candidate(secretary.actor, selection, name=name, email=email, office="councillor")
        if invite:
            invite_all(secretary.actor, [candidacy])
    return candidacy


@dataclass(frozen=True)
class CandidateSession:
    """A candidate who came in by personal link."""

    house: House
    dossier_id: UUID

    @property
    def actor(self) -> Actor:
        return Actor(tenant_id=self.house.pk, tenant_name=self.house.body.name, dossier_id=self.dossier_id)

    def scope(self):  # noqa: ANN201
        return within(Scope(tenant=self.house.pk, dossier=self.dossier_id))

    def client(self) -> Client:
        client = Client()
        session = client.session
        session[PERSONAL_DOSSIER], session[PERSONAL_TENANT] = str(self.dossier_id), self.house.pk
        session[SEEN] = int(time.time())
        session.save()
        return client
