"""An example of every kind of report, for the checks that run over all of them.

Whoever registers a kind adds a function here that orders one and returns the row:

    @example("programme.kind")
    def order_kind(cast: Cast) -> Report: ...
"""

from collections.abc import Callable

from django.utils.translation import get_language

from integrity.interview.preparing import add as add_topics
from integrity.interview.preparing import note
from integrity.screening.demo import fill_in
from integrity.screening.models import Candidacy
from portal.reports.models import Report
from portal.reports.order import order_report
from portal.reports.processing_register import REGISTER
from tests.background import find
from tests.cast import Cast
from tests.interviews import in_days, plan, second_member, topic_on
from tests.measures import agreed
from tests.screening import CandidateSession, add, publish_questionnaires, start_round
from tests.undertaking import countersigned

Order = Callable[[Cast], Report]
EXAMPLES: dict[str, Order] = {}


def example(kind: str) -> Callable[[Order], Order]:
    def keep(order: Order) -> Order:
        EXAMPLES[kind] = order
        return order

    return keep


@example(REGISTER)
def order_register(cast: Cast) -> Report:
    person = cast.waterlinge_privacy_officer
    with person.scope():
        return order_report(person.actor, REGISTER)


@example("integrity.dossier")
def order_dossier(cast: Cast) -> Report:
    candidacy = _returned(cast)
    with cast.a_secretary.scope():
        return order_report(cast.a_secretary.actor, "integrity.dossier", dossier=candidacy.dossier)


@example("integrity.own_copy")
def order_own_copy(cast: Cast) -> Report:
    candidacy = _returned(cast)
    session = CandidateSession(cast.branch_a, candidacy.dossier_id)
    with session.scope():
        return order_report(session.actor, "integrity.own_copy", dossier=candidacy.dossier)


@example("integrity.undertaking")
def order_undertaking(cast: Cast) -> Report:
    publish_questionnaires()
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Noor Voorbeeld", invite=True)
    own = CandidateSession(cast.branch_a, candidacy.dossier_id)
    agreed(cast.a_secretary, own, candidacy)
    agreed(cast.a_secretary, own, candidacy, text="Zorgt voor een vast aanspreekpunt", owner="board", due_on=None)
    countersigned(cast, candidacy)
    with cast.a_board.scope():
        return order_report(cast.a_board.actor, "integrity.undertaking", dossier=candidacy.dossier, subject="board")


@example("integrity.rules")
def order_rules(cast: Cast) -> Report:
    publish_questionnaires()
    with cast.a_secretary.scope():
        return order_report(cast.a_secretary.actor, "integrity.rules", subject="1")


def _returned(cast: Cast) -> Candidacy:
    publish_questionnaires()
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Noor Voorbeeld", invite=True)
    fill_in(candidacy.dossier, -1)
    return candidacy


@example("integrity.card_deck")
def order_deck(cast: Cast) -> Report:
    publish_questionnaires()
    person = cast.waterlinge_clerk
    with person.scope():
        return order_report(person.actor, "integrity.card_deck", subject="1")


@example("integrity.interview")
def order_interview_sheet(cast: Cast) -> Report:
    second, language = second_member(cast), get_language()
    candidacy = _returned(cast)
    find(cast.a_member, candidacy)
    interview = plan(cast, second, candidacy, in_days(30))
    with cast.a_member.scope():
        topics = ("guide:getting_acquainted", "guide:several_hats", "answer:has_outside_positions", "card:14")
        add_topics(cast.a_member.actor, interview, [*topics, "guide:blackmail", "answer:conversation_money"])
        noted = topic_on(interview, "guide:several_hats")
        note(cast.a_member.actor, interview, noted, "Begin bij de zwemclub.", 1)
        # A page that was asked for in between speaks the language of its reader.
        return order_report(cast.a_member.actor, "integrity.interview", dossier=candidacy.dossier, language=language)


@example("integrity.round")
def order_round(cast: Cast) -> Report:
    candidacy = _returned(cast)
    with cast.a_secretary.scope():
        return order_report(cast.a_secretary.actor, "integrity.round", subject=str(candidacy.round_id))
