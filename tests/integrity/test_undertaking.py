"""The undertaking: offered by the secretary, signed by the candidate and by the board, nobody for another."""

import html
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from integrity.measures.agreeing import take
from integrity.measures.models import Measure
from integrity.screening.demo import fill_in
from integrity.screening.models import Candidacy
from integrity.screening.own_part import acknowledge
from integrity.screening.ties import declare_tie
from integrity.screening.workflow import CANDIDACY
from integrity.undertaking.models import Undertaking
from integrity.undertaking.signing import countersign, sign
from integrity.undertaking.text import hash_of, in_groups
from portal.audit.models import Event
from portal.notices.models import Notice
from portal.organisations.enums import Role
from portal.questionnaires.models import Edition
from portal.walls.actor import Refused
from portal.walls.scope import Scope, within
from portal.workflow.door import perform
from tests.cast import Cast, give_role
from tests.editions import publish_second
from tests.measures import FACTS, agreed, propose_to
from tests.screening import CandidateSession, add
from tests.undertaking import countersigned, offered, signed, talked

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def kept(cast: Cast) -> Undertaking:
    with cast.branch_a.scope():
        row = Undertaking.objects.select_related("edition").get()
        assert row.text["title"]
        return row


def act(undertaking: Undertaking) -> dict[str, str]:
    return {"text_hash": undertaking.text_hash, "agreed": "on"}


def desk(name: str, candidacy: Candidacy) -> str:
    return reverse(name, args=[candidacy.dossier.reference])


def board(candidacy: Candidacy) -> str:
    return reverse("board_undertaking", args=[candidacy.dossier.reference])


def told() -> list[tuple[str, Any]]:
    with within(Scope(system=True)):
        rows = Notice.objects.filter(kind__startswith="undertaking_").order_by("made_at")
        return [(row.kind, row.person_id or row.dossier_id) for row in rows]


# --- offering --------------------------------------------------------------------------------


def test_the_text_is_frozen_with_clauses_measures_and_facts(cast: Cast, candidacy: Candidacy, session: Any) -> None:
    agreed(cast.a_secretary, session, candidacy)
    dropped = agreed(cast.a_secretary, session, candidacy, text="Gaat niet door")
    with cast.a_secretary.scope():
        take(cast.a_secretary.actor, dropped, "drop", None)
    talked(cast.a_secretary, candidacy)
    assert cast.a_secretary.client().post(desk("undertaking_offer", candidacy)).status_code == 302
    row = kept(cast)
    tree = Edition.objects.get(slug="bewilligingsverklaring").tree
    with_measures = [clause for clause in row.text["clauses"] if "measures" in clause]
    assert [clause["text"] for clause in row.text["clauses"]] == [c.text.nl for c in tree.clauses_for("councillor")]
    assert [clause["measures"] for clause in with_measures] == [
        [{"text": FACTS["text"], "owner": "de kandidaat", "due_on": "2030-03-01"}]
    ]
    assert row.text["facts"] == {
        "candidate": "Kim Janssen",
        "office": candidacy.get_office_display(),
        "body": "Gemeente Waterlinge",
        "round": "Raad 2030",
        "branch": "Partij voor Morgen Waterlinge",
    }
    assert (row.text_hash, row.status, row.edition.number) == (hash_of(row.text), "offered", 1)
    assert FACTS["risk"] not in str(row.text)
    assert told() == [("undertaking_offered", candidacy.dossier_id)]


def test_it_is_offered_in_the_language_of_the_candidate(cast: Cast, candidacy: Candidacy, session: Any) -> None:
    with cast.branch_a.scope():
        Candidacy.objects.filter(pk=candidacy.pk).update(language="en")
        candidacy.refresh_from_db(fields=["language"])
    offered(cast.a_secretary, candidacy)
    row = kept(cast)
    assert (row.language, row.text["title"]) == ("en", "Candidacy undertaking")
    page = session.client().get(reverse("my_undertaking")).text
    assert 'lang="en"' in page and "This is not model H 9" in page and "Handtekeningen" in page


