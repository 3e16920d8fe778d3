"""The moves of a measure (domain/integrity.md, section 6: measures are agreed with the candidate)."""

from django.utils.translation import gettext_lazy as _

from integrity.measures.enums import MeasureStatus as S
from integrity.measures.models import Measure
from integrity.measures.rules import is_living, may_finish
from integrity.screening.rules import is_candidate, is_reader
from portal.workflow.moves import Move, Procedure, State

MEASURE = Procedure(
    name="measure",
    model=lambda: Measure,
    states=(
        State(S.PROPOSED, _("voorgesteld"), _("voorstel aan u")),
        State(S.AGREED, _("afgesproken"), _("afgesproken")),
        State(S.DONE, _("gedaan"), _("gedaan")),
        State(S.DROPPED, _("vervallen"), _("vervallen")),
    ),
    moves=(
        # Nobody agrees for the candidate, also not in the interview itself.
        Move("agree", frozenset({S.PROPOSED}), S.AGREED, _("Akkoord"), may=is_candidate, guard=is_living),
        Move("finish", frozenset({S.AGREED}), S.DONE, _("Gedaan"), may=may_finish, guard=is_living),
        Move("reopen", frozenset({S.DONE}), S.AGREED, _("Toch niet gedaan"), may=is_reader, guard=is_living),
        Move(
            "drop", frozenset({S.PROPOSED, S.AGREED}), S.DROPPED, _("Laten vervallen"), may=is_reader, guard=is_living
        ),
    ),
)
