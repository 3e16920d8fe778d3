"""Fictional agendas for the demo: the first year of the coming term, and a term that runs already."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from integrity.agenda.models import Talk
from integrity.agenda.proposing import USUAL_RHYTHM, proposals, term_of
from integrity.agenda.queries import edition_for, talks_of
from integrity.agenda.talks import NewTalk, add_talk, hold_talk, plan_talks
from integrity.agenda.themes import YEAR
from integrity.screening.candidates import add_round
from integrity.screening.demo import BODY, BRANCH, SECRETARY
from integrity.screening.models import SelectionRound
from portal.organisations.demo_seeds import DemoWorld
from portal.walls.actor import Actor

# A term that began two years ago, whenever the demo is made.
BEGAN = timedelta(days=730)


def seed(world: DemoWorld) -> None:
    """Plan both agendas; does nothing when a talk is there."""
    with world.acting(SECRETARY, BRANCH) as actor:
        if Talk.objects.visible_to(actor).exists():
            return
        coming = SelectionRound.objects.visible_to(actor).first()
        _plan(actor, coming, coming.nomination_day, YEAR)
        today = timezone.localdate()
        began = today - BEGAN
        running = add_round(
            actor, name=f"Herindelingsverkiezing {began.year}", body=world.organisations[BODY], nomination_day=began
        )
        _plan(actor, running, began, 3 * YEAR)
        _add_one_soon(actor, running, today)
        _hold_past(actor, running)


def _plan(actor: Actor, selection: SelectionRound, today: date, months: int) -> None:
    edition = edition_for(selection)
    proposed = proposals(edition.tree, term_of(selection), USUAL_RHYTHM, (), today)
    new = [NewTalk(one.at, one.theme.minutes, (one.theme.id,)) for one in proposed if one.month <= months]
    plan_talks(actor, selection, edition, new, seen=0)


def _add_one_soon(actor: Actor, selection: SelectionRound, today: date) -> None:
    tuesday = today + timedelta(days=(1 - today.weekday()) % 7 or 7)
    at = timezone.make_aware(datetime.combine(tuesday, USUAL_RHYTHM.time))
    add_talk(actor, selection, edition_for(selection), NewTalk(at, 90, ("evening_with_cards",)))


def _hold_past(actor: Actor, selection: SelectionRound) -> None:
    """Every talk that is over was held, but for the last, which waits to be recorded."""
    for talk in [*talks_of(actor, selection).filter(at__lt=timezone.now())][:-1]:
        hold_talk(actor, talk, talk.version, timezone.localdate(talk.at), talk.themes, talk.cards)
