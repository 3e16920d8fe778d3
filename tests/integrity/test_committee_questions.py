"""What the committee asks about the answers, and how the candidate answers and corrects."""

from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from integrity.screening.demo import fill_in
from integrity.screening.models import Candidacy, CommitteeQuestion
from integrity.screening.own_steps import STEPS
from integrity.screening.questions import ask
from integrity.screening.reports import questions_in_report
from integrity.screening.ties import declare_tie
from portal.audit.models import Event
from portal.notices.delivery import deliver
from portal.notices.models import Notice
from portal.questionnaires.filling import reopen, save_section, submit
from portal.questionnaires.models import Response
from portal.questionnaires.sheet import open_sheet
from portal.reports.models import Report
from tests.background import hold_interview
from tests.cast import Cast
from tests.screening import CandidateSession, add, decide

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
ABOUT = "questions_for_committee"
FIRST = "Geen bijzonderheden."


@pytest.fixture
def returned(candidacy: Candidacy) -> Candidacy:
    fill_in(candidacy.dossier, -1)
    return candidacy


def put(cast: Cast, candidacy: Candidacy, text: str = "Wat bedoelt u hiermee?", about: str = ABOUT) -> Any:
    url = reverse("question_ask", args=[candidacy.dossier.reference])
    return cast.a_member.client().post(url, {"about": about, "text": text})


def only_question(cast: Cast) -> CommitteeQuestion:
    with cast.branch_a.scope():
        return CommitteeQuestion.objects.get()


def say(session: CandidateSession, question: CommitteeQuestion, text: str, version: int = 1) -> Any:
    return session.client().post(reverse("my_question", args=[question.pk]), {"answer": text, "version": version})


def correct(session: CandidateSession, answer: str) -> None:
    with session.scope():
        response = Response.objects.get()
        reopen(session.actor, response)
        sheet = open_sheet(response)
        answers = {**sheet.answers_of("remarks"), ABOUT: answer}
        save_section(session.actor, response, "remarks", answers, sheet.version_of("remarks"), finish=True)
        submit(session.actor, response, open_sheet(response).stamp)


def test_a_question_travels_to_the_candidate_and_the_answer_back(
    cast: Cast, returned: Candidacy, session: CandidateSession
) -> None:
    place = put(cast, returned).url.partition("#")[2]
    question = only_question(cast)
    assert "Vragen van de selectiecommissie" in session.client().get(reverse("my_file")).text
    page = session.client().get(reverse("my_questions")).text
    assert "Wat bedoelt u hiermee?" in page and FIRST in page and "Te beantwoorden" not in page
    assert cast.a_member.user.name not in page
    assert say(session, question, "Dat leg ik graag uit.").url == reverse("my_questions")
    desk = cast.a_secretary.client().get(reverse("candidate_answers", args=[returned.dossier.reference])).text
    assert "Dat leg ik graag uit." in desk and f"Gevraagd door {cast.a_member.user.name}" in desk
    assert "Wat bedoelt u hiermee?" in desk.partition(f'id="{place}"')[2].partition('class="answers__item"')[0]
    with cast.branch_a.scope():
        whats = list(Event.objects.filter(what__contains="question.").values_list("what", flat=True).order_by("at"))
    assert whats == ["question.asked", "committee_question.answer"]


def test_the_mails_say_nothing_and_bring_the_candidate_in(
    cast: Cast, returned: Candidacy, session: CandidateSession
) -> None:
    with cast.branch_a.scope():
        Notice.objects.all().delete()
    put(cast, returned)
    say(session, only_question(cast), "Dat leg ik graag uit.")
    with cast.branch_a.scope():
        notices = list(Notice.objects.order_by("made_at"))
    assert {notice.kind for notice in notices} == {"question_asked", "question_answered"}
    assert {notice.person_id for notice in notices} == {None, cast.a_secretary.user.pk, cast.a_member.user.pk}
    for notice in notices:
        deliver(notice.pk)
    text = "".join(message.body + message.subject for message in mail.outbox)
    assert len(mail.outbox) == 3 and "/link/" in mail.outbox[0].body
    assert not any(word in text for word in ("bedoelt", "uitleg", "Kim", "vragenlijst"))


def test_asking_twice_with_one_click_too_many_asks_once(cast: Cast, returned: Candidacy) -> None:
    put(cast, returned)
    put(cast, returned)
    assert only_question(cast).version == 1


def test_answering_twice_the_same_changes_nothing(cast: Cast, returned: Candidacy, session: CandidateSession) -> None:
    put(cast, returned)
    question = only_question(cast)
    say(session, question, "Ja.")
    say(session, question, "Ja.")
    assert only_question(cast).version == 2