def test_the_rounds_own_edition_is_offered(cast: Cast, candidacy: Candidacy) -> None:
    publish_second("bewilligingsverklaring", title={"nl": "Nieuwe tekst", "en": "New text"})
    offered(cast.a_secretary, candidacy)
    assert kept(cast).edition.number == 1


def test_an_open_proposal_comes_first(cast: Cast, candidacy: Candidacy) -> None:
    talked(cast.a_secretary, candidacy)
    propose_to(cast.a_secretary, candidacy)
    refused = cast.a_secretary.client().post(desk("undertaking_offer", candidacy))
    assert (refused.status_code, "Er staat nog een voorstel" in refused.text) == (403, True)
    page = cast.a_secretary.client().get(desk("undertaking", candidacy)).text
    assert "Er staat nog een voorstel" in page and "Aanbieden aan de kandidaat" not in page


def test_the_interview_comes_first(cast: Cast, candidacy: Candidacy) -> None:
    refused = cast.a_secretary.client().post(desk("undertaking_offer", candidacy))
    assert (refused.status_code, "Voer eerst het selectiegesprek" in refused.text) == (403, True)
    page = cast.a_secretary.client().get(desk("undertaking", candidacy)).text
    assert "Voer eerst het selectiegesprek" in page and "Aanbieden aan de kandidaat" not in page
    talked(cast.a_secretary, candidacy)
    assert "Aanbieden aan de kandidaat" in cast.a_secretary.client().get(desk("undertaking", candidacy)).text


def test_what_the_text_says_and_is_not_so_yet_is_told_before_offering(cast: Cast, candidacy: Candidacy) -> None:
    talked(cast.a_secretary, candidacy)
    page = cast.a_secretary.client().get(desk("undertaking", candidacy))
    assert [point.split(":")[0] for point in page.context["unready"]] == ["Vuistregels", "Vragenlijst"]
    fill_in(candidacy.dossier, -1)
    session = CandidateSession(cast.branch_a, candidacy.dossier_id)
    with session.scope():
        acknowledge(session.actor, candidacy, Edition.objects.get(slug="vuistregels"))
    page = cast.a_secretary.client().get(desk("undertaking", candidacy))
    assert (page.context["unready"], "Wacht daarop" in page.text) == ([], False)


def test_a_round_without_interviews_waits_for_none(cast: Cast, candidacy: Candidacy) -> None:
    with cast.branch_a.scope():
        candidacy.round.instruments.filter(instrument="interview").update(used=False, reason="Twee kandidaten")
    assert cast.a_secretary.client().post(desk("undertaking_offer", candidacy)).status_code == 302
    assert kept(cast).status == "offered"


def test_a_round_without_it_offers_nothing(cast: Cast, candidacy: Candidacy) -> None:
    with cast.branch_a.scope():
        candidacy.round.instruments.filter(instrument="undertaking").update(used=False, reason="Niet nodig")
    refused = cast.a_secretary.client().post(desk("undertaking_offer", candidacy))
    assert (refused.status_code, "gebruikt de bewilligingsverklaring niet" in refused.text) == (403, True)


