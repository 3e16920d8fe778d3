"""A whole list of candidates added to a round: looked at first, then all of it or nothing."""

import threading
import time
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from integrity.screening import candidates
from integrity.screening.candidates import Newcomer, add_candidates, add_round
from integrity.screening.importing.tables import MAX_BYTES, NO_LIST, TOO_LONG, TOO_MANY
from integrity.screening.models import Candidacy, SelectionRound
from portal.audit.models import Event
from portal.privacy.models import Dossier, DossierKey
from portal.retention.erasure import erase_dossier
from portal.walls.actor import Actor, Refused
from tests.cast import Cast, Person, UserFactory, assemble, give_role
from tests.integrity.lists import ods, xlsx
from tests.screening import add, start_round

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
KIM = ["Kim Janssen", "kim@voorbeeld.example", "raadslid"]
ZOE = ["Zoë Çelik", "zoe@voorbeeld.example", ""]
GOOD = "naam;e-mail;functie\nKim Janssen;kim@voorbeeld.example;raadslid\nZoë Çelik;zoe@voorbeeld.example;"


@pytest.fixture
def selection(cast: Cast) -> SelectionRound:
    return start_round(cast, cast.a_secretary)


@pytest.fixture
def client(cast: Cast) -> Client:
    return cast.a_secretary.client()


def hand_in(client: Client, selection: SelectionRound, text: str = "", **fields: Any) -> HttpResponse:
    return client.post(reverse("round_import", args=[selection.pk]), {"text": text, "office": "alderman", **fields})


def confirm(client: Client, selection: SelectionRound, sealed: str) -> HttpResponse:
    return client.post(reverse("round_import_confirm", args=[selection.pk]), {"sealed": sealed}, follow=True)


def in_round(cast: Cast, selection: SelectionRound) -> list[tuple[str, str, str]]:
    with cast.branch_a.scope():
        rows = Candidacy.objects.filter(round=selection)
        return sorted((row.name, row.email, row.office) for row in rows)


def faults(page: HttpResponse) -> list[tuple[int, str]]:
    return [(row.entry.number, " ".join(map(str, row.faults))) for row in page.context["faulty"]]


def test_a_list_is_shown_first_and_added_after(cast: Cast, selection: SelectionRound, client: Client) -> None:
    page = hand_in(client, selection, GOOD)
    assert "2 kandidaten, alles klopt" in page.text
    assert in_round(cast, selection) == []
    desk = confirm(client, selection, page.context["sealed"])
    assert "2 kandidaten zijn toegevoegd. Er is nog niets verstuurd." in desk.text
    assert in_round(cast, selection) == [
        ("Kim Janssen", "kim@voorbeeld.example", "councillor"),
        ("Zoë Çelik", "zoe@voorbeeld.example", "alderman"),
    ]
    with cast.branch_a.scope():
        for candidacy in Candidacy.objects.select_related("dossier"):
            event = Event.objects.get(what="candidacy.added", dossier_id=candidacy.dossier_id)
            assert (event.subject, event.person_id) == (candidacy.dossier.reference, cast.a_secretary.user.pk)


@pytest.mark.parametrize(
    "content",
    [GOOD.encode(), GOOD.encode("cp1252"), xlsx([KIM, ZOE]), ods([KIM, ZOE])],
    ids=["CSV", "1252", "XLSX", "ODS"],
)
def test_a_file_is_read_whatever_it_is_called(
    cast: Cast, selection: SelectionRound, client: Client, content: bytes
) -> None:
    page = hand_in(client, selection, file=SimpleUploadedFile("lijst.pdf", content))
    confirm(client, selection, page.context["sealed"])
    assert len(in_round(cast, selection)) == 2


