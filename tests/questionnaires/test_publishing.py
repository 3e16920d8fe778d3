"""The ministry's editor loads another edition, mends it, publishes it or throws it away, without a developer."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.audit.models import Event
from portal.questionnaires.editing import replace, take_in
from portal.questionnaires.editor_forms import BOTH, MAX_BYTES, NOTHING, TOO_LARGE
from portal.questionnaires.filling import start_response
from portal.questionnaires.loading import load_instruments
from portal.questionnaires.models import Edition, EditionUse
from portal.questionnaires.source import Malformed, read_content
from portal.walls.actor import Refused
from tests.cast import Cast, assemble
from tests.editions import TRIAL, hand_in, loaded, plain, publish, trial
from tests.questionnaires.conftest import Candidate

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
INTEGRITY = Path(__file__).parents[2] / "integrity"
SHIPPED = sorted(INTEGRITY.glob("*/content/*-1.yaml"))
PAGES = ("edition_replace", "edition_publish_confirm", "edition_discard_confirm")
BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, 30))
VERBS = ("edition_publish", "edition_discard")


@pytest.fixture
def editor(cast: Cast, edition: Edition) -> Client:
    return cast.editor.client()


def events() -> list[str]:
    return list(Event.objects.filter(what__startswith="edition.", person__isnull=False).values_list("what", flat=True))


def faults(answer: SimpleNamespace) -> list[tuple[int, str]]:
    return [(fault.line, fault.reason) for fault in answer.context["form"].faults]


# --- loading --------------------------------------------------------------------------------------


def test_a_loaded_edition_is_seen_by_editors_and_used_by_nobody(editor: Client, cast: Cast) -> None:
    answer = hand_in(editor, file=trial(2, ("Hebt u nevenfuncties?", "Doet u ander werk?")).encode())
    assert answer.url == "/edities/proef/2/"
    assert "Doet u ander werk?" in plain(editor.get(answer.url).text)
    assert "nog niet gepubliceerd" in plain(editor.get("/edities/").text)
    assert Edition.objects.newest("proef").number == 1
    assert [one.number for one in Edition.objects.published("proef")] == [1]
    assert not EditionUse.objects.filter(edition__number=2).exists()
    with cast.editor.scope():
        assert events() == ["edition.loaded"]


def test_an_unpublished_edition_cannot_be_started(editor: Client, candidate: Candidate) -> None:
    edition = loaded(editor, trial())
    with candidate.scope(), pytest.raises(ValueError, match="not published"):
        start_response(candidate.actor, candidate.response.dossier, edition, "councillor")


def test_every_fault_is_told_with_its_line_and_all_that_was_typed_stays(editor: Client) -> None:
    text = trial(2, ("slug: proef", "slug: proef\nstatuss: x"), ("about: partner", "about: cousin"))
    answer = hand_in(editor, text)
    assert faults(answer) == [
        (3, "“statuss” is hier geen veld; bedoelt u “status”?"),
        (47, "“about” moet een van deze zijn: candidate, partner, relatives"),
    ]
    page = plain(answer.text)
    assert "2 dingen kloppen niet. Er is niets bewaard." in page and "about: cousin" in page
    assert answer.context["form"]["text"].value() == text
    assert Edition.objects.count() == 2


def test_the_text_of_a_faulty_file_can_be_mended_on_the_page(editor: Client) -> None:
    answer = hand_in(editor, file=trial(2, ("status: model", "status: modle")).encode())
    text = answer.context["form"]["text"].value()
    assert faults(answer) == [(4, "“status” moet een van deze zijn: official, model, draft")]
    assert hand_in(editor, text.replace("modle", "model")).status_code == 302


def test_a_file_comes_in_the_place_of_what_the_page_filled_in_and_of_nothing_typed(editor: Client) -> None:
    edition, better = loaded(editor, trial()), trial(2, ("Over uw werk.", "Over werk."))
    form = editor.get(reverse("edition_replace", args=[edition.pk])).context["form"]
    told = {"pk": edition.pk, "version": 1, "shown": form.shown}
    typed = hand_in(editor, "typed", better.encode(), **told).context["form"]
    assert (typed.errors["file"], typed["text"].value(), typed.shown) == ([BOTH], "typed", "")
    windows = trial().replace("\n", "\r\n")
    faulty = hand_in(editor, windows, b"a: b", **told).context["form"]
    assert faulty["text"].value() == "a: b"
    assert hand_in(editor, "a: b", better.encode(), **{**told, "shown": faulty.shown}).status_code == 302
    edition.refresh_from_db()
    assert edition.text == better


@pytest.mark.parametrize(
    ("text", "file", "reason"),
    [
        ("", None, NOTHING),
        (" \n", None, NOTHING),
        (trial(), trial().encode(), BOTH),
        ("", b"x" * 2_000_000, TOO_LARGE),
        ("x" * 2_000_000, None, TOO_LARGE),
        ("é" * (MAX_BYTES // 2 + 1), None, TOO_LARGE),
    ],
    ids=["nothing", "white", "both", "file of 2 MB", "text of 2 MB", "two bytes each"],
)
def test_one_file_that_is_not_too_large(editor: Client, text: str, file: bytes | None, reason: str) -> None:
    answer = hand_in(editor, text, file)
    assert str(reason) in plain(answer.text)
    assert answer.context["form"]["text"].value() == text


@pytest.mark.parametrize(
    ("file", "line", "reason"),
    [
        (b"", 1, "het bestand is leeg"),
        (b"\x89PNG\r\n\x1a\n", 1, "hier staat iets dat geen leesbare tekst is; sla het bestand op als UTF-8"),
        (b"a\0b", 1, "hier staat een onzichtbaar teken (U+0000); haal het weg"),
        (b"<html><script>alert(1)</script></html>", 1, "dit moet een groep velden zijn"),
        (BOMB.encode(), 6, "hier staat meer dan een instrument nodig heeft"),
        (b"a: [b", 2, "hier klopt de opmaak van het bestand niet (did not find expected ',' or ']')"),
    ],
    ids=["empty", "picture", "zero", "page", "bomb", "torn"],
)
def test_something_else_than_an_instrument_is_told_in_words(
    editor: Client, file: bytes, line: int, reason: str
) -> None:
    answer = hand_in(editor, file=file)
    assert answer.status_code == 200
    assert faults(answer)[0] == (line, reason)
    assert Edition.objects.count() == 2


MISFITS = [
    ([("slug: proef", "slug: proeff")], 2, "er is geen instrument “proeff”; bedoelt u proef?"),
    ([("kind: questionnaire", "kind: self_assessment")], 1, "“proef” is van de soort questionnaire; die blijft zo"),
    ([("edition: 2", "edition: 1")], 3, "dit nummer is al gebruikt; het eerste vrije nummer is 2"),
    (
        [("offices: [councillor, alderman]", "offices: [alderman]")],
        8,
        "dit instrument is nu ook voor raadslid; dat mag",
    ),
]


@pytest.mark.parametrize(("edits", "line", "reason"), MISFITS, ids=["slug", "kind", "number", "offices"])
def test_a_file_that_does_not_fit_what_is_in_use_is_refused(
    editor: Client, edits: list[tuple[str, str]], line: int, reason: str
) -> None:
    text = trial(2, *edits).replace("offices: [councillor]\n", "")
    (told,) = faults(hand_in(editor, text))
    assert told[0] == line and told[1].startswith(reason)
    assert Edition.objects.count() == 2


def test_a_number_that_is_loaded_already_is_found_back(editor: Client) -> None:
    loaded(editor, trial())
    answer = hand_in(editor, trial(2, ("Over uw werk.", "Over werk.")))
    assert faults(answer) == [(3, "editie 2 is al geladen; zoek die op bij de edities en vervang daar het bestand")]


def test_handing_in_twice_makes_one_edition(editor: Client, cast: Cast) -> None:
    assert [hand_in(editor, trial()).url for _click in range(2)] == ["/edities/proef/2/"] * 2
    with cast.editor.scope():
        assert events() == ["edition.loaded"]


def test_markup_in_a_text_is_shown_and_never_run(editor: Client) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    edition = loaded(editor, trial(2, ("nl: Proefvragenlijst", f'nl: "{evil}"'), ("nl: Werk", f'nl: "{evil}"')))
    addresses = ["/edities/", "/edities/proef/2/", "/edities/proef/2/anders-dan/1/"]
    for address in [*addresses, *(reverse(name, args=[edition.pk]) for name in PAGES)]:
        page = editor.get(address).text
        assert "&lt;script&gt;" in page and "<script>alert" not in page and "<img src=x" not in page, address
    faulty = hand_in(editor, f"{evil}: 1").text
    assert "&lt;script&gt;" in faulty and "<script>alert" not in faulty


def test_an_editor_starts_from_the_file_of_an_edition(editor: Client) -> None:
    answer = editor.get("/edities/proef/1/bestand/")
    assert answer.text == TRIAL
    assert answer["Content-Disposition"] == 'attachment; filename="proef-1.yaml"'
    first = Edition.objects.get(slug="proef")
    assert editor.get(f"/edities/nieuw/?van={first.pk}").context["form"]["text"].value() == trial(2)
    for nothing in ("", "0", "x", "9" * 30, "999999"):
        assert editor.get(f"/edities/nieuw/?van={nothing}").context["form"]["text"].value() == ""


# --- replacing ------------------------------------------------------------------------------------


def test_an_unpublished_edition_is_mended_in_place(editor: Client, cast: Cast) -> None:
    edition = loaded(editor, trial())
    assert editor.get(reverse("edition_replace", args=[edition.pk])).context["form"]["text"].value() == trial()
    better = trial(2, ("Over uw werk.", "Over werk."))
    for _click in range(2):
        assert hand_in(editor, better, pk=edition.pk, version=1).url == "/edities/proef/2/"
    edition.refresh_from_db()
    assert (edition.text, edition.version) == (better, 2)
    with cast.editor.scope():
        assert sorted(events()) == ["edition.loaded", "edition.replaced"]


@pytest.mark.parametrize("typed", ["1", "", "x", "-1", "9" * 40])
def test_two_editors_at_once_are_told_and_nothing_typed_is_lost(editor: Client, typed: str) -> None:
    edition = loaded(editor, trial())
    colleague, own = trial(2, ("Over uw werk.", "Over werk.")), trial(2, ("Over uw werk.", "Werk."))
    hand_in(editor, colleague, pk=edition.pk, version=1)
    answer = hand_in(editor, own, pk=edition.pk, version=typed)
    assert "Een collega heeft het bestand intussen vervangen." in plain(answer.text)
    assert answer.context["form"]["text"].value() == own
    edition.refresh_from_db()
    assert edition.text == colleague
    assert hand_in(editor, own, pk=edition.pk, version=answer.context["edition"].version).status_code == 302
    edition.refresh_from_db()
    assert edition.text == own


def test_another_edition_does_not_come_in_the_place_of_this_one(editor: Client) -> None:
    edition = loaded(editor, trial())
    answer = hand_in(editor, trial(3), pk=edition.pk, version=1)
    assert faults(answer) == [(3, "hier hoort 2 te staan, want u vervangt het bestand van proef 2")]


@pytest.mark.parametrize("verb", VERBS)
def test_what_was_typed_stays_when_a_colleague_published_or_threw_away(editor: Client, verb: str) -> None:
    edition = loaded(editor, trial())
    editor.post(reverse(verb, args=[edition.pk]), {"version": 1})
    own = trial(2, ("Over uw werk.", "Werk."))
    answer = hand_in(editor, own, pk=edition.pk, version=1)
    assert "Deze editie is intussen gepubliceerd of weggegooid." in plain(answer.text)
    assert answer.context["form"]["text"].value() == own
    assert editor.get(reverse("edition_replace", args=[edition.pk])).status_code == 404


# --- publishing and throwing away -----------------------------------------------------------------


def test_publishing_is_told_beforehand_and_new_people_get_it(editor: Client, candidate: Candidate, cast: Cast) -> None:
    edition = loaded(editor, trial(2, ("Over uw werk.", "Over werk.")))
    page = plain(editor.get(reverse("edition_publish_confirm", args=[edition.pk])).text)
    for told in (
        "Wie vanaf nu begint, krijgt editie 2. Lezers zien erbij: editie 2, model.",
        "Wie al is begonnen, houdt de editie van toen.",
        "De tekst van editie 2 verandert daarna nooit meer.",
        "Er is 1 verschil met editie 1.",
    ):
        assert told in page
    for _click in range(2):
        assert publish(editor, edition).url == "/edities/"
    # Who goes back to the question sees the edition as it is now.
    assert editor.get(reverse("edition_publish_confirm", args=[edition.pk])).url == "/edities/proef/2/"
    assert Edition.objects.newest("proef") == edition
    assert EditionUse.objects.get(edition=edition).started == 0
    with candidate.scope():
        candidate.response.refresh_from_db()
        assert candidate.response.edition.number == 1
    with cast.editor.scope():
        assert sorted(events()) == ["edition.loaded", "edition.publish"]
    page = plain(editor.get("/edities/").text)
    assert "eerdere editie" in page and "in gebruik" in page


def test_an_editor_publishes_only_what_they_saw(editor: Client) -> None:
    edition = loaded(editor, trial())
    hand_in(editor, trial(2, ("Over uw werk.", "Over werk.")), pk=edition.pk, version=1)
    for verb in VERBS:
        answer = editor.post(reverse(verb, args=[edition.pk]), {"version": 1})
        assert answer.status_code == 403 and "Iemand anders heeft dit intussen gewijzigd." in plain(answer.text)
    edition.refresh_from_db()
    assert edition.published_at is None


def test_a_confirmation_of_an_edition_that_was_thrown_away_does_not_reach_its_successor(editor: Client) -> None:
    first = loaded(editor, trial())
    for _click in range(2):
        assert editor.post(reverse("edition_discard", args=[first.pk]), {"version": 1}).url == "/edities/"
    second = loaded(editor, trial(2, ("Over uw werk.", "Over werk.")))
    assert publish(editor, first).status_code == 404
    second.refresh_from_db()
    assert (second.number, second.published_at) == (2, None)


def test_throwing_away_leaves_no_trace_but_in_the_log(editor: Client, cast: Cast) -> None:
    edition = loaded(editor, trial())
    assert "Alleen redacteuren hebben" in plain(editor.get(reverse("edition_discard_confirm", args=[edition.pk])).text)
    editor.post(reverse("edition_discard", args=[edition.pk]), {"version": 1})
    assert editor.get("/edities/proef/2/").status_code == 404
    with cast.editor.scope():
        assert sorted(events()) == ["edition.discarded", "edition.loaded"]


def test_a_published_edition_is_neither_replaced_nor_thrown_away(editor: Client, cast: Cast, edition: Edition) -> None:
    assert editor.get(reverse("edition_discard_confirm", args=[edition.pk])).status_code == 404
    answer = editor.post(reverse("edition_discard", args=[edition.pk]), {"version": edition.version})
    assert answer.status_code == 403 and "verandert niet meer" in plain(answer.text)
    with cast.editor.scope(), pytest.raises(Refused, match="verandert niet meer"):
        replace(cast.editor.actor, edition, read_content(trial(1).encode(), ""), edition.version)


def refuse_to_publish(editor: Client, edition: Edition, reason: str) -> None:
    """Its page says why, there is nothing to confirm, and confirming all the same does nothing."""
    edition.refresh_from_db()
    page = plain(editor.get(f"/edities/proef/{edition.number}/").text)
    assert reason in page and "/publiceren/" not in page
    assert editor.get(reverse("edition_publish_confirm", args=[edition.pk])).status_code == 403
    answer = publish(editor, edition)
    assert answer.status_code == 403 and reason in plain(answer.text)


def test_what_is_a_draft_or_came_too_late_cannot_be_published(editor: Client) -> None:
    edition = loaded(editor, trial(2, ("status: model", "status: draft")))
    refuse_to_publish(editor, edition, "In het bestand staat “status: draft”.")
    hand_in(editor, trial(2), pk=edition.pk, version=1)
    publish(editor, loaded(editor, trial(3)))
    refuse_to_publish(editor, edition, "Er is intussen een nieuwere editie gepubliceerd.")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_kind_is_loaded_looked_at_compared_and_published(cast: Cast, path: Path) -> None:
    load_instruments()
    client, text = cast.editor.client(), path.read_text().replace("edition: 1\n", "edition: 2\n", 1)
    edition = loaded(client, text)
    assert edition.slug == path.stem.removesuffix("-1")
    for language in ("nl", "en"):
        assert client.get(f"/edities/{edition.slug}/2/?taal={language}").status_code == 200
    assert "Er is geen verschil." in client.get(f"/edities/{edition.slug}/2/anders-dan/1/").text
    assert publish(client, edition).url == "/edities/"
    assert Edition.objects.newest(edition.slug) == edition


# --- who ------------------------------------------------------------------------------------------


def test_only_an_editor_of_the_ministry_comes_in(cast: Cast, editor: Client, candidate: Candidate) -> None:
    edition = loaded(editor, trial())
    pages = ["/edities/nieuw/", "/edities/proef/2/", "/edities/proef/2/bestand/", "/edities/proef/2/anders-dan/1/"]
    pages += [reverse(name, args=[edition.pk]) for name in PAGES]
    verbs = [reverse(name, args=[edition.pk]) for name in VERBS]
    for name, person in cast.people().items():
        if name != "editor":
            client = person.client()
            assert {client.get(page).status_code for page in pages} == {403}, name
            assert {client.post(verb, {"version": 1}).status_code for verb in verbs} == {403}, name
            assert hand_in(client, trial(3)).status_code == 403
    own = candidate.client()
    assert {own.get(page).status_code for page in pages} | {own.post(verb).status_code for verb in verbs} == {403}
    assert Client().get("/edities/proef/2/").url.startswith(reverse("account_login"))
    edition.refresh_from_db()
    assert edition.published_at is None and Edition.objects.filter(slug="proef").count() == 2


def test_the_right_is_asked_below_the_pages_too(cast: Cast, edition: Edition) -> None:
    with cast.analyst.scope(), pytest.raises(Refused, match="redacteur"):
        take_in(cast.analyst.actor, read_content(trial().encode(), ""))


def test_the_list_takes_the_same_number_of_queries_for_more_editions(editor: Client) -> None:
    counts = []
    for numbers in ((2,), (3, 4)):
        for number in numbers:
            loaded(editor, trial(number))
        with CaptureQueriesContext(connection) as queries:
            editor.get("/edities/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


# --- by file --------------------------------------------------------------------------------------


@pytest.fixture
def outside(edition: Edition, tmp_path: Path) -> Path:
    """A folder that is not of the portal."""
    folder = tmp_path / "ministerie"
    folder.mkdir()
    return folder


def test_an_operator_loads_a_file_and_publishes_only_when_told(
    outside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = outside / "proef-2.yaml"
    path.write_text(trial())
    call_command("load_instruments", str(path))
    assert capsys.readouterr().out == "proef 2: loaded, not published\n"
    assert Edition.objects.newest("proef").number == 1
    path.write_text(trial(2, ("Over uw werk.", "Over werk.")))
    call_command("load_instruments", str(path), "--publish")
    assert capsys.readouterr().out == "proef 2: published\n"
    newest = Edition.objects.newest("proef")
    assert (newest.number, newest.origin, newest.version) == (2, "ministry", 3)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("proef-2.yaml", trial(2, ("status: model", "status: modle")), r"proef-2.yaml:4: “status” moet een van deze"),
        ("proef-9.yaml", trial(), "dit bestand moet proef-2.yaml heten"),
        (
            "proef-1.yaml",
            trial(1, ("Over uw werk.", "Werk.")),
            "dit nummer is al gebruikt; het eerste vrije nummer is 2",
        ),
        ("proef-2.yaml", trial(2, ("status: model", "status: draft")), "In het bestand staat “status: draft”"),
        ("weg-1.yaml", "", "het bestand is leeg"),
    ],
)
def test_a_file_that_cannot_be_used_loads_nothing(outside: Path, name: str, text: str, told: str) -> None:
    (outside / name).write_text(text)
    with pytest.raises(CommandError, match=told):
        call_command("load_instruments", str(outside / name), "--publish")
    assert Edition.objects.count() == 2


def test_the_command_tells_of_a_missing_file(outside: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("load_instruments", str(outside / "proef-2.yaml"))
    with pytest.raises(CommandError, match="--publish needs a FILE"):
        call_command("load_instruments", "--publish")


def test_a_release_does_not_come_between_the_editions_of_the_ministry(editor: Client, folder: Path) -> None:
    publish(editor, loaded(editor, trial(3)))
    loaded(editor, trial(4))
    for number in (2, 3, 4):
        (folder / f"proef-{number}.yaml").write_text(trial(number, ("Over uw werk.", "Van het portaal.")))
    result = load_instruments()
    assert (result.new, result.changed, result.left) == ([], [], ["proef 2", "proef 3", "proef 4"])
    assert Edition.objects.newest("proef").number == 3


# --- at one moment --------------------------------------------------------------------------------


@pytest.fixture
def two_texts(folder: Path) -> Iterator[list[str]]:
    load_instruments()
    yield [trial(), trial(2, ("Over uw werk.", "Over werk."))]


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_two_editors_who_load_one_number_at_one_moment_make_one_edition(two_texts: list[str]) -> None:
    editor, barrier = assemble().editor, Barrier(2)
    actor = editor.actor

    def load(text: str) -> str:
        barrier.wait()
        try:
            with editor.scope():
                return str(take_in(actor, read_content(text.encode(), "")))
        except Malformed as malformed:
            return malformed.faults[0].reason
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(load, two_texts))
    assert answers[1] == "proef 2" and answers[0].startswith("editie 2 is al geladen")
    assert Edition.objects.filter(slug="proef").count() == 2
