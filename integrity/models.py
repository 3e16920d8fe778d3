from integrity.screening.models import Candidacy, SelectionRound

__all__ = ["Candidacy", "SelectionRound"]
