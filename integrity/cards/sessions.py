"""Opening, joining, voting, agreeing, closing, erasing."""

import random
import secrets
from collections.abc import Mapping

from django.db.models import F
from django.utils import timezone

from integrity.cards.enums import SessionStatus
from integrity.cards.models import CardSession, CardTally, CardTurn, CardVoter
from integrity.cards.queries import KEPT, Table, living, table_of
from integrity.cards.workflow import CARD_SESSION
from portal.audit.models import Act
from portal.audit.record import record
from portal.privacy.encryption import token_digest
from portal.privacy.models import REFERENCE_ALPHABET
from portal.questionnaires.models import Edition
from portal.walls.actor import NOBODY, Actor
from portal.walls.scope import Scope, within
from portal.workflow.door import perform

CODE_LENGTH = 6


def code_digest(code: str) -> str:
    """Return the digest that opens the session of `code`."""
    return token_digest(f"card session|{code}")


def voter_digest(token: str) -> str:
    """Return the digest under which a participant's token is known."""
    return token_digest(f"card voter|{token}")


def open_session(actor: Actor, edition: Edition) -> CardSession:
    """Open a session for `actor`; someone with one running gets that one back."""
    own = CardSession.objects.visible_to(actor)
    own.filter(opened_at__lte=timezone.now() - KEPT).delete()
    code = "".join(secrets.choice(REFERENCE_ALPHABET) for _place in range(CODE_LENGTH))
    session, made = CardSession.objects.exclude(status=SessionStatus.CLOSED).get_or_create(
        tenant_id=actor.tenant_id,
        opened_by_id=actor.user_id,
        defaults={"edition": edition, "code": code, "code_digest": code_digest(code)},
    )
    if made:
        record(actor, Act.WROTE, "card_session.opened", subject=str(session.pk))
    return session


def draw(actor: Actor, session: CardSession, card: str, ask: str, version: int | None) -> bool:
    """Lay a card on the table and open the vote."""
    return perform(CARD_SESSION, "draw", session, actor, version=version, card=card, ask=ask)


def random_card(table: Table, theme: str = "") -> str | None:
    """Return the id of a card that was not played yet, also not the one just laid back; None when there is none."""
    cards = [card for card in table.unplayed if not theme or theme in {one.id for one in card.themes}]
    others = [card for card in cards if card.id != table.session.card]
    return random.choice(others or cards).id if cards else None


def show(actor: Actor, session: CardSession, hands: Mapping[str, int], version: int | None) -> bool:
    """Close the vote. hands: per answer how many hands were raised, by a group without phones."""
    shown = perform(CARD_SESSION, "show", session, actor, version=version)
    if shown:
        tallies = CardTally.objects.visible_to(actor).filter(turn__session=session, turn__number=session.turns.count())
        for choice, number in hands.items():
            tallies.filter(choice=choice).update(votes=F("votes") + number)
    return shown


def agree(actor: Actor, turn: CardTurn, text: str) -> None:
    """Keep what the group agreed on about one card, as long as the session."""
    turn.agreement = text
    turn.save(update_fields=["agreement"])
    record(actor, Act.WROTE, "card_session.agreement", subject=str(turn.session_id))


def close(actor: Actor, session: CardSession, version: int | None) -> bool:
    """End the session; who took part is forgotten now, the rest within a day."""
    return perform(CARD_SESSION, "close", session, actor, version=version, participants=table_of(session).largest_group)


def join(code: str) -> str | None:
    """Let someone in and return their token, which exists in their cookie alone; None when the code opens nothing.

    Neither joining nor voting goes to the log: a list of moments would tell who voted what.
    """
    with within(Scope(token=code_digest(code))):
        session = living(code_digest(code)).first()
        if session is None or session.status == SessionStatus.CLOSED:
            return None
        token = secrets.token_urlsafe(24)
        CardVoter.objects.create(tenant_id=session.tenant_id, session=session, digest=voter_digest(token))
        return token


def vote(code: str, token: str, number: int, choice: str) -> bool:
    """Count one vote in turn `number`; return whether it counted.

    Locking the tally before looking at the session keeps a vote from slipping in while the vote is being
    closed (workflow.py locks them too), and one row per participant lets each of them through once.
    """
    digest = code_digest(code)
    with within(Scope(token=digest)):
        here = CardTally.objects.filter(turn__session__code_digest=digest, turn__number=number, choice=choice)
        tally, session = here.select_for_update(of=("self",)).first(), living(digest).first()
        if tally is None or session is None or session.status != SessionStatus.VOTING:
            return False
        voters = CardVoter.objects.filter(session=session, digest=voter_digest(token)).exclude(voted=number)
        if session.turns.count() != number or not voters.update(voted=number):
            return False
        return bool(CardTally.objects.filter(pk=tally.pk).update(votes=F("votes") + 1))


def expire() -> int:
    """Erase the sessions that had their day, with all that is in them; return how many."""
    with within(Scope(system=True)):
        outdated = CardSession.objects.filter(opened_at__lte=timezone.now() - KEPT)
        erased = [str(session.pk) for session in outdated]
        outdated.delete()
        for subject in erased:
            record(NOBODY, Act.ERASED, "card_session", subject=subject)
    return len(erased)
