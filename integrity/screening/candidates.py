"""Adding candidates to a round and asking them in."""

from datetime import date

from django.utils import timezone

from integrity.screening.enums import CandidacyStatus
from integrity.screening.models import Candidacy, SelectionRound
from integrity.screening.rules import may_send_link
from integrity.screening.workflow import CANDIDACY
from portal.accounts.links import send_personal_link
from portal.audit.models import Act
from portal.audit.record import record
from portal.organisations.models import Organisation
from portal.privacy.dossiers import open_dossier
from portal.walls.actor import Actor, demand
from portal.workflow.door import perform

DOSSIER_KIND = "integrity.candidacy"


def add_round(actor: Actor, *, name: str, body: Organisation, nomination_day: date) -> SelectionRound:
    """Start a round for one public body."""
    selection = SelectionRound.objects.create(
        tenant_id=actor.tenant_id, name=name, body=body, nomination_day=nomination_day
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
    return candidacy


def invite_all(actor: Actor, candidacies: list[Candidacy]) -> int:
    """Invite those who were not invited yet; return how many that were. Raises Refused for a non-secretary."""
    return sum(
        perform(CANDIDACY, "invite", candidacy, actor, invited_at=timezone.now())
        for candidacy in candidacies
        if candidacy.status == CandidacyStatus.ADDED
    )


def send_new_link(actor: Actor, candidacy: Candidacy) -> None:
    """Send an invited candidate a fresh personal link; the older one stops working. Raises Refused."""
    demand(may_send_link(actor, candidacy))
    send_personal_link(candidacy.dossier)
    record(actor, Act.WROTE, "candidacy.link", dossier_id=candidacy.dossier_id, subject=candidacy.dossier.reference)
