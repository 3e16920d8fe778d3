"""What the ministry's editor sees of editions: content and a count, never an answer."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.questionnaires.differing import changes_between
from portal.questionnaires.loading import load_instruments
from portal.questionnaires.models import Edition, EditionUse
from tests.cast import Cast
from tests.editions import plain

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def page(cast: Cast, path: str) -> str:
    return plain(cast.editor.client().get(path).text)


def second_edition(folder: Path, *edits: tuple[str, str]) -> None:
    text = (folder / "proef-1.yaml").read_text().replace("edition: 1", "edition: 2")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    (folder / "proef-2.yaml").write_text(text)
    load_instruments()


def test_the_list_shows_each_edition_and_suppresses_small_counts(cast: Cast, edition: Edition) -> None:
    assert "minder dan 10" in page(cast, "/edities/")
    EditionUse.objects.update(started=10)
    text = page(cast, "/edities/")
    assert "minder dan 10" not in text and ">10</td>" in text
    assert "Proefvragenlijst" in text and "in gebruik" in text
    assert edition.checksum in page(cast, "/edities/proef/1/")


def test_only_an_editor_comes_in(cast: Cast, edition: Edition) -> None:
    for path in ("/edities/", "/edities/proef/1/", "/edities/proef/1/anders-dan/1/"):
        allowed = {name for name, one in cast.people().items() if one.client().get(path).status_code == 200}
        assert allowed == {"editor"}


def test_the_preview_shows_what_a_candidate_sees_per_office_and_language(cast: Cast, edition: Edition) -> None:
    councillor = page(cast, "/edities/proef/1/?ambt=councillor&taal=nl")
    assert "Hebt u nevenfuncties?" in councillor and "als wethouder" not in councillor
    alderman = page(cast, "/edities/proef/1/?ambt=alderman&taal=en")
    assert "What about your business as an alderman?" in alderman and '<html lang="en">' in alderman
    assert 'value="continue"' not in alderman


@pytest.mark.parametrize("path", ["?taal=de", "?ambt=mayor", "?ambt=provincial_executive"])
def test_the_preview_of_something_that_is_not_there_is_not_found(cast: Cast, edition: Edition, path: str) -> None:
    assert cast.editor.client().get(f"/edities/proef/1/{path}").status_code == 404


def test_the_difference_between_editions_is_told_in_words(cast: Cast, edition: Edition, folder: Path) -> None:
    second_edition(
        folder,
        ("Hebt u nevenfuncties?", "Doet u ander werk?"),
        ("id: remarks", "id: last_words"),
        (
            "          - {id: rent, label: {nl: Verhuur, en: Rent}}",
            "          - {id: shares, label: {nl: Aandelen, en: Shares}}",
        ),
        ("Over uw werk.", "Over werk."),
    )
    new = Edition.objects.get(slug="proef", number=2)
    sentences = [change.sentence for change in changes_between(edition.questionnaire, new.questionnaire)]
    assert sentences == [
        "De kop of inleiding van “Werk” is gewijzigd",
        "Van de vraag “Hebt u nevenfuncties?” is de tekst gewijzigd",
        "Van de vraag “Waaruit bestaat uw inkomen?” is de antwoorden gewijzigd",
        "Nieuwe vraag in “Tot slot”: “Wilt u nog iets zeggen?”",
        "Vervallen vraag in “Tot slot”: “Wilt u nog iets zeggen?”",
    ]
    text = page(cast, "/edities/proef/2/anders-dan/1/")
    assert "Doet u ander werk?" in text and "Hebt u nevenfuncties?" in text


def test_equal_editions_have_no_difference(cast: Cast, edition: Edition) -> None:
    assert "Er is geen verschil." in page(cast, "/edities/proef/1/anders-dan/1/")


def test_the_list_takes_the_same_number_of_queries_for_more_editions(
    cast: Cast, edition: Edition, folder: Path
) -> None:
    client, counts = cast.editor.client(), []
    client.get("/edities/")
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get("/edities/")
        counts.append(len(queries))
        second_edition(folder)
    assert counts[0] == counts[1]
