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
    ("kind: questionnaire", "kind: quiz", "kind:", f"“kind” should be one of {', '.join(kind_names())}"),
    ("status: model\n", "", "kind:", "“status” is missing"),
    ("edition: 1", "edition: one", "edition:", "“edition” should be a whole number"),
    ("edition: 1", "edition: 0", "edition:", "“edition” should be 1 or more"),
    ("status: model", "status: [model]", "status:", "“status” should be one of official, model, draft"),
    ("title: {nl: Werk, en: Work}", "title: {nl: Werk}", "title: {nl: Werk}", "“en” is missing"),
    ("title: {nl: Werk, en: Work}", "title: {en: Work}", "title: {en: Work}", "“nl” is missing"),
    ("title: {nl: Werk, en: Work}", "title: {nl: Werk, en: ' '}", "title: {nl: Werk, en:", "“en” should not be empty"),
    ("        help:", "        helpp:", "helpp:", "“helpp” is not a field here; did you mean “help”?"),
    (
        "id: work\n",
        "id: Work!\n",
        "id: Work!",
        "“id” should be small letters, digits and underscores, and start with a letter",
    ),
    ('is: "yes"}', "is: yes}", "is: yes}", '“is” should be text or a list; put it between quotes, as in "yes"'),
    (
        'explain_when: "yes"',
        "explain_when: yes",
        "explain_when:",
        '“explain_when” should be one of yes, no; put it between quotes, as in "yes"',
    ),
    ("slug: proef", "slug: proef\nslug: proef", "", "“slug” is there twice"),
    ("max_rows: 3", "max_rows: 500", "max_rows:", "“max_rows” should be 50 or less"),
    ("offices: [councillor, alderman]", "offices: []", "offices: []", "“offices” should have at least 1 item"),
    (
        "offices: [councillor, alderman]",
        "offices: [alderman, alderman]",
        "offices: [ald",
        "“offices” names something twice",
    ),
    ("id: interests\n", "id: work\n", "  - id: work\n", "“work” is there twice in sections"),
    ("id: business\n", "id: positions\n", "", "question “positions” is there twice"),
    (
        "        why: {nl: Om u te kennen., en: To know you.}\n",
        "",
        "- id: business",
        "“why” is missing: question “business” should say why it is asked",
    ),
    (
        'is: "yes"}',
        "is: maybe}",
        "show_when: {question: has_positions, is: maybe}",
        "“maybe” is no answer to “has_positions”",
    ),
    (
        "{question: has_positions,",
        "{question: ready,",
        "show_when: {question: ready,",
        "“show_when” names “ready”, which is no earlier question",
    ),
    (
        "{question: has_positions,",
        "{question: nothing,",
        "show_when: {question: nothing,",
        "“show_when” names “nothing”, which is no earlier question",
    ),
    (
        "{question: business, is: [owner]}",
        "{question: positions, is: [owner]}",
        "question: positions, is",
        "“show_when” can only follow a question of type yes_no, choice, choices",
    ),
    ("scale: {from: 0, to: 4", "scale: {from: 4, to: 4", "scale: {from", "the scale should go up: 4 to 4 does not"),
    (
        "        max_length: 30\n",
        "        max_length: 30\n        max_rows: 3\n",
        "",
        "“max_rows” does not belong to a question of type text",
    ),
    (
        "        explain_text: {nl: Waar gaat het over?, en: What is it about?}\n",
        "",
        "- id: dispute",
        "question “dispute” should have both “explain_when” and “explain_text”, or neither",
    ),
    (
        "offices: [alderman]\n",
        "offices: [provincial_executive]\n",
        "",
        "the questionnaire itself is not for provincial_executive",
    ),
    ("slug: proef", "slug: ander", "kind:", "the file should be called ander-1.yaml, after its slug and edition"),
    ("- {id: rent,", "- {id: wage,", "", "“wage” is there twice in options"),
    (
        "paid, type: yes_no",
        "paid, type: choice",
        "{id: paid,",
        "column “paid” should have options if, and only if, its type is choice",
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
    assert faults(path)[0] == f"{NAME}:{number}: “options” is missing: question “business” is of type choice"


def test_a_file_that_is_no_yaml_names_the_line(folder: Path) -> None:
    path = edited(folder, "slug: proef", "slug: [proef")
    assert faults(path) == [f"{NAME}:3: this is no YAML: did not find expected ',' or ']'"]


def test_an_empty_file_is_told(folder: Path) -> None:
    path = folder / "leeg-1.yaml"
    path.write_text("# nothing yet\n")
    assert faults(path) == ["content/leeg-1.yaml:1: the file is empty"]


def test_all_faults_are_told_at_once_in_order(folder: Path) -> None:
    edited(folder, "edition: 1", "edition: one")
    path = edited(folder, "about: partner", "about: cousin")
    assert [fault.split(": ", 1)[1] for fault in faults(path)] == [
        "“edition” should be a whole number",
        "“about” should be one of candidate, partner, relatives",
    ]


FEEDBACK_FAULTS = [
    ("{upto: 2.5,", "{upto: 6,", "the bands should go up"),
    ("{upto: 5, text: {nl: U hebt", "{upto: 4, text: {nl: U hebt", "the last band should reach 5"),
    ("- theme: exposure\n", "- theme: money\n", "no question has the theme “money”"),
    ("- theme: exposure\n", "- theme: time\n", "the theme “time” is there twice"),
    (
        "kind: self_assessment",
        "kind: questionnaire",
        "“feedback” belongs to a self_assessment only: nobody else gets a result",
    ),
    ("points: 1, ", "", "each option needs “points” when the question has a theme"),
]


@pytest.mark.parametrize(("old", "new", "reason"), FEEDBACK_FAULTS, ids=[fault[2][:40] for fault in FEEDBACK_FAULTS])
def test_feedback_is_checked(folder: Path, old: str, new: str, reason: str) -> None:
    told = faults(edited(folder, old, new, "zelf-1.yaml"))
    assert reason in [each.split(": ", 1)[1] for each in told]


def test_the_trial_files_themselves_are_fine(folder: Path) -> None:
    assert instruments_are_well_formed() == []


def test_malformed_content_stops_manage_py_check(folder: Path) -> None:
    edited(folder, "edition: 1", "edition: one")
    with pytest.raises(SystemCheckError, match=r"content/proef-1.yaml:3: “edition” should be a whole number"):
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
