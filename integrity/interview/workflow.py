"""The moves of an interview (domain/integrity.md, section 3.6)."""

from django.utils.translation import gettext_lazy as _

from integrity.interview.enums import InterviewStatus as S
from integrity.interview.models import Interview, Topic
from integrity.interview.rules import can_be_held, can_be_planned, may_let_lapse, procedure_has_ended
from integrity.screening.rules import is_reader, is_secretary
from portal.reports.files import erase
from portal.reports.models import Report
from portal.walls.actor import Actor
from portal.walls.scope import Scope, within
from portal.workflow.moves import Move, Procedure, State

SHEET_REPORT = "integrity.interview"


def _erase_preparation(actor: Actor, interview: Interview) -> None:
    """Only measures remain: the sheet goes with its notes, also where it was made as PDF, by whomever."""
    Topic.objects.filter(interview=interview).delete()
    with within(Scope(tenant=interview.tenant_id, system=True)):
        erase(Report.objects.filter(dossier_id=interview.dossier_id, kind=SHEET_REPORT).select_for_update())


INTERVIEW = Procedure(
    name="interview",
    model=lambda: Interview,
    states=(
        State(S.PLANNED, _("gepland"), _("gepland")),
        State(S.CANCELLED, _("afgezegd"), _("afgezegd")),
        State(S.HELD, _("gehouden"), _("geweest")),
        State(S.CONCLUDED, _("afgerond"), _("afgerond")),
    ),
    moves=(
        Move(
            "plan",
            frozenset({S.PLANNED, S.CANCELLED}),
            S.PLANNED,
            _("Verplaatsen"),
            may=is_secretary,
            guard=can_be_planned,
        ),
        Move("cancel", frozenset({S.PLANNED}), S.CANCELLED, _("Afzeggen"), may=is_secretary),
        # What ends the procedure takes this step itself (calling_off.py): nobody has a button for it.
        Move(
            "lapse",
            frozenset({S.PLANNED}),
            S.CANCELLED,
            _("Laten vervallen"),
            may=may_let_lapse,
            guard=procedure_has_ended,
        ),
        Move("hold", frozenset({S.PLANNED}), S.HELD, _("Gehouden"), may=is_reader, guard=can_be_held),
        Move(
            "conclude",
            frozenset({S.HELD}),
            S.CONCLUDED,
            _("Afronden"),
            may=is_reader,
            effects=(_erase_preparation,),
        ),
    ),
)
