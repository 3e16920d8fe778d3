"""Reading a session as those at the table see it, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import QuerySet
from django.utils import timezone

from integrity.cards.content import SLUG, Card, Deck, Theme
from integrity.cards.enums import SessionStatus
from integrity.cards.models import CardSession, CardTurn, CardVoter
from integrity.cards.voting import Choice, Spread, choices_of, spread_of
from portal.questionnaires.models import Edition
from portal.walls.scope import Scope, within

KEPT = timedelta(hours=24)


def deck_in_use() -> Deck | None:
    """Return the cards that everybody reads now; None when no edition is published."""
    edition = Edition.objects.published(SLUG).first()
    return edition.tree if edition else None


@dataclass(frozen=True)
class Table:
    """What lies on the table now, and what was played before. `turns`: with their tallies."""

    session: CardSession
    turns: Sequence[CardTurn]
    joined: int

    @property
    def turn(self) -> CardTurn | None:
        """The card everyone looks at; none before the first and after the last."""
        active = self.session.status in (SessionStatus.VOTING, SessionStatus.SHOWN)
        return self.turns[-1] if active and self.turns else None

    @cached_property
    def card(self) -> Card | None:
        return self.session.deck.by_id[self.turn.card] if self.turn else None

    @cached_property
    def choices(self) -> list[Choice]:
        return choices_of(self.card, self.turn.ask) if self.turn else []

    @property
    def votes(self) -> int:
        return _votes_in(self.turn) if self.turn else 0

    @property
    def spread(self) -> Spread | None:
        """The votes per answer: only after the vote, and only when there are enough."""
        if self.turn is None or self.session.status != SessionStatus.SHOWN:
            return None
        return spread_of(self.choices, {tally.choice: tally.votes for tally in self.turn.tallies.all()})

    @property
    def played(self) -> list[tuple[CardTurn, Card]]:
        return [(turn, self.session.deck.by_id[turn.card]) for turn in self.turns]

    @property
    def unplayed(self) -> list[Card]:
        played = {turn.card for turn in self.turns}
        return [card for card in self.session.deck.cards if card.id not in played]

    @property
    def largest_group(self) -> int:
        """How many took part: phones that joined, or the most hands that went up."""
        return max([self.joined, *map(_votes_in, self.turns)])


@dataclass(frozen=True)
class Record:
    """All that may be kept of a session, for the integrity agenda: no card, no vote, no agreement, nobody."""

    on: date
    themes: tuple[Theme, ...]
    participants: int


@dataclass(frozen=True)
class Seat:
    """The table as one participant sees it."""

    table: Table
    has_voted: bool

    @property
    def may_vote(self) -> bool:
        return self.table.session.status == SessionStatus.VOTING and not self.has_voted


def table_of(session: CardSession) -> Table:
    """Return the table of a session; needs the scope of its organisation or its code."""
    turns = list(session.turns.prefetch_related("tallies"))
    closed = session.status == SessionStatus.CLOSED
    return Table(session, turns, session.participants if closed else session.voters.count())


def record_of(table: Table) -> Record:
    """Return what the integrity agenda may keep of a session (domain/integrity.md, section 3, “kept”)."""
    themes = dict.fromkeys(theme for _turn, card in table.played for theme in card.themes)
    return Record(timezone.localtime(table.session.opened_at).date(), tuple(themes), table.largest_group)


def living(code_digest: str) -> QuerySet[CardSession]:
    """The session that a code opens, for a day; needs the scope of that code."""
    return CardSession.objects.filter(code_digest=code_digest, opened_at__gt=timezone.now() - KEPT)


def seat_at(code_digest: str, voter_digest: str) -> Seat | None:
    """Return what a participant sees; None when session or participant is not, or no longer, known."""
    with within(Scope(token=code_digest)):
        session = living(code_digest).select_related("edition").first()
        if session is None:
            return None
        if session.status == SessionStatus.CLOSED:
            return Seat(Table(session, [], session.participants), has_voted=False)
        voter = CardVoter.objects.filter(session=session, digest=voter_digest).first()
        if voter is None:
            return None
        table = table_of(session)
        return Seat(table, table.turn is not None and voter.voted == table.turn.number)


def _votes_in(turn: CardTurn) -> int:
    return sum(tally.votes for tally in turn.tallies.all())