def test_an_answer_can_be_improved_until_the_decision(
    cast: Cast, returned: Candidacy, session: CandidateSession
) -> None:
    put(cast, returned)
    question = only_question(cast)
    say(session, question, "Ja.")
    say(session, question, "Nee, toch niet.", version=2)
    assert only_question(cast).answer == "Nee, toch niet."
    decide(cast.a_secretary.client(), returned.dossier.reference, "list")
    late = say(session, question, "Toch wel.", version=3)
    assert late.status_code == 403 and "De procedure is afgerond." in late.text
    assert only_question(cast).answer == "Nee, toch niet."
    page = session.client().get(reverse("my_questions")).text
    assert "Nee, toch niet." in page and "Uw antwoord aanpassen" not in page
    assert reverse("my_questions") in session.client().get(reverse("my_file")).text


def test_improving_an_answer_over_and_over_mails_once_until_it_is_opened(
    cast: Cast, returned: Candidacy, session: CandidateSession
) -> None:
    put(cast, returned)
    question = only_question(cast)
    for version in range(1, 4):
        say(session, question, f"Antwoord {version}.", version=version)
    with cast.branch_a.scope():
        told = Notice.objects.filter(kind="question_answered", person_id=cast.a_secretary.user.pk)
        assert told.count() == 1
        told.update(read_at=timezone.now())
    say(session, question, "Antwoord 4.", version=4)
    with cast.branch_a.scope():
        assert told.count() == 2


def test_two_windows_lose_no_answer(cast: Cast, returned: Candidacy, session: CandidateSession) -> None:
    put(cast, returned)
    question = only_question(cast)
    say(session, question, "Uit het eerste venster.")
    page = say(session, question, "Uit het tweede venster.")
    assert page.status_code == 200 and "in een ander venster gewijzigd" in page.text
    assert "Uit het eerste venster." in page.text and "Uit het tweede venster." in page.text
    assert say(session, question, "Uit het tweede venster.", version=2).status_code == 302
    assert only_question(cast).answer == "Uit het tweede venster."


def test_an_unanswered_question_is_taken_back_with_its_text(
    cast: Cast, returned: Candidacy, session: CandidateSession
) -> None:
    put(cast, returned)
    question = only_question(cast)
    url = reverse("question_take_back", args=[returned.dossier.reference, question.pk])
    client = cast.a_secretary.client()
    assert [client.post(url).status_code for _click in range(2)] == [302, 302]
    assert (only_question(cast).status, only_question(cast).text) == ("taken_back", "")
    assert "Er zijn nu geen vragen" in session.client().get(reverse("my_questions")).text
    late = session.client().post(
        reverse("my_question", args=[question.pk]), {"answer": "Ja.", "version": 1}, follow=True
    )
    assert "ingetrokken. U hoeft niets te doen" in late.text


def test_an_answered_question_cannot_be_taken_back(cast: Cast, returned: Candidacy, session: CandidateSession) -> None:
    put(cast, returned)
    question = only_question(cast)
    say(session, question, "Ja.")
    url = reverse("question_take_back", args=[returned.dossier.reference, question.pk])
    assert cast.a_member.client().post(url).status_code == 403
    assert only_question(cast).answer == "Ja."


def test_what_belongs_in_the_conversation_gets_no_question_in_writing(cast: Cast, returned: Candidacy) -> None:
    refused = put(cast, returned, about="conversation_money")
    assert refused.status_code == 403 and "alleen voor het gesprek" in refused.text
    assert put(cast, returned, about="bestaat_niet").status_code == 404
    desk = cast.a_member.client().get(reverse("candidate_answers", args=[returned.dossier.reference])).text
    assert 'value="conversation_money"' not in desk and f'value="{ABOUT}"' in desk


def test_nothing_is_asked_before_the_answers_are_sent_in(cast: Cast, candidacy: Candidacy) -> None:
    refused = put(cast, candidacy)
    assert refused.status_code == 403 and "nog niet verstuurd" in refused.text


@pytest.mark.parametrize("text", ["", "   ", "x" * 1001, "a\x00b", "x" * 2_000_000])
def test_a_question_that_cannot_be_asked_stays_as_typed(cast: Cast, returned: Candidacy, text: str) -> None:
    page = put(cast, returned, text=text)
    assert page.status_code == 200 and "Er is iets niet goed ingevuld" in page.text
    with cast.branch_a.scope():
        assert CommitteeQuestion.objects.count() == 0


def test_who_has_no_business_with_the_file_finds_nothing(
    cast: Cast, returned: Candidacy, session: CandidateSession
) -> None:
    put(cast, returned)
    question, reference = only_question(cast), returned.dossier.reference
    urls = [reverse("question_ask", args=[reference]), reverse("question_take_back", args=[reference, question.pk])]
    with cast.a_member.scope():
        declare_tie(cast.a_member.actor, returned.dossier)
    for person in (cast.a_member, cast.b_secretary):
        assert [person.client().post(url, {"text": "Hallo?"}).status_code for url in urls] == [404, 404]
    assert {cast.a_board.client().post(url, {"text": "Hallo?"}).status_code for url in urls} == {403}
    assert session.client().post(urls[0], {"text": "Hallo?"}).status_code == 403
    other = CandidateSession(cast.branch_a, add(cast.a_secretary, returned.round, "Sam Bakker", invite=True).dossier_id)
    assert say(other, question, "Ik ben iemand anders.").status_code == 404
    assert session.client().get(reverse("my_question", args=[uuid4()])).status_code == 404
    assert only_question(cast).status == "asked"


