"""Content of other kinds: its own schema and faults, published once and for all, seen by the editor beforehand."""

import html
from pathlib import Path

import pytest
from django.db import ProgrammingError, transaction

from integrity.agenda.themes import Agenda
from integrity.interview.guide import Guide
from integrity.screening.rules_of_thumb import RulesOfThumb
from integrity.screening.subversion import Subversion
from integrity.undertaking.clauses import UndertakingText
from portal.questionnaires.loading import EditionChanged, load_instruments
from portal.questionnaires.models import Edition
from portal.questionnaires.source import Malformed, read_instrument
from tests.cast import Cast
from tests.editions import plain

BOTH = pytest.mark.django_db(databases=["default", "keys"])
INTEGRITY = Path(__file__).parents[2] / "integrity"
RULES, SIGNALS, GUIDE = "vuistregels-1.yaml", "ondermijning-1.yaml", "leidraad-selectiegesprek-1.yaml"
CLAUSES, AGENDA = "bewilligingsverklaring-1.yaml", "integriteitsagenda-1.yaml"
KINDS = {RULES: RulesOfThumb, SIGNALS: Subversion, GUIDE: Guide, CLAUSES: UndertakingText, AGENDA: Agenda}


@pytest.fixture
def files(folder: Path) -> Path:
    for name in KINDS:
        (folder / name).write_text(next(INTEGRITY.glob(f"*/content/{name}")).read_text())
    return folder


def edited(files: Path, name: str, old: str, new: str) -> Path:
    path = files / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    return path


@pytest.mark.parametrize("name", KINDS)
def test_a_file_becomes_the_tree_of_its_kind(files: Path, name: str) -> None:
    assert isinstance(read_instrument(files / name).tree, KINDS[name])


FAULTS = [
    (RULES, "    theme: general\n", "    theme: weather\n", "theme: weather", "er is geen thema “weather”"),
    (
        RULES,
        "- id: step_aside_in_time",
        "- id: common_good_first",
        "",
        "“common_good_first” staat er twee keer in rules",
    ),
    (RULES, "    example:\n", "    exampel:\n", "exampel:", "“exampel” is hier geen veld; bedoelt u “example”?"),
    (
        RULES,
        "acknowledgement:\n",
        "offices: []\nacknowledgement:\n",
        "offices:",
        "“offices” is hier geen veld",
    ),
    (SIGNALS, "contact_route: [candidate,", "contact_route: [nobody,", "", "“nobody” staat niet in dit bestand"),
    (SIGNALS, "signals: [eager_newcomer,", "signals: [no_signal,", "", "“no_signal” staat niet in dit bestand"),
    (
        SIGNALS,
        "slug: ondermijning",
        "feedback: []\nslug: ondermijning",
        "feedback:",
        "“feedback” is hier geen veld",
    ),
    (GUIDE, "    theme: past\n", "    theme: future\n", "theme: future", "er is geen thema “future”"),
    (GUIDE, "- id: conflicts", "- id: cv_and_truth", "", "“cv_and_truth” staat er twee keer in topics"),
    (
        GUIDE,
        "  - {id: past,",
        "  - {id: gone, title: {nl: Weg, en: Gone}}\n  - {id: past,",
        "id: gone",
        "geen onderwerp heeft",
    ),
    (GUIDE, "    do_not_record: true\n", "", "id: money_worries", "“do_not_record” ontbreekt"),
    (GUIDE, "do_not_record: true", "do_not_record: sometimes", "", "“do_not_record” moet true of false zijn"),
    (GUIDE, "cards: [9]", "cards: [nine]", "", "dit moet een heel getal zijn"),
    (GUIDE, "cards: [3, 4, 21]", "cards: [3, 3]", "cards: [3, 3]", "“cards” noemt iets twee keer"),
    (GUIDE, "offices: [alderman,", "offices: [mayor,", "", "dit moet een van deze zijn: councillor"),
    (GUIDE, "    opening: {", "    notes: {nl: a, en: b}\n    opening: {", "notes:", "“notes” is hier geen veld"),
    (CLAUSES, "- id: secrecy", "- id: no_favours", "", "“no_favours” staat er twee keer in clauses"),
    (CLAUSES, "- id: seat_is_personal", "- id: what_it_does", "", "“what_it_does” staat er twee keer in limits"),
    (CLAUSES, "  clause: measures_accepted", "  clause: nothing", "clause: nothing", "er is geen bepaling “nothing”"),
    (
        CLAUSES,
        "  clause: measures_accepted",
        "  clause: accepts_seat",
        "clause: acc",
        "bepaling “accepts_seat” is niet voor",
    ),
    (CLAUSES, "    about: branch", "    about: council", "", "“about” moet een van deze zijn: candidate, branch"),
    (CLAUSES, "  board:\n", "  bord:\n", "bord:", "“bord” is hier geen veld; bedoelt u “board”?"),
    (AGENDA, "- id: halfway", "- id: good_start", "", "“good_start” staat er twee keer in themes"),
    (
        AGENDA,
        "audiences: [group, executive]",
        "audiences: [king]",
        "audiences: [king]",
        "“king” staat niet in dit bestand",
    ),
    (AGENDA, "    month: 47\n", "    month: 49\n", "month: 49", "“month” mag hoogstens 48 zijn"),
    (AGENDA, "    month: 9\n", "    month: 13\n", "month: 13", "een jaarlijks gesprek begint uiterlijk in maand 12"),
    (AGENDA, "    repeats: once\n", "    repeats: daily\n", "", "“repeats” moet een van deze zijn: once, yearly"),
    (
        AGENDA,
        "years:\n",
        "years:\n  - {title: {nl: a, en: b}, text: {nl: a, en: b}}\n",
        "years:",
        "“years” mag er hoogstens 4 hebben",
    ),
    (AGENDA, "    minutes: 90\n", "    minutes: long\n", "", "“minutes” moet een heel getal zijn"),
    (SIGNALS, "slug: ondermijning", "slug: anders", "", "dit bestand moet anders-1.yaml heten"),
]


