"""Who may steer a session, and what an agreement may hold (domain/integrity.md, section 3.9)."""

import re

from django.utils.translation import gettext_lazy as _

from integrity.cards.models import CardSession, CardTally
from portal.walls.actor import Actor, Reason

# Fewer votes than this would tell who voted what.
FEWEST_VOTES = 3
ONLY_FACILITATOR = _("Alleen wie de sessie opende, kan dit doen.")
ALREADY_VOTED = _("Er is al gestemd over deze kaart. Sluit eerst de stemming.")
NO_CARDS_LEFT = _("Alle kaarten zijn gespeeld.")

# Words that are written with a capital and are no name of a person.
CAPITALS = """
Provinciale Staten Statenlid Statenleden Gedeputeerde Commissaris Koning Kamer Nederland Nederlandse Europese Unie Raad
College Algemene Wet Woo Wob Awb Gemeentewet Provinciewet Waterschapswet Facebook LinkedIn WhatsApp Instagram
Council Executive Board Dutch English January February March April May June July August September October November
December Monday Tuesday Wednesday Thursday Friday Saturday Sunday
"""
NO_NAMES = frozenset(CAPITALS.split())
ADDRESS = re.compile(r"\S+@\S+|@\w+")
PHONE = re.compile(r"\+?\d[\d\s-]{7,}\d")
TITLED = re.compile(r"\b(?:mevrouw|mevr\.?|meneer|mijnheer|dhr\.?|mw\.?|mr\.?|mrs\.?|ms\.?|dr\.?)\s+\w+", re.IGNORECASE)
# A capital in the middle of a sentence; after one at its start, only a second capitalised word counts.
CAPITALISED = re.compile(r"(?<![.!?:]\s)(?<!^)(?<!\w)[A-ZÀ-Ý][a-zà-ÿ]+(?:[-'’][A-Za-zÀ-ÿ]+)*")


def is_facilitator(actor: Actor, session: CardSession) -> Reason:
    """Whoever opened the session steers it, of any organisation and in any role."""
    own = actor.user_id is not None and actor.user_id == session.opened_by_id and actor.tenant_id == session.tenant_id
    return None if own else ONLY_FACILITATOR


def nobody_voted(actor: Actor, session: CardSession) -> Reason:
    """A card is laid aside only while nobody has voted on it."""
    return ALREADY_VOTED if any(tally.votes for tally in lock_tallies(session)) else None


def lock_tallies(session: CardSession) -> list[CardTally]:
    """Return the tallies of the card on the table; votes that come in now wait, and then find it gone or closed."""
    tallies = CardTally.objects.filter(turn__session=session, turn__number=session.turns.count())
    return list(tallies.select_for_update(of=("self",)))


def has_cards_left(actor: Actor, session: CardSession) -> Reason:
    """Each card is played once in a session."""
    left = len(session.deck.cards) - session.turns.count()
    return None if left > 0 else NO_CARDS_LEFT


def suspected_names(text: str) -> list[str]:
    """Return what in `text` may name a person or tell how to reach one, in order; a guess, so it only warns."""
    found = [match.group() for pattern in (ADDRESS, PHONE, TITLED) for match in pattern.finditer(text)]
    found += [match.group() for match in CAPITALISED.finditer(text) if match.group() not in NO_NAMES]
    return list(dict.fromkeys(found))
