"""What waits on the start page because of talks."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from integrity.agenda.models import Talk
from integrity.agenda.pages import is_overdue
from integrity.agenda.queries import planned
from integrity.agenda.reminding import NEAR
from portal.organisations.enums import Role
from portal.organisations.home import Waiting
from portal.walls.actor import Actor


def waiting_for_talks(actor: Actor) -> list[Waiting]:
    """Talks of the coming week; for the secretary also those that nobody recorded yet."""
    talks = list(planned(Talk.objects.visible_to(actor)).filter(at__date__lte=timezone.localdate() + NEAR))
    overdue = [talk for talk in talks if is_overdue(talk)]
    near = [_near(talk) for talk in talks if talk not in overdue]
    return [*_to_record(overdue), *near] if actor.has(Role.PARTY_SECRETARY) else near


def _near(talk: Talk) -> Waiting:
    local = timezone.localtime(talk.at)
    return Waiting(
        title=_("Gesprek over integriteit staat gepland op %(day)s") % {"day": date_format(local, "j F Y")},
        text=_("Het begint om %(time)s uur. Kijk welke thema’s en kaarten erbij horen.")
        % {"time": date_format(local, "H.i")},
        url=reverse("agenda_talk", args=[talk.pk]),
        action=_("Gesprek bekijken"),
    )


def _to_record(talks: Sequence[Talk]) -> list[Waiting]:
    if not talks:
        return []
    title = ngettext(
        "%(n)s gesprek over integriteit is voorbij en nog niet vastgelegd",
        "%(n)s gesprekken over integriteit zijn voorbij en nog niet vastgelegd",
        len(talks),
    )
    return [
        Waiting(
            title=title % {"n": len(talks)},
            text=_("Leg vast dat het is gehouden, verzet het, of laat het vervallen."),
            url=_where(talks),
            action=_("Vastleggen"),
            count=len(talks),
        )
    ]


def _where(talks: Sequence[Talk]) -> str:
    if len(talks) == 1:
        return reverse("agenda_talk", args=[talks[0].pk])
    rounds = {talk.round_id for talk in talks}
    return reverse("agenda", args=[*rounds]) if len(rounds) == 1 else reverse("agendas")