@pytest.mark.parametrize(("name", "old", "new", "line", "reason"), FAULTS, ids=[fault[4][:40] for fault in FAULTS])
def test_a_fault_is_told_with_file_line_and_reason(
    files: Path, name: str, old: str, new: str, line: str, reason: str
) -> None:
    path = edited(files, name, old, new)
    with pytest.raises(Malformed) as caught:
        read_instrument(path)
    fault = next(fault for fault in caught.value.faults if fault.reason.startswith(reason))
    assert fault.file == f"content/{name}"
    assert line in path.read_text().splitlines()[fault.line - 1]


@BOTH
@pytest.mark.parametrize(
    ("name", "text"),
    [
        (RULES, "Het algemeen belang"),
        (SIGNALS, "Een onbekende"),
        (GUIDE, "Fijn dat u er bent"),
        (CLAUSES, "Eerlijke antwoorden"),
        (AGENDA, "Een goed begin"),
    ],
)
def test_a_published_edition_never_changes(files: Path, name: str, text: str) -> None:
    load_instruments()
    edited(files, name, text, "Iets anders")
    with pytest.raises(EditionChanged, match="is published and may not change"):
        load_instruments()
    slug = name.removesuffix("-1.yaml")
    with pytest.raises(ProgrammingError, match="cannot be changed"), transaction.atomic():
        Edition.objects.filter(slug=slug).update(content={})


@BOTH
@pytest.mark.parametrize(
    ("slug", "dutch", "english"),
    [
        ("vuistregels", "Let ook op de schijn", "Mind appearances too"),
        ("ondermijning", "Een onbekende met veel haast", "A stranger in a great hurry"),
        ("leidraad-selectiegesprek", "Wie u bent en wat u drijft", "Who you are and what drives you"),
        ("bewilligingsverklaring", "Dit is niet model H 9.", "This is not model H 9."),
        ("integriteitsagenda", "Achter gesloten deuren", "Behind closed doors"),
        ("zelf", "Ik heb genoeg tijd.", "I have enough time."),
    ],
)
def test_the_editor_sees_an_edition_of_every_kind(cast: Cast, files: Path, slug: str, dutch: str, english: str) -> None:
    load_instruments()
    client = cast.editor.client()
    assert dutch in html.unescape(client.get(f"/edities/{slug}/1/?taal=nl").text)
    assert english in html.unescape(client.get(f"/edities/{slug}/1/?taal=en").text)
    assert "wordt niet geteld" in client.get("/edities/").text


