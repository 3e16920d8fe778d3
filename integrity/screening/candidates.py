"""Adding candidates to a round and asking them in."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from integrity.screening.instruments import ORDER, editions_of
from integrity.screening.models import DOSSIER_KIND, Candidacy, RoundInstrument, SelectionRound
from integrity.screening.planning import usual_days, usual_offices
from integrity.screening.queries import addresses_in, lock_candidacy, lock_round
from integrity.screening.rules import is_secretary, may_send_link
from integrity.screening.ties import close_to_colleagues
from integrity.screening.workflow import CANDIDACY
from portal.accounts.links import send_personal_link
from portal.audit.models import Act
from portal.audit.record import record, record_each
from portal.organisations.models import Organisation
from portal.privacy.dossiers import open_dossier, open_dossiers
from portal.privacy.keys import fetch_keys
from portal.walls.actor import Actor, demand
from portal.workflow.door import perform_all


class Newcomer(NamedTuple):
    """A candidate to add."""

    name: str
    email: str
    office: str


def add_round(actor: Actor, *, name: str, body: Organisation, nomination_day: date, **more: Any) -> SelectionRound:
    """Start a round for one public body with every instrument, each in its newest edition.

    more: further fields of the round; what is left out gets the usual dates and offices.
    """
    chosen = {field: value for field, value in more.items() if value}
    usual = {"offices": usual_offices(body.kind), **usual_days(nomination_day)}
    editions = editions_of(place.instrument for place in ORDER)
    with transaction.atomic():
        selection = SelectionRound.objects.create(
            tenant_id=actor.tenant_id, name=name, body=body, nomination_day=nomination_day, **{**usual, **chosen}
        )
        RoundInstrument.objects.bulk_create(
            RoundInstrument(
                tenant_id=actor.tenant_id,
                round=selection,
                instrument=place.instrument,
                edition=next(iter(editions.get(place.instrument, [])), None),
            )
            for place in ORDER
        )
    record(actor, Act.WROTE, "round.started", subject=str(selection.pk))
    return selection


def add_candidate(actor: Actor, selection: SelectionRound, *, name: str, email: str, office: str) -> Candidacy:
    """Add a candidate to a round, with a dossier and key of their own. Nothing is sent yet."""
    dossier = open_dossier(actor.tenant_id, DOSSIER_KIND)
    candidacy = Candidacy.objects.create(
        tenant_id=actor.tenant_id, dossier=dossier, round=selection, name=name, email=email, office=office
    )
    record(actor, Act.WROTE, "candidacy.added", dossier_id=dossier.pk, subject=dossier.reference)
    close_to_colleagues(actor, {email.casefold(): dossier})
    return candidacy


def add_candidates(actor: Actor, selection: SelectionRound, newcomers: Sequence[Newcomer]) -> int:
    """Add a whole list or, when anything fails, nobody; return how many were new.

    Who is in the round already, by address, is passed over. Two people who add at once wait for each
    other. Takes a fixed number of queries. Raises Refused for a non-secretary.
    """
    demand(is_secretary(actor))
    with transaction.atomic():
        lock_round(selection)
        known = addresses_in(selection).keys()
        new = {n.email.casefold(): n for n in newcomers if n.email.casefold() not in known}
        if new:
            _add_all(actor, selection, list(new.values()))
    return len(new)


def _add_all(actor: Actor, selection: SelectionRound, newcomers: list[Newcomer]) -> None:
    dossiers = open_dossiers(actor.tenant_id, DOSSIER_KIND, len(newcomers))
    fetch_keys(dossier.pk for dossier in dossiers)
    Candidacy.objects.bulk_create(
        Candidacy(
            tenant_id=actor.tenant_id,
            dossier=dossier,
            round=selection,
            name=newcomer.name,
            email=newcomer.email,
            office=newcomer.office,
        )
        for dossier, newcomer in zip(dossiers, newcomers, strict=True)
    )
    record_each(actor, Act.WROTE, "candidacy.added", {dossier.pk: dossier.reference for dossier in dossiers})
    close_to_colleagues(actor, {n.email.casefold(): d for n, d in zip(newcomers, dossiers, strict=True)})


def invite_all(actor: Actor, candidacies: list[Candidacy]) -> int:
    """Invite those who were not invited yet; return how many that were. Takes a fixed number of queries.

    Raises Refused for a non-secretary, and when the questionnaire of the round is not for their office.
    """
    demand(is_secretary(actor))
    return len(perform_all(CANDIDACY, "invite", candidacies, actor, invited_at=timezone.now()))


@transaction.atomic
def send_new_link(actor: Actor, candidacy: Candidacy) -> None:
    """Send an invited candidate a fresh personal link; the older one stops working. Raises Refused."""
    lock_candidacy(candidacy)
    demand(may_send_link(actor, candidacy))
    send_personal_link(candidacy.dossier)
    record(actor, Act.WROTE, "candidacy.link", dossier_id=candidacy.dossier_id, subject=candidacy.dossier.reference)
