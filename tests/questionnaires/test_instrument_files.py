"""Every fault in an instrument file is told with file, line and reason."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from portal.questionnaires.checks import instruments_are_well_formed
from portal.questionnaires.kinds import kind_names
from portal.questionnaires.source import Malformed, read_instrument

NAME = "content/proef-1.yaml"
POSITIONS = (
    "      - id: positions\n        type: rows\n        text: {nl: Welke nevenfuncties?, en: Which positions?}\n"
)


def edited(folder: Path, old: str, new: str, name: str = "proef-1.yaml") -> Path:
    path = folder / name
    text = path.read_text()
    assert text.count(old) >= 1, old
    path.write_text(text.replace(old, new, 1))
    return path


def line_of(path: Path, text: str) -> int:
    return next(n for n, line in enumerate(path.read_text().splitlines(), start=1) if text in line)


def faults(path: Path) -> list[str]:
    with pytest.raises(Malformed) as caught:
        read_instrument(path)
    return [str(fault) for fault in caught.value.faults]


FAULTS: list[tuple[str, str, str, str]] = [
    # what, by what, a text on the line that is named, the reason
    ("kind: questionnaire", "kind: quiz", "kind:", f"“kind” moet een van deze zijn: {', '.join(kind_names())}"),
    ("status: model\n", "", "kind:", "“status” ontbreekt"),
    ("edition: 1", "edition: one", "edition:", "“edition” moet een heel getal zijn"),
    ("edition: 1", "edition: 0", "edition:", "“edition” moet 1 of meer zijn"),
    ("status: model", "status: [model]", "status:", "“status” moet een van deze zijn: official, model, draft"),
    ("title: {nl: Werk, en: Work}", "title: {nl: Werk}", "title: {nl: Werk}", "“en” ontbreekt"),
    ("title: {nl: Werk, en: Work}", "title: {en: Work}", "title: {en: Work}", "“nl” ontbreekt"),
    ("title: {nl: Werk, en: Work}", "title: {nl: Werk, en: ' '}", "title: {nl: Werk, en:", "“en” mag niet leeg zijn"),
    ("        help:", "        helpp:", "helpp:", "“helpp” is hier geen veld; bedoelt u “help”?"),
    (
        "id: work\n",
        "id: Work!\n",
        "id: Work!",
        "“id” begint met een kleine letter, met daarna kleine letters, cijfers en _",
    ),
    (
        'is: "yes"}',
        "is: yes}",
        "is: yes}",
        '“is” moet tekst of een lijst zijn; zet het tussen aanhalingstekens, zoals "yes"',
    ),
    (
        'explain_when: "yes"',
        "explain_when: yes",
        "explain_when:",
        '“explain_when” moet een van deze zijn: yes, no; zet het tussen aanhalingstekens, zoals "yes"',
    ),
    ("slug: proef", "slug: proef\nslug: proef", "", "“slug” staat er twee keer"),
    ("max_rows: 3", "max_rows: 500", "max_rows:", "“max_rows” mag hoogstens 50 zijn"),
    ("offices: [councillor, alderman]", "offices: []", "offices: []", "“offices” moet er minstens 1 hebben"),
    (
        "offices: [councillor, alderman]",
        "offices: [alderman, alderman]",
        "offices: [ald",
        "“offices” noemt iets twee keer",
    ),
    ("id: dispute\n", "id: next\n", "id: next", "“next” gebruikt het portaal zelf; geef de vraag een andere id"),
    ("id: interests\n", "id: work\n", "  - id: work\n", "“work” staat er twee keer in sections"),
    ("id: business\n", "id: positions\n", "", "de vraag “positions” staat er twee keer"),
    (
        "        why: {nl: Om u te kennen., en: To know you.}\n",
        "",
        "- id: business",
        "“why” ontbreekt: zeg waarom de vraag “business” wordt gesteld",
    ),
    (
        'is: "yes"}',
        "is: maybe}",
        "show_when: {question: has_positions, is: maybe}",
        "“maybe” is geen antwoord op “has_positions”",
    ),
    (
        "{question: has_positions,",
        "{question: ready,",
        "show_when: {question: ready,",
        "“show_when” noemt “ready”, en dat is geen eerdere vraag",
    ),
    (
        "{question: has_positions,",
        "{question: nothing,",
        "show_when: {question: nothing,",
        "“show_when” noemt “nothing”, en dat is geen eerdere vraag",
    ),
    (
        "{question: business, is: [owner]}",
        "{question: positions, is: [owner]}",
        "question: positions, is",
        "“show_when” kan alleen na een vraag van type yes_no, choice, choices",
    ),
    (
        "scale: {from: 0, to: 4",
        "scale: {from: 4, to: 4",
        "scale: {from",
        "de schaal moet oplopen, en 4 tot 4 doet dat niet",
    ),
    (
        "        max_length: 30\n",
        "        max_length: 30\n        max_rows: 3\n",
        "",
        "“max_rows” hoort niet bij een vraag van type text",
    ),
    (
        "        explain_text: {nl: Waar gaat het over?, en: What is it about?}\n",
        "",
        "- id: dispute",
        "geef de vraag “dispute” zowel “explain_when” als “explain_text”, of geen van beide",
    ),
    (
        "offices: [alderman]\n",
        "offices: [provincial_executive]\n",
        "",
        "de vragenlijst zelf is niet voor provincial_executive",
    ),
    ("slug: proef", "slug: ander", "kind:", "dit bestand moet ander-1.yaml heten, naar zijn slug en editie"),
    ("- {id: rent,", "- {id: wage,", "", "“wage” staat er twee keer in options"),
    (
        "paid, type: yes_no",
        "paid, type: choice",
        "{id: paid,",
        "kolom “paid” heeft “options” nodig als het type choice is, en anders niet",
    ),
]


@pytest.mark.parametrize(("old", "new", "line", "reason"), FAULTS, ids=[fault[3][:50] for fault in FAULTS])
def test_a_fault_is_told_with_file_line_and_reason(folder: Path, old: str, new: str, line: str, reason: str) -> None:
    path = edited(folder, old, new)
    told = faults(path)
    assert [each.split(": ", 1)[1] for each in told if reason in each][:1] == [reason]
    file, number, _reason = next(each for each in told if reason in each).split(":", 2)
    assert file == NAME
    wanted = line or new.strip().splitlines()[-1]
    assert wanted.strip() in path.read_text().splitlines()[int(number) - 1]


def test_options_are_needed_for_a_choice(folder: Path) -> None:
    path = folder / "proef-1.yaml"
    text = path.read_text()
    start = text.index("        options:\n          - {id: employed")
    end = text.index("  - id: interests")
    path.write_text(text[:start] + text[end:])
    number = line_of(path, "- id: business")
    assert faults(path)[0] == f"{NAME}:{number}: “options” ontbreekt: de vraag “business” is van type choice"


def test_a_file_that_is_no_yaml_names_the_line(folder: Path) -> None:
    path = edited(folder, "slug: proef", "slug: [proef")
    assert faults(path) == [f"{NAME}:3: hier klopt de opmaak van het bestand niet (did not find expected ',' or ']')"]


def test_an_empty_file_is_told(folder: Path) -> None:
    path = folder / "leeg-1.yaml"
    path.write_text("# nothing yet\n")
    assert faults(path) == ["content/leeg-1.yaml:1: het bestand is leeg"]


def test_all_faults_are_told_at_once_in_order(folder: Path) -> None:
    edited(folder, "edition: 1", "edition: one")
    path = edited(folder, "about: partner", "about: cousin")
    assert [fault.split(": ", 1)[1] for fault in faults(path)] == [
        "“edition” moet een heel getal zijn",
        "“about” moet een van deze zijn: candidate, partner, relatives",
    ]


FEEDBACK_FAULTS = [
    ("{upto: 2.5,", "{upto: 6,", "de grenzen moeten oplopen"),
    ("{upto: 5, text: {nl: U hebt", "{upto: 4, text: {nl: U hebt", "de laatste grens moet tot 5 gaan"),
    ("- theme: exposure\n", "- theme: money\n", "geen vraag heeft het thema “money”"),
    ("- theme: exposure\n", "- theme: time\n", "het thema “time” staat er twee keer"),
    (
        "kind: self_assessment",
        "kind: questionnaire",
        "“feedback” hoort alleen bij een self_assessment: niemand anders krijgt een uitkomst",
    ),
    ("points: 1, ", "", "elk antwoord heeft “points” nodig als de vraag een thema heeft"),
]


@pytest.mark.parametrize(("old", "new", "reason"), FEEDBACK_FAULTS, ids=[fault[2][:40] for fault in FEEDBACK_FAULTS])
def test_feedback_is_checked(folder: Path, old: str, new: str, reason: str) -> None:
    told = faults(edited(folder, old, new, "zelf-1.yaml"))
    assert reason in [each.split(": ", 1)[1] for each in told]


def test_the_trial_files_themselves_are_fine(folder: Path) -> None:
    assert instruments_are_well_formed() == []


def test_malformed_content_stops_manage_py_check(folder: Path) -> None:
    edited(folder, "edition: 1", "edition: one")
    with pytest.raises(SystemCheckError, match=r"content/proef-1.yaml:3: “edition” moet een heel getal zijn"):
        call_command("check")


def test_the_same_edition_in_two_folders_is_a_fault(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = folder.parent / "other"
    other.mkdir()
    (other / "proef-1.yaml").write_text((folder / "proef-1.yaml").read_text())
    monkeypatch.setattr("portal.questionnaires.registry._folders", [folder, other])
    errors = [error.msg for error in instruments_are_well_formed()]
    assert errors == ["other/proef-1.yaml:1: edition 1 of proef is also in content/proef-1.yaml"]


def test_layout_and_comments_do_not_change_the_checksum_and_text_does(folder: Path) -> None:
    before = read_instrument(folder / "proef-1.yaml").checksum
    assert read_instrument(edited(folder, "slug: proef", "# a remark\nslug:   proef")).checksum == before
    assert read_instrument(edited(folder, "Over uw werk.", "Over werk.")).checksum != before