def test_every_fault_is_told_and_nothing_is_added(cast: Cast, selection: SelectionRound, client: Client) -> None:
    add(cast.a_secretary, selection, "Bo Al")
    typed = "\n".join(
        [
            "Kim Janssen;kim@voorbeeld.example;raadslid",
            ";zonder@voorbeeld.example;",
            "Zonder Adres;;",
            "Fout Adres;fout@;",
            "Vreemd Ambt;vreemd@voorbeeld.example;keizer",
            "Ander Ambt;ander@voorbeeld.example;Statenlid",
            "Kim Nogmaals;KIM@voorbeeld.example;",
            "Bo Al;Bo.Al@voorbeeld.example;",
            f"{'x' * 121};lang@voorbeeld.example;",
        ]
    )
    page = hand_in(client, selection, typed)
    told = dict(faults(page))
    assert list(told) == [2, 3, 4, 5, 6, 7, 8, 9]
    assert "naam ontbreekt" in told[2]
    assert "e-mailadres ontbreekt" in told[3]
    assert "geen e-mailadres" in told[4]
    assert "kent het portaal niet. Kies uit: raadslid, wethouder." in told[5]
    assert "hoort niet bij deze ronde" in told[6]
    assert "ook op regel 1" in told[7]
    assert "staat al in deze ronde" in told[8]
    assert "langer dan 120" in told[9]
    assert page.context["form"]["text"].value() == typed
    assert len(in_round(cast, selection)) == 1


def test_only_the_good_rows_are_added_when_that_is_chosen(
    cast: Cast, selection: SelectionRound, client: Client
) -> None:
    page = hand_in(client, selection, f"{GOOD}\nFout;fout@;")
    assert "Alleen de goede regels toevoegen (2 kandidaten)" in page.text
    confirm(client, selection, page.context["sealed"])
    assert len(in_round(cast, selection)) == 2


def test_a_file_with_faults_can_be_corrected_on_the_page(selection: SelectionRound, client: Client) -> None:
    page = hand_in(client, selection, file=SimpleUploadedFile("x.xlsx", xlsx([KIM, ["Fout", "fout@", "raadslid"]])))
    text = page.context["form"]["text"].value()
    again = hand_in(client, selection, text.replace("fout@", "goed@voorbeeld.example"))
    assert (faults(again), len(again.context["good"])) == ([], 2)


def test_the_same_list_again_makes_no_doubles(cast: Cast, selection: SelectionRound, client: Client) -> None:
    sealed = hand_in(client, selection, GOOD).context["sealed"]
    confirm(client, selection, sealed)
    clicked_twice = confirm(client, selection, sealed)
    assert "Er is niemand dubbel toegevoegd" in clicked_twice.text
    again = hand_in(client, selection, GOOD.upper())
    assert [fault for _row, fault in faults(again)] == [
        "Deze kandidaat staat al in deze ronde. Haal deze regel weg."
    ] * 2
    assert again.context["sealed"] == ""
    assert len(in_round(cast, selection)) == 2
    with cast.branch_a.scope():
        assert Event.objects.filter(what="candidacy.compared").count() == 2


def test_who_came_in_meanwhile_is_passed_over_and_told(cast: Cast, selection: SelectionRound, client: Client) -> None:
    sealed = hand_in(client, selection, GOOD).context["sealed"]
    with cast.a_secretary.scope():
        add_candidates(cast.a_secretary.actor, selection, [Newcomer("Kim", "Kim@Voorbeeld.example", "councillor")])
    assert "1 kandidaat is toegevoegd. 1 stond er al." in confirm(client, selection, sealed).text
    assert len(in_round(cast, selection)) == 2


def test_somebody_whose_file_was_erased_can_come_back(cast: Cast, selection: SelectionRound, client: Client) -> None:
    erased = add(cast.a_secretary, selection, "Bo Al")
    with cast.branch_a.scope():
        erase_dossier(Actor(tenant_id=cast.branch_a.pk), erased.dossier)
    assert faults(hand_in(client, selection, "Bo Al;bo.al@voorbeeld.example")) == []


def test_the_same_person_may_be_in_another_round(cast: Cast, selection: SelectionRound, client: Client) -> None:
    add(cast.a_secretary, start_round(cast, cast.a_secretary), "Bo Al")
    assert faults(hand_in(client, selection, "Bo Al;bo.al@voorbeeld.example")) == []


def test_when_one_row_fails_nobody_is_added(
    cast: Cast, selection: SelectionRound, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any) -> None:
        raise RuntimeError

    sealed = hand_in(client, selection, GOOD).context["sealed"]
    monkeypatch.setattr(candidates, "record_each", fail)
    client.raise_request_exception = False
    assert confirm(client, selection, sealed).status_code == 500
    assert in_round(cast, selection) == []
    with cast.branch_a.scope():
        assert not Dossier.objects.exists()


