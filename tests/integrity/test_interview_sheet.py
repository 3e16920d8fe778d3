"""The conversation sheet, and what is left after the interview: measures, and nothing that was prepared."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from integrity.background.models import Finding
from integrity.interview.demo import TOPICS
from integrity.interview.models import Interview, Topic
from integrity.interview.preparing import add, note
from integrity.interview.reports import SHEET
from integrity.interview.sheet import sheet_of
from integrity.interview.steps import STEP
from integrity.screening.demo import fill_in
from integrity.screening.models import Candidacy, CommitteeQuestion
from integrity.screening.ties import declare_tie
from portal.audit.models import Event
from portal.organisations.models import Organisation
from portal.questionnaires.filling import reopen
from portal.questionnaires.models import Response
from portal.reports.models import Report
from portal.reports.render import render
from portal.walls.actor import Refused
from tests.background import find
from tests.cast import Cast, Person, behind
from tests.interviews import in_days, interview_of, name_all, plan, second_member, topic_on
from tests.screening import CandidateSession, decide, publish_questionnaires

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
SPOKEN, WRITTEN = "guide:blackmail", "guide:work_and_office"


@pytest.fixture
def second(cast: Cast) -> Person:
    return second_member(cast)


@pytest.fixture
def planned(cast: Cast, second: Person, candidacy: Candidacy) -> Interview:
    """An interview in a month, with a questionnaire that came back."""
    name_all(cast, candidacy.round)
    fill_in(candidacy.dossier, -1)
    return plan(cast, second, candidacy, in_days(30))


def put(cast: Cast, planned: Interview, *topics: str) -> Any:
    url = reverse("interview_sheet_add", args=[planned.dossier.reference])
    return cast.a_member.client().post(url, {"topic": topics})


def on_sheet(cast: Cast, planned: Interview) -> list[str]:
    with cast.branch_a.scope():
        return [item.address for item in sheet_of(interview_of(cast, planned.dossier.candidacy)).items]


def topic_url(planned: Interview, address: str, name: str = "interview_topic") -> str:
    return reverse(name, args=[planned.dossier.reference, topic_on(planned, address)])


def write(cast: Cast, planned: Interview, address: str, text: str, version: int = 0) -> Any:
    return cast.a_member.client().post(topic_url(planned, address), {"note": text, "version": version})


def hold(cast: Cast, planned: Interview, **more: Any) -> Any:
    told = {"held_on": planned.at.date().isoformat(), "both": "on", "version": planned.version, **more}
    return cast.a_member.client().post(reverse("interview_held", args=[planned.dossier.reference]), told)


def choices(*findings: Finding) -> list[str]:
    return [f"{finding.pk}.{finding.version}" for finding in findings]


# --- composing --------------------------------------------------------------------------------


def test_it_is_composed_from_guide_answers_findings_and_cards(cast: Cast, planned: Interview) -> None:
    finding = find(cast.a_member, planned.dossier.candidacy)
    put(cast, planned, WRITTEN, "answer:has_outside_positions", "card:14", SPOKEN)
    wanted = [f"finding:{finding.pk}", WRITTEN, "answer:has_outside_positions", "card:14", SPOKEN]
    assert on_sheet(cast, planned) == wanted
    page = cast.a_member.client().get(reverse("interview_sheet", args=[planned.dossier.reference])).text
    assert "Opende in 2029 een winkel aan de haven." in page and "Alleen in het gesprek." in page


def test_what_is_offered_suits_the_office_and_the_answers(cast: Cast, planned: Interview) -> None:
    page = cast.a_member.client().get(reverse("interview_sheet", args=[planned.dossier.reference]))
    groups = {group.title: group for group in page.context["groups"]}
    answers = {item.key for item in groups["Antwoorden die vragen oproepen"].items}
    assert {"has_outside_positions", "conversation_blackmail"} <= answers
    assert "questions_for_committee" not in answers
    guide = groups["Onderwerpen uit de leidraad"]
    assert "executive_positions" not in {item.key for item in guide.items}
    assert "guide:code_and_registers" in guide.fitting and "guide:getting_acquainted" not in guide.fitting
    put(cast, planned, WRITTEN)
    page = cast.a_member.client().get(reverse("interview_sheet", args=[planned.dossier.reference]))
    cards = page.context["groups"][-1]
    assert [item.key for item in cards.items[:2]] == ["14", "20"] and cards.fitting == {"card:14", "card:20"}


def test_what_does_not_exist_or_is_there_already_is_passed_over(cast: Cast, planned: Interview) -> None:
    put(cast, planned, WRITTEN)
    answer = put(
        cast, planned, WRITTEN, WRITTEN, "guide:nothing", "card:99", "strange:1", "", ":", "finding:1", "x" * 9000
    )
    assert answer.status_code == 302 and on_sheet(cast, planned) == [WRITTEN]


def test_topics_change_places_and_go(cast: Cast, planned: Interview) -> None:
    put(cast, planned, WRITTEN, "card:14", SPOKEN)
    client = cast.a_member.client()
    client.post(topic_url(planned, SPOKEN, "interview_topic_move"), {"to": "up"})
    assert on_sheet(cast, planned) == [WRITTEN, SPOKEN, "card:14"]
    client.post(topic_url(planned, WRITTEN, "interview_topic_move"), {"to": "up"})
    client.post(topic_url(planned, WRITTEN, "interview_topic_move"), {"to": "down"})
    assert on_sheet(cast, planned) == [SPOKEN, WRITTEN, "card:14"]
    taking_away = topic_url(planned, WRITTEN, "interview_topic_remove")
    client.post(taking_away)
    assert client.post(taking_away).status_code == 302
    assert on_sheet(cast, planned) == [SPOKEN, "card:14"]


def test_an_open_finding_cannot_be_taken_off(cast: Cast, planned: Interview) -> None:
    address = f"finding:{find(cast.a_member, planned.dossier.candidacy).pk}"
    put(cast, planned, WRITTEN)
    refused = cast.a_member.client().post(topic_url(planned, address, "interview_topic_remove"))
    assert refused.status_code == 403 and "blijft op het blad" in refused.text
    cast.a_member.client().post(topic_url(planned, address, "interview_topic_move"), {"to": "down"})
    assert on_sheet(cast, planned) == [WRITTEN, address]


def test_answers_that_the_candidate_is_correcting_are_not_shown(
    cast: Cast, planned: Interview, session: CandidateSession
) -> None:
    put(cast, planned, "answer:has_outside_positions")
    with session.scope():
        reopen(session.actor, Response.objects.get())
    page = cast.a_member.client().get(reverse("interview_sheet", args=[planned.dossier.reference])).text
    assert on_sheet(cast, planned) == []
    assert "nog niet verstuurd, of verbetert die nu" in page


# --- notes ------------------------------------------------------------------------------------


def test_a_topic_gets_a_note_and_two_people_overwrite_nothing(cast: Cast, planned: Interview) -> None:
    put(cast, planned, WRITTEN)
    assert write(cast, planned, WRITTEN, "Begin met de kermis.", 1).status_code == 302
    late = write(cast, planned, WRITTEN, "Begin met de haven.", 1)
    assert "schreef hier intussen iets" in late.text
    assert "Begin met de kermis." in late.text and "Begin met de haven." in late.text
    assert write(cast, planned, WRITTEN, "Begin met de haven.", 2).status_code == 302
    assert (
        "Begin met de haven."
        in cast.a_secretary.client().get(reverse("interview_sheet", args=[planned.dossier.reference])).text
    )


def test_where_they_write_it_says_that_the_candidate_can_read_it(
    cast: Cast, planned: Interview, session: CandidateSession
) -> None:
    put(cast, planned, WRITTEN)
    write(cast, planned, WRITTEN, "Begin met de kermis.", 1)
    told = "De kandidaat kan lezen welke onderwerpen op dit blad staan en wat u erbij opschrijft"
    for page in (reverse("interview_sheet", args=[planned.dossier.reference]), topic_url(planned, WRITTEN)):
        assert told in cast.a_member.client().get(page).text
    own = session.client()
    assert "Begin met de kermis." in own.get(reverse("held")).text
    assert reverse("held") in own.get(reverse("my_interview")).text


def test_a_finding_that_has_to_be_there_gets_a_note_too(cast: Cast, planned: Interview) -> None:
    address = f"finding:{find(cast.a_member, planned.dossier.candidacy).pk}"
    before = topic_url(planned, address)
    write(cast, planned, address, "Vraag het open.")
    with cast.branch_a.scope():
        assert [(row.source, row.note) for row in Topic.objects.all()] == [("finding", "Vraag het open.")]
    assert topic_url(planned, address) == before


@pytest.mark.parametrize("address", [SPOKEN, "answer:conversation_blackmail"])
def test_what_belongs_in_the_conversation_has_no_note_whatever_is_sent(
    cast: Cast, planned: Interview, address: str
) -> None:
    put(cast, planned, address)
    page = cast.a_member.client().get(topic_url(planned, address)).text
    assert "<textarea" not in page and "Schrijf hierover niets op." in page
    refused = write(cast, planned, address, "Een geheim.", 1)
    assert refused.status_code == 403 and "geen notitie" in refused.text
    with cast.a_member.scope(), pytest.raises(Refused, match="geen notitie"):
        note(cast.a_member.actor, planned, topic_on(planned, address), "Een geheim.", 1)
    with cast.branch_a.scope():
        row = Topic.objects.get()
        assert (row.only_in_conversation, row.note) == (True, None)
        row.note = "Een geheim."
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_what_is_not_on_the_sheet_has_no_page(cast: Cast, planned: Interview) -> None:
    put(cast, planned, WRITTEN)
    gone, reference = topic_url(planned, WRITTEN), planned.dossier.reference
    cast.a_member.client().post(topic_url(planned, WRITTEN, "interview_topic_remove"))
    for address in (gone, reverse("interview_topic", args=[reference, uuid4()])):
        assert cast.a_member.client().get(address).status_code == 404


@pytest.mark.parametrize("text", ["x" * 1001, "a\x00b", "x" * 2_000_000])
def test_a_note_that_cannot_be_kept_stays_as_typed(cast: Cast, planned: Interview, text: str) -> None:
    put(cast, planned, WRITTEN)
    page = write(cast, planned, WRITTEN, text, 1)
    assert page.status_code == 200 and "Er is iets niet goed ingevuld" in page.text


def test_only_who_may_see_the_file_sees_the_sheet_and_it_is_logged(
    cast: Cast, planned: Interview, second: Person
) -> None:
    put(cast, planned, WRITTEN)
    with second.scope():
        declare_tie(second.actor, planned.dossier)
    reference = planned.dossier.reference
    urls = [
        reverse("interview_sheet", args=[reference]),
        topic_url(planned, WRITTEN),
        reverse("interview_sheet_add", args=[reference]),
        topic_url(planned, WRITTEN, "interview_topic_move"),
        topic_url(planned, WRITTEN, "interview_topic_remove"),
        reverse("interview_sheet_pdf", args=[reference]),
    ]
    methods = ["get", "get", "post", "post", "post", "post"]
    for who, expected in ((second, 404), (cast.b_member, 404), (cast.a_board, 403)):
        codes = {getattr(who.client(), method)(url).status_code for method, url in zip(methods, urls, strict=True)}
        assert codes == {expected}
    with cast.branch_a.scope():
        before = Event.objects.filter(what="interview.sheet").count()
    cast.a_secretary.client().get(urls[0])
    with cast.branch_a.scope():
        assert Event.objects.filter(what="interview.sheet").count() == before + 1
    assert on_sheet(cast, planned) == [WRITTEN]


def test_a_long_sheet_costs_no_more_queries(cast: Cast, planned: Interview) -> None:
    url, counts = reverse("interview_sheet", args=[planned.dossier.reference]), []
    for topics in ([WRITTEN, "card:1"], [SPOKEN, "card:2", "answer:has_outside_positions", "guide:several_hats"]):
        put(cast, planned, *topics)
        client = cast.a_member.client()
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]


# --- on paper ---------------------------------------------------------------------------------


def order(cast: Cast, planned: Interview) -> Report:
    cast.a_member.client().post(reverse("interview_sheet_pdf", args=[planned.dossier.reference]))
    with cast.branch_a.scope():
        return Report.objects.get(kind="integrity.interview", status="queued")


def test_the_paper_says_whose_text_it_is_and_which_edition(cast: Cast, planned: Interview) -> None:
    put(cast, planned, WRITTEN)
    report = order(cast, planned)
    with cast.branch_a.scope():
        edition, context = SHEET.edition(report), SHEET.context(report)
        told = {"report": report, "title": "x", "organisation_name": "x"}
        assert "niet die van de officiële handreiking" in render_to_string(SHEET.template, {**context, **told})
    assert edition == "Leidraad integriteit voor het selectiegesprek, 1 (model)"


def test_a_change_of_the_sheet_makes_another_paper(cast: Cast, planned: Interview) -> None:
    put(cast, planned, WRITTEN)
    first = order(cast, planned)
    assert render(first.pk)
    write(cast, planned, WRITTEN, "Begin met de kermis.", 1)
    assert render(order(cast, planned).pk)


# --- after it ---------------------------------------------------------------------------------


def test_it_is_held_with_both_and_the_findings_are_discussed_in_one_go(cast: Cast, planned: Interview) -> None:
    told, left = (find(cast.a_member, planned.dossier.candidacy, text) for text in ("Eerste.", "Tweede."))
    early = hold(cast, planned)
    assert early.status_code == 403 and "moet nog komen" in early.text
    with time_machine.travel(planned.at + timedelta(hours=2)):
        alone = hold(cast, planned, both="", findings=choices(told))
        assert "Was er maar één?" in alone.text and "Tweede." in alone.text
        assert [hold(cast, planned, findings=choices(told)).status_code for _click in range(2)] == [302, 302]
    with cast.branch_a.scope():
        assert dict(Finding.objects.values_list("pk", "status")) == {told.pk: "discussed", left.pk: "open"}
    held = interview_of(cast, planned.dossier.candidacy)
    assert (held.status, held.held_on) == ("held", planned.at.date())


def test_a_finding_that_changed_meanwhile_is_not_ticked_off_unread(cast: Cast, planned: Interview) -> None:
    finding = find(cast.a_member, planned.dossier.candidacy)
    with time_machine.travel(planned.at + timedelta(hours=2)):
        page = hold(cast, planned, findings=[f"{finding.pk}.{finding.version + 1}"])
    assert "Een bevinding is intussen gewijzigd." in page.text
    assert interview_of(cast, planned.dossier.candidacy).status == "planned"


def test_a_talk_with_somebody_who_has_a_tie_does_not_count(cast: Cast, planned: Interview, second: Person) -> None:
    with second.scope():
        declare_tie(second.actor, planned.dossier)
    with time_machine.travel(planned.at + timedelta(hours=2)):
        refused = hold(cast, planned)
    assert refused.status_code == 403 and "Plan een nieuw gesprek met een andere gesprekspartner." in refused.text


@pytest.mark.parametrize("day", ["2999-01-01", "", "gisteren"])
def test_a_day_that_cannot_be_is_told(cast: Cast, planned: Interview, day: str) -> None:
    with time_machine.travel(planned.at + timedelta(hours=2)):
        page = hold(cast, planned, held_on=day)
    assert page.status_code == 200 and "Er is iets niet goed ingevuld" in page.text


def held(cast: Cast, planned: Interview) -> Interview:
    with time_machine.travel(planned.at + timedelta(hours=2)):
        assert hold(cast, planned).status_code == 302
    return interview_of(cast, planned.dossier.candidacy)


def test_concluding_leaves_measures_and_erases_what_was_prepared(cast: Cast, planned: Interview) -> None:
    put(cast, planned, WRITTEN, SPOKEN)
    write(cast, planned, WRITTEN, "Begin met de kermis.", 1)
    assert render(order(cast, planned).pk)
    reference, client = planned.dossier.reference, cast.a_member.client()
    too_soon = client.post(reverse("interview_conclude", args=[reference]))
    assert too_soon.status_code == 403
    version = held(cast, planned).version
    page = client.get(reverse("interview_conclude_confirm", args=[reference])).text
    assert "Het gespreksblad verdwijnt" in page and "U kunt dit niet terugdraaien" in page
    url = reverse("interview_conclude", args=[reference])
    answers = [client.post(url, {"version": version}) for _click in range(2)]
    assert {answer.url for answer in answers} == {reverse("measures", args=[reference])}
    with cast.branch_a.scope():
        assert Topic.objects.count() == 0
        assert Report.objects.filter(kind="integrity.interview").count() == 0
    done = interview_of(cast, planned.dossier.candidacy)
    assert (done.status, done.place) == ("concluded", "")
    # Who goes back to the question sees where the interview stands.
    again = client.get(reverse("interview_conclude_confirm", args=[reference]))
    assert (again.status_code, again.url) == (302, reverse("interview", args=[reference]))
    gone = client.get(reverse("interview_sheet", args=[reference]))
    assert gone.status_code == 403 and "Het gespreksblad is gewist" in gone.text
    assert client.post(reverse("interview_sheet_pdf", args=[reference])).status_code == 403
    with cast.a_member.scope(), pytest.raises(Refused):
        add(cast.a_member.actor, done, [WRITTEN])


def test_after_the_decision_its_page_asks_for_no_measure(cast: Cast, planned: Interview) -> None:
    reference, desk = planned.dossier.reference, cast.a_secretary.client()
    url, new = reverse("interview", args=[reference]), reverse("measure_new", args=[reference])
    desk.post(reverse("interview_conclude", args=[reference]), {"version": held(cast, planned).version})
    assert new in desk.get(url).text
    decide(desk, reference, "list")
    page = desk.get(url)
    assert new not in page.text and reverse("measures", args=[reference]) in page.text
    assert page.context["facts"]["next"] == "Het portaal wist het dossier vanzelf. U hoeft niets te doen."


def test_a_paper_that_was_ordered_before_is_not_made_after(cast: Cast, planned: Interview) -> None:
    put(cast, planned, WRITTEN)
    waiting = order(cast, planned)
    done = held(cast, planned)
    cast.a_member.client().post(
        reverse("interview_conclude", args=[planned.dossier.reference]), {"version": done.version}
    )
    assert not render(waiting.pk)


def test_after_it_was_held_the_sheet_is_read_and_not_changed(cast: Cast, planned: Interview) -> None:
    put(cast, planned, WRITTEN)
    held(cast, planned)
    assert put(cast, planned, SPOKEN).status_code == 403
    assert write(cast, planned, WRITTEN, "Achteraf.", 1).status_code == 403
    page = cast.a_member.client().get(reverse("interview_sheet", args=[planned.dossier.reference])).text
    assert "Onderwerpen toevoegen" not in page


def test_the_candidate_sees_that_it_was_and_corrects_no_answers(
    cast: Cast, planned: Interview, session: CandidateSession
) -> None:
    held(cast, planned)
    client = session.client()
    page = client.get(reverse("my_interview")).text
    assert "bewaart het portaal niets" in page
    assert client.post(reverse("my_reopen")).status_code == 403
    with cast.a_secretary.scope():
        [state] = STEP.states(cast.a_secretary.actor, [planned.dossier.candidacy]).values()
    assert (state.label, state.waits_for) == ("gehouden", "desk")


def test_the_dossier_on_paper_tells_of_the_appointment_alone(cast: Cast, planned: Interview) -> None:
    put(cast, planned, WRITTEN)
    write(cast, planned, WRITTEN, "Begin met de kermis.", 1)
    cast.a_member.client().post(reverse("candidate_report", args=[planned.dossier.reference]))
    with cast.branch_a.scope():
        report = Report.objects.get(kind="integrity.dossier")
    assert render(report.pk)


def test_the_demo_has_an_interview_with_a_sheet_and_a_question_and_makes_no_second(db: None) -> None:
    publish_questionnaires()
    for _start in range(2):
        call_command("seed_demo", verbosity=0)
    branch = Organisation.objects.get(name="Partij voor Morgen Waterlinge")
    with behind(branch):
        held, coming = Interview.objects.order_by("at")
        assert (held.status, held.topics.count()) == ("concluded", 0)
        assert [item.address for item in sheet_of(coming).items] == list(TOPICS)
        assert CommitteeQuestion.objects.get().about == "outside_positions"
