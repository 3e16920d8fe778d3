"""The pages, as a browser without JavaScript and as the saving in the background use them."""

import html
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.audit.models import Event
from portal.questionnaires.held import hold_token
from portal.questionnaires.loading import load_instruments
from portal.questionnaires.models import HeldSubmission, SectionAnswers
from portal.questionnaires.sheet import open_sheet
from tests.cast import Cast
from tests.questionnaires.conftest import Candidate
from tests.questionnaires.without_javascript import buttons_of, sent_by

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.urls("tests.questionnaires.mounted"),
]
WORK = {"has_positions": "no", "business": "employed"}
INTERESTS = {"dispute": "no", "sources": ["wage"]}
CLOSING = {"ready": "3"}


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code, response.headers)
    return html.unescape(response.content.decode())


def raw(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def send(client: Client, path: str, button: tuple[str, str] = ("next", "continue"), **typed: Any) -> Any:
    """Open a page, type, press a button."""
    data = sent_by(raw(client, path), **typed)
    return client.post(path.split("?")[0], {**data, button[0]: button[1]})


def fill_all(client: Client) -> None:
    for section, typed in (("work", WORK), ("interests", INTERESTS), ("closing", CLOSING)):
        assert send(client, f"/proef/{section}/", **typed).status_code == 302


def kept(candidate: Candidate) -> dict[str, Any]:
    with candidate.scope():
        return open_sheet(candidate.response).answers


def test_the_whole_way_from_overview_to_confirmation(candidate: Candidate) -> None:
    client = candidate.client()
    assert "0 van 3 onderdelen klaar" in page(client, "/proef/overzicht/")
    assert send(client, "/proef/work/", **WORK).url == "/proef/interests/"
    assert send(client, "/proef/interests/", **INTERESTS).url == "/proef/closing/"
    assert send(client, "/proef/closing/", **CLOSING).url == "/proef/controleren/"
    check = page(client, "/proef/controleren/")
    assert "Loondienst" in check and "Niet ingevuld" in check
    sent = client.post("/proef/versturen/", sent_by(raw(client, "/proef/controleren/")))
    assert sent.url == "/proef/klaar/"
    done = page(client, "/proef/klaar/")
    assert candidate.response.dossier.reference in done
    assert "De commissie leest uw antwoorden." in done


def test_later_sections_wait_for_earlier_ones(candidate: Candidate) -> None:
    client = candidate.client()
    assert "Kan nog niet starten" in page(client, "/proef/overzicht/")
    assert client.get("/proef/interests/").url == "/proef/overzicht/"
    assert client.get("/proef/nothing/").status_code == 404


def test_stop_and_go_on_with_another_device(candidate: Candidate) -> None:
    assert send(candidate.client(), "/proef/work/", ("next", "later"), business="owner").url == "/proef/overzicht/"
    other_device = candidate.client()
    assert "Bezig" in page(other_device, "/proef/overzicht/")
    assert 'value="owner" id="id_business_1" checked' in raw(other_device, "/proef/work/")


def test_what_is_wrong_is_kept_and_told(candidate: Candidate) -> None:
    client = candidate.client()
    send(client, "/proef/work/", **WORK)
    answer = send(client, "/proef/interests/", moved_on="31-2-2020")
    text = html.unescape(answer.content.decode())
    assert answer.status_code == 200
    assert "<title>Fout: Belangen" in text
    assert "Er is iets niet goed ingevuld" in text
    assert "Waaruit bestaat uw inkomen? – Kies minstens één antwoord." in text
    assert kept(candidate)["moved_on"] == "31-2-2020"
    # The page that shows the errors can be sent in again at once.
    assert 'name="seen_version" value="1"' in text


def test_change_from_the_check_page_leads_straight_back(candidate: Candidate) -> None:
    client = candidate.client()
    fill_all(client)
    assert "/proef/work/?terug=controle#div_id_business" in page(client, "/proef/controleren/")
    assert send(client, "/proef/work/?terug=controle", business="owner").url == "/proef/controleren/"
    check = page(client, "/proef/controleren/")
    assert "U kunt nog niet versturen" in check
    assert "/proef/interests/?terug=controle#div_id_company" in check


def test_what_changed_after_checking_is_shown_before_sending(candidate: Candidate) -> None:
    client = candidate.client()
    fill_all(client)
    seen = sent_by(raw(client, "/proef/controleren/"))
    send(client, "/proef/closing/", ready="1")
    assert client.post("/proef/versturen/", seen).url == "/proef/controleren/"
    assert "intussen gewijzigd" in page(client, "/proef/controleren/")


def test_after_sending_the_answers_can_be_read_and_reopened(candidate: Candidate) -> None:
    client = candidate.client()
    fill_all(client)
    client.post("/proef/versturen/", sent_by(raw(client, "/proef/controleren/")))
    assert client.get("/proef/work/").url == "/proef/controleren/"
    assert "Wijzigen" not in page(client, "/proef/controleren/")
    client.post("/proef/heropenen/")
    assert "Wijzigen" in page(client, "/proef/controleren/")


def test_a_newer_edition_is_taken_over_on_purpose_only(candidate: Candidate, folder: Path) -> None:
    client = candidate.client()
    send(client, "/proef/work/", **WORK)
    assert "nieuwe versie" not in page(client, "/proef/overzicht/")
    text = (folder / "proef-1.yaml").read_text().replace("edition: 1", "edition: 2")
    (folder / "proef-2.yaml").write_text(
        text.replace("id: business", "id: occupation").replace("question: business", "question: occupation")
    )
    load_instruments()
    assert "Er is een nieuwe versie van deze vragenlijst" in page(client, "/proef/overzicht/")
    plan = page(client, "/proef/nieuwe-versie/")
    assert "Deze antwoorden gaan niet mee" in plan and "Deze vragen zijn nieuw" in plan
    assert kept(candidate)["business"] == "employed"
    client.post("/proef/nieuwe-versie/", sent_by(raw(client, "/proef/nieuwe-versie/")))
    assert kept(candidate) == {"has_positions": {"value": "no"}}
    assert "nieuwe versie van" not in page(client, "/proef/overzicht/")


# --- rows -----------------------------------------------------------------------------------------


def test_rows_are_added_and_removed_without_javascript(candidate: Candidate) -> None:
    client = candidate.client()
    first = {"has_positions": "yes", "positions-0-organisation": "Koor"}
    added = send(client, "/proef/work/", ("add_row", "positions"), **first)
    assert added.url == "/proef/work/?nieuw=2#id_positions_1"
    new_page = raw(client, added.url.split("#")[0])
    assert 'id="id_positions_1" value="" autocomplete="off" autofocus' in new_page
    send(client, added.url.split("#")[0], ("add_row", "positions"), **{"positions-1-organisation": "Zwembad"})
    assert kept(candidate)["positions"] == [{"organisation": "Koor"}, {"organisation": "Zwembad"}]
    removed = send(client, "/proef/work/", ("remove_row", "positions-0"))
    assert removed.url == "/proef/work/?nieuw=#div_id_positions"
    assert kept(candidate)["positions"] == [{"organisation": "Zwembad"}]


def test_no_more_rows_are_offered_than_fit(candidate: Candidate) -> None:
    client = candidate.client()
    rows = {f"positions-{n}-organisation": f"Koor {n}" for n in range(3)}
    send(client, "/proef/work/", ("add_row", "positions"), has_positions="yes", **rows)
    assert ("add_row", "positions") not in buttons_of(raw(client, "/proef/work/"))


def test_the_enter_key_goes_on_and_removes_nothing(candidate: Candidate) -> None:
    client = candidate.client()
    send(
        client, "/proef/work/", ("add_row", "positions"), **{"has_positions": "yes", "positions-0-organisation": "Koor"}
    )
    assert buttons_of(raw(client, "/proef/work/"))[0] == ("next", "continue")


# --- saving in the background ----------------------------------------------------------------------


def autosave(client: Client, data: dict[str, Any], section: str = "work") -> Any:
    return client.post(f"/proef/{section}/", data, headers={"X-Autosave": "yes"})


def test_saving_in_the_background_says_when_and_which_version(candidate: Candidate) -> None:
    client = candidate.client()
    data = sent_by(raw(client, "/proef/work/"), business="owner")
    with time_machine.travel("2026-11-20T13:32:00+00:00", tick=False):
        answer = autosave(client, data)
    assert (answer.status_code, answer.headers["X-Version"], answer.headers["X-Saved-At"]) == (204, "1", "14.32")
    assert kept(candidate) == {"business": "owner"}


def test_saving_in_the_background_never_finishes_a_section(candidate: Candidate) -> None:
    client = candidate.client()
    autosave(client, {**sent_by(raw(client, "/proef/work/"), **WORK), "next": "continue"})
    with candidate.scope():
        assert not SectionAnswers.objects.get().complete


def test_a_second_window_keeps_both_texts_and_the_person_chooses(candidate: Candidate) -> None:
    one, two = candidate.client(), candidate.client()
    fill_all(one)
    old_page = sent_by(raw(one, "/proef/closing/"), remarks="Uit venster 1", ready="1")
    send(two, "/proef/closing/", remarks="Uit venster 2")
    conflict = one.post("/proef/closing/", {**old_page, "next": "continue"})
    assert conflict.url == "/proef/closing/bewaard/"
    assert kept(candidate)["remarks"] == "Uit venster 2"
    both = page(one, conflict.url)
    assert "Uit venster 1" in both and "Uit venster 2" in both
    chosen = sent_by(raw(one, conflict.url), **{"choose-remarks": "typed", "choose-ready": "stored"})
    assert one.post(conflict.url, chosen).url == "/proef/closing/"
    assert kept(candidate) | {"remarks": "Uit venster 1", "ready": 3} == kept(candidate)
    with candidate.scope():
        assert not HeldSubmission.objects.exists()


def test_a_second_window_is_told_in_the_background_too(candidate: Candidate) -> None:
    one, two = candidate.client(), candidate.client()
    old_page = sent_by(raw(one, "/proef/work/"), business="owner")
    send(two, "/proef/work/", **WORK)
    assert autosave(one, old_page).status_code == 409
    assert "Het portaal heeft tekst van u bewaard" in page(two, "/proef/work/")
    assert "Het portaal heeft tekst van u bewaard" in page(two, "/proef/overzicht/")


# --- after the session ------------------------------------------------------------------------------


def test_what_was_typed_survives_the_session(candidate: Candidate) -> None:
    client = candidate.client()
    typed = sent_by(raw(client, "/proef/work/"), **WORK)
    client.logout()
    answer = client.post("/proef/work/", {**typed, "next": "continue"})
    assert answer.url == "/tekst-bewaard/"
    assert "Het portaal heeft bewaard wat u typte." in page(client, answer.url)
    assert kept(candidate) == {}

    back = candidate.client()
    assert "/proef/work/bewaard/" in page(back, "/proef/work/")
    offer = page(back, "/proef/work/bewaard/")
    assert "Dit typte u voordat uw sessie verliep" in offer
    back.post("/proef/work/bewaard/", sent_by(raw(back, "/proef/work/bewaard/")))
    assert kept(candidate) == {"has_positions": {"value": "no"}, "business": "employed"}
    assert back.get("/proef/work/bewaard/").url == "/proef/work/"


def test_held_text_can_be_thrown_away(candidate: Candidate) -> None:
    client = candidate.client()
    send(client, "/proef/work/", **WORK)
    typed = sent_by(raw(client, "/proef/work/"), business="owner")
    client.logout()
    client.post("/proef/work/", typed)
    back = candidate.client()
    offer = sent_by(raw(back, "/proef/work/bewaard/"), **{"choose-business": "typed"})
    back.post("/proef/work/bewaard/", {**offer, "discard": "yes"})
    assert kept(candidate)["business"] == "employed"
    with candidate.scope():
        assert not HeldSubmission.objects.exists()


def test_the_newest_text_is_held_and_there_is_one_per_section(candidate: Candidate) -> None:
    client = candidate.client()
    typed = sent_by(raw(client, "/proef/work/"))
    client.logout()
    for business in ("owner", "employed"):
        answer = autosave(client, {**typed, "business": business})
        assert (answer.status_code, answer.headers["X-Held"]) == (401, "yes")
    with candidate.scope():
        assert HeldSubmission.objects.get().answers == {"business": "employed"}


def test_held_text_is_in_the_log_as_the_candidates_own(candidate: Candidate) -> None:
    client = candidate.client()
    typed = sent_by(raw(client, "/proef/work/"), **WORK)
    client.logout()
    client.post("/proef/work/", typed)
    with candidate.scope():
        event = Event.objects.get(what="questionnaire.held")
    assert (event.role, event.subject) == ("candidate", "work")


def test_held_text_is_offered_for_seven_days(candidate: Candidate) -> None:
    client = candidate.client()
    typed = sent_by(raw(client, "/proef/work/"), **WORK)
    client.logout()
    client.post("/proef/work/", typed)
    with candidate.scope():
        HeldSubmission.objects.update(held_at=timezone.now() - timedelta(days=8))
    assert "Het portaal heeft tekst van u bewaard" not in page(candidate.client(), "/proef/work/")


def test_without_session_and_without_a_good_token_nothing_is_held(candidate: Candidate, cast: Cast) -> None:
    visitor = Client()
    for token in ("", "rubbish", hold_token(candidate.actor, candidate.response, "work") + "x"):
        assert visitor.post("/proef/work/", {**WORK, "hold": token}).status_code == 302
    with time_machine.travel(timezone.now() - timedelta(hours=25)):
        old = hold_token(candidate.actor, candidate.response, "work")
    assert "/account/" in visitor.post("/proef/work/", {**WORK, "hold": old}).url
    with candidate.scope():
        assert not HeldSubmission.objects.exists()


def test_a_token_does_not_read_anything(candidate: Candidate) -> None:
    token = hold_token(candidate.actor, candidate.response, "work")
    assert Client().get("/proef/work/", {"hold": token}).status_code == 302


def test_too_much_and_too_often_is_refused(candidate: Candidate) -> None:
    visitor, token = Client(), hold_token(candidate.actor, candidate.response, "interests")
    huge = visitor.post("/proef/interests/", {"college": "x" * 200_001, "hold": token})
    assert huge.status_code == 429
    answers = {visitor.post("/proef/interests/", {"sources": "wage", "hold": token}).status_code for _n in range(120)}
    assert answers == {302}
    assert visitor.post("/proef/interests/", {"sources": "wage", "hold": token}).status_code == 429


def test_text_is_held_too_when_the_counter_is_out_of_order(candidate: Candidate, settings: Any) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}
    token = hold_token(candidate.actor, candidate.response, "work")
    assert Client().post("/proef/work/", {**WORK, "hold": token}).url == "/tekst-bewaard/"


