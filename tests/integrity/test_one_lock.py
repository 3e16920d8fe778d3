"""Whatever is written in a file waits for a decision of the same moment, and is refused by it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.urls import reverse

from integrity.background import certificates, referees, sources
from integrity.background.models import Certificate, Consultation, Finding, Reference
from integrity.interview import holding, planning, preparing
from integrity.interview.models import Interview
from integrity.interview.queries import find_interview
from integrity.measures import agreeing
from integrity.measures.models import Measure
from integrity.measures.queries import file_for, with_people
from integrity.screening import own_part, questions
from integrity.screening.candidates import send_new_link
from integrity.screening.demo import fill_in
from integrity.screening.instruments import edition_for
from integrity.screening.models import Candidacy, CommitteeQuestion
from integrity.screening.reminders import Reminded, remind
from integrity.screening.workflow import CANDIDACY
from integrity.undertaking import signing
from integrity.undertaking.models import Undertaking
from integrity.undertaking.queries import board_undertaking_of, existing_undertaking
from portal.audit.models import Act, Event
from portal.privacy.dossiers import Erased, lock_files
from portal.privacy.models import Dossier
from portal.retention.erasure import erase_dossier
from portal.walls.actor import Actor, Refused
from portal.workflow.door import perform
from tests.at_once import Outcome, meanwhile
from tests.background import find, look, name, talk_about, today
from tests.cast import Cast, assemble
from tests.interviews import PLACE, in_days, name_all, plan, second_member
from tests.measures import FACTS, agree_with, agreed, propose_to
from tests.screening import CandidateSession, add, publish_questionnaires, start_round
from tests.undertaking import offered, signed, talked

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
Write = Callable[[Actor, Candidacy], Any]
TOPIC = "guide:getting_acquainted"


@pytest.fixture
def cast() -> Cast:
    publish_questionnaires()
    return assemble()


@dataclass(frozen=True)
class Scene:
    """A round with candidates by a word for how far each is.

    talked: the interview was held, and there is something of everything; coming: it is today; fresh: nothing
    was done; signed: the undertaking waits for the board.
    """

    cast: Cast
    people: dict[str, Candidacy]

    def session(self, which: str) -> CandidateSession:
        return CandidateSession(self.cast.branch_a, self.people[which].dossier_id)


@pytest.fixture
def scene(cast: Cast) -> Scene:
    second, selection = second_member(cast), start_round(cast, cast.a_secretary)
    name_all(cast, selection)
    words = ("talked", "coming", "fresh", "signed")
    scene = Scene(cast, {word: add(cast.a_secretary, selection, f"Kandidaat {word}", invite=True) for word in words})
    _fill(scene)
    plan(cast, second, scene.people["coming"], in_days(5))
    with cast.a_secretary.scope():
        Interview.objects.filter(dossier=scene.people["coming"].dossier).update(at=in_days(0, "00:00"))
        preparing.add(cast.a_secretary.actor, only(Interview, scene.people["coming"]), [TOPIC])
    return scene


def _fill(scene: Scene) -> None:
    secretary, candidacy, session = scene.cast.a_secretary, scene.people["talked"], scene.session("talked")
    fill_in(candidacy.dossier, -1)
    fill_in(scene.people["coming"].dossier, -1)
    agreed(secretary, session, candidacy)
    offered(secretary, candidacy)
    propose_to(secretary, candidacy, text="Praat met de werkgever")
    look(secretary, candidacy)
    find(secretary, candidacy, "Iets om te bespreken.")
    talk_about(secretary, find(secretary, candidacy, "Iets dat is besproken."))
    named, spoken = name(secretary, candidacy, "Noor Bakker"), name(secretary, candidacy, "Sam de Vries")
    with secretary.scope():
        certificates.ask_certificate(secretary.actor, candidacy)
        questions.ask(secretary.actor, candidacy, "", "Hoeveel tijd hebt u?")
        referees.speak(secretary.actor, spoken, today(), "Bevestigt de jaren.", spoken.version)
    assert named.pk != spoken.pk
    signed(scene.cast, scene.people["signed"])


def only(model: type[Model], candidacy: Candidacy, **wanted: Any) -> Any:
    """The first row of a file, as a page fetches it."""
    return model.objects.filter(dossier_id=candidacy.dossier_id, **wanted).select_related("dossier")[0]


def measure(candidacy: Candidacy, status: str) -> Measure:
    return with_people(Measure.objects.filter(dossier_id=candidacy.dossier_id, status=status)).get()


def finding(candidacy: Candidacy, status: str = "open") -> Finding:
    return only(Finding, candidacy, status=status)


def reference(candidacy: Candidacy, status: str = "named") -> Reference:
    return only(Reference, candidacy, status=status)


def _plan(actor: Actor, candidacy: Candidacy, version: int | None) -> Any:
    people = tuple(planning.members_of(candidacy.round))
    return planning.plan(actor, [planning.Appointment(candidacy, in_days(9), 60, PLACE, people)], version)


AT_DESK: dict[str, dict[str, Write]] = {
    "talked": {
        "note a source": lambda a, c: sources.consult(a, c, source_type="news", where="De Gids", consulted_on=today()),
        "remove a source": lambda a, c: sources.remove_consultation(a, c, only(Consultation, c, findings=None)),
        "note a finding": lambda a, c: sources.note_finding(a, c, only(Consultation, c), "Nog iets."),
        "change a finding": lambda a, c: sources.change_finding(a, c, finding(c), "Anders.", 1),
        "remove a finding": lambda a, c: sources.remove_finding(a, c, finding(c), 1),
        "discuss a finding": lambda a, c: sources.discuss(a, finding(c), today(), 1),
        "close a finding": lambda a, c: sources.close(a, finding(c, "discussed"), 2),
        "see the certificate": lambda a, c: certificates.see(a, only(Certificate, c), today(), 2),
        "take the request back": lambda a, c: certificates.step(a, "take_back", only(Certificate, c), 2),
        "name a referee": lambda a, c: referees.name_referee(a, c, name="Bo", relation="buur", contact="06"),
        "speak with a referee": lambda a, c: referees.speak(a, reference(c), today(), "Klopt.", 1),
        "correct a call": lambda a, c: referees.correct(a, reference(c, "spoken"), 2),
        "cancel a referee": lambda a, c: referees.cancel(a, reference(c), 1),
        "ask a question": lambda a, c: questions.ask(a, c, "", "En overdag?"),
        "propose a measure": lambda a, c: agreeing.propose(a, file_for(a, c.dossier.reference), "x", FACTS),
        "change a measure": lambda a, c: agreeing.change(a, measure(c, "proposed"), 1, {**FACTS, "text": "Anders"}),
        "drop a measure": lambda a, c: agreeing.take(a, measure(c, "proposed"), "drop", None),
        "finish a measure": lambda a, c: agreeing.take(a, measure(c, "agreed"), "finish", None),
        "plan to look back": lambda a, c: agreeing.plan_review(a, measure(c, "agreed"), 2, {"review_on": today(9)}),
        "take the undertaking back": lambda a, c: signing.take_back(a, existing_undertaking(a, c.dossier), None),
        "send a link": send_new_link,
    },
    "coming": {
        "hold the interview": lambda a, c: holding.hold(a, find_interview(a, c), None, today(), []),
        "move the interview": lambda a, c: _plan(a, c, 1),
        "add a topic": lambda a, c: preparing.add(a, only(Interview, c), ["card:14"]),
    },
    "fresh": {
        "ask for the certificate": certificates.ask_certificate,
        "plan an interview": lambda a, c: _plan(a, c, None),
    },
    "signed": {"offer the undertaking": signing.offer},
}
BY_CANDIDATE: dict[str, dict[str, Write]] = {
    "talked": {
        "respond to a finding": lambda a, c: sources.respond(a, c, finding(c), "Dat klopt.", 1),
        "name a referee": lambda a, c: referees.name_referee(a, c, name="Bo", relation="buur", contact="06"),
        "take a referee back": lambda a, c: referees.take_back(a, c, reference(c)),
        "answer a question": lambda a, c: questions.answer(a, only(CommitteeQuestion, c), "Genoeg.", None),
        "agree to a measure": lambda a, c: agreeing.take(a, measure(c, "proposed"), "agree", None),
        "finish a measure": lambda a, c: agreeing.take(a, measure(c, "agreed"), "finish", None),
        "ask to talk about a measure": lambda a, c: agreeing.ask_to_talk(a, measure(c, "proposed")),
        "sign": lambda a, c: signing.sign(a, existing_undertaking(a, c.dossier)),
        "ask to talk before signing": lambda a, c: signing.ask_to_talk(a, existing_undertaking(a, c.dossier)),
    },
    "coming": {"ask another time": lambda a, c: planning.ask_other_time(a, find_interview(a, c))},
    "fresh": {
        "acknowledge the rules": lambda a, c: own_part.acknowledge(a, c, edition_for(c.round, "rules")),
        "tick the self-assessment": lambda a, c: own_part.tick_self_assessment(a, c, done=True),
    },
}
BY_BOARD: dict[str, dict[str, Write]] = {
    "signed": {"countersign": lambda a, c: signing.countersign(a, board_undertaking_of(a, c.dossier.reference))}
}
IN_THE_QUESTIONNAIRE = {
    "fresh": {"save a section": ("my_section", ["candidacy"]), "send it in": ("my_submit", [])},
    "coming": {"reopen it": ("my_reopen", [])},
}


def decide(scene: Scene) -> None:
    """Nobody gets on the list."""
    for candidacy in scene.people.values():
        perform(CANDIDACY, "pass_over", candidacy, scene.cast.a_secretary.actor)


def written(cast: Cast) -> int:
    with cast.branch_a.scope():
        return Event.objects.filter(act__in=(Act.WROTE, Act.MOVED)).count()


def meet_a_decision(scene: Scene, acts: dict[str, Callable[[], Any]]) -> None:
    """Each of `acts` waits for a decision, is refused because the procedure is over, and writes nothing."""
    before = written(scene.cast)
    outcomes = meanwhile(scene.cast.a_secretary.scope(), lambda: decide(scene), *acts.values())
    told = dict(zip(acts, outcomes, strict=True))
    assert {act: outcome for act, outcome in told.items() if not _is_refused(outcome)} == {}
    assert written(scene.cast) == before + len(scene.people)


def _is_refused(outcome: Outcome) -> bool:
    return outcome.waited and isinstance(outcome.result, PermissionDenied) and "afgerond" in str(outcome.result)


def in_scope(who: Any, scene: Scene, which: str, write: Write) -> Callable[[], Any]:
    def act() -> Any:
        actor = who.actor
        with who.scope():
            return write(actor, Candidacy.objects.named().get(pk=scene.people[which].pk))

    return act


def all_of(
    writes: dict[str, dict[str, Write]], who: Callable[[str], Any], scene: Scene
) -> dict[str, Callable[[], Any]]:
    return {
        name: in_scope(who(which), scene, which, write)
        for which, some in writes.items()
        for name, write in some.items()
    }


def test_what_the_desk_writes_does_not_slip_past_a_decision(scene: Scene) -> None:
    secretary = scene.cast.a_secretary
    acts = {
        name: in_scope(secretary, scene, which, write)
        for which, some in AT_DESK.items()
        for name, write in some.items()
    }
    meet_a_decision(scene, acts)


def test_what_the_candidate_or_the_board_writes_does_not_either(scene: Scene) -> None:
    own, theirs = all_of(BY_CANDIDATE, scene.session, scene), all_of(BY_BOARD, lambda which: scene.cast.a_board, scene)
    meet_a_decision(scene, {**own, **theirs})


def test_what_is_filled_in_does_not_either(scene: Scene) -> None:
    def post(which: str, view: str, arguments: list[str]) -> Callable[[], Any]:
        client, path = scene.session(which).client(), reverse(view, args=arguments)

        def act() -> Any:
            answer = client.post(path, {"next": "continue"})
            return PermissionDenied(answer.text) if answer.status_code == 403 else answer.status_code

        return act

    meet_a_decision(
        scene, {name: post(which, *call) for which, some in IN_THE_QUESTIONNAIRE.items() for name, call in some.items()}
    )


def test_who_was_just_decided_about_is_not_reminded(scene: Scene) -> None:
    secretary, fresh = scene.cast.a_secretary, scene.people["fresh"]
    act = in_scope(secretary, scene, "fresh", lambda actor, candidacy: remind(actor, candidacy.round, [candidacy]))
    [outcome] = meanwhile(secretary.scope(), lambda: perform(CANDIDACY, "pass_over", fresh, secretary.actor), act)
    assert outcome == (True, Reminded(0, 0, 1))


def test_a_decision_waits_for_what_is_being_written(scene: Scene) -> None:
    secretary, candidacy = scene.cast.a_secretary, scene.people["talked"]
    decision = in_scope(secretary, scene, "talked", lambda actor, it: perform(CANDIDACY, "pass_over", it, actor))
    actor, closing = secretary.actor, lambda: sources.close(actor, finding(candidacy, "discussed"), 2)
    assert meanwhile(secretary.scope(), closing, decision) == [(True, True)]
    with scene.cast.branch_a.scope():
        assert (finding(candidacy, "closed").version, Candidacy.objects.get(pk=candidacy.pk).status) == (
            3,
            "not_listed",
        )


# --- the board, and measures -------------------------------------------------------------------


def undertaking(cast: Cast) -> tuple[str, int]:
    with cast.branch_a.scope():
        return Undertaking.objects.get().status, Measure.objects.filter(status="agreed").count()


def waiting_for_the_board(cast: Cast) -> tuple[Candidacy, CandidateSession, Measure]:
    """Somebody who signed, and got another proposal since."""
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)
    signed(cast, candidacy)
    return candidacy, CandidateSession(cast.branch_a, candidacy.dossier_id), propose_to(cast.a_secretary, candidacy)


def countersign(cast: Cast, candidacy: Candidacy) -> None:
    board = cast.a_board.actor
    with cast.a_board.scope():
        signing.countersign(board, board_undertaking_of(board, candidacy.dossier.reference))


def test_a_measure_agreed_while_the_board_signs_stops_the_board(cast: Cast) -> None:
    candidacy, session, proposed = waiting_for_the_board(cast)
    agree = lambda: agreeing.take(session.actor, proposed, "agree", None)  # noqa: E731
    [outcome] = meanwhile(session.scope(), agree, lambda: countersign(cast, candidacy))
    assert (outcome.waited, type(outcome.result)) == (True, Refused)
    assert "Vraag de secretaris" in str(outcome.result)
    assert undertaking(cast) == ("signed", 1)


def test_a_measure_agreed_after_the_board_began_to_sign_comes_after_it(cast: Cast) -> None:
    candidacy, session, proposed = waiting_for_the_board(cast)
    assert meanwhile(
        cast.a_board.scope(), lambda: countersign(cast, candidacy), lambda: agree_with(session, proposed)
    ) == [(True, None)]
    assert undertaking(cast) == ("countersigned", 1)


# --- the lock itself ---------------------------------------------------------------------------


def test_what_is_written_in_a_file_that_is_being_erased_finds_it_gone(cast: Cast) -> None:
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)
    session = CandidateSession(cast.branch_a, candidacy.dossier_id)
    promised = agreed(cast.a_secretary, session, candidacy)
    talked(cast.a_secretary, candidacy)
    with cast.a_secretary.scope():
        perform(CANDIDACY, "list", candidacy, cast.a_secretary.actor)

    def finish() -> None:
        with session.scope():
            agreeing.take(session.actor, promised, "finish", None)

    erase = lambda: erase_dossier(Actor(tenant_id=cast.branch_a.pk), candidacy.dossier)  # noqa: E731
    [outcome] = meanwhile(cast.branch_a.scope(), erase, finish)
    assert (outcome.waited, type(outcome.result)) == (True, Erased)


def test_several_files_are_locked_in_one_order(cast: Cast) -> None:
    selection = start_round(cast, cast.a_secretary)
    first, *others = sorted(add(cast.a_secretary, selection, f"Kandidaat {one}").dossier_id for one in range(6))

    def lock_all() -> None:
        with cast.a_secretary.scope():
            lock_files([*others, first])

    def the_others_are_free() -> None:
        assert len(Dossier.objects.filter(pk__in=others).select_for_update(nowait=True)) == 5

    locked = meanwhile(cast.a_secretary.scope(), lambda: lock_files([first]), lock_all, then=the_others_are_free)
    assert locked == [(True, None)]


def test_a_page_that_writes_without_the_lock_is_found(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("integrity.screening.own_part.lock_candidacy", lambda candidacy: None)
    with pytest.raises(AssertionError, match="no file was locked before"):
        scene.session("fresh").client().post(reverse("my_self_assessment_tick"), {"done": "yes"})