# --- between looking and adding -------------------------------------------------------------


def test_the_sealed_list_shows_no_name(selection: SelectionRound, client: Client) -> None:
    sealed = hand_in(client, selection, GOOD).context["sealed"]
    assert "kim" not in bytes.fromhex(sealed.partition(":")[2]).decode("latin-1").casefold()


@pytest.mark.parametrize("change", ["other round", "letter", "empty", "odd", "key", "long"])
def test_a_list_that_was_altered_or_moved_is_refused(
    cast: Cast, selection: SelectionRound, client: Client, change: str
) -> None:
    sealed = hand_in(client, selection, GOOD).context["sealed"]
    other = start_round(cast, cast.a_secretary) if change == "other round" else selection
    changed = {
        "other round": sealed,
        "letter": sealed[:-1] + ("0" if sealed[-1] != "0" else "1"),
        "empty": "",
        "odd": sealed[:-1],
        "key": f"x{sealed}",
        "long": sealed + "00" * 800_000,
    }[change]
    assert "Begin opnieuw" in confirm(client, other, changed).text
    assert in_round(cast, other) == []


def test_a_list_that_a_colleague_looked_at_is_refused(cast: Cast, selection: SelectionRound, client: Client) -> None:
    sealed = hand_in(client, selection, GOOD).context["sealed"]
    assert "Begin opnieuw" in confirm(colleague(cast), selection, sealed).text


def colleague(cast: Cast) -> Client:
    user = UserFactory()
    give_role(user, cast.branch_a.body, "party_secretary")
    return Person(user, cast.branch_a).client()


def test_after_an_hour_the_list_is_shown_again(cast: Cast, selection: SelectionRound, client: Client) -> None:
    sealed = hand_in(client, selection, GOOD).context["sealed"]
    with time_machine.travel(time.time() + 3_601):
        page = confirm(client, selection, sealed)
        assert "meer dan een uur geleden" in page.text
        assert len(page.context["good"]) == 2
        assert in_round(cast, selection) == []
        confirm(client, selection, page.context["sealed"])
    assert ("Zoë Çelik", "zoe@voorbeeld.example", "alderman") in in_round(cast, selection)


# --- who may, and what is refused -----------------------------------------------------------


@pytest.mark.parametrize("who", ["a_member", "a_board", "a_manager", "b_secretary"])
def test_only_the_secretary_of_the_branch_adds_a_list(cast: Cast, selection: SelectionRound, who: str) -> None:
    stranger = getattr(cast, who).client()
    refused = 404 if who == "b_secretary" else 403
    answers = [
        stranger.get(reverse("round_import", args=[selection.pk])),
        hand_in(stranger, selection, GOOD),
        confirm(stranger, selection, "x"),
        stranger.get(reverse("round_import_example", args=[selection.pk])),
    ]
    assert [answer.status_code for answer in answers] == [refused] * 4


def test_the_rule_holds_below_the_page_too(cast: Cast, selection: SelectionRound) -> None:
    with cast.a_member.scope(), pytest.raises(Refused):
        add_candidates(cast.a_member.actor, selection, [Newcomer("Kim", "kim@x.example", "councillor")])


@pytest.mark.parametrize(
    ("text", "content", "sentence"),
    [
        ("", None, "Plak een lijst of kies een bestand."),
        ("Kim;kim@x.example", b"Kim;kim@x.example", "niet allebei"),
        ("x" * (MAX_BYTES + 1), None, TOO_LONG),
        ("", b"x" * (MAX_BYTES + 1), TOO_LONG),
        ("", b"x" * 5_000_000, TOO_LONG),
        ("Kim;kim@x.example\n" * 5_000, None, TOO_MANY),
        ("", b"%PDF-1.7", NO_LIST),
        ("", b"", "Er staan geen kandidaten in de lijst."),
        ("\0", None, "Plak een lijst of kies een bestand."),
    ],
)
def test_what_cannot_be_used_gets_a_sentence(
    selection: SelectionRound, client: Client, text: str, content: bytes | None, sentence: str
) -> None:
    fields = {} if content is None else {"file": SimpleUploadedFile("lijst.csv", content)}
    page = hand_in(client, selection, text, **fields)
    assert page.status_code == 200
    assert str(sentence) in str(page.context["form"].errors)
    assert page.context["form"]["text"].value() == text
    assert page.context["form"]["office"].value() == "alderman"


