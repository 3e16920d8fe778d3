"""The cards as content, and the pages for everyone."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from integrity.cards import source
from integrity.cards.loading import load_cards
from integrity.cards.models import CardSet
from integrity.cards.source import card_files, read_cards
from portal.questionnaires.loading import EditionChanged
from portal.questionnaires.source import Malformed
from tests.cards import publish_cards

FILE = card_files()[0]


def changed(folder: Path, there: str, here: str, name: str = "dilemmakaarten-1.yaml") -> Path:
    path = folder / name
    path.write_text(FILE.read_text().replace(there, here, 1))
    return path


def faults(path: Path) -> list[str]:
    with pytest.raises(Malformed) as caught:
        read_cards(path)
    return [str(fault).split("/")[-1] for fault in caught.value.faults]


def test_there_are_thirty_cards_for_every_office_and_tier_in_two_languages() -> None:
    deck = read_cards(FILE).deck
    assert [card.number for card in deck.cards] == list(range(1, 31))
    assert len({card.office for card in deck.cards}) == 6 and len({card.tier for card in deck.cards}) == 3
    assert {theme.id for card in deck.cards for theme in card.themes} == {theme.id for theme in deck.themes}
    assert all(len(card.considerations) >= 2 for card in deck.cards)
    assert all(text.nl != text.en for card in deck.cards for text in (card.situation, card.facilitator_note))


@pytest.mark.parametrize(
    ("there", "here", "fault"),
    [
        ("edition: 1\n", "edition: one\n", "dilemmakaarten-1.yaml:3: “edition” should be a whole number"),
        ("  - number: 2\n", "  - number: 1\n", "dilemmakaarten-1.yaml:40: number “1” is there 2 times"),
        ("themes: [gifts", "themes: [guilt", "unknown theme “guilt”"),
        ("    tier: municipality\n", "    tier: province\n", "a councillor belongs to tier municipality"),
        ("title:\n", "titel:\n", "“title” is missing"),
        ("cards:\n", "cards: [\n", "this is no YAML"),
    ],
)
def test_a_fault_is_told_with_file_line_and_reason(tmp_path: Path, there: str, here: str, fault: str) -> None:
    assert any(fault in found for found in faults(changed(tmp_path, there, here)))


def test_a_file_is_called_after_its_edition(tmp_path: Path) -> None:
    path = changed(tmp_path, "edition: 1\n", "edition: 2\n")
    assert faults(path) == [
        "dilemmakaarten-1.yaml:1: the file should be called dilemmakaarten-2.yaml, after its slug and edition"
    ]


def test_malformed_cards_stop_every_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = changed(tmp_path, "edition: 1\n", "edition: one\n")
    monkeypatch.setattr(source, "FOLDER", tmp_path)
    monkeypatch.setattr("integrity.cards.checks.card_files", lambda: [path])
    with pytest.raises(Exception, match="“edition” should be a whole number"):
        call_command("check")


@pytest.mark.django_db
def test_loading_twice_changes_nothing() -> None:
    assert load_cards().new == ["dilemmakaarten 1"]
    assert load_cards().same == ["dilemmakaarten 1"]
    assert CardSet.objects.count() == 1


@pytest.mark.django_db
def test_a_published_edition_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_cards()
    path = changed(tmp_path, "Moeders kamer", "Vaders kamer")
    with pytest.raises(EditionChanged, match="edition 1 of dilemmakaarten is published"):
        load_cards([path])
    monkeypatch.setattr("integrity.cards.loading.card_files", lambda: [path])
    with pytest.raises(CommandError, match="save the new text as dilemmakaarten-2"):
        call_command("load_cards")
    with pytest.raises(ProgrammingError, match="cannot be changed"), transaction.atomic():
        CardSet.objects.update(content={})


@pytest.mark.django_db
def test_two_editions_stand_side_by_side_and_a_draft_is_not_shown(tmp_path: Path, client: Client) -> None:
    load_cards()
    second = changed(tmp_path, "edition: 1\n", "edition: 2\n", "dilemmakaarten-2.yaml")
    third = changed(tmp_path, "edition: 1\nstatus: model", "edition: 3\nstatus: draft", "dilemmakaarten-3.yaml")
    load_cards([second, third])
    assert client.get(reverse("dilemma_cards")).context["card_set"].number == 2
    assert "Bekijk editie 1" in client.get(reverse("dilemma_cards")).text
    assert client.get(reverse("dilemma_cards_edition", args=[1])).status_code == 200
    assert client.get(reverse("dilemma_cards_edition", args=[3])).status_code == 404


@pytest.mark.django_db
def test_without_cards_the_page_says_so(client: Client) -> None:
    assert "Er zijn nu geen dilemmakaarten" in client.get(reverse("dilemma_cards")).text


@pytest.mark.django_db
def test_cards_are_filtered_by_theme_office_and_tier(client: Client) -> None:
    publish_cards()
    cards = client.get(reverse("dilemma_cards"), {"theme": "gifts", "tier": "province", "office": ""}).context["cards"]
    wanted = [card for card in read_cards(FILE).deck.cards if card.tier == "province" and "gifts" in str(card.themes)]
    assert cards == wanted
    nonsense = client.get(reverse("dilemma_cards"), {"theme": "onzin", "office": "x" * 5000})
    assert len(nonsense.context["cards"]) == 30


@pytest.mark.django_db
def test_a_drawn_card_matches_the_filter_and_is_another_one(client: Client) -> None:
    publish_cards()
    deck = read_cards(FILE).deck
    wanted = {card.number for card in deck.cards if "gifts" in {theme.id for theme in card.themes}}
    assert len(wanted) > 1
    for _time in range(10):
        address = client.get(reverse("dilemma_card_draw", args=[1]), {"theme": "gifts", "na": min(wanted)}).url
        assert address.endswith("?theme=gifts")
        assert int(address.split("/")[-2]) in wanted - {min(wanted)}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_card_has_a_page_that_reads_in_order(client: Client, language: str) -> None:
    publish_cards()
    client.cookies["django_language"] = language
    for card in read_cards(FILE).deck.cards:
        page = client.get(reverse("dilemma_card", args=[1, card.number]))
        text = page.context["card"]
        with override(language):
            parts = [text.title, text.situation, *text.questions, *text.considerations, text.facilitator_note]
            places = [page.text.index(escaped(str(part))) for part in parts[1:]]
        assert places == sorted(places)
        assert page.text.count("<h1") == 1


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("'", "&#x27;").replace('"', "&quot;")


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["0", "31", "9" * 40])
def test_a_card_that_is_not_there_is_not_found(client: Client, number: str) -> None:
    publish_cards()
    assert client.get(f"/integriteit/dilemmakaarten/1/{number}/").status_code == 404


@pytest.mark.django_db
def test_the_pages_ask_the_database_once(client: Client) -> None:
    publish_cards()
    for address in (reverse("dilemma_cards"), reverse("dilemma_card", args=[1, 1])):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        assert len([q for q in queries if "integrity_cardset" in q["sql"]]) == 1
        assert "sessionid" not in client.cookies
