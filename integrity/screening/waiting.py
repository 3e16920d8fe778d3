"""What waits for the people at the desk."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from integrity.screening.enums import CandidacyStatus
from integrity.screening.models import Candidacy, RoundMember, SelectionRound
from integrity.screening.queries import reads_of_answers
from portal.organisations.enums import Role
from portal.organisations.home import Waiting
from portal.questionnaires.enums import ResponseStatus
from portal.questionnaires.models import Response
from portal.walls.actor import Actor


def waiting_for_desk(actor: Actor) -> list[Waiting]:
    """Questionnaires to read; for the secretary also a first round to start and candidates to invite."""
    if not actor.has(Role.PARTY_SECRETARY):
        return [*_to_join(actor), *_returned(actor)]
    if not SelectionRound.objects.visible_to(actor).exists():
        return [
            Waiting(
                title=_("Start uw eerste selectieronde"),
                text=_("Een ronde is één kandidatenlijst voor één verkiezing."),
                url=reverse("round_new"),
                action=_("Ronde starten"),
            )
        ]
    return [*_to_join(actor), *_without_committee(actor), *_returned(actor), *_to_invite(actor)]


def _to_join(actor: Actor) -> list[Waiting]:
    """Rounds whose ground rules the actor has to confirm, and rounds with candidates they have not looked at."""
    seats = RoundMember.objects.visible_to(actor).filter(person_id=actor.user_id).select_related("round")
    return [
        *_to_confirm(seats.filter(rules_confirmed_at=None)),
        *_to_look(actor, seats.exclude(rules_confirmed_at=None)),
    ]


def _to_confirm(seats: Iterable[RoundMember]) -> Iterator[Waiting]:
    for seat in seats:
        yield Waiting(
            title=_("U bent aangewezen voor de selectiecommissie"),
            text=_("Voor %(round)s. Bevestig de spelregels en zeg met wie u een band hebt.")
            % {"round": seat.round.name},
            url=reverse("round_join", args=[seat.round_id]),
            action=_("Meedoen"),
        )


def _to_look(actor: Actor, seats: Iterable[RoundMember]) -> Iterator[Waiting]:
    for seat in seats:
        living = Candidacy.objects.visible_to(actor).filter(round=seat.round_id, dossier__erased_at=None)
        count = living.filter(dossier__opened_at__gt=seat.ties_declared_at).count() if seat.ties_declared_at else 0
        if count:
            title = ngettext("Er is %(n)s nieuwe kandidaat", "Er zijn %(n)s nieuwe kandidaten", count) % {"n": count}
            text = _("Voor %(round)s. Zeg of u met hen een band hebt.") % {"round": seat.round.name}
            yield Waiting(title, text, reverse("round_join", args=[seat.round_id]), _("Namen bekijken"), count)


def _without_committee(actor: Actor) -> list[Waiting]:
    today = timezone.localdate()
    rounds = SelectionRound.objects.visible_to(actor).filter(members=None, nomination_day__gte=today)
    return [
        Waiting(
            title=_("%(round)s heeft nog geen commissie") % {"round": selection.name},
            text=_("Wijs de leden aan. Zij lezen mee en voeren de gesprekken."),
            url=reverse("round_committee", args=[selection.pk]),
            action=_("Commissie aanwijzen"),
        )
        for selection in rounds
    ]


def _returned(actor: Actor) -> list[Waiting]:
    """Questionnaires that came in and that the actor has not read yet."""
    read = reads_of_answers().filter(dossier=OuterRef("dossier"), at__gte=OuterRef("submitted_at"))
    sent = Response.objects.visible_to(actor).filter(status=ResponseStatus.SUBMITTED)
    unread = sent.exclude(Exists(read.filter(person_id=actor.user_id)))
    rounds = _rounds(actor, CandidacyStatus.INVITED, dossier__in=unread.values("dossier"))
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
