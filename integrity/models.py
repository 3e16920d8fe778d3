from integrity.agenda.models import Talk
from integrity.background.models import Certificate, Consultation, Finding, Reference
from integrity.cards.models import CardSession, CardTally, CardTurn, CardVoter
from integrity.interview.models import Interview, Topic
from integrity.kept.models import KeptFile
from integrity.measures.models import Measure
from integrity.screening.models import (
    Acknowledgement,
    Candidacy,
    CommitteeQuestion,
    Reminder,
    RoundInstrument,
    RoundMember,
    SelectionRound,
)
from integrity.undertaking.models import Undertaking

__all__ = [
    "Acknowledgement",
    "Candidacy",
    "CardSession",
    "CardTally",
    "CardTurn",
    "CardVoter",
    "Certificate",
    "CommitteeQuestion",
    "Consultation",
    "Finding",
    "Interview",
    "KeptFile",
    "Measure",
    "Reference",
    "Reminder",
    "RoundInstrument",
    "RoundMember",
    "SelectionRound",
    "Talk",
    "Topic",
    "Undertaking",
]
