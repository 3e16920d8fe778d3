"""A session with cards under way, for tests: people around a table with their phones."""

from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from integrity.cards.enums import Ask
from integrity.cards.models import CardSession, CardSet, CardTally
from integrity.cards.play_views import COOKIE
from integrity.cards.sessions import draw, open_session
from tests.cast import Person

CARD = "closed_meeting_care_home"


def publish_cards() -> None:
    """Load the cards, as a start of the portal does."""
    call_command("load_cards", verbosity=0)


def open_table(facilitator: Person) -> CardSession:
    publish_cards()
    with facilitator.scope():
        return open_session(facilitator.actor, CardSet.objects.published().get())


def lay_card(facilitator: Person, session: CardSession, card: str = CARD, ask: str = Ask.CONSIDERATIONS) -> None:
    with facilitator.scope():
        session.refresh_from_db()
        draw(facilitator.actor, session, card, ask, session.version)


def phone(session: CardSession) -> Client:
    """A participant who came in with the code."""
    client = Client()
    answer = client.post(reverse("cards_join"), {"code": session.code})
    assert answer.status_code == 302 and COOKIE in client.cookies
    return client


def vote_with(client: Client, choice: str, turn: int = 1) -> int:
    return client.post(reverse("cards_vote"), {"turn": turn, "choice": choice}).status_code


def tallies(facilitator: Person, session: CardSession, turn: int = 1) -> dict[str, int]:
    with facilitator.scope():
        rows = CardTally.objects.filter(turn__session=session, turn__number=turn)
        return {row.choice: row.votes for row in rows if row.votes}
