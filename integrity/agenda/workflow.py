"""The moves of a talk. Another day is no move but a change (talks.py), for the talk stays planned."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from integrity.agenda.enums import TalkStatus as S
from integrity.agenda.models import Talk
from integrity.agenda.rules import is_planner
from portal.walls.actor import Actor
from portal.workflow.moves import Move, Procedure, State


def _count_on(actor: Actor, talk: Talk) -> None:
    """Calendars take over what has a higher number only (RFC 5546)."""
    Talk.objects.filter(pk=talk.pk).update(sequence=F("sequence") + 1)


TALK = Procedure(
    name="talk",
    model=lambda: Talk,
    states=(
        State(S.PLANNED, _("gepland"), _("gepland")),
        State(S.HELD, _("gehouden"), _("gehouden")),
        State(S.CANCELLED, _("vervallen"), _("vervallen")),
    ),
    moves=(
        Move("hold", frozenset({S.PLANNED}), S.HELD, _("Gehouden"), may=is_planner),
        Move("cancel", frozenset({S.PLANNED}), S.CANCELLED, _("Laten vervallen"), may=is_planner, effects=(_count_on,)),
    ),
)
