"""What waits for the people at the desk."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from integrity.screening.enums import CandidacyStatus
from integrity.screening.models import Candidacy, SelectionRound
from portal.organisations.enums import Role
from portal.organisations.home import Waiting
from portal.questionnaires.enums import ResponseStatus
from portal.questionnaires.models import Response
from portal.walls.actor import Actor


def waiting_for_desk(actor: Actor) -> list[Waiting]:
    """Questionnaires to read; for the secretary also a first round to start and candidates to invite."""
    if not actor.has(Role.PARTY_SECRETARY):
        return _returned(actor)
    if not SelectionRound.objects.visible_to(actor).exists():
        return [
            Waiting(
                title=_("Start uw eerste selectieronde"),
                text=_("Een ronde is één kandidatenlijst voor één verkiezing."),
                url=reverse("round_new"),
                action=_("Ronde starten"),
            )
        ]
    return [*_returned(actor), *_to_invite(actor)]


def _returned(actor: Actor) -> list[Waiting]:
    sent = Response.objects.visible_to(actor).filter(status=ResponseStatus.SUBMITTED).values("dossier")
    rounds = _rounds(actor, CandidacyStatus.INVITED, dossier__in=sent)
    if not rounds:
        return []
    title = ngettext("%(n)s vragenlijst is binnen", "%(n)s vragenlijsten zijn binnen", len(rounds))
    text = _("Lees de antwoorden en bereid het gesprek voor.")
    return [_waiting(title, text, rounds)]


def _to_invite(actor: Actor) -> list[Waiting]:
    rounds = _rounds(actor, CandidacyStatus.ADDED)
    if not rounds:
        return []
    title = ngettext(
        "%(n)s kandidaat wacht op een uitnodiging", "%(n)s kandidaten wachten op een uitnodiging", len(rounds)
    )
    return [_waiting(title, _("De kandidaat krijgt pas bericht als u op uitnodigen klikt."), rounds)]


def _rounds(actor: Actor, status: str, **more: Any) -> list[UUID]:
    """The round of each candidate in this state."""
    candidacies = Candidacy.objects.visible_to(actor).filter(status=status, dossier__erased_at=None, **more)
    return list(candidacies.values_list("round_id", flat=True))


def _waiting(title: str, text: str, rounds: list[UUID]) -> Waiting:
    """Lead to the round itself when there is only one."""
    single = len(set(rounds)) == 1
    return Waiting(
        title=title % {"n": len(rounds)},
        text=text,
        url=reverse("round_desk", args=[rounds[0]]) if single else reverse("rounds"),
        action=_("Naar de kandidaten") if single else _("Naar de selectierondes"),
        count=len(rounds),
    )
