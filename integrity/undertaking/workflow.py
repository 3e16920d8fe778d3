"""The moves of an undertaking (domain/integrity.md, section 3.7)."""

from django.utils.translation import gettext_lazy as _

from integrity.screening.rules import is_secretary
from integrity.undertaking.enums import UndertakingStatus as S
from integrity.undertaking.models import Undertaking
from integrity.undertaking.rules import (
    is_running,
    may_be_countersigned,
    may_be_offered_again,
    may_be_signed,
    signs_as_board,
    signs_as_candidate,
)
from portal.workflow.moves import Move, Procedure, State

UNDERTAKING = Procedure(
    name="undertaking",
    model=lambda: Undertaking,
    states=(
        State(S.OFFERED, _("ligt klaar voor de kandidaat"), _("ligt voor u klaar")),
        State(S.SIGNED, _("ondertekend door de kandidaat"), _("u hebt ondertekend")),
        State(S.COUNTERSIGNED, _("ondertekend door beide"), _("ondertekend door u en het bestuur")),
        State(S.TAKEN_BACK, _("ingetrokken"), _("ingetrokken door de afdeling")),
    ),
    moves=(
        Move(
            "sign",
            frozenset({S.OFFERED}),
            S.SIGNED,
            _("Ondertekenen"),
            may=signs_as_candidate,
            guard=may_be_signed,
        ),
        Move(
            "countersign",
            frozenset({S.SIGNED}),
            S.COUNTERSIGNED,
            _("Namens het bestuur ondertekenen"),
            may=signs_as_board,
            guard=may_be_countersigned,
        ),
        Move(
            "take_back",
            frozenset({S.OFFERED, S.SIGNED}),
            S.TAKEN_BACK,
            _("Intrekken"),
            may=is_secretary,
            guard=is_running,
        ),
        Move(
            "offer",
            frozenset({S.TAKEN_BACK}),
            S.OFFERED,
            _("Opnieuw aanbieden"),
            may=is_secretary,
            guard=may_be_offered_again,
        ),
    ),
)