def test_who_declared_a_tie_meanwhile_hears_nothing_of_the_answer(
    cast: Cast, returned: Candidacy, session: CandidateSession
) -> None:
    put(cast, returned)
    with cast.a_member.scope():
        declare_tie(cast.a_member.actor, returned.dossier)
    say(session, only_question(cast), "Ja.")
    with cast.branch_a.scope():
        told = set(Notice.objects.filter(kind="question_answered").values_list("person_id", flat=True))
    assert told == {cast.a_secretary.user.pk}


def test_the_desk_sees_what_changed_since_it_asked(cast: Cast, returned: Candidacy, session: CandidateSession) -> None:
    correct(session, "Eerst dit.")
    put(cast, returned)
    correct(session, "Toen dat.")
    page = cast.a_member.client().get(reverse("candidate_answers", args=[returned.dossier.reference]))
    [since] = [each.changed for each in page.context["raised"]]
    assert (since.old, since.new) == ("Eerst dit.", "Toen dat.")
    assert [(c.old, c.new) for c in page.context["corrections"]] == [(FIRST, "Toen dat.")]
    correct(session, "Eerst dit.")
    page = cast.a_member.client().get(reverse("candidate_answers", args=[returned.dossier.reference]))
    assert [each.changed for each in page.context["raised"]] == [None]


def test_what_is_changed_back_counts_no_longer_as_changed(
    cast: Cast, returned: Candidacy, session: CandidateSession
) -> None:
    correct(session, "Iets anders.")
    own = session.client().get(reverse("my_check")).text
    changed = own[own.index("Gewijzigd na versturen") :]
    assert FIRST in changed and "Iets anders." in changed
    correct(session, FIRST)
    assert "Gewijzigd na versturen" not in session.client().get(reverse("my_check")).text
    desk = cast.a_member.client().get(reverse("candidate_answers", args=[returned.dossier.reference])).text
    assert "Gewijzigd na versturen" not in desk


def test_after_the_interview_a_question_is_the_way_to_set_something_right(
    cast: Cast, returned: Candidacy, session: CandidateSession
) -> None:
    hold_interview(cast, returned)
    client = session.client()
    page = client.get(reverse("my_check")).text
    assert "Het gesprek is geweest." in page and reverse("my_reopen") not in page
    refused = client.post(reverse("my_reopen"))
    assert refused.status_code == 403 and "Het gesprek is geweest." in refused.text
    put(cast, returned)
    assert "Naar uw antwoorden" not in client.get(reverse("my_questions")).text
    assert say(session, only_question(cast), "Dit moet anders.").status_code == 302


def test_who_was_correcting_when_the_interview_was_held_can_still_send(
    cast: Cast, returned: Candidacy, session: CandidateSession
) -> None:
    client = session.client()
    client.post(reverse("my_reopen"))
    hold_interview(cast, returned)
    page = client.get(reverse("my_check"))
    assert client.post(reverse("my_submit"), {"stamp": page.context["stamp"]}).url == reverse("my_questionnaire_done")


def test_the_steps_of_the_desk_tell_who_has_the_next_move(
    cast: Cast, returned: Candidacy, session: CandidateSession
) -> None:
    put(cast, returned)
    with cast.a_member.scope():
        [waiting] = STEPS[-1].states(cast.a_member.actor, [returned]).values()
    assert (waiting.label, waiting.waits_for, waiting.hint) == ("gesteld", "candidate", "1 vraag wacht op antwoord.")
    say(session, only_question(cast), "Ja.")
    with cast.a_member.scope():
        [answered] = STEPS[-1].states(cast.a_member.actor, [returned]).values()
    assert (answered.label, answered.waits_for) == ("beantwoord", "")


def test_questions_cost_no_queries_of_their_own(cast: Cast, returned: Candidacy) -> None:
    url, counts = reverse("candidate_answers", args=[returned.dossier.reference]), []
    for number in (1, 2):
        with cast.a_member.scope():
            for text in range(number):
                ask(cast.a_member.actor, returned, ABOUT, f"Vraag {number}{text}?")
        client = cast.a_member.client()
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_dossier_on_paper_holds_questions_and_answers(
    cast: Cast, returned: Candidacy, session: CandidateSession
) -> None:
    put(cast, returned)
    say(session, only_question(cast), "Dat leg ik graag uit.")
    with cast.branch_a.scope():
        told = questions_in_report(Report(tenant_id=cast.branch_a.pk, dossier=returned.dossier))
    [each] = told["raised"]
    assert (each.question.text, each.question.answer) == ("Wat bedoelt u hiermee?", "Dat leg ik graag uit.")
    assert each.about is not None and each.about.id == ABOUT
