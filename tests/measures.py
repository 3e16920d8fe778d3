"""Measures under way, for tests."""

from datetime import date
from typing import Any

from integrity.measures.agreeing import propose, take
from integrity.measures.models import Measure
from integrity.measures.queries import file_for
from integrity.screening.models import Candidacy
from tests.cast import Person
from tests.screening import CandidateSession

FACTS: dict[str, Any] = {
    "risk": "Bestuurslid van een club met subsidie",
    "text": "Legt de bestuursfunctie neer",
    "owner": "candidate",
    "due_on": date(2030, 3, 1),
    "review_on": None,
}


def propose_to(person: Person, candidacy: Candidacy, **facts: Any) -> Measure:
    """`person` proposes a measure to a candidate."""
    with person.scope():
        file = file_for(person.actor, candidacy.dossier.reference)
        return propose(person.actor, file, "form", {**FACTS, **facts})


def agree_with(session: CandidateSession, *measures: Measure) -> None:
    """The candidate agrees."""
    with session.scope():
        for measure in measures:
            take(session.actor, measure, "agree", None)


def agreed(person: Person, session: CandidateSession, candidacy: Candidacy, **facts: Any) -> Measure:
    """A measure that was proposed and agreed."""
    measure = propose_to(person, candidacy, **facts)
    agree_with(session, measure)
    return measure
