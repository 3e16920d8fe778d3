"""The cards as content, and the pages for everyone."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from portal.questionnaires.source import Malformed, read_instrument
from tests.cards import DECK_FILE
from tests.screening import publish_questionnaires


def changed(folder: Path, there: str, here: str, name: str = "dilemmakaarten-1.yaml") -> Path:
    path = folder / name
    path.write_text(DECK_FILE.read_text().replace(there, here, 1))
    return path


def faults(path: Path) -> list[str]:
    with pytest.raises(Malformed) as caught:
        read_instrument(path)
    return [str(fault).split("/")[-1] for fault in caught.value.faults]


def test_there_are_thirty_cards_for_every_office_and_tier_in_two_languages() -> None:
    deck = read_instrument(DECK_FILE).tree
    assert [card.number for card in deck.cards] == list(range(1, 31))
    assert len({card.office for card in deck.cards}) == 6 and len({card.tier for card in deck.cards}) == 3
    assert {theme.id for card in deck.cards for theme in card.themes} == {theme.id for theme in deck.themes}
    assert all(len(card.considerations) >= 2 for card in deck.cards)
    assert all(text.nl != text.en for card in deck.cards for text in (card.situation, card.facilitator_note))


@pytest.mark.parametrize(
    ("there", "here", "fault"),
    [
        ("edition: 1\n", "edition: one\n", "dilemmakaarten-1.yaml:3: “edition” moet een heel getal zijn"),
        ("  - number: 2\n", "  - number: 1\n", "dilemmakaarten-1.yaml:60: nummer 1 staat er twee keer"),
        ("themes: [gifts", "themes: [guilt", "er is geen thema “guilt”"),
        ("    tier: municipality\n", "    tier: province\n", "bij councillor hoort tier municipality"),
        ("title:\n", "titel:\n", "“title” ontbreekt"),
        ("cards:\n", "cards: [\n", "hier klopt de opmaak van het bestand niet"),
    ],
)
def test_a_fault_is_told_with_file_line_and_reason(tmp_path: Path, there: str, here: str, fault: str) -> None:
    assert any(fault in found for found in faults(changed(tmp_path, there, here)))


def test_a_file_is_called_after_its_edition(tmp_path: Path) -> None:
    path = changed(tmp_path, "edition: 1\n", "edition: 2\n")
    assert faults(path) == [
        "dilemmakaarten-1.yaml:1: dit bestand moet dilemmakaarten-2.yaml heten, naar zijn slug en editie"
    ]


@pytest.mark.django_db
def test_two_editions_stand_side_by_side_and_a_draft_is_not_shown(
    tmp_path: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_questionnaires()
    changed(tmp_path, "edition: 1\n", "edition: 2\n", "dilemmakaarten-2.yaml")
    changed(tmp_path, "edition: 1\nstatus: model", "edition: 3\nstatus: draft", "dilemmakaarten-3.yaml")
    monkeypatch.setattr("portal.questionnaires.registry._folders", [tmp_path])
    publish_questionnaires()
    assert client.get(reverse("dilemma_cards")).context["edition"].number == 2
    assert "Bekijk editie 1" in client.get(reverse("dilemma_cards")).text
    assert client.get(reverse("dilemma_cards_edition", args=[1])).status_code == 200
    for name in ("dilemma_cards_edition", "dilemma_card_draw"):
        assert client.get(reverse(name, args=[3])).status_code == 404
    assert client.get(reverse("dilemma_card", args=[3, 1])).status_code == 404


@pytest.mark.django_db
def test_without_cards_the_page_says_so(client: Client) -> None:
    assert "Er zijn nu geen dilemmakaarten" in client.get(reverse("dilemma_cards")).text


@pytest.mark.django_db
def test_cards_are_filtered_by_theme_office_and_tier(client: Client) -> None:
    publish_questionnaires()
    cards = client.get(reverse("dilemma_cards"), {"theme": "gifts", "tier": "province", "office": ""}).context["cards"]
    wanted = [
        card
        for card in read_instrument(DECK_FILE).tree.cards
        if card.tier == "province" and "gifts" in str(card.themes)
    ]
    assert cards == wanted
    nonsense = client.get(reverse("dilemma_cards"), {"theme": "onzin", "office": "x" * 5000})
    assert len(nonsense.context["cards"]) == 30


@pytest.mark.django_db
def test_a_drawn_card_matches_the_filter_and_is_another_one(client: Client) -> None:
    publish_questionnaires()
    deck = read_instrument(DECK_FILE).tree
    wanted = {card.number for card in deck.cards if "gifts" in {theme.id for theme in card.themes}}
    assert len(wanted) > 1
    for _time in range(10):
        address = client.get(reverse("dilemma_card_draw", args=[1]), {"theme": "gifts", "na": min(wanted)}).url
        assert address.endswith("?theme=gifts")
        assert int(address.split("/")[-2]) in wanted - {min(wanted)}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_card_has_a_page_that_reads_in_order(client: Client, language: str) -> None:
    publish_questionnaires()
    client.cookies["django_language"] = language
    for card in read_instrument(DECK_FILE).tree.cards:
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
    publish_questionnaires()
    assert client.get(f"/integriteit/dilemmakaarten/1/{number}/").status_code == 404


@pytest.mark.django_db
def test_the_pages_ask_the_database_once(client: Client) -> None:
    publish_questionnaires()
    for address in (reverse("dilemma_cards"), reverse("dilemma_card", args=[1, 1])):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        assert len([q for q in queries if "questionnaires_edition" in q["sql"]]) == 1
        assert "sessionid" not in client.cookies
