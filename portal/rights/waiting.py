"""Open objections on the start page of whoever answers them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.organisations.home import Waiting
from portal.rights.desks import kinds_answered_by
from portal.rights.enums import ObjectionStatus
from portal.rights.presenting import last_day
from portal.rights.queries import objections_for
from portal.walls.actor import Actor


def objections_waiting(actor: Actor) -> list[Waiting]:
    """One card for all open objections, with the first day that an answer is due."""
    if not kinds_answered_by(actor):
        return []
    waiting = list(objections_for(actor).filter(status=ObjectionStatus.MADE).order_by("made_at"))
    if not waiting:
        return []
    title = ngettext("%(n)s bezwaar wacht op uw antwoord", "%(n)s bezwaren wachten op uw antwoord", len(waiting))
    text = _("Iemand vindt dat uw organisatie gegevens niet mag gebruiken. Antwoord uiterlijk op %(day)s.")
    single = len(waiting) == 1
    return [
        Waiting(
            title % {"n": len(waiting)},
            text % {"day": last_day(waiting[0])},
            reverse("objection", args=[waiting[0].pk]) if single else reverse("objections"),
            _("Bezwaar lezen") if single else _("Bezwaren bekijken"),
            len(waiting),
        )
    ]
