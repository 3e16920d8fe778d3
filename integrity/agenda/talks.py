"""Planning talks, moving them, choosing what they are about, recording that they were held."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction

from integrity.agenda.enums import TalkStatus
from integrity.agenda.models import Talk
from integrity.agenda.rules import is_planner, may_plan
from integrity.agenda.workflow import TALK
from integrity.cards.content import Card, Deck
from integrity.cards.queries import deck_in_use
from integrity.screening.models import SelectionRound
from integrity.screening.queries import lock_round
from portal.audit.models import Act
from portal.audit.record import record
from portal.questionnaires.models import Edition
from portal.walls.actor import Actor, Refused, demand
from portal.workflow.door import NOT_FROM_HERE, ChangedMeanwhile, perform


class NewTalk(NamedTuple):
    """A talk to plan, about themes of the edition by their ids."""

    at: datetime
    minutes: int
    themes: tuple[str, ...]


def plan_talks(
    actor: Actor, selection: SelectionRound, edition: Edition, new: Sequence[NewTalk], seen: int | None
) -> int:
    """Plan talks, each with the cards that fit its themes; return how many are new.

    seen: how many talks the round had when the actor looked. Doing it twice plans them once. Raises
    Refused, or ChangedMeanwhile when somebody planned others meanwhile.
    """
    with transaction.atomic():
        there = _wait_for_others(actor, selection)
        missing = _missing(there, new)
        if missing and len(there) != seen:
            raise ChangedMeanwhile
        _add(actor, selection, edition, missing)
    return len(missing)


def add_talk(actor: Actor, selection: SelectionRound, edition: Edition, new: NewTalk) -> None:
    """Plan one talk more, with the cards that fit; doing it twice plans it once. Raises Refused."""
    with transaction.atomic():
        _add(actor, selection, edition, _missing(_wait_for_others(actor, selection), [new]))


def suggested_cards(edition: Edition, deck: Deck | None, themes: Iterable[str]) -> list[Card]:
    """Return the cards of a deck that fit the themes."""
    fitting = {number for theme in themes for number in edition.tree.theme(theme).cards}
    return deck.numbered(fitting) if deck else []


def move_talk(actor: Actor, talk: Talk, version: int | None, at: datetime, minutes: int) -> bool:
    """Hold a planned talk at another moment; calendars follow, and people are told of it again.

    Returns False when it stands there already (a double click). Raises Refused, or ChangedMeanwhile.
    """
    # Whoever looks at an old calendar file gets the new moment by the higher number.
    return _change(actor, talk, version, "talk.moved", at=at, minutes=minutes, counts=True)


def choose_subjects(actor: Actor, talk: Talk, version: int | None, themes: list[str], cards: list[int]) -> bool:
    """Choose the themes and cards of a planned talk. Returns and raises as `move_talk`."""
    return _change(actor, talk, version, "talk.subjects", themes=themes, cards=cards)


def hold_talk(
    actor: Actor, talk: Talk, version: int | None, held_on: date, themes: list[str], cards: list[int]
) -> bool:
    """Record that a talk was held, about what and with which cards. Returns and raises as `perform`."""
    return perform(TALK, "hold", talk, actor, version=version, held_on=held_on, themes=themes, cards=cards)


def _change(actor: Actor, talk: Talk, version: int | None, what: str, *, counts: bool = False, **changes: Any) -> bool:
    demand(is_planner(actor))
    with transaction.atomic():
        row = Talk.objects.select_for_update(of=("self",)).get(pk=talk.pk)
        if row.status != TalkStatus.PLANNED:
            raise Refused(NOT_FROM_HERE % {"state": TALK.state(row.status).inside})
        if all(getattr(row, field) == value for field, value in changes.items()):
            return False
        if row.version != version:
            raise ChangedMeanwhile
        for field, value in changes.items():
            setattr(row, field, value)
        row.version += 1
        if counts:
            row.sequence, row.reminded_on = row.sequence + 1, None
        row.save(update_fields=["version", "sequence", "reminded_on", *changes])
        record(actor, Act.WROTE, what, subject=str(row.pk))
    return True


def _wait_for_others(actor: Actor, selection: SelectionRound) -> list[Talk]:
    """The talks of a round, to which nobody adds until the transaction ends."""
    demand(may_plan(actor, selection))
    lock_round(selection)
    return list(Talk.objects.visible_to(actor).filter(round=selection))


def _missing(there: list[Talk], new: Sequence[NewTalk]) -> list[NewTalk]:
    known = {(talk.at, tuple(talk.themes)) for talk in there if talk.status != TalkStatus.CANCELLED}
    return [one for one in new if (one.at, one.themes) not in known]


def _add(actor: Actor, selection: SelectionRound, edition: Edition, new: list[NewTalk]) -> None:
    if not new:
        return
    deck = deck_in_use()
    Talk.objects.bulk_create(
        Talk(
            tenant_id=selection.tenant_id,
            round=selection,
            edition=edition,
            themes=list(one.themes),
            cards=[card.number for card in suggested_cards(edition, deck, one.themes)],
            at=one.at,
            minutes=one.minutes,
        )
        for one in new
    )
    record(actor, Act.WROTE, "talk.planned", subject=str(selection.pk))
