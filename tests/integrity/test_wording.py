"""Every text: whose it is, in two languages, and never as “we”, outside what somebody in an invented story says."""

from pathlib import Path

import polib
import pytest

from tests.cards import DECK_FILE
from tests.wording import content, faults_in, instruments, speaks_of_us

ENGLISH = Path(__file__).parents[2] / "locale" / "en" / "LC_MESSAGES" / "django.po"


@pytest.mark.parametrize("name", instruments())
def test_it_says_whose_text_it_is(name: str) -> None:
    data = content(name)
    assert (data["status"], data["edition"]) == ("model", 1)
    assert "niet die van de officiële handreiking" in data["source"]["nl"]
    assert "not those of the official guide" in data["source"]["en"]


@pytest.mark.parametrize("name", [*instruments(), DECK_FILE.name])
def test_it_is_complete_in_two_languages_and_speaks_to_the_reader(name: str) -> None:
    assert faults_in(content(name)) == []


def test_all_instruments_are_looked_at() -> None:
    assert len(instruments()) >= 7


def test_pages_and_messages_name_who_acts() -> None:
    for entry in polib.pofile(str(ENGLISH)):
        dutch, english = [entry.msgid, entry.msgid_plural], [entry.msgstr, *entry.msgstr_plural.values()]
        assert not any(speaks_of_us(said, "nl") for said in dutch), entry.msgid
        assert not any(speaks_of_us(said, "en") for said in english), entry.msgid
