"""The interview guide: its content, and the page of those who hold interviews."""

import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from integrity.cards.content import SLUG
from integrity.interview.guide import GUIDE_SLUG, Guide, parse
from portal.questionnaires.enums import Office
from portal.questionnaires.loading import withdraw_edition
from portal.questionnaires.models import Edition
from portal.questionnaires.source import read_instrument
from tests.cards import DECK_FILE
from tests.cast import Cast
from tests.screening import publish_questionnaires
from tests.wording import content

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
FILE = f"{GUIDE_SLUG}-1.yaml"
# domain/integrity.md, section 3.6: a topic for each of its subjects.
SUBJECTS = {
    "earlier_parties",
    "justice_and_accusations",
    "conflicts",
    "media_and_criticism",
    "blackmail",
    "open_sources",
    "dilemma_together",
    "agreements",
}


@pytest.fixture(scope="module")
def guide() -> Guide:
    return parse(content(FILE))


def main_of(page: str) -> str:
    return html.unescape(page[page.index("<main") : page.index("</main>")])


def test_there_are_topics_on_every_subject_of_the_brief(guide: Guide) -> None:
    assert len(guide.topics) >= 20
    assert {topic.id for topic in guide.topics} >= SUBJECTS
    assert all(len(topic.follow_ups) >= 2 for topic in guide.topics)


def test_what_is_too_personal_for_paper_stays_off_it(guide: Guide) -> None:
    spoken = {topic.id for topic in guide.topics if topic.do_not_record}
    personal = {"money_worries", "partner_and_circle", "conflicts", "earlier_parties", "justice_and_accusations"}
    assert spoken >= personal | {"who_asked_you", "pressure", "blackmail", "dilemma_together"}


def test_the_cards_and_questions_it_names_are_there(guide: Guide) -> None:
    cards = {card.number for card in read_instrument(DECK_FILE).tree.cards}
    asked = content("vragenlijst-integriteit-1.yaml")["sections"]
    offices = {question["id"]: question.get("offices", [*Office]) for s in asked for question in s["questions"]}
    for topic in guide.topics:
        assert set(topic.cards) <= cards, topic.id
        assert set(topic.questions) <= offices.keys(), topic.id
        wanted = set(topic.offices or Office)
        assert all(wanted & set(offices[question]) for question in topic.questions), topic.id


def test_what_only_the_conversation_may_touch_is_never_noted_down(guide: Guide) -> None:
    """What the questionnaire leaves to the conversation has a topic, and that topic has no notes."""
    asked = content("vragenlijst-integriteit-1.yaml")["sections"]
    spoken = {question["id"] for s in asked for question in s["questions"] if question["type"] == "conversation"}
    followed = {question for topic in guide.topics for question in topic.questions}
    assert spoken <= followed
    noted = {question for topic in guide.topics if not topic.do_not_record for question in topic.questions}
    assert spoken & noted == set()


def test_each_office_has_its_own_topics(guide: Guide) -> None:
    ids = {
        office: {topic.id for topic in guide.topics if topic.asked_for(office)} for office in ("councillor", "alderman")
    }
    assert ids["councillor"] - ids["alderman"] == {"list_position"}
    assert ids["alderman"] - ids["councillor"] == {"executive_positions", "executive_screening"}
    assert guide.topic("list_position").asked_for("water_board_member")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_shows_the_whole_guide(cast: Cast, language: str) -> None:
    publish_questionnaires()
    client, tree = cast.a_member.client(), Edition.objects.get(slug=GUIDE_SLUG).tree
    client.cookies["django_language"] = language
    page = main_of(client.get(reverse("interview_guide")).text)
    with override(language):
        for topic in tree.topics:
            texts = (topic.title, topic.opening, *topic.follow_ups, topic.why, topic.guidance)
            assert all(str(text) in page for text in texts), topic.id
    spoken = sum(topic.do_not_record for topic in tree.topics)
    assert page.count('class="only-spoken"') == spoken
    assert page.count("/dilemmakaarten/1/") == sum(len(topic.cards) for topic in tree.topics)
    assert not re.search("<(input|textarea|select)", page)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))


def test_only_those_who_hold_interviews_read_it(cast: Cast) -> None:
    codes = {
        name: person.client().get(reverse("interview_guide")).status_code for name, person in cast.people().items()
    }
    readers = {"a_secretary", "a_member", "b_secretary"}
    assert {name for name, code in codes.items() if code == 200} >= readers
    assert codes["editor"] == codes["waterlinge_mayor"] == codes["a_manager"] == 403
    assert Client().get(reverse("interview_guide")).status_code == 302
    assert reverse("interview_guide") in cast.a_secretary.client().get("/start/", follow=True).text
    assert reverse("interview_guide") not in cast.a_manager.client().get("/start/", follow=True).text


def test_without_cards_the_guide_can_be_read(cast: Cast) -> None:
    withdraw_edition(SLUG, 1)
    page = cast.a_secretary.client().get(reverse("interview_guide"))
    assert page.status_code == 200 and "/dilemmakaarten/1/" not in main_of(page.text)


def test_the_page_reads_cards_and_questions_once(cast: Cast) -> None:
    publish_questionnaires()
    client = cast.a_secretary.client()
    client.get(reverse("interview_guide"))
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("interview_guide"))
    asked = [q["sql"] for q in queries if "questionnaires_edition" in q["sql"]]
    assert len(asked) == 3
