from integrity.cards.models import CardSession, CardSet, CardTally, CardTurn, CardVoter
from integrity.screening.models import Acknowledgement, Candidacy, SelectionRound

__all__ = [
    "Acknowledgement",
    "Candidacy",
    "CardSession",
    "CardSet",
    "CardTally",
    "CardTurn",
    "CardVoter",
    "SelectionRound",
]
