"""An agenda under way, for tests."""

from datetime import date, datetime, time

from django.utils import timezone

from integrity.agenda.models import Talk
from integrity.agenda.queries import edition_for
from integrity.agenda.talks import NewTalk, add_talk
from integrity.screening.models import SelectionRound
from tests.cast import Person

MAY = date(2030, 5, 6)


def at(day: date, hour: int = 20) -> datetime:
    """A moment in our own time."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def plan(
    secretary: Person, selection: SelectionRound, day: date = MAY, *themes: str, minutes: int = 90, hour: int = 20
) -> Talk:
    """`secretary` plans a talk, with the cards that fit."""
    with secretary.scope():
        moment = at(day, hour)
        chosen = themes or ("good_start",)
        add_talk(secretary.actor, selection, edition_for(selection), NewTalk(moment, minutes, chosen))
        return Talk.objects.get(round=selection, at=moment)


def stored(talk: Talk) -> Talk:
    """The talk as it is in the database now; needs the scope of its branch."""
    return Talk.objects.get(pk=talk.pk)