def test_a_nul_byte_in_a_paste_is_left_out(selection: SelectionRound, client: Client) -> None:
    page = hand_in(client, selection, "Kim\0 Janssen;kim@x.example")
    assert page.context["good"][0].entry.name == "Kim Janssen"


def test_more_than_the_portal_takes_gets_a_sentence(selection: SelectionRound, client: Client) -> None:
    page = hand_in(client, selection, "x" * 3_000_000)
    assert page.status_code == 400
    assert "uw tekst staat daar nog" in page.text


def test_two_files_at_once_are_refused(selection: SelectionRound, client: Client) -> None:
    files = {name: SimpleUploadedFile(name, b"x") for name in ("file", "other")}
    assert hand_in(client, selection, **files).status_code == 400


def test_what_looks_like_a_formula_is_shown_as_text(selection: SelectionRound, client: Client) -> None:
    page = hand_in(client, selection, '=HYPERLINK("x")<b>;kim@x.example')
    assert "=HYPERLINK(&quot;x&quot;)&lt;b&gt;" in page.text


def test_the_example_can_be_handed_in_as_it_is(selection: SelectionRound, client: Client) -> None:
    example = client.get(reverse("round_import_example", args=[selection.pk]))
    assert "attachment" in example["Content-Disposition"]
    page = hand_in(client, selection, file=SimpleUploadedFile("voorbeeld.csv", example.content))
    assert (faults(page), len(page.context["good"])) == ([], 2)


def test_a_round_of_a_province_asks_for_its_own_offices(cast: Cast, client: Client) -> None:
    with cast.a_secretary.scope():
        body = cast.province.body
        province = add_round(cast.a_secretary.actor, name="Staten", body=body, nomination_day=date(2031, 1, 31))
    page = client.get(reverse("round_import", args=[province.pk]))
    assert page.context["form"].fields["office"].choices == [("provincial_councillor", "Statenlid")]


# --- speed ----------------------------------------------------------------------------------


def rows(number: int) -> str:
    return "\n".join(f"Kandidaat {one};kandidaat{one}@voorbeeld.example;raadslid" for one in range(number))


def queries_of(client: Client, selection: SelectionRound, number: int) -> tuple[int, int, int, int]:
    counts = []
    with CaptureQueriesContext(connection) as main, CaptureQueriesContext(connections["keys"]) as keys:
        page = hand_in(client, selection, rows(number))
    counts += [len(main), len(keys)]
    with CaptureQueriesContext(connection) as main, CaptureQueriesContext(connections["keys"]) as keys:
        client.post(reverse("round_import_confirm", args=[selection.pk]), {"sealed": page.context["sealed"]})
    return (*counts, len(main), len(keys))


def test_looking_and_adding_take_as_many_queries_for_fifty_as_for_one(cast: Cast, client: Client) -> None:
    counts = [queries_of(client, start_round(cast, cast.a_secretary), number) for number in (1, 1, 3, 50)]
    # The first made the organisation's key.
    assert counts[1] == counts[2] == counts[3]


def test_three_hundred_rows_are_looked_at_and_added_within_three_seconds(
    cast: Cast, selection: SelectionRound, client: Client
) -> None:
    start = time.perf_counter()
    confirm(client, selection, hand_in(client, selection, rows(300)).context["sealed"])
    assert time.perf_counter() - start < 3
    assert len(in_round(cast, selection)) == 300
    with cast.branch_a.scope():
        assert DossierKey.objects.count() == Dossier.objects.count() == 300


@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_two_people_who_add_the_same_list_at_once_make_no_doubles() -> None:
    cast = assemble()
    selection = start_round(cast, cast.a_secretary)
    start, added = threading.Barrier(2), []

    def work() -> None:
        try:
            start.wait()
            with cast.a_secretary.scope():
                people = [Newcomer(f"K {one}", f"k{one}@x.example", "councillor") for one in range(30)]
                added.append(add_candidates(cast.a_secretary.actor, selection, people))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _one in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(added) == [0, 30]
    assert len(in_round(cast, selection)) == 30
