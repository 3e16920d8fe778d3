"""Every instrument's text: whose it is, in two languages, and never as “we”. (The cards tell invented stories.)"""

import pytest

from tests.wording import content, faults_in, instruments


@pytest.mark.parametrize("name", instruments())
def test_it_says_whose_text_it_is(name: str) -> None:
    data = content(name)
    assert (data["status"], data["edition"]) == ("model", 1)
    assert "niet die van de officiële handreiking" in data["source"]["nl"]
    assert "not those of the official guide" in data["source"]["en"]


@pytest.mark.parametrize("name", instruments())
def test_it_is_complete_in_two_languages_and_speaks_to_the_reader(name: str) -> None:
    assert faults_in(content(name)) == []


def test_all_instruments_are_looked_at() -> None:
    assert len(instruments()) >= 7
