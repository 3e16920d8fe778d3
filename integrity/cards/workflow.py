"""The moves of a session with cards: draw, vote, show, talk, next card."""

from django.utils.translation import gettext_lazy as _

from integrity.cards.enums import SessionStatus as S
from integrity.cards.models import CardSession, CardTally, CardTurn, CardVoter
from integrity.cards.rules import has_cards_left, is_facilitator, lock_tallies, nobody_voted
from integrity.cards.voting import choices_of
from portal.walls.actor import Actor
from portal.workflow.moves import Move, Procedure, State


def _lay_card(actor: Actor, session: CardSession) -> None:
    number = session.turns.count() + 1
    turn = CardTurn.objects.create(
        tenant_id=session.tenant_id, session=session, number=number, card=session.card, ask=session.ask
    )
    choices = choices_of(session.deck.by_id[session.card], session.ask)
    CardTally.objects.bulk_create(
        CardTally(tenant_id=session.tenant_id, turn=turn, choice=choice.id, place=place)
        for place, choice in enumerate(choices)
    )


def _take_card_back(actor: Actor, session: CardSession) -> None:
    session.turns.filter(number=session.turns.count()).delete()


def _stop_votes(actor: Actor, session: CardSession) -> None:
    lock_tallies(session)


def _forget_voters(actor: Actor, session: CardSession) -> None:
    CardVoter.objects.filter(session=session).delete()


CARD_SESSION = Procedure(
    name="card_session",
    model=lambda: CardSession,
    states=(
        State(S.OPEN, _("open"), _("De groep verzamelt zich.")),
        State(S.VOTING, _("stemmen"), _("U kunt stemmen.")),
        State(S.SHOWN, _("uitslag getoond"), _("De stemming is gesloten.")),
        State(S.CLOSED, _("afgesloten"), _("De sessie is afgelopen.")),
    ),
    moves=(
        Move(
            "draw",
            frozenset({S.OPEN, S.SHOWN}),
            S.VOTING,
            _("Kaart op tafel leggen"),
            may=is_facilitator,
            guard=has_cards_left,
            effects=(_lay_card,),
        ),
        Move(
            "skip",
            frozenset({S.VOTING}),
            S.OPEN,
            _("Kaart terugleggen"),
            may=is_facilitator,
            guard=nobody_voted,
            effects=(_take_card_back,),
        ),
        Move(
            "show",
            frozenset({S.VOTING}),
            S.SHOWN,
            _("Stemming sluiten"),
            may=is_facilitator,
            effects=(_stop_votes,),
        ),
        Move(
            "close",
            frozenset({S.OPEN, S.VOTING, S.SHOWN}),
            S.CLOSED,
            _("Sessie afsluiten"),
            may=is_facilitator,
            effects=(_forget_voters,),
        ),
    ),
)