def test_only_the_secretary_offers(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    path = desk("undertaking_offer", candidacy)
    codes = [who.client().post(path).status_code for who in (cast.a_member, cast.a_board, session)]
    assert (codes, cast.b_secretary.client().post(path).status_code) == ([403, 403, 403], 404)


def test_a_double_click_offers_signs_and_countersigns_once(cast: Cast, candidacy: Candidacy, session: Any) -> None:
    talked(cast.a_secretary, candidacy)
    for _click in range(2):
        cast.a_secretary.client().post(desk("undertaking_offer", candidacy))
    for _click in range(2):
        session.client().post(reverse("my_undertaking"), act(kept(cast)))
    for _click in range(2):
        cast.a_board.client().post(board(candidacy), act(kept(cast)))
    with cast.branch_a.scope():
        moves = Event.objects.filter(what__startswith="undertaking.", act="moved").order_by("at")
        assert [(one.what, one.role) for one in moves] == [
            ("undertaking.offer", Role.PARTY_SECRETARY),
            ("undertaking.sign", "candidate"),
            ("undertaking.countersign", Role.BOARD_MEMBER),
        ]
    assert told() == [
        ("undertaking_offered", candidacy.dossier_id),
        ("undertaking_signed", cast.a_board.user.pk),
    ]


# --- signing ---------------------------------------------------------------------------------


def test_both_sides_sign_by_an_act_of_their_own(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    offered(cast.a_secretary, candidacy)
    own, theirs = session.client(), cast.a_board.client()
    assert "Ligt voor u klaar" in own.get(reverse("my_file")).text
    only_hash = {"text_hash": kept(cast).text_hash}
    assert "Vink dit aan als u wilt ondertekenen" in own.post(reverse("my_undertaking"), only_hash).text
    assert kept(cast).status == "offered"
    own.post(reverse("my_undertaking"), act(kept(cast)))
    row = kept(cast)
    assert (row.status, row.signed_at is not None, row.countersigned_at) == ("signed", True, None)
    assert "1 verklaring wacht op een handtekening" in theirs.get(reverse("home")).text
    assert "Vink dit aan" in theirs.post(board(candidacy), only_hash).text
    theirs.post(board(candidacy), act(row))
    row = kept(cast)
    assert (row.status, row.countersigned_by_id) == ("countersigned", cast.a_board.user.pk)
    assert "A board, bestuurslid" in own.get(reverse("my_undertaking")).text
    assert "ondertekend door beide" in cast.a_secretary.client().get(desk("undertaking", candidacy)).text.casefold()


def test_nobody_signs_for_another(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    undertaking = offered(cast.a_secretary, candidacy)
    for_candidate = cast.a_secretary.client().post(reverse("my_undertaking"), act(undertaking))
    assert (for_candidate.status_code, "voor een kandidaat" in for_candidate.text) == (403, True)
    with cast.a_secretary.scope(), pytest.raises(Refused, match="Alleen de kandidaat zelf"):
        sign(cast.a_secretary.actor, undertaking)
    other = add(cast.a_secretary, candidacy.round, "Bo de Boer", invite=True)
    own = CandidateSession(cast.branch_a, other.dossier_id)
    assert "Er ligt nog geen verklaring klaar" in own.client().post(reverse("my_undertaking"), act(undertaking)).text
    assert kept(cast).status == "offered"
    signed(cast, candidacy)
    for_board = session.client().post(board(candidacy), act(undertaking))
    assert (for_board.status_code, "alleen toegang tot uw eigen dossier" in for_board.text) == (403, True)
    for who in (cast.a_secretary, cast.a_member):
        answer = who.client().post(board(candidacy), act(undertaking))
        assert (answer.status_code, "hoort bij een andere rol" in answer.text) == (403, True)
        with who.scope(), pytest.raises(Refused, match="lid van het bestuur"):
            countersign(who.actor, kept(cast))
    assert cast.b_board.client().post(board(candidacy), act(undertaking)).status_code == 404
    assert kept(cast).status == "signed"


def test_who_is_secretary_and_board_countersigns_on_the_boards_page(cast: Cast, candidacy: Candidacy) -> None:
    undertaking = signed(cast, candidacy)
    give_role(cast.a_secretary.user, cast.branch_a.body, Role.BOARD_MEMBER)
    client = cast.a_secretary.client()
    assert client.post(reverse("my_undertaking"), act(undertaking)).status_code == 403
    assert client.post(board(candidacy), act(undertaking)).status_code == 302
    assert kept(cast).countersigned_by_id == cast.a_secretary.user.pk


def test_a_board_member_does_not_countersign_the_own_candidacy(cast: Cast, candidacy: Candidacy) -> None:
    mine = add(cast.a_secretary, candidacy.round, "A Board", invite=True)
    undertaking = signed(cast, mine)
    assert cast.a_board.user.email == "a.board@voorbeeld.example"
    # The own file is closed to a colleague who is a candidate.
    assert cast.a_board.client().post(board(mine), act(undertaking)).status_code == 404
    assert kept(cast).status == "signed"


@pytest.mark.parametrize("wrong", ["", "0" * 64, "x" * 2_000_000, "\x00"])
def test_a_wrong_hash_signs_nothing(cast: Cast, candidacy: Candidacy, session: CandidateSession, wrong: str) -> None:
    offered(cast.a_secretary, candidacy)
    page = session.client().post(reverse("my_undertaking"), {"text_hash": wrong, "agreed": "on"})
    assert (page.status_code, kept(cast).status) == (200, "offered")


def test_a_text_that_changed_in_another_tab_is_read_again(cast: Cast, candidacy: Candidacy, session: Any) -> None:
    old = offered(cast.a_secretary, candidacy)
    secretary = cast.a_secretary.client()
    secretary.post(desk("undertaking_take_back_confirm", candidacy), {"version": old.version})
    agreed(cast.a_secretary, session, candidacy, text="Legt het voorzitterschap neer")
    secretary.post(desk("undertaking_offer", candidacy))
    page = session.client().post(reverse("my_undertaking"), act(old))
    assert "De tekst is veranderd" in page.text and "Legt het voorzitterschap neer" in page.text
    new = kept(cast)
    assert (new.status, new.text_hash != old.text_hash, new.text_hash in page.text) == ("offered", True, True)
    assert "checked" not in page.text.split("<form")[-1]
    session.client().post(reverse("my_undertaking"), act(new))
    assert kept(cast).status == "signed"


def test_what_was_taken_back_cannot_be_signed(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    undertaking = offered(cast.a_secretary, candidacy)
    cast.a_secretary.client().post(desk("undertaking_take_back_confirm", candidacy), {"version": 1})
    answer = session.client().post(reverse("my_undertaking"), act(undertaking))
    assert (answer.status_code, "ingetrokken" in answer.text) == (403, True)
    assert "De afdeling trok deze tekst in" in session.client().get(reverse("my_undertaking")).text
    assert kept(cast).signed_at is None


def test_taking_back_makes_the_signature_void_and_says_so(cast: Cast, candidacy: Candidacy, session: Any) -> None:
    undertaking = signed(cast, candidacy)
    secretary = cast.a_secretary.client()
    asked = secretary.get(desk("undertaking_take_back", candidacy)).text
    assert "Die handtekening vervalt" in asked
    secretary.post(desk("undertaking_take_back_confirm", candidacy), {"version": undertaking.version})
    page = session.client().get(reverse("my_undertaking")).text
    assert "Uw eerdere handtekening is vervallen" in page and "Ik onderteken" not in page
    assert cast.a_board.client().get(board(candidacy)).status_code == 404
    assert told()[-1] == ("undertaking_taken_back", candidacy.dossier_id)
    secretary.post(desk("undertaking_offer", candidacy))
    assert "Uw eerdere handtekening is vervallen" in session.client().get(reverse("my_undertaking")).text
    session.client().post(reverse("my_undertaking"), act(kept(cast)))
    row = kept(cast)
    assert (row.status, row.void_signed_at < row.signed_at) == ("signed", True)
    assert "eerdere handtekening" not in session.client().get(reverse("my_undertaking")).text


def test_what_the_board_signed_is_not_taken_back(cast: Cast, candidacy: Candidacy) -> None:
    undertaking = countersigned(cast, candidacy)
    refused = cast.a_secretary.client().post(
        desk("undertaking_take_back_confirm", candidacy), {"version": undertaking.version}
    )
    assert (refused.status_code, "ondertekend door beide" in refused.text) == (403, True)


def test_somebody_who_came_between_is_told(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    seen = offered(cast.a_secretary, candidacy).version
    session.client().post(reverse("my_undertaking"), act(kept(cast)))
    page = cast.a_secretary.client().post(
        desk("undertaking_take_back_confirm", candidacy), {"version": seen}, follow=True
    )
    assert "Iemand anders heeft dit intussen gewijzigd" in page.text
    assert kept(cast).status == "signed"


def test_measures_that_changed_stop_the_signing(cast: Cast, candidacy: Candidacy, session: Any) -> None:
    measure = agreed(cast.a_secretary, session, candidacy)
    undertaking = offered(cast.a_secretary, candidacy)
    with cast.a_secretary.scope():
        take(cast.a_secretary.actor, measure, "finish", None)
    assert "Ik onderteken" in session.client().get(reverse("my_undertaking")).text
    agreed(cast.a_secretary, session, candidacy, text="Iets nieuws")
    assert "Ik onderteken" not in session.client().get(reverse("my_undertaking")).text
    refused = session.client().post(reverse("my_undertaking"), act(undertaking))
    assert (refused.status_code, "De maatregelen zijn veranderd" in refused.text) == (403, True)
    assert "De maatregelen zijn veranderd" in cast.a_secretary.client().get(desk("undertaking", candidacy)).text


def test_the_candidate_asks_to_talk_instead(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    offered(cast.a_secretary, candidacy)
    for _click in range(2):
        session.client().post(reverse("my_undertaking_talk"))
    assert told()[1:] == [("undertaking_talk", cast.a_secretary.user.pk)]
    assert "1 kandidaat wil praten" in cast.a_secretary.client().get(reverse("home")).text
    assert "Ik onderteken" in session.client().get(reverse("my_undertaking")).text
    cast.a_secretary.client().post(desk("undertaking_talked", candidacy))
    assert kept(cast).talk_asked_at is None
    assert cast.a_secretary.client().post(reverse("my_undertaking_talk")).status_code == 403


@pytest.mark.parametrize("end", ["list", "pass_over", "withdraw"])
def test_after_the_decision_the_candidate_signs_nothing(
    cast: Cast, candidacy: Candidacy, session: CandidateSession, end: str
) -> None:
    undertaking = offered(cast.a_secretary, candidacy)
    _end(cast, candidacy, session, end)
    answer = session.client().post(reverse("my_undertaking"), act(undertaking))
    assert (answer.status_code, "De procedure is afgerond" in answer.text) == (403, True)
    refused = cast.a_secretary.client().post(desk("undertaking_offer", candidacy))
    assert (refused.status_code, kept(cast).status) == (403, "offered")


def test_the_board_still_signs_for_who_is_listed(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    undertaking = signed(cast, candidacy)
    _end(cast, candidacy, session, "list")
    assert cast.a_board.client().post(board(candidacy), act(undertaking)).status_code == 302
    assert kept(cast).status == "countersigned"
    assert "Ondertekend door u en het bestuur" in session.client().get(reverse("my_file")).text


@pytest.mark.parametrize("end", ["pass_over", "withdraw"])
def test_of_who_left_the_board_sees_nothing_more(
    cast: Cast, candidacy: Candidacy, session: CandidateSession, end: str
) -> None:
    undertaking = signed(cast, candidacy)
    _end(cast, candidacy, session, end)
    assert cast.a_board.client().post(board(candidacy), act(undertaking)).status_code == 404
    assert "Kim Janssen" not in cast.a_board.client().get(reverse("board_undertakings")).text


def _end(cast: Cast, candidacy: Candidacy, session: CandidateSession, end: str) -> None:
    if end == "withdraw":
        session.client().post(reverse("my_withdraw"))
        return
    with cast.a_secretary.scope():
        perform(CANDIDACY, end, candidacy, cast.a_secretary.actor)


# --- what is said ----------------------------------------------------------------------------


def test_every_page_says_what_it_is_not(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    undertaking = signed(cast, candidacy)
    pages = [
        session.client().get(reverse("my_undertaking")).text,
        cast.a_secretary.client().get(desk("undertaking", candidacy)).text,
        cast.a_board.client().get(board(candidacy)).text,
    ]
    for page in map(html.unescape, pages):
        assert "Dit is niet model H 9" in page and "Een zetel is persoonlijk" in page
        assert "kan niet worden ingetrokken" in page
        assert all(group in page for group in in_groups(undertaking.text_hash))


def test_a_text_that_no_longer_fits_its_hash_is_shown_as_such(cast: Cast, candidacy: Candidacy, session: Any) -> None:
    offered(cast.a_secretary, candidacy)
    assert "Het klopt met de tekst" in session.client().get(reverse("my_undertaking")).text
    with cast.branch_a.scope():
        row = Undertaking.objects.get()
        row.text = {**row.text, "title": "Iets anders"}
        row.save(update_fields=["text"])
    assert "Let op: dit getal klopt niet" in session.client().get(reverse("my_undertaking")).text


def test_html_in_a_measure_stays_text(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    agreed(cast.a_secretary, session, candidacy, text="<script>alert(1)</script>")
    signed(cast, candidacy)
    for page in (
        session.client().get(reverse("my_undertaking")).text,
        cast.a_secretary.client().get(desk("undertaking", candidacy)).text,
        cast.a_board.client().get(board(candidacy)).text,
    ):
        assert "&lt;script&gt;alert(1)" in page and "<script>alert(1)" not in page


def test_the_desk_sees_how_far_it_is(cast: Cast, candidacy: Candidacy) -> None:
    page = reverse("candidate", args=[candidacy.dossier.reference])
    client = cast.a_member.client()
    assert "Nog niet aangeboden" in client.get(page).text
    offered(cast.a_secretary, candidacy)
    assert "Ligt klaar voor de kandidaat" in client.get(page).text
    assert client.get(desk("undertaking", candidacy)).status_code == 200


# --- the board -------------------------------------------------------------------------------

CLOSED_TO_BOARD = (
    "candidate",
    "candidate_answers",
    "measures",
    "measure_new",
    "undertaking",
    "undertaking_take_back",
)


def test_the_board_sees_nothing_but_what_was_signed(cast: Cast, candidacy: Candidacy) -> None:
    waiting = add(cast.a_secretary, candidacy.round, "Bo de Boer", invite=True)
    offered(cast.a_secretary, waiting)
    signed(cast, candidacy)
    client = cast.a_board.client()
    page = client.get(reverse("board_undertakings")).text
    assert "Kim Janssen" in page and "Bo de Boer" not in page
    assert client.get(board(waiting)).status_code == 404
    paths = [desk(name, candidacy) for name in CLOSED_TO_BOARD]
    paths += [reverse("rounds"), reverse("round_desk", args=[candidacy.round_id])]
    paths += [reverse("round_measures", args=[candidacy.round_id])]
    for path in paths:
        answer = client.get(path)
        assert (answer.status_code, "hoort bij een andere rol" in answer.text) == (403, True), path
    for name in ("candidate_report", "undertaking_pdf", "undertaking_offer"):
        assert client.post(desk(name, candidacy)).status_code == 403, name


def test_who_is_also_in_some_committee_gets_no_more_of_it(cast: Cast, candidacy: Candidacy) -> None:
    """The two roles of one person do not add up: this round's committee is somebody else."""
    signed(cast, candidacy)
    with cast.branch_a.scope():
        candidacy.round.members.all().delete()
    give_role(cast.a_member.user, cast.branch_a.body, Role.BOARD_MEMBER)
    client = cast.a_member.client()
    assert client.get(board(candidacy)).status_code == 200
    for name in CLOSED_TO_BOARD[:4]:
        assert client.get(desk(name, candidacy)).status_code == 404, name
    assert client.post(desk("candidate_report", candidacy)).status_code == 404
    assert client.get(reverse("round_desk", args=[candidacy.round_id])).status_code == 404
    assert "Kim Janssen" not in client.get(reverse("rounds")).text


def test_a_tie_closes_it_to_the_board_too(cast: Cast, candidacy: Candidacy) -> None:
    undertaking = signed(cast, candidacy)
    give_role(cast.a_member.user, cast.branch_a.body, Role.BOARD_MEMBER)
    with cast.a_member.scope():
        declare_tie(cast.a_member.actor, candidacy.dossier)
    client = cast.a_member.client()
    assert client.get(board(candidacy)).status_code == 404
    assert client.post(board(candidacy), act(undertaking)).status_code == 404
    assert "Kim Janssen" not in client.get(reverse("board_undertakings")).text
    assert kept(cast).status == "signed"


def test_each_reading_by_the_board_is_logged(cast: Cast, candidacy: Candidacy) -> None:
    signed(cast, candidacy)
    client = cast.a_board.client()
    for path in (reverse("board_undertakings"), board(candidacy)):
        client.get(path)
    with cast.branch_a.scope():
        reads = Event.objects.filter(person=cast.a_board.user, act="read", dossier_id=candidacy.dossier_id)
        assert sorted(reads.values_list("what", flat=True)) == ["undertaking", "undertaking.list"]


def test_the_boards_own_measures_wait_on_its_start_page(cast: Cast, candidacy: Candidacy, session: Any) -> None:
    agreed(cast.a_secretary, session, candidacy, owner="board", text="Zorgt voor een aanspreekpunt")
    signed(cast, candidacy)
    client = cast.a_board.client()
    assert "van het bestuur is aan de beurt" not in client.get(reverse("home")).text
    with cast.branch_a.scope():
        Measure.objects.update(due_on="2026-01-01")
    assert "1 maatregel van het bestuur is aan de beurt" in client.get(reverse("home")).text


def test_more_undertakings_take_no_more_queries(cast: Cast, candidacy: Candidacy) -> None:
    signed(cast, candidacy)
    client, counts = cast.a_board.client(), []
    for names in ([], ["Twee", "Drie"]):
        for name in names:
            signed(cast, add(cast.a_secretary, candidacy.round, name, invite=True))
        for path in (reverse("board_undertakings"), reverse("home")):
            client.get(path)
            with CaptureQueriesContext(connection) as queries:
                page = client.get(path)
            counts.append(len(queries))
    assert page.status_code == 200
    assert counts[:2] == counts[2:]


def test_the_demo_has_one_for_the_board_to_sign(cast: Cast) -> None:
    for _again in range(2):
        call_command("seed_demo", verbosity=0)
    client = Client()
    client.post("/demo/a_board/")
    page = client.get(reverse("board_undertakings"))
    assert [(file.name, row.status) for row, file, _tone in page.context["rows"]] == [("Amber Veenstra", "signed")]


def test_another_candidate_never_sees_it(cast: Cast, candidacy: Candidacy) -> None:
    signed(cast, candidacy)
    other = add(cast.a_secretary, candidacy.round, "Bo de Boer", invite=True)
    own = CandidateSession(cast.branch_a, other.dossier_id)
    assert own.client().post(reverse("my_undertaking_pdf")).url == reverse("my_undertaking")
    assert "Er ligt nog geen verklaring klaar" in own.client().get(reverse("my_undertaking")).text
    with own.scope():
        assert Undertaking.objects.count() == 0
    with cast.branch_b.scope():
        assert Undertaking.objects.count() == 0