def test_a_colleague_in_the_same_browser_does_not_lose_the_candidates_text(candidate: Candidate, cast: Cast) -> None:
    typed = sent_by(raw(candidate.client(), "/proef/work/"), **WORK)
    assert cast.a_secretary.client().post("/proef/work/", typed).url == "/tekst-bewaard/"


# --- who ---------------------------------------------------------------------------------------------


def test_the_secretary_cannot_fill_in(candidate: Candidate, cast: Cast) -> None:
    assert cast.a_secretary.client().get("/proef/work/").status_code == 403
    assert Client().get("/proef/work/").status_code == 302


def test_pages_take_the_same_number_of_queries_at_one_and_three_sections(candidate: Candidate) -> None:
    client = candidate.client()
    send(client, "/proef/work/", **WORK)
    counts = []
    for _round in range(2):
        for path in ("/proef/overzicht/", "/proef/work/", "/proef/controleren/"):
            with CaptureQueriesContext(connection) as queries:
                page(client, path)
            counts.append(len(queries))
        send(client, "/proef/interests/", **INTERESTS)
        send(client, "/proef/closing/", **CLOSING)
    assert counts[:3] == counts[3:]


def test_the_page_speaks_english_when_asked(candidate: Candidate) -> None:
    client = candidate.client()
    client.cookies["django_language"] = "en"
    assert "Do you hold outside positions?" in page(client, "/proef/work/")
