"""The moves of an objection (AVG article 21)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.links import mint_personal_link
from portal.notices.kinds import Kind
from portal.notices.send import notify_dossier
from portal.rights.enums import ObjectionStatus as S
from portal.rights.models import Objection
from portal.rights.rules import is_own, may_answer
from portal.walls.actor import Actor
from portal.workflow.moves import Move, Procedure, State

MADE_NOTICE, ANSWERED_NOTICE = "objection_made", "objection_answered"
OPEN = frozenset({S.MADE})
NOTICE_KINDS = (
    Kind(MADE_NOTICE, _("Iemand maakte bezwaar. Antwoord binnen een maand.")),
    # With a way in, for who has no account.
    Kind(ANSWERED_NOTICE, _("Er is een antwoord op uw bezwaar."), template="personal_link", mint=mint_personal_link),
)


def _tell_the_person(actor: Actor, objection: Objection) -> None:
    notify_dossier(objection.dossier, ANSWERED_NOTICE, path=reverse("my_objections"))


OBJECTION = Procedure(
    name="objection",
    model=lambda: Objection,
    states=(
        State(S.MADE, _("wacht op antwoord"), _("wacht op antwoord")),
        State(S.UPHELD, _("gelijk gegeven"), _("u krijgt gelijk")),
        State(S.REJECTED, _("geen gelijk gegeven"), _("u krijgt geen gelijk")),
        State(S.TAKEN_BACK, _("ingetrokken"), _("u hebt het ingetrokken")),
    ),
    moves=(
        Move("uphold", OPEN, S.UPHELD, _("Gelijk geven"), may=may_answer, effects=(_tell_the_person,)),
        Move("reject", OPEN, S.REJECTED, _("Geen gelijk geven"), may=may_answer, effects=(_tell_the_person,)),
        Move("take_back", OPEN, S.TAKEN_BACK, _("Intrekken"), may=is_own),
    ),
)
