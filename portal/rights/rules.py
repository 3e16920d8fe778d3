"""Who may do what with an objection."""

from django.utils.translation import gettext_lazy as _

from portal.rights.desks import desk_of, kinds_answered_by
from portal.rights.models import Objection
from portal.walls.actor import Actor, Reason

ONLY_THE_PERSON = _("Alleen wie het bezwaar maakte, kan dit doen.")
NO_DESK = _("Bezwaren worden beantwoord door wie de dossiers behandelt. Dat hoort niet bij uw rol.")


def may_answer(actor: Actor, objection: Objection) -> Reason:
    """The desk of this kind of dossier reads and answers; its other readers only see that there is one."""
    return desk_of(objection.dossier).may_answer(actor)


def is_own(actor: Actor, objection: Objection) -> Reason:
    """The person whose file it is, come by personal link."""
    return None if actor.dossier_id == objection.dossier_id else ONLY_THE_PERSON


def has_a_desk(actor: Actor) -> Reason:
    """Somebody who answers objections of some kind."""
    return None if kinds_answered_by(actor) else NO_DESK
