"""The model of the integrity agenda: its content, and the page for everyone."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from integrity.agenda.enums import Repeats
from integrity.agenda.themes import AGENDA_SLUG, TERM, Agenda, parse
from portal.questionnaires.loading import withdraw_edition
from portal.questionnaires.models import Edition
from portal.questionnaires.source import read_instrument
from tests.cards import DECK_FILE
from tests.cast import Cast
from tests.wording import content

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
FILE = f"{AGENDA_SLUG}-1.yaml"


@pytest.fixture(scope="module")
def agenda() -> Agenda:
    return parse(content(FILE))


def main_of(page: str) -> str:
    return html.unescape(page[page.index("<main") : page.index("</main>")])


def test_every_year_of_the_term_has_talks_in_order(agenda: Agenda) -> None:
    assert len(agenda.years) == 4
    for number, year in enumerate(agenda.years):
        months = [month for month, _theme in year.talks]
        assert len(months) >= 3 and months == sorted(set(months))
        assert all(12 * number < month <= 12 * (number + 1) for month in months)


def test_a_yearly_talk_comes_back_each_year_and_another_does_not(agenda: Agenda) -> None:
    assert list(agenda.theme("evening_with_cards").months) == [9, 21, 33, 45]
    assert list(agenda.theme("looking_back").months) == [47]
    planned = [theme.id for year in agenda.years for _month, theme in year.talks]
    for theme in agenda.themes:
        assert planned.count(theme.id) == (4 if theme.repeats == Repeats.YEARLY else 1)
        assert max(theme.months) <= TERM


def test_every_talk_has_something_to_talk_about(agenda: Agenda) -> None:
    assert all(len(theme.questions) >= 3 and 30 <= theme.minutes <= 120 for theme in agenda.themes)


def test_the_cards_it_names_are_there(agenda: Agenda) -> None:
    named = {number for theme in agenda.themes for number in theme.cards}
    assert named == {card.number for card in read_instrument(DECK_FILE).tree.cards}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_anyone_reads_the_whole_agenda(cast: Cast, language: str) -> None:
    client, tree = Client(), Edition.objects.get(slug=AGENDA_SLUG).tree
    client.cookies["django_language"] = language
    page = main_of(client.get(reverse("agenda_model")).text)
    with override(language):
        assert all(str(rule) in page for rule in tree.ground_rules)
        for theme in tree.themes:
            assert all(str(text) in page for text in (theme.title, theme.aim, *theme.questions, theme.result)), theme.id
    assert page.count("/dilemmakaarten/1/") == sum(len(theme.cards) for theme in tree.themes)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))
    assert not re.search("<(form|input|textarea|select)", page)


def test_without_cards_or_without_an_edition(cast: Cast) -> None:
    assert Client().get(reverse("agenda_model")).status_code == 200
    withdraw_edition(AGENDA_SLUG, 1)
    assert Client().get(reverse("agenda_model")).status_code == 404
