"""What stands in an address gets into histories and logs: beside a person it tells nothing of what is asked or said."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from integrity.interview.models import Interview
from integrity.screening.demo import fill_in
from integrity.screening.models import Candidacy
from portal.questionnaires.models import Edition
from tests.background import find
from tests.cast import Cast
from tests.interviews import in_days, name_all, plan, second_member, topic_on
from tests.screening import CandidateSession

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
# A key, or one of a few steps that are the same for everybody.
SAYS_NOTHING = {"UUIDConverter", "DecisionConverter", "StepConverter"}
LED_TO = re.compile(r'(?:href|action|hx-get|hx-post)="([^"]*)"')
TOPICS = ("guide:several_hats", "guide:blackmail", "answer:has_outside_positions", "card:14")


def addresses(tree: list[URLPattern | URLResolver], before: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Name of every address, and the kind of each of its parts that differ."""
    for entry in tree:
        kinds = {name: type(kind).__name__ for name, kind in entry.pattern.converters.items()}
        if isinstance(entry, URLResolver):
            yield from addresses(entry.url_patterns, before | kinds)
        else:
            yield entry.name or "", before | kinds


ALL = dict(addresses(get_resolver().url_patterns, {}))


def test_beside_a_person_an_address_has_only_parts_that_say_nothing() -> None:
    of_somebody = {name: kinds for name, kinds in ALL.items() if "reference" in kinds}
    others = {
        name: {kind for part, kind in kinds.items() if part != "reference"} for name, kinds in of_somebody.items()
    }
    assert len(others) > 50
    assert {name: kinds - SAYS_NOTHING for name, kinds in others.items() if kinds - SAYS_NOTHING} == {}


@pytest.fixture
def planned(cast: Cast, candidacy: Candidacy) -> Interview:
    """An interview with a sheet, of somebody who answered everything and of whom something was found."""
    second = second_member(cast)
    name_all(cast, candidacy.round)
    fill_in(candidacy.dossier, -1)
    find(cast.a_member, candidacy)
    planned = plan(cast, second, candidacy, in_days(30))
    desk = cast.a_member.client()
    desk.post(reverse("interview_sheet_add", args=[candidacy.dossier.reference]), {"topic": TOPICS})
    desk.post(
        reverse("question_ask", args=[candidacy.dossier.reference]), {"about": "has_outside_positions", "text": "?"}
    )
    return planned


def telling() -> set[str]:
    """What the questions and topics are called in the code."""
    questionnaire = Edition.objects.get(slug="vragenlijst-integriteit").questionnaire
    guide = Edition.objects.get(slug="leidraad-selectiegesprek").tree
    return {question.id for _section, question in questionnaire.questions()} | {topic.id for topic in guide.topics}


def told_by(address: str) -> set[str]:
    return telling() & set(re.split(r"[/?&=#:]|vraag-|guide-|answer-", address))


def test_no_page_at_the_desk_leads_to_an_address_that_names_a_question(cast: Cast, planned: Interview) -> None:
    reference, desk = planned.dossier.reference, cast.a_secretary.client()
    pages = [reverse(name, args=[reference]) for name, parts in ALL.items() if list(parts) == ["reference"]]
    pages.append(reverse("interview_topic", args=[reference, topic_on(planned, TOPICS[0])]))
    shown = {page: answer.text for page in pages if (answer := desk.get(page)).status_code == 200}
    assert {"antwoorden", "blad"} <= {page.strip("/").rpartition("/")[2] for page in shown}
    found = {(page, led) for page, text in shown.items() for led in LED_TO.findall(text) if told_by(led)}
    assert found == set()


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("question_ask", {"about": "has_outside_positions", "text": "Hoeveel avonden?"}),
        ("interview_topic_move", {"to": "down"}),
        ("interview_topic", {"note": "Begin bij de zwemclub.", "version": "1"}),
    ],
)
def test_nor_does_the_desk_lead_on_to_one(cast: Cast, planned: Interview, name: str, sent: dict[str, Any]) -> None:
    of_topic = {"pk": topic_on(planned, TOPICS[0])} if "pk" in ALL[name] else {}
    answer = cast.a_member.client().post(
        reverse(name, kwargs={"reference": planned.dossier.reference, **of_topic}), sent
    )
    assert (answer.status_code, told_by(answer.url)) == (302, set())


def test_what_a_candidate_sends_names_no_question(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    """Behind the # a question of the own list may be named: that part is not sent."""
    fill_in(candidacy.dossier, 3)
    client, sections = session.client(), Edition.objects.get(slug="vragenlijst-integriteit").questionnaire.sections
    pages = [reverse("my_section", args=[section.id]) for section in sections[:3]]
    for page in [*pages, reverse("my_questionnaire"), reverse("my_check"), reverse("my_questions"), reverse("my_file")]:
        sent = [led.partition("#")[0] for led in LED_TO.findall(client.get(page).text)]
        assert [led for led in sent if told_by(led)] == []
    more = client.post(pages[0], {"seen_version": "1", "add_row": sections[0].questions[0].id})
    assert told_by(more.url.partition("#")[0]) == set()