@BOTH
def test_the_difference_between_editions_of_rules_is_told(cast: Cast, files: Path) -> None:
    text = (files / RULES).read_text().replace("edition: 1", "edition: 2", 1)
    text = text.replace("Let ook op de schijn", "Let op de schijn").replace("id: leave_cleanly", "id: go_well")
    (files / "vuistregels-2.yaml").write_text(text)
    load_instruments()
    page = html.unescape(cast.editor.client().get("/edities/vuistregels/2/anders-dan/1/").text)
    assert "Gewijzigd: “Let op de schijn”" in page
    assert "Nieuw: “Vertrek netjes”" in page and "Vervallen: “Vertrek netjes”" in page


@BOTH
def test_the_difference_between_editions_of_the_guide_is_told(cast: Cast, files: Path) -> None:
    text = (files / GUIDE).read_text().replace("edition: 1", "edition: 2", 1)
    text = text.replace("cards: [14, 20]", "cards: [14]").replace("id: several_hats", "id: many_hats")
    text = text.replace("do_not_record: true", "do_not_record: false", 1)
    (files / "leidraad-selectiegesprek-2.yaml").write_text(text)
    load_instruments()
    page = plain(cast.editor.client().get("/edities/leidraad-selectiegesprek/2/anders-dan/1/").text)
    assert "Gewijzigd: “Werk naast het ambt”" in page and "kaart 14, kaart 20" in page
    assert "Nieuw: “Functies in verenigingen en besturen”" in page and "Gewijzigd: “Zorgen over geld”" in page
    assert "Gewijzigd: “Chantage”" not in page


@BOTH
def test_the_difference_between_editions_of_the_undertaking_is_told(cast: Cast, files: Path) -> None:
    text = (files / CLAUSES).read_text().replace("edition: 1", "edition: 2", 1)
    text = text.replace("binnen een week", "binnen twee weken").replace(
        "  clause: measures_accepted", "  clause: secrecy"
    )
    text = text.replace("id: campaign_money", "id: gifts_for_campaign")
    (files / "bewilligingsverklaring-2.yaml").write_text(text)
    load_instruments()
    page = html.unescape(cast.editor.client().get("/edities/bewilligingsverklaring/2/anders-dan/1/").text)
    told = [line.split("“")[1].split("”")[0] for line in page.split("Gewijzigd: ")[1:]]
    assert told == ["Veranderingen melden", "Afgesproken maatregelen", "Geheimhouding"]
    assert "Nieuw: “Geld voor een eigen campagne”" in page and "Vervallen: “Geld voor een eigen campagne”" in page


@BOTH
def test_the_difference_between_editions_of_the_agenda_is_told(cast: Cast, files: Path) -> None:
    text = (files / AGENDA).read_text().replace("edition: 1", "edition: 2", 1)
    text = (
        text.replace("month: 18", "month: 19").replace("cards: [2, 18]", "cards: [2]").replace("id: halfway", "id: mid")
    )
    (files / "integriteitsagenda-2.yaml").write_text(text)
    load_instruments()
    page = plain(cast.editor.client().get("/edities/integriteitsagenda/2/anders-dan/1/").text)
    assert "Gewijzigd: “Als het dichtbij komt”" in page and page.count("Gewijzigd: ") == 1
    assert "maand 18, één keer, 60 minuten" in page and "kaart 2, kaart 18" in page
    assert "Nieuw: “Halverwege”" in page and "Vervallen: “Halverwege”" in page
