"""References: named by the candidate, called after the interview, at least two."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from integrity.background.models import Reference
from integrity.screening.models import Candidacy
from integrity.screening.ties import declare_tie
from portal.retention.erasure import erase_dossier
from tests.background import hold_interview, name, today
from tests.cast import Cast
from tests.screening import CandidateSession, add

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
WHO = {"name": "Noor Bakker", "relation": "oud-collega", "contact": "06 1234 0000"}


def address(name: str, candidacy: Candidacy, row: Reference | None = None) -> str:
    return reverse(name, args=[candidacy.dossier.reference, *([row.pk] if row else [])])


def referees(cast: Cast) -> list[tuple[str, str, str, date | None, str | None]]:
    with cast.branch_a.scope():
        return [(r.name, r.contact, r.status, r.spoken_on, r.summary) for r in Reference.objects.all()]


def call(cast: Cast, candidacy: Candidacy, row: Reference, **wrong: str) -> str:
    spoken = {"day": str(today()), "summary": "Bevestigt de functie.", "version": row.version, **wrong}
    return cast.a_member.client().post(address("reference_speak", candidacy, row), spoken).text


def test_the_candidate_asks_first_and_then_names_somebody(
    cast: Cast, candidacy: Candidacy, session: CandidateSession
) -> None:
    own = session.client()
    assert "Noem minstens twee mensen" in own.get(reverse("my_file")).text
    page = own.post(reverse("my_referee_add"), WHO).text
    assert "Vraag het eerst aan deze persoon." in page and "Noor Bakker" in page
    for _click in range(2):
        assert own.post(reverse("my_referee_add"), WHO | {"asked": "on"}).url == reverse("my_references")
    assert referees(cast) == [("Noor Bakker", "06 1234 0000", "named", None, None)]
    assert "1 van 2" in own.get(reverse("my_file")).text
    own.post(reverse("my_referee_add"), WHO | {"name": "Sam Prins", "asked": "on"})
    assert "Noor Bakker" in cast.a_member.client().get(address("references", candidacy)).text


def test_the_candidate_takes_a_name_back_until_somebody_was_called(
    cast: Cast, candidacy: Candidacy, session: CandidateSession
) -> None:
    hold_interview(cast, candidacy)
    first, second = name(cast.a_member, candidacy), name(cast.a_member, candidacy, "Sam Prins")
    call(cast, candidacy, first)
    own = session.client()
    assert own.post(reverse("my_referee_remove", args=[first.pk])).status_code == 403
    for _click in range(2):
        assert own.post(reverse("my_referee_remove", args=[second.pk])).status_code == 302
    assert [row[0] for row in referees(cast)] == ["Noor Bakker"]


def test_nobody_is_called_before_the_interview(cast: Cast, candidacy: Candidacy) -> None:
    row = name(cast.a_member, candidacy)
    page = cast.a_member.client().get(address("references", candidacy)).text
    assert "Nog niet bellen" in page and "Gesprek vastleggen" not in page
    assert "Voer eerst het selectiegesprek." in call(cast, candidacy, row)
    assert referees(cast)[0][2:] == ("named", None, None)


def test_a_round_without_the_interview_guide_is_warned(cast: Cast, candidacy: Candidacy) -> None:
    row = name(cast.a_member, candidacy)
    with cast.a_secretary.scope():
        candidacy.round.instruments.filter(instrument="interview").update(used=False, reason="Te klein")
    assert "Bel pas na het gesprek" in cast.a_member.client().get(address("references", candidacy)).text
    call(cast, candidacy, row)
    assert referees(cast)[0][2] == "spoken"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"day": "2999-01-01"}, "Deze dag moet nog komen"),
        ({"day": str(today(-9))}, "Het gesprek met de kandidaat was op"),
        ({"summary": ""}, "Schrijf op of klopt wat de kandidaat vertelde."),
        ({"summary": "x" * 301}, "300"),
    ],
)
def test_bad_input_is_told(cast: Cast, candidacy: Candidacy, wrong: dict[str, str], sentence: str) -> None:
    hold_interview(cast, candidacy, today(-2))
    row = name(cast.a_member, candidacy)
    assert sentence in call(cast, candidacy, row, **wrong)
    assert referees(cast)[0][2] == "named"


def test_two_who_were_called_are_enough_and_one_is_not(
    cast: Cast, candidacy: Candidacy, session: CandidateSession
) -> None:
    hold_interview(cast, candidacy)
    rows = [name(cast.a_member, candidacy, who) for who in ("Noor Bakker", "Sam Prins")]
    client, states = cast.a_member.client(), []
    for row in [None, *rows]:
        if row is not None:
            call(cast, candidacy, row)
        states.append(client.get(address("references", candidacy)).context["state"].tone)
    assert states == ["active", "active", "done"]
    page = session.client().get(reverse("my_references")).text
    assert "Bevestigt de functie." in page


def test_a_double_click_notes_one_conversation(cast: Cast, candidacy: Candidacy) -> None:
    hold_interview(cast, candidacy)
    row = name(cast.a_member, candidacy)
    call(cast, candidacy, row)
    call(cast, candidacy, row)
    assert referees(cast) == [("Noor Bakker", "06 1234 0000", "spoken", today(), "Bevestigt de functie.")]


def test_two_colleagues_who_called_do_not_overwrite_each_other(cast: Cast, candidacy: Candidacy) -> None:
    hold_interview(cast, candidacy)
    row, client = name(cast.a_member, candidacy), cast.a_secretary.client()
    call(cast, candidacy, row)
    client.post(address("reference_correct", candidacy, row), {"version": row.version + 1})
    answer = call(cast, candidacy, row, summary="Iets anders.")
    assert "intussen gewijzigd" in answer and "Iets anders." in answer
    assert referees(cast) == [("Noor Bakker", "06 1234 0000", "named", None, None)]


def test_who_falls_away_is_no_longer_reachable(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    row = name(cast.a_member, candidacy)
    for _click in range(2):
        cast.a_member.client().post(address("reference_cancel", candidacy, row), {"version": row.version})
    assert referees(cast) == [("Noor Bakker", "", "cancelled", None, None)]
    assert "Vervallen" in session.client().get(reverse("my_references")).text


def test_eight_names_are_enough(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    for number in range(8):
        name(cast.a_member, candidacy, f"Persoon {number}")
    answer = session.client().post(reverse("my_referee_add"), WHO | {"asked": "on"})
    assert answer.status_code == 403 and "Er staan al acht referenties." in answer.text
    assert len(referees(cast)) == 8


def test_markup_is_shown_as_it_was_typed(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    name(cast.a_member, candidacy, "<b>Noor</b>")
    for page in (
        cast.a_member.client().get(address("references", candidacy)).text,
        session.client().get(reverse("my_references")).text,
    ):
        assert "&lt;b&gt;Noor&lt;/b&gt;" in page and "<b>Noor" not in page


def test_others_stay_out(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    row = name(cast.a_secretary, candidacy)
    other = add(cast.a_secretary, candidacy.round, "Bo de Boer", invite=True)
    theirs = CandidateSession(cast.branch_a, other.dossier_id).client()
    assert "Noor Bakker" not in theirs.get(reverse("my_references")).text
    theirs.post(reverse("my_referee_remove", args=[row.pk]))
    with cast.a_member.scope():
        declare_tie(cast.a_member.actor, candidacy.dossier)
    for client in (cast.a_member.client(), cast.b_secretary.client()):
        assert client.get(address("references", candidacy)).status_code == 404
        assert client.get(address("reference_speak", candidacy, row)).status_code == 404
        assert client.post(address("reference_cancel", candidacy, row), {"version": 1}).status_code == 404
    for client in (cast.a_board.client(), session.client(), cast.waterlinge_mayor.client()):
        assert client.get(address("references", candidacy)).status_code == 403
    assert cast.a_secretary.client().post(address("reference_cancel", other, row), {"version": 1}).status_code == 404
    assert [one[2] for one in referees(cast)] == ["named"]


def test_after_the_decision_nothing_is_noted_and_nobody_named(
    cast: Cast, candidacy: Candidacy, session: CandidateSession
) -> None:
    hold_interview(cast, candidacy)
    row = name(cast.a_member, candidacy)
    session.client().post(reverse("my_withdraw"))
    assert "De procedure is afgerond." in call(cast, candidacy, row)
    assert session.client().post(reverse("my_referee_add"), WHO | {"asked": "on"}).status_code == 403
    assert "Opgegeven" in session.client().get(reverse("my_references")).text


def test_referees_go_with_the_dossier(cast: Cast, candidacy: Candidacy) -> None:
    name(cast.a_member, candidacy)
    with cast.a_secretary.scope():
        erase_dossier(cast.a_secretary.actor, candidacy.dossier)
    assert referees(cast) == []


def test_more_referees_take_no_more_queries(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    hold_interview(cast, candidacy)
    desk, own, counts = cast.a_member.client(), session.client(), []
    for number in (1, 2, 3):
        name(cast.a_member, candidacy, f"Persoon {number}")
        asked = []
        for client, page in ((desk, address("references", candidacy)), (own, reverse("my_references"))):
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            asked.append(len(queries))
        counts.append(asked)
    assert counts[0] == counts[2]
