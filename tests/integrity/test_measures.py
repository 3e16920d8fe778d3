"""Measures: proposed by the desk, agreed by the candidate alone, kept up to date until the end of the term."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from integrity.interview.models import Interview
from integrity.measures.agreeing import propose, take
from integrity.measures.models import Measure
from integrity.measures.queries import file_for
from integrity.measures.rules import FIXED
from integrity.screening.models import Candidacy
from integrity.screening.ties import declare_tie
from integrity.screening.workflow import CANDIDACY
from portal.audit.models import Event
from portal.notices.models import Notice
from portal.organisations.enums import Role
from portal.questionnaires.models import Edition
from portal.retention.erasure import erase_dossier
from portal.walls.actor import Refused
from portal.walls.scope import Scope, within
from portal.workflow.door import perform
from tests.cast import Cast, Person
from tests.measures import FACTS, agree_with, agreed, propose_to
from tests.screening import CandidateSession, add

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
TYPED = {
    "token": "een",
    "risk": "Belang in een bouwbedrijf",
    "text": "Stemt niet mee over opdrachten aan dat bedrijf",
    "owner": "candidate",
    "due_on": "",
    "review_on": "2030-09-01",
}


def kept(cast: Cast) -> list[tuple[str, str, str]]:
    with cast.branch_a.scope():
        return [(row.risk, row.text, row.status) for row in Measure.objects.all()]


def at(name: str, measure: Measure) -> str:
    return reverse(name, args=[measure.dossier.reference, measure.pk])


def new(candidacy: Candidacy) -> str:
    return reverse("measure_new", args=[candidacy.dossier.reference])


def page_of(person: Person, candidacy: Candidacy) -> str:
    return person.client().get(reverse("measures", args=[candidacy.dossier.reference])).text


def decide(person: Person, candidacy: Candidacy, move: str) -> None:
    with person.scope():
        perform(CANDIDACY, move, candidacy, person.actor)


@pytest.mark.parametrize("who", ["a_secretary", "a_member"])
def test_the_desk_proposes_and_the_candidate_reads_it(cast: Cast, candidacy: Candidacy, session: Any, who: str) -> None:
    client = cast.people()[who].client()
    assert client.post(new(candidacy), TYPED).url == reverse("measures", args=[candidacy.dossier.reference])
    assert kept(cast) == [(TYPED["risk"], TYPED["text"], "proposed")]
    assert "1 voorstel" in session.client().get(reverse("my_file")).text
    page = session.client().get(reverse("my_measures")).text
    assert TYPED["text"] in page and TYPED["risk"] in page and "Ik ga akkoord" in page


def test_the_candidate_agrees_and_the_text_stands(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    measure = propose_to(cast.a_secretary, candidacy)
    answer = session.client().post(reverse("my_measure_agree", args=[measure.pk]), {"version": 1})
    assert answer.url == reverse("my_measures")
    assert [status for *_texts, status in kept(cast)] == ["agreed"]
    changed = cast.a_secretary.client().post(at("measure_change", measure), {**TYPED, "version": 2})
    assert (changed.status_code, str(FIXED) in changed.text) == (403, True)
    assert kept(cast)[0][1] == FACTS["text"]


def test_nobody_agrees_for_the_candidate(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    measure = propose_to(cast.a_secretary, candidacy)
    agree = reverse("my_measure_agree", args=[measure.pk])
    refused = cast.a_secretary.client().post(agree, {"version": 1})
    assert (refused.status_code, "voor een kandidaat" in refused.text) == (403, True)
    with cast.a_secretary.scope(), pytest.raises(Refused, match="Alleen de kandidaat zelf"):
        take(cast.a_secretary.actor, measure, "agree", 1)
    other = add(cast.a_secretary, candidacy.round, "Bo de Boer", invite=True)
    assert CandidateSession(cast.branch_a, other.dossier_id).client().post(agree).status_code == 404
    assert kept(cast)[0][2] == "proposed"


def test_agreeing_to_a_text_that_changed_asks_to_read_it_again(cast: Cast, candidacy: Candidacy, session: Any) -> None:
    measure = propose_to(cast.a_secretary, candidacy)
    cast.a_member.client().post(at("measure_change", measure), {**TYPED, "version": 1})
    page = session.client().post(reverse("my_measure_agree", args=[measure.pk]), {"version": 1}, follow=True)
    assert "net veranderd" in page.text and TYPED["text"] in page.text
    assert kept(cast)[0][2] == "proposed"


def test_a_double_click_proposes_agrees_and_drops_once(cast: Cast, candidacy: Candidacy, session: Any) -> None:
    for _click in range(2):
        cast.a_secretary.client().post(new(candidacy), TYPED)
    with cast.branch_a.scope():
        measure = Measure.objects.select_related("dossier").get()
    for _click in range(2):
        session.client().post(reverse("my_measure_agree", args=[measure.pk]), {"version": 1})
    for _click in range(2):
        cast.a_secretary.client().post(at("measure_drop_confirm", measure), {"version": 2})
    with cast.branch_a.scope():
        events = Event.objects.filter(what__startswith="measure.").order_by("at").values_list("what", flat=True)
        assert list(events) == ["measure.proposed", "measure.agree", "measure.drop"]


def test_the_same_words_may_be_proposed_again_later(cast: Cast, candidacy: Candidacy) -> None:
    client = cast.a_secretary.client()
    client.post(new(candidacy), TYPED)
    client.post(new(candidacy), {**TYPED, "token": "twee"})
    assert len(kept(cast)) == 2


def test_two_at_the_desk_do_not_overwrite_each_other(cast: Cast, candidacy: Candidacy) -> None:
    measure = propose_to(cast.a_secretary, candidacy)
    cast.a_member.client().post(at("measure_change", measure), {**TYPED, "version": 1})
    mine = {**TYPED, "text": "Overlegt met de secretaris", "version": 1}
    page = cast.a_secretary.client().post(at("measure_change", measure), mine)
    assert "Iemand anders heeft dit intussen gewijzigd" in page.text
    assert TYPED["text"] in page.text and "Overlegt met de secretaris</textarea>" in page.text
    assert kept(cast)[0][1] == TYPED["text"]
    cast.a_secretary.client().post(at("measure_change", measure), {**mine, "version": 2})
    assert kept(cast)[0][1] == "Overlegt met de secretaris"


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        ({"review_on": ""}, "due_on", "Vul minstens één datum in"),
        ({"due_on": "2020-01-01"}, "due_on", "al voorbij"),
        ({"due_on": "2090-01-01"}, "due_on", "zittingsperiode eindigt"),
        ({"review_on": "morgen"}, "review_on", ""),
        ({"owner": "mayor"}, "owner", ""),
        ({"risk": "x" * 121}, "risk", ""),
        ({"text": "x" * 2_000_000}, "text", ""),
        ({"text": "a\x00b"}, "text", ""),
        ({"text": "  "}, "text", ""),
    ],
)
def test_bad_input_is_told_and_stays_typed(
    cast: Cast, candidacy: Candidacy, typed: dict[str, str], field: str, told: str
) -> None:
    page = cast.a_secretary.client().post(new(candidacy), {**TYPED, **typed})
    assert (page.status_code, list(page.context["form"].errors), kept(cast)) == (200, [field], [])
    assert (told in page.text and TYPED["risk"][:9] in page.text) or field == "risk"


def test_html_in_a_measure_stays_text(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    measure = propose_to(cast.a_secretary, candidacy, text="<script>alert(1)</script>", risk="<b>vet</b>")
    pages = [
        page_of(cast.a_secretary, candidacy),
        cast.a_secretary.client().get(at("measure_drop", measure)).text,
        cast.a_secretary.client().get(reverse("round_measures", args=[candidacy.round_id])).text,
        session.client().get(reverse("my_measures")).text,
    ]
    assert all("&lt;script&gt;alert(1)" in page and "<script>alert(1)" not in page for page in pages)


def test_before_the_interview_there_is_a_warning_and_no_block(cast: Cast, candidacy: Candidacy) -> None:
    early = "Het selectiegesprek is nog niet gehouden."
    assert early in page_of(cast.a_secretary, candidacy) and early in cast.a_secretary.client().get(new(candidacy)).text
    with cast.branch_a.scope():
        Interview.objects.create(
            tenant_id=cast.branch_a.pk,
            dossier=candidacy.dossier,
            edition=Edition.objects.first(),
            at=timezone.now(),
            place="Het buurthuis",
            first_interviewer=cast.a_member.user,
            second_interviewer=cast.a_secretary.user,
            held_on=date(2026, 5, 1),
        )
    assert early not in page_of(cast.a_secretary, candidacy)


def test_a_round_without_interviews_warns_of_nothing(cast: Cast, candidacy: Candidacy) -> None:
    with cast.branch_a.scope():
        candidacy.round.instruments.filter(instrument="interview").update(used=False, reason="Bestuur koos zo")
    assert "nog niet gehouden" not in page_of(cast.a_secretary, candidacy)


def test_the_candidate_asks_to_talk_and_the_desk_hears_of_it(cast: Cast, candidacy: Candidacy, session: Any) -> None:
    measure = propose_to(cast.a_secretary, candidacy)
    for _click in range(2):
        session.client().post(reverse("my_measure_talk", args=[measure.pk]))
    with cast.branch_a.scope(), within(Scope(system=True)):
        assert [one.person_id for one in Notice.objects.filter(kind="measure_talk")] == [cast.a_secretary.user.pk]
    home = cast.a_member.client().get(reverse("home"))
    assert "1 kandidaat wil over een maatregel praten" in home.text
    assert "om hierover te praten" in page_of(cast.a_member, candidacy)
    cast.a_member.client().post(at("measure_talked", measure))
    assert "om hierover te praten" not in page_of(cast.a_member, candidacy)
    assert "Ik ga akkoord" in session.client().get(reverse("my_measures")).text


@pytest.mark.parametrize("by", ["change", "agree"])
def test_a_changed_text_or_an_agreement_answers_the_question_to_talk(
    cast: Cast, candidacy: Candidacy, session: Any, by: str
) -> None:
    measure = propose_to(cast.a_secretary, candidacy)
    session.client().post(reverse("my_measure_talk", args=[measure.pk]))
    if by == "change":
        cast.a_secretary.client().post(at("measure_change", measure), {**TYPED, "version": 1})
    else:
        session.client().post(reverse("my_measure_agree", args=[measure.pk]), {"version": 1})
    with cast.branch_a.scope():
        assert Measure.objects.get().talk_asked_at is None


def test_the_candidate_hears_of_a_first_proposal_once(cast: Cast, candidacy: Candidacy) -> None:
    for number in range(3):
        propose_to(cast.a_secretary, candidacy, text=f"Maatregel {number}")
    with within(Scope(system=True)):
        notices = Notice.objects.filter(kind="measure_proposed")
        assert [(one.dossier_id, one.path) for one in notices] == [(candidacy.dossier_id, reverse("my_measures"))]


def test_who_does_it_says_that_it_is_done(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    own = agreed(cast.a_secretary, session, candidacy)
    boards = agreed(cast.a_secretary, session, candidacy, owner="board", text="Zorgt voor een aanspreekpunt")
    assert session.client().post(reverse("my_measure_finish", args=[own.pk])).status_code == 302
    refused = session.client().post(reverse("my_measure_finish", args=[boards.pk]))
    assert (refused.status_code, "doet iemand anders" in refused.text) == (403, True)
    cast.a_member.client().post(at("measure_finish", boards), {"version": 2})
    assert [status for *_texts, status in kept(cast)] == ["done", "done"]
    cast.a_secretary.client().post(at("measure_reopen", own), {"version": 3})
    assert [status for *_texts, status in kept(cast)] == ["agreed", "done"]


def test_only_the_date_to_look_again_moves_once_agreed(cast: Cast, candidacy: Candidacy, session: Any) -> None:
    measure = agreed(cast.a_secretary, session, candidacy)
    review = at("measure_review", measure)
    client = cast.a_secretary.client()
    assert "al voorbij" in client.post(review, {"review_on": "2020-01-01", "version": 2}).text
    client.post(review, {"review_on": "2030-06-01", "version": 2})
    with cast.branch_a.scope():
        row = Measure.objects.get()
        assert (row.review_on, row.due_on, row.text) == (date(2030, 6, 1), FACTS["due_on"], FACTS["text"])
    assert "Iemand anders" in client.post(review, {"review_on": "2030-07-01", "version": 2}).text


def test_after_listing_what_was_agreed_goes_on(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    measure = agreed(cast.a_secretary, session, candidacy)
    decide(cast.a_secretary, candidacy, "list")
    client = cast.a_secretary.client()
    assert "De kandidaat staat op de lijst" in page_of(cast.a_secretary, candidacy)
    refused = client.post(new(candidacy), TYPED)
    assert (refused.status_code, "geen maatregel meer toevoegen" in refused.text) == (403, True)
    file = session.client().get(reverse("my_file")).text
    assert "Wat nog doorloopt" in file and reverse("my_measures") in file
    client.post(at("measure_finish", measure), {"version": 2})
    client.post(at("measure_reopen", measure), {"version": 3})
    assert kept(cast)[0][2] == "agreed"


@pytest.mark.parametrize("end", ["pass_over", "withdraw"])
def test_after_another_end_everything_is_closed(
    cast: Cast, candidacy: Candidacy, session: CandidateSession, end: str
) -> None:
    measure = agreed(cast.a_secretary, session, candidacy)
    if end == "withdraw":
        session.client().post(reverse("my_withdraw"))
    else:
        decide(cast.a_secretary, candidacy, end)
    client = cast.a_secretary.client()
    for answer in (
        client.post(new(candidacy), TYPED),
        client.post(at("measure_finish", measure), {"version": 2}),
        client.post(at("measure_drop_confirm", measure), {"version": 2}),
        client.get(at("measure_review", measure)),
        session.client().post(reverse("my_measure_finish", args=[measure.pk])),
    ):
        assert (answer.status_code, "De procedure is afgerond" in answer.text) == (403, True)
    assert kept(cast)[0][2] == "agreed"
    assert "button" not in page_of(cast.a_secretary, candidacy).split("<article")[1].split("</article")[0]


def test_before_the_invitation_nothing_is_proposed(cast: Cast, candidacy: Candidacy) -> None:
    early = add(cast.a_secretary, candidacy.round, "Bo de Boer")
    refused = cast.a_secretary.client().post(new(early), TYPED)
    assert (refused.status_code, "nog niet uitgenodigd" in refused.text) == (403, True)


def test_others_stand_outside(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    measure = propose_to(cast.a_secretary, candidacy)
    paths = [reverse("measures", args=[candidacy.dossier.reference]), new(candidacy), at("measure_change", measure)]
    for path in paths:
        assert cast.b_secretary.client().get(path).status_code == 404
        assert cast.a_board.client().get(path).status_code == 403
        assert session.client().get(path).status_code == 403
    with cast.a_member.scope():
        declare_tie(cast.a_member.actor, candidacy.dossier)
    for path in paths:
        assert cast.a_member.client().get(path).status_code == 404
    strange = reverse("measure_finish", args=[candidacy.dossier.reference, uuid4()])
    assert cast.a_secretary.client().post(strange).status_code == 404


def test_a_measure_of_one_candidate_is_not_found_under_another(cast: Cast, candidacy: Candidacy) -> None:
    measure = propose_to(cast.a_secretary, candidacy)
    other = add(cast.a_secretary, candidacy.round, "Bo de Boer", invite=True)
    path = reverse("measure_finish", args=[other.dossier.reference, measure.pk])
    assert cast.a_secretary.client().post(path).status_code == 404


def test_each_reading_is_logged(cast: Cast, candidacy: Candidacy) -> None:
    propose_to(cast.a_secretary, candidacy)
    page_of(cast.a_member, candidacy)
    cast.a_secretary.client().get(reverse("round_measures", args=[candidacy.round_id]))
    with cast.branch_a.scope():
        reads = Event.objects.filter(what__in=("measures", "measures.list")).order_by("at")
        assert [(one.what, one.role) for one in reads] == [
            ("measures", Role.COMMITTEE_MEMBER),
            ("measures.list", Role.PARTY_SECRETARY),
        ]


def test_they_go_with_the_dossier(cast: Cast, candidacy: Candidacy) -> None:
    propose_to(cast.a_secretary, candidacy)
    with cast.a_secretary.scope():
        erase_dossier(cast.a_secretary.actor, candidacy.dossier)
    assert kept(cast) == []
    assert cast.a_secretary.client().get(reverse("measures", args=[candidacy.dossier.reference])).status_code == 410


def test_the_page_of_the_round_filters_and_shows_what_is_due(cast: Cast, candidacy: Candidacy, session: Any) -> None:
    today = timezone.localdate()
    with cast.branch_a.scope():
        type(candidacy.round).objects.update(term_ends_on=today + timedelta(days=900))
    agreed(cast.a_secretary, session, candidacy, due_on=today, text="Vandaag klaar")
    propose_to(cast.a_secretary, candidacy, owner="board", text="Later misschien")
    client, page = cast.a_secretary.client(), reverse("round_measures", args=[candidacy.round_id])
    home = client.get(reverse("home"))
    assert "1 maatregel is aan de beurt" in home.text and f"{page}?when=due" in home.text
    for query, shown in (
        ({}, {"Vandaag klaar", "Later misschien"}),
        ({"when": "due"}, {"Vandaag klaar"}),
        ({"owner": "board"}, {"Later misschien"}),
        ({"status": "done"}, set()),
        ({"status": "x" * 5000}, {"Vandaag klaar", "Later misschien"}),
    ):
        assert {row.measure.text for _file, row in client.get(page, query).context["rows"]} == shown
    assert cast.a_member.client().get(page).status_code == 403
    assert cast.b_secretary.client().get(page).status_code == 404


def test_more_measures_take_no_more_queries(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    client = cast.a_secretary.client()
    pages = [
        (client, reverse("measures", args=[candidacy.dossier.reference])),
        (client, reverse("round_measures", args=[candidacy.round_id])),
        (client, reverse("candidate", args=[candidacy.dossier.reference])),
        (session.client(), reverse("my_measures")),
    ]
    counts: list[list[int]] = []
    for texts in (["een"], ["twee", "drie"]):
        for text in texts:
            agreed(cast.a_secretary, session, candidacy, text=text)
            other = add(cast.a_secretary, candidacy.round, f"Kandidaat {text}", invite=True)
            propose_to(cast.a_secretary, other, text=text)
        counts.append([_queries(who, page) for who, page in pages])
    assert counts[0] == counts[1]


def _queries(client: Any, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)


def test_two_proposals_at_once_from_one_form_are_one(cast: Cast, candidacy: Candidacy) -> None:
    with cast.a_secretary.scope():
        file = file_for(cast.a_secretary.actor, candidacy.dossier.reference)
        first = propose(cast.a_secretary.actor, file, "form", FACTS)
        again = propose(cast.a_secretary.actor, file, "form", FACTS)
    assert first.pk == again.pk


def test_agreeing_again_changes_nothing(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    measure = agreed(cast.a_secretary, session, candidacy)
    agree_with(session, measure)
    with cast.branch_a.scope():
        assert Measure.objects.get().version == 2
