"""Who may do what with the agenda of a round (domain/integrity.md, sections 2 and 3.8)."""

from django.utils.translation import gettext_lazy as _

from integrity.agenda.models import Talk
from integrity.screening.enums import Instrument
from integrity.screening.instruments import uses
from integrity.screening.models import SelectionRound
from integrity.screening.rules import is_secretary
from portal.walls.actor import Actor, Reason

NOT_USED = _("Deze ronde gebruikt de integriteitsagenda niet. De secretaris verandert dat bij de ronde.")


def is_planner(actor: Actor, talk: Talk | None = None) -> Reason:
    """The secretary plans and records; committee and board look along."""
    return is_secretary(actor)


def may_plan(actor: Actor, selection: SelectionRound) -> Reason:
    """New talks are for a round that uses the agenda; those that are there live on."""
    if reason := is_planner(actor):
        return reason
    return None if uses(selection, Instrument.AGENDA) else NOT_USED
