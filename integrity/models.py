from integrity.screening.models import Acknowledgement, Candidacy, SelectionRound

__all__ = ["Acknowledgement", "Candidacy", "SelectionRound"]
