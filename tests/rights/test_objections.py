"""Objecting: what the person writes, who reads it, what comes back, and what hostile people try."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from integrity.screening.models import Candidacy, SelectionRound
from portal.audit.models import Act, Event
from portal.notices.kinds import kind_of
from portal.notices.models import Notice
from portal.organisations.enums import Role
from portal.privacy.models import Tie
from portal.retention.erasure import erase_dossier
from portal.retention.kinds import _kinds as dossier_kinds
from portal.rights.desks import desk_of
from portal.rights.models import Objection
from portal.rights.objections import answer_objection, answered_before, make_objection
from portal.walls.actor import Actor, Refused
from portal.walls.scope import Scope, within
from portal.workflow.door import ChangedMeanwhile
from tests.cast import Cast, Person, UserFactory, give_role
from tests.screening import CandidateSession, add

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
TEXT, ANSWER = "Kanarie-bezwaar: mijn partner staat erin.", "Kanarie-antwoord: wij halen dat weg."
SAID = {"decision": "uphold", "answer": ANSWER, "sure": "on", "version": "1"}


@pytest.fixture
def objection(session: CandidateSession, candidacy: Candidacy) -> Objection:
    with session.scope():
        return make_objection(session.actor, candidacy.dossier, TEXT)


def stored(session: CandidateSession) -> Objection:
    with session.scope():
        return Objection.objects.get()


def page_of(objection: Objection) -> str:
    return reverse("objection", args=[objection.pk])


def second_secretary(cast: Cast) -> Person:
    user = UserFactory(name="Tweede secretaris")
    give_role(user, cast.branch_a.body, Role.PARTY_SECRETARY)
    return Person(user, cast.branch_a)


# --- the person -----------------------------------------------------------------------------


def test_someone_objects_and_sees_when_the_answer_comes(session: CandidateSession) -> None:
    client = session.client()
    page = client.post(reverse("my_objection_new"), {"text": TEXT}, follow=True).text
    assert "Uw bezwaar is verstuurd." in page and TEXT in page
    assert "Antwoord uiterlijk op" in page and "autoriteitpersoonsgegevens.nl" in page
    assert reverse("my_objection_new") not in page


def test_objecting_without_a_word_is_told(session: CandidateSession) -> None:
    page = session.client().post(reverse("my_objection_new"), {"text": "  "})
    assert page.context["form"].errors["text"] == ["Schrijf waar u bezwaar tegen maakt."]


def test_two_megabytes_of_text_are_told_and_kept_on_the_page(session: CandidateSession) -> None:
    much = "x" * 2_000_000
    page = session.client().post(reverse("my_objection_new"), {"text": much})
    told = page.context["form"].errors["text"]
    assert told == ["Maak uw tekst korter. Hij telt 2000000 tekens en er passen er 5000."]
    assert much in page.text and "maxlength" not in page.text
    with session.scope():
        assert not Objection.objects.exists()


def test_clicking_twice_objects_once(cast: Cast, session: CandidateSession) -> None:
    client = session.client()
    answers = [client.post(reverse("my_objection_new"), {"text": TEXT}) for _click in range(2)]
    assert [answer.url for answer in answers] == [reverse("my_objections")] * 2
    assert stored(session).text == TEXT
    with within(Scope(system=True)):
        assert Notice.objects.filter(kind="objection_made").count() == 1


def test_a_second_objection_waits_and_keeps_what_was_typed(session: CandidateSession, objection: Objection) -> None:
    page = session.client().post(reverse("my_objection_new"), {"text": "Nog iets anders."})
    assert "U hebt al een bezwaar dat op antwoord wacht." in page.text and "Nog iets anders." in page.text
    assert stored(session).text == TEXT


def test_nobody_fills_the_desks_mailbox(session: CandidateSession) -> None:
    client = session.client()
    for _time in range(5):
        client.post(reverse("my_objection_new"), {"text": TEXT})
        with session.scope():
            [waiting] = Objection.objects.filter(status="made")
        client.post(reverse("my_objection_take_back", args=[waiting.pk]))
    page = client.post(reverse("my_objection_new"), {"text": TEXT})
    assert "Bewaar uw tekst en probeer het morgen opnieuw." in page.text and TEXT in page.text


def test_taking_back_works_until_the_answer(cast: Cast, session: CandidateSession, objection: Objection) -> None:
    client = session.client()
    back = reverse("my_objection_take_back", args=[objection.pk])
    assert [client.post(back).status_code for _click in range(2)] == [302, 302]
    assert stored(session).status == "taken_back"
    assert cast.a_secretary.client().post(page_of(objection), SAID).status_code == 409


def test_after_the_answer_it_cannot_be_taken_back(cast: Cast, session: CandidateSession, objection: Objection) -> None:
    cast.a_secretary.client().post(page_of(objection), SAID)
    assert session.client().post(reverse("my_objection_take_back", args=[objection.pk])).status_code == 403
    assert stored(session).status == "upheld"


@pytest.mark.parametrize(("decision", "label"), [("uphold", "U krijgt gelijk"), ("reject", "U krijgt geen gelijk")])
def test_the_person_reads_the_answer(
    cast: Cast, session: CandidateSession, objection: Objection, decision: str, label: str
) -> None:
    cast.a_secretary.client().post(page_of(objection), SAID | {"decision": decision})
    page = session.client().get(reverse("my_objections")).text
    assert label in page and ANSWER in page and "door: secretaris" in page
    assert cast.a_secretary.user.name not in page
    # Nothing goes by itself, and the page says so.
    assert ("Daarmee is nog niets gewist." in page) == (decision == "uphold")
    with session.scope():
        assert Candidacy.objects.get().dossier.clock_started_at is None


def test_text_that_looks_like_html_is_shown_as_text(cast: Cast, session: CandidateSession) -> None:
    session.client().post(reverse("my_objection_new"), {"text": "<script>alert(1)</script>\n<b>dik</b>"})
    for client, path in (
        (session.client(), reverse("my_objections")),
        (cast.a_secretary.client(), page_of(stored(session))),
    ):
        page = client.get(path).text
        assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)&lt;/script&gt;<br>&lt;b&gt;dik" in page


# --- the desk -------------------------------------------------------------------------------


def test_the_desk_hears_of_it_without_a_word_of_what_it_says(cast: Cast, objection: Objection) -> None:
    with within(Scope(system=True)):
        [notice] = Notice.objects.filter(kind="objection_made")
        assert (notice.person_id, notice.path) == (cast.a_secretary.user.pk, page_of(objection))
    page = cast.a_secretary.client().get(reverse("home"))
    waiting = next(one for one in page.context["waiting"] if "bezwaar" in one.title)
    assert (waiting.title, waiting.url) == ("1 bezwaar wacht op uw antwoord", page_of(objection))
    assert "Kanarie" not in page.text
    for person in (cast.a_member, cast.a_board, cast.a_manager, cast.b_secretary):
        assert "bezwaar" not in str(person.client().get(reverse("home")).context["waiting"])


def test_the_dossier_says_that_an_objection_waits(cast: Cast, candidacy: Candidacy, objection: Objection) -> None:
    page = cast.a_secretary.client().get(reverse("candidate", args=[candidacy.dossier.reference])).text
    assert "Er loopt een bezwaar" in page and page_of(objection) in page and "Kanarie" not in page
    cast.a_secretary.client().post(page_of(objection), SAID)
    page = cast.a_secretary.client().get(reverse("candidate", args=[candidacy.dossier.reference])).text
    assert "Er loopt een bezwaar" not in page and page_of(objection) in page


def test_an_answer_takes_a_choice_words_and_a_tick(cast: Cast, objection: Objection) -> None:
    page = cast.a_secretary.client().post(page_of(objection), {"answer": "", "version": "1"})
    assert page.context["form"].errors.keys() == {"decision", "answer", "sure"}
    page = cast.a_secretary.client().post(page_of(objection), {"answer": ANSWER, "version": "1"})
    assert ANSWER in page.text


def test_answering_twice_with_one_text_answers_once(
    cast: Cast, session: CandidateSession, objection: Objection
) -> None:
    client = cast.a_secretary.client()
    assert [client.post(page_of(objection), SAID).status_code for _click in range(2)] == [302, 302]
    assert (stored(session).status, stored(session).answer) == ("upheld", ANSWER)
    with within(Scope(system=True)):
        assert Notice.objects.filter(kind="objection_answered").count() == 1


@pytest.mark.parametrize("decision", ["uphold", "reject"])
def test_a_second_secretary_who_comes_too_late_loses_no_text(
    cast: Cast, session: CandidateSession, objection: Objection, decision: str
) -> None:
    cast.a_secretary.client().post(page_of(objection), SAID)
    late = {**SAID, "decision": decision, "answer": "Een ander antwoord."}
    page = second_secretary(cast).client().post(page_of(objection), late)
    assert page.status_code == 409
    assert "Uw antwoord is niet verstuurd" in page.text and "Een ander antwoord." in page.text and ANSWER in page.text
    assert stored(session).answer == ANSWER


@pytest.mark.parametrize("version", ["", "0", "x", "9" * 5000, "2"])
def test_an_answer_to_something_else_than_was_seen_is_not_sent(
    cast: Cast, session: CandidateSession, objection: Objection, version: str
) -> None:
    page = cast.a_secretary.client().post(page_of(objection), SAID | {"version": version})
    assert page.status_code == 409 and ANSWER in page.text
    assert stored(session).status == "made"


def test_whoever_opens_an_objection_is_on_record(cast: Cast, session: CandidateSession, objection: Objection) -> None:
    cast.a_secretary.client().get(page_of(objection))
    lines = [line.text for line in session.client().get(reverse("my_readers")).context["events"]]
    assert lines[:2] == ["Secretaris las het bezwaar", "U maakte bezwaar"]
    with session.scope():
        assert Event.objects.filter(act=Act.READ, what="objection").count() == 1


def test_the_list_shows_references_and_no_content(cast: Cast, candidacy: Candidacy, objection: Objection) -> None:
    page = cast.a_secretary.client().get(reverse("objections")).text
    assert candidacy.dossier.reference in page and "Kanarie" not in page and "Kim Janssen" not in page


# --- who may not ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["b_secretary", "b_manager", "registrar", "waterlinge_mayor"])
def test_another_organisation_finds_nothing(cast: Cast, objection: Objection, name: str) -> None:
    client = cast.people()[name].client()
    assert client.get(page_of(objection)).status_code == 404
    assert client.post(page_of(objection), SAID).status_code == 404


@pytest.mark.parametrize("name", ["a_member", "a_board", "a_manager"])
def test_colleagues_who_do_not_answer_read_nothing(
    cast: Cast, session: CandidateSession, objection: Objection, name: str
) -> None:
    client = cast.people()[name].client()
    for answer in (client.get(page_of(objection)), client.post(page_of(objection), SAID)):
        assert answer.status_code == 403 and "Kanarie" not in answer.text
    assert client.get(reverse("objections")).status_code == 403
    assert stored(session).status == "made"
    with cast.branch_a.scope(), pytest.raises(Refused, match="secretaris"):
        answer_objection(cast.people()[name].actor, objection, "uphold", ANSWER, 1)


def test_a_secretary_with_a_tie_finds_nothing(cast: Cast, objection: Objection) -> None:
    with cast.branch_a.scope():
        Tie.objects.create(tenant=cast.branch_a.body, dossier_id=objection.dossier_id, person=cast.a_secretary.user)
    client = cast.a_secretary.client()
    assert client.get(page_of(objection)).status_code == 404
    assert "bezwaar" not in str(client.get(reverse("home")).context["waiting"])


def test_another_candidate_finds_nothing(cast: Cast, selection: SelectionRound, objection: Objection) -> None:
    other = CandidateSession(cast.branch_a, add(cast.a_secretary, selection, "Sam Bakker", invite=True).dossier_id)
    assert "Kanarie" not in other.client().get(reverse("my_objections")).text
    assert other.client().post(reverse("my_objection_take_back", args=[objection.pk])).status_code == 404
    assert other.client().get(page_of(objection)).status_code == 403
    with other.scope(), pytest.raises(Refused):
        make_objection(other.actor, objection.dossier, TEXT)


@pytest.mark.parametrize("name", ["my_objections", "my_objection_new"])
def test_the_desk_does_not_object_for_somebody(cast: Cast, session: CandidateSession, name: str) -> None:
    assert cast.a_secretary.client().post(reverse(name), {"text": TEXT}).status_code in (403, 405)
    assert Client().get(reverse(name)).status_code == 302


def test_with_the_dossier_the_objection_goes(cast: Cast, session: CandidateSession, objection: Objection) -> None:
    with cast.branch_a.scope():
        erase_dossier(Actor(tenant_id=cast.branch_a.pk), objection.dossier)
        assert not Objection.objects.exists()
    client = session.client()
    answers = [client.get(reverse("my_objections")), client.post(reverse("my_objection_new"), {"text": TEXT})]
    assert [answer.status_code for answer in answers] == [410, 410]
    assert cast.a_secretary.client().get(page_of(objection)).status_code == 404
    assert "bezwaar" not in str(cast.a_secretary.client().get(reverse("home")).context["waiting"])


# --- what gets out --------------------------------------------------------------------------


def test_nothing_of_it_is_in_mail_notice_or_log(
    cast: Cast, session: CandidateSession, objection: Objection, caplog: Any
) -> None:
    caplog.set_level("DEBUG")
    cast.a_secretary.client().post(page_of(objection), SAID)
    with within(Scope(system=True)):
        notices = list(Notice.objects.filter(kind__startswith="objection").values())
    with cast.branch_a.scope():
        events = list(Event.objects.values())
    with connection.cursor() as cursor, cast.branch_a.scope():
        cursor.execute("SELECT o::text FROM rights_objection o")
        rows = cursor.fetchall()
    assert len(notices) == 2 and rows
    assert "Kanarie" not in f"{notices}{events}{rows}{caplog.text}"
    assert (
        kind_of("objection_made").subject == kind_of("objection_answered").subject == kind_of("personal_link").subject
    )


def test_the_mail_about_an_answer_brings_a_way_in() -> None:
    assert kind_of("objection_answered").mint is not None


@pytest.mark.parametrize(
    ("made", "until"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 11, 23), date(2026, 12, 23)),
        (date(2026, 12, 31), date(2027, 1, 31)),
    ],
)
def test_an_answer_comes_within_a_month(made: date, until: date) -> None:
    assert answered_before(made) == until


def test_every_kind_of_dossier_has_a_desk(candidacy: Candidacy) -> None:
    for kind in dossier_kinds:
        candidacy.dossier.kind = kind
        assert desk_of(candidacy.dossier).who, kind


@pytest.mark.parametrize("name", ["objections", "home"])
def test_more_objections_take_no_more_queries(
    cast: Cast, selection: SelectionRound, objection: Objection, name: str
) -> None:
    client = cast.a_secretary.client()
    client.get(reverse(name))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(name))
    for number in range(2):
        other = add(cast.a_secretary, selection, f"Kandidaat {number}", invite=True)
        own = CandidateSession(cast.branch_a, other.dossier_id)
        with own.scope():
            make_objection(own.actor, other.dossier, TEXT)
    with CaptureQueriesContext(connection) as three:
        client.get(reverse(name))
    assert len(three) == len(one)


def test_more_objections_of_one_person_take_no_more_queries(
    cast: Cast, session: CandidateSession, candidacy: Candidacy, objection: Objection
) -> None:
    client = session.client()
    client.get(reverse("my_objections"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("my_objections"))
    with cast.branch_a.scope():
        for status in ("rejected", "upheld"):
            Objection.objects.create(
                tenant_id=objection.tenant_id, dossier=candidacy.dossier, text=TEXT, answer=ANSWER, status=status
            )
    with CaptureQueriesContext(connection) as three:
        client.get(reverse("my_objections"))
    assert len(three) == len(one)


def test_the_version_that_was_seen_decides_between_two(cast: Cast, objection: Objection) -> None:
    with cast.a_secretary.scope():
        answer_objection(cast.a_secretary.actor, objection, "reject", ANSWER, 1)
        with pytest.raises(ChangedMeanwhile):
            answer_objection(cast.a_secretary.actor, objection, "uphold", ANSWER, 1)
