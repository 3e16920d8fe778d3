"""A session with cards under way, for tests: people around a table with their phones."""

from pathlib import Path

from django.test import Client
from django.urls import reverse

from integrity.cards.content import SLUG
from integrity.cards.enums import Ask
from integrity.cards.models import CardSession, CardTally
from integrity.cards.play_views import COOKIE
from integrity.cards.sessions import draw, open_session
from portal.questionnaires.models import Edition
from tests.cast import Person
from tests.screening import publish_questionnaires

DECK_FILE = Path(__file__).parents[1] / "integrity" / "cards" / "content" / "dilemmakaarten-1.yaml"
CARD = "closed_meeting_care_home"


def open_table(facilitator: Person) -> CardSession:
    publish_questionnaires()
    with facilitator.scope():
        return open_session(facilitator.actor, Edition.objects.published(SLUG).get())


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
