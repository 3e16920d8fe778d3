"""Saving, two tabs, sending in, correcting, upgrading, and what the database itself forbids."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from portal.audit.models import Act, Event
from portal.privacy.dossiers import open_dossier
from portal.questionnaires import filling
from portal.questionnaires.filling import SavedMeanwhile, check, first_open_section, reopen, save_section, submit
from portal.questionnaires.loading import load_instruments
from portal.questionnaires.models import AnswerChange, Edition, EditionUse, Response, SectionAnswers
from portal.questionnaires.reading import answers_for_report, corrections_of, read_answers
from portal.questionnaires.sheet import open_sheet
from portal.questionnaires.upgrading import upgrade_response
from portal.walls.actor import Actor, Refused
from portal.workflow.door import ChangedMeanwhile
from tests.cast import Cast
from tests.owner import owner_connection
from tests.questionnaires.conftest import Candidate

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

WORK = {"has_positions": {"value": "no"}, "business": "employed"}
INTERESTS = {"dispute": {"value": "no"}, "sources": ["wage"]}
CLOSING = {"ready": 0}


def fill(candidate: Candidate, **sections: dict[str, Any]) -> None:
    for section, answers in sections.items():
        seen = open_sheet(candidate.response).version_of(section)
        save_section(candidate.actor, candidate.response, section, answers, seen, finish=True)


def fill_all(candidate: Candidate) -> None:
    fill(candidate, work=WORK, interests=INTERESTS, closing=CLOSING)


def send(candidate: Candidate) -> bool:
    return submit(candidate.actor, candidate.response, open_sheet(candidate.response).stamp)


# --- starting ---------------------------------------------------------------------------------


def test_starting_twice_gives_the_same_response_and_counts_once(candidate: Candidate, edition: Edition) -> None:
    with candidate.scope():
        again = filling.start_response(candidate.actor, candidate.response.dossier, edition, "councillor")
    assert again == candidate.response
    assert EditionUse.objects.get(edition=edition).started == 1


def test_a_draft_or_a_strange_office_cannot_be_started(candidate: Candidate, edition: Edition) -> None:
    draft = Edition.objects.get(slug="zelf")
    with candidate.scope():
        with pytest.raises(ValueError, match="zelf 1 is not published"):
            filling.start_response(candidate.actor, candidate.response.dossier, draft, "councillor")
        with pytest.raises(ValueError, match="is not for provincial_executive"):
            filling.start_response(candidate.actor, candidate.response.dossier, edition, "provincial_executive")


# --- saving -----------------------------------------------------------------------------------


def test_saving_keeps_what_is_wrong_too_and_says_it_is_not_done(candidate: Candidate) -> None:
    with candidate.scope():
        row = save_section(candidate.actor, candidate.response, "interests", {"moved_on": "31-2-2020"}, 0, finish=True)
        assert (row.version, row.complete) == (1, False)
        assert open_sheet(candidate.response).answers == {"moved_on": "31-2-2020"}
    assert candidate.response.status == "in_progress"


def test_saving_the_same_again_changes_nothing(candidate: Candidate) -> None:
    with candidate.scope():
        fill(candidate, work=WORK)
        events = Event.objects.count()
        assert save_section(candidate.actor, candidate.response, "work", WORK, 1).version == 1
        assert Event.objects.count() == events


def test_a_second_tab_is_told_and_overwrites_nothing(candidate: Candidate) -> None:
    with candidate.scope():
        fill(candidate, work=WORK)
        with pytest.raises(SavedMeanwhile) as caught:
            save_section(candidate.actor, candidate.response, "work", {**WORK, "business": "owner"}, 0)
        assert caught.value.stored.answers == WORK
        assert open_sheet(candidate.response).answers == WORK


def test_a_second_tab_that_says_the_same_is_no_conflict(candidate: Candidate) -> None:
    with candidate.scope():
        fill(candidate, work=WORK)
        assert save_section(candidate.actor, candidate.response, "work", WORK, 0).version == 1


def test_two_tabs_on_two_sections_do_not_meet(candidate: Candidate) -> None:
    with candidate.scope():
        fill(candidate, work=WORK)
        save_section(candidate.actor, candidate.response, "interests", INTERESTS, 0)
        assert open_sheet(candidate.response).answers == {**WORK, **INTERESTS}


def test_nobody_else_writes(candidate: Candidate, cast: Cast) -> None:
    with cast.branch_a.scope(), pytest.raises(Refused, match="Alleen de persoon om wie het gaat"):
        save_section(cast.a_secretary.actor, candidate.response, "work", WORK, 0)


def test_an_unknown_section_is_not_found(candidate: Candidate) -> None:
    with candidate.scope(), pytest.raises(Http404):
        save_section(candidate.actor, candidate.response, "nothing", {}, 0)


def test_each_write_is_in_the_log_without_content(candidate: Candidate) -> None:
    with candidate.scope():
        fill(candidate, work=WORK)
        event = Event.objects.get(what="questionnaire.section")
    assert (event.act, event.role, event.subject) == (Act.WROTE, "candidate", "work")


def test_on_return_the_first_open_section_is_the_one_to_go_on_with(candidate: Candidate) -> None:
    with candidate.scope():
        assert first_open_section(candidate.response).section.id == "work"
        fill(candidate, work=WORK)
        assert first_open_section(candidate.response).section.id == "interests"
        fill(candidate, interests=INTERESTS, closing=CLOSING)
        assert first_open_section(candidate.response) is None


def test_the_check_names_what_is_missing(candidate: Candidate) -> None:
    with candidate.scope():
        fill(candidate, work={"business": "owner"})
        states = {
            state.section.id: [question.id for question, _w in state.faults] for state in check(candidate.response)
        }
    assert states == {
        "work": ["has_positions"],
        "interests": ["dispute", "company", "sources"],
        "closing": ["ready"],
    }


# --- sending in and correcting ------------------------------------------------------------------


def test_what_is_not_finished_cannot_be_sent_in(candidate: Candidate) -> None:
    with candidate.scope():
        fill(candidate, work=WORK)
        with pytest.raises(Refused, match="Nog niet alle verplichte vragen"):
            send(candidate)


def test_sending_in_drops_hidden_answers_and_a_second_click_is_harmless(candidate: Candidate) -> None:
    with candidate.scope():
        rows = {"positions": [{"organisation": "Koor", "paid": "no"}]}
        explained = {"dispute": {"value": "no", "explanation": "Vroeger wel."}, "sources": ["wage"]}
        fill(candidate, work={**WORK, **rows}, interests=explained, closing=CLOSING)
        stamp = open_sheet(candidate.response).stamp
        assert submit(candidate.actor, candidate.response, stamp) is True
        assert submit(candidate.actor, candidate.response, stamp) is False
        assert open_sheet(candidate.response).answers == {**WORK, **INTERESTS, **CLOSING}
    assert (candidate.response.status, candidate.response.submissions) == ("submitted", 1)


def test_what_was_saved_after_checking_is_not_sent_unseen(candidate: Candidate) -> None:
    with candidate.scope():
        fill_all(candidate)
        stamp = open_sheet(candidate.response).stamp
        fill(candidate, closing={"ready": 4})
        with pytest.raises(ChangedMeanwhile):
            submit(candidate.actor, candidate.response, stamp)
    assert candidate.response.status == "in_progress"


def test_after_sending_in_nothing_is_written_until_it_is_reopened(candidate: Candidate) -> None:
    with candidate.scope():
        fill_all(candidate)
        send(candidate)
        with pytest.raises(Refused, match="al verstuurd"):
            fill(candidate, work={**WORK, "business": "owner"})
        reopen(candidate.actor, candidate.response)
        fill(candidate, work={**WORK, "business": "owner"})
    assert candidate.response.status == "reopened"


def test_a_correction_keeps_what_was_sent_in_first(candidate: Candidate) -> None:
    with candidate.scope():
        fill_all(candidate)
        send(candidate)
        reopen(candidate.actor, candidate.response)
        fill(candidate, closing={"ready": 1})
        fill(candidate, closing={"ready": 2})
        corrections = corrections_of(candidate.response)
    assert [(str(c.question), c.old, c.new, c.change.by_role) for c in corrections] == [
        (
            "Hoe goed voelt u zich voorbereid?",
            "0 (0: helemaal niet, 4: helemaal)",
            "2 (0: helemaal niet, 4: helemaal)",
            "candidate",
        )
    ]


def test_an_answer_that_is_hidden_by_a_correction_counts_as_changed(candidate: Candidate) -> None:
    rows = {"positions": [{"organisation": "Koor", "paid": "no"}]}
    with candidate.scope():
        fill(candidate, work={**WORK, "has_positions": {"value": "yes"}, **rows}, interests=INTERESTS, closing=CLOSING)
        send(candidate)
        reopen(candidate.actor, candidate.response)
        fill(candidate, work={**WORK, "has_positions": {"value": "no"}, **rows})
        send(candidate)
        changed = {c.id: (c.old, c.new) for c in corrections_of(candidate.response)}
    assert changed == {"has_positions": ("Ja", "Nee"), "positions": ("Organisatie: Koor\nBetaald: Nee", "")}


def test_what_is_changed_back_is_no_correction(candidate: Candidate) -> None:
    with candidate.scope():
        fill_all(candidate)
        send(candidate)
        reopen(candidate.actor, candidate.response)
        fill(candidate, closing={"ready": 1})
        send(candidate)
        reopen(candidate.actor, candidate.response)
        fill(candidate, closing=CLOSING)
        assert corrections_of(candidate.response) == []


def test_reading_by_another_is_logged_and_own_reading_is_not(candidate: Candidate, cast: Cast) -> None:
    with candidate.scope():
        fill_all(candidate)
        read_answers(candidate.actor, candidate.response)
        assert not Event.objects.filter(act=Act.READ).exists()
    with cast.branch_a.scope():
        read_answers(cast.a_secretary.actor, candidate.response)
        event = Event.objects.get(act=Act.READ)
    assert (event.what, event.role, event.dossier_id) == (
        "questionnaire.answers",
        "party_secretary",
        candidate.actor.dossier_id,
    )


def test_a_report_gets_every_visible_question_with_its_answer_in_words(candidate: Candidate) -> None:
    rows = [{"organisation": "Koor", "paid": "no", "since": "2020-02-01", "size": "small"}]
    with candidate.scope():
        fill(candidate, work={"has_positions": {"value": "yes"}, "positions": rows, "business": "employed"})
        report = answers_for_report(candidate.response)
    answers = {question.id: question.answer for section in report.sections for question in section.questions}
    assert answers == {
        "has_positions": "Ja",
        "positions": "Organisatie: Koor\nBetaald: Nee\nSinds: 1 februari 2020\nOmvang: Klein",
        "business": "Loondienst",
        "dispute": "",
        "sources": "",
        "moved_on": "",
        "ready": "",
        "remarks": "",
        "dilemma": "Dit komt aan de orde in het gesprek.",
    }
    positions = report.sections[0].questions[1]
    assert positions.headings == ("Organisatie", "Betaald", "Sinds", "Omvang")
    assert positions.rows == (("Koor", "Nee", "1 februari 2020", "Klein"),)
    assert str(positions.why) == "Om per functie te kunnen wegen."


# --- walls and queries --------------------------------------------------------------------------


def test_another_branch_and_another_candidate_see_nothing(candidate: Candidate, cast: Cast) -> None:
    with candidate.scope():
        fill(candidate, work=WORK)
    with cast.branch_a.scope():
        other = open_dossier(cast.branch_a.pk, "trial")
    with cast.branch_b.scope():
        assert (Response.objects.count(), SectionAnswers.objects.count()) == (0, 0)
    assert (Response.objects.count(), SectionAnswers.objects.count()) == (0, 0)
    neighbour = Actor(tenant_id=cast.branch_a.pk, dossier_id=other.pk)
    with Candidate(candidate.response, neighbour).scope():
        assert (Response.objects.count(), SectionAnswers.objects.count()) == (0, 0)


def test_answers_are_unreadable_in_the_database(candidate: Candidate) -> None:
    with candidate.scope():
        fill(candidate, interests={**INTERESTS, "dispute": {"value": "yes", "explanation": "KANARIE"}})
        with connection.cursor() as cursor:
            cursor.execute("SELECT answers::text, to_jsonb(s)::text FROM questionnaires_sectionanswers s")
            stored = str(cursor.fetchall())
    assert "KANARIE" not in stored and "dispute" not in stored


def test_opening_takes_one_query_however_much_was_filled_in(candidate: Candidate) -> None:
    with candidate.scope():
        fill(candidate, work=WORK)
        with CaptureQueriesContext(connection) as one:
            open_sheet(candidate.response)
        fill(candidate, interests=INTERESTS, closing=CLOSING)
        with CaptureQueriesContext(connection) as three:
            open_sheet(candidate.response)
    assert (len(one), len(three)) == (1, 1)


# --- editions -----------------------------------------------------------------------------------


def change(folder: Path, old: str, new: str, number: int = 1) -> None:
    text = (folder / "proef-1.yaml").read_text()
    assert old in text
    (folder / f"proef-{number}.yaml").write_text(text.replace(old, new).replace("edition: 1", f"edition: {number}"))


def test_loading_twice_changes_nothing(edition: Edition, folder: Path) -> None:
    loaded = load_instruments()
    assert (loaded.new, loaded.changed, loaded.same) == ([], [], ["proef 1", "zelf 1"])


def test_a_published_edition_that_was_edited_is_refused_by_name(edition: Edition, folder: Path) -> None:
    change(folder, "Over uw werk.", "Over werk.")
    sentence = (
        "content/proef-1.yaml: edition 1 of proef is published and may not change; "
        "save the new text as proef-2.yaml with edition: 2"
    )
    with pytest.raises(CommandError) as caught:
        call_command("load_instruments")
    assert str(caught.value) == sentence
    assert Edition.objects.get(slug="proef").checksum == edition.checksum


def test_a_draft_may_change_and_is_not_given_out(edition: Edition, folder: Path) -> None:
    draft = folder / "zelf-1.yaml"
    draft.write_text(draft.read_text().replace("Zelftest", "Test voor uzelf"))
    assert load_instruments().changed == ["zelf 1"]
    with pytest.raises(Edition.DoesNotExist):
        Edition.objects.newest("zelf")


def test_a_withdrawn_edition_is_given_to_nobody_new(edition: Edition, folder: Path) -> None:
    change(folder, "Over uw werk.", "Over werk.", number=2)
    load_instruments()
    assert Edition.objects.newest("proef").number == 2
    call_command("load_instruments", "--withdraw", "proef", "2")
    assert Edition.objects.newest("proef").number == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE questionnaires_edition SET content = '{}' WHERE slug = 'proef'",
        "UPDATE questionnaires_edition SET checksum = 'x' WHERE slug = 'proef'",
        "UPDATE questionnaires_edition SET published_at = NULL WHERE slug = 'proef'",
        "UPDATE questionnaires_edition SET status = 'draft' WHERE slug = 'proef'",
        "DELETE FROM questionnaires_edition WHERE slug = 'proef'",
    ],
)
def test_the_database_itself_keeps_a_published_edition(edition: Edition, statement: str) -> None:
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_not_even_the_owner_of_the_tables_changes_a_published_edition(edition: Edition) -> None:
    with owner_connection() as owner, pytest.raises(Exception, match="cannot be changed"):
        owner.execute("UPDATE questionnaires_edition SET content = '{}' WHERE slug = 'proef'")


def test_an_upgrade_keeps_matching_answers_and_reports_the_rest(candidate: Candidate, folder: Path) -> None:
    rows = [{"organisation": "Koor", "paid": "no", "since": "2020-02-01"}, {"since": "2021-01-01"}]
    with candidate.scope():
        fill(
            candidate,
            work={"has_positions": {"value": "yes"}, "positions": rows, "business": "owner"},
            interests={"dispute": {"value": "no"}, "company": "Zaak", "sources": ["wage", "rent"]},
        )
    change(folder, "          - {id: since, type: date, label: {nl: Sinds, en: Since}, required: false}\n", "", 2)
    second = folder / "proef-2.yaml"
    text = second.read_text().replace(
        "          - {id: rent, label: {nl: Verhuur, en: Rent}}",
        "          - {id: shares, label: {nl: Aandelen, en: Shares}}",
    )
    text = text.replace("id: company\n        type: text", "id: company\n        type: long_text")
    second.write_text(text.replace("id: remarks", "id: last_words"))
    load_instruments()
    new = Edition.objects.get(slug="proef", number=2)
    with candidate.scope():
        upgrade = upgrade_response(candidate.actor, candidate.response, new)
        sheet = open_sheet(candidate.response)
        old = {change.question: change.old for change in AnswerChange.objects.all()}
    told = [[text.nl for text in texts] for texts in (upgrade.kept, upgrade.partly, upgrade.dropped, upgrade.new)]
    assert told == [
        ["Hebt u nevenfuncties?", "Wat doet u het meest?", "Hebt u een geschil met de gemeente?"],
        ["Welke nevenfuncties?"],
        ["Hoe heet uw bedrijf?", "Waaruit bestaat uw inkomen?"],
        ["Wilt u nog iets zeggen?"],
    ]
    assert sheet.answers == {
        "has_positions": {"value": "yes"},
        "positions": [{"organisation": "Koor", "paid": "no"}],
        "business": "owner",
        "dispute": {"value": "no"},
    }
    assert old == {"positions": rows, "company": "Zaak", "sources": ["wage", "rent"]}
    assert candidate.response.edition == new
    assert [state.status for state in sheet.states][:2] == ["busy", "busy"]


def test_a_started_response_keeps_its_edition(candidate: Candidate, edition: Edition, folder: Path) -> None:
    change(folder, "Over uw werk.", "Over werk.", number=2)
    load_instruments()
    with candidate.scope():
        fill(candidate, work=WORK)
        assert Response.objects.get().edition == edition


def test_an_upgrade_goes_forward_only(candidate: Candidate, edition: Edition) -> None:
    with candidate.scope(), pytest.raises(ValueError, match="proef 1 does not follow proef 1"):
        upgrade_response(candidate.actor, candidate.response, edition)
