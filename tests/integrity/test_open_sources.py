"""Open sources: noted, seen by the candidate at once, closed only after it was talked about."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from integrity.background.enums import FindingStatus
from integrity.background.models import Consultation, Finding
from integrity.background.sources import close, respond
from integrity.screening.models import Candidacy
from integrity.screening.ties import declare_tie
from portal.audit.models import Act, Event
from portal.notices.models import Notice
from tests.background import find, hold_interview, look, talk_about, today
from tests.cast import Cast
from tests.screening import CandidateSession, add, decide

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
TEXT = "Opende in 2029 een winkel aan de haven."


def address(name: str, candidacy: Candidacy, row: Any = None) -> str:
    return reverse(name, args=[candidacy.dossier.reference, *([row.pk] if row else [])])


def source(day: str = "", **more: str) -> dict[str, str]:
    return {"source_type": "news", "where": "De Waterlinger", "consulted_on": day or str(today()), **more}


def findings(cast: Cast) -> list[tuple[str, str, str | None]]:
    with cast.branch_a.scope():
        return [(row.text, row.status, row.response) for row in Finding.objects.all()]


def sources(cast: Cast) -> list[str]:
    with cast.branch_a.scope():
        return [row.where for row in Consultation.objects.all()]


def test_a_source_is_noted_with_who_looked_and_when(cast: Cast, candidacy: Candidacy) -> None:
    client = cast.a_member.client()
    assert client.post(address("consultation_add", candidacy), source()).url == address("open_sources", candidacy)
    page = client.get(address("open_sources", candidacy)).text
    assert "De Waterlinger" in page and "door A member" in page and "Geen bevindingen." in page
    assert "1 bron bekeken" in page


def test_noting_the_same_source_twice_keeps_one(cast: Cast, candidacy: Candidacy) -> None:
    for _time in range(2):
        cast.a_member.client().post(address("consultation_add", candidacy), source())
    cast.a_secretary.client().post(address("consultation_add", candidacy), source())
    assert sources(cast) == ["De Waterlinger", "De Waterlinger"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"consulted_on": "2999-01-01"}, "Deze dag moet nog komen"),
        ({"consulted_on": "0026-01-01"}, "meer dan een jaar geleden"),
        ({"consulted_on": "gisteren"}, "Vul een datum in bij “Op welke dag hebt u gekeken?”"),
        ({"consulted_on": ""}, "Vul een datum in bij “Op welke dag hebt u gekeken?”"),
        ({"where": "x" * 301}, "300"),
        ({"source_type": "stasi"}, "Maak een keuze bij “Soort bron”."),
    ],
)
def test_bad_input_is_told_and_kept(cast: Cast, candidacy: Candidacy, wrong: dict[str, str], sentence: str) -> None:
    page = cast.a_member.client().post(address("consultation_add", candidacy), source() | wrong)
    assert page.status_code == 200 and sentence in page.text
    assert (source() | wrong)["where"] in page.text
    assert sources(cast) == []


def test_a_source_noted_by_mistake_goes(cast: Cast, candidacy: Candidacy) -> None:
    row = look(cast.a_member, candidacy)
    for _click in range(2):
        answer = cast.a_member.client().post(address("consultation_remove", candidacy, row))
        assert answer.url == address("open_sources", candidacy)
    assert sources(cast) == []


def test_a_source_of_a_colleague_stays_and_one_with_a_finding_too(cast: Cast, candidacy: Candidacy) -> None:
    theirs = look(cast.a_secretary, candidacy)
    assert cast.a_member.client().post(address("consultation_remove", candidacy, theirs)).status_code == 403
    noted = find(cast.a_member, candidacy)
    answer = cast.a_secretary.client().post(address("consultation_remove", candidacy, noted.consultation))
    assert answer.status_code == 403 and "Bij deze bron staat een bevinding." in answer.text
    assert len(sources(cast)) == 2


def test_the_rules_stand_beside_the_form_and_are_ticked(cast: Cast, candidacy: Candidacy) -> None:
    row, client = look(cast.a_member, candidacy), cast.a_member.client()
    page = client.get(address("finding_add", candidacy, row)).text
    assert "De kandidaat ziet deze bevinding meteen." in page and "Noteer niets over geloof" in page
    page = client.post(address("finding_add", candidacy, row), {"text": TEXT}).text
    assert TEXT in page and "Vink dit aan als u de regels" in page
    assert findings(cast) == []
    for _click in range(2):
        client.post(address("finding_add", candidacy, row), {"text": TEXT, "checked": "on"})
    assert findings(cast) == [(TEXT, "open", None)]


def test_the_candidate_sees_a_finding_at_once_and_responds(
    cast: Cast, candidacy: Candidacy, session: CandidateSession
) -> None:
    own = session.client()
    assert "Nog niets opgezocht" in own.get(reverse("my_file")).text
    row = find(cast.a_member, candidacy)
    assert "1 bevinding" in own.get(reverse("my_file")).text
    page = own.get(reverse("my_sources")).text
    assert TEXT in page and "A member" not in page
    mine = reverse("my_response", args=[row.pk])
    for _click in range(2):
        assert own.post(mine, {"response": "Dat klopt.", "version": row.version}).url == reverse("my_sources")
    assert findings(cast) == [(TEXT, "open", "Dat klopt.")]
    assert "Dat klopt." in cast.a_member.client().get(address("open_sources", candidacy)).text
    assert "Ter informatie" in own.get(reverse("my_file")).text


def test_a_response_to_a_text_that_changed_meanwhile_is_kept_and_asked_again(
    cast: Cast, candidacy: Candidacy, session: CandidateSession
) -> None:
    row, own = find(cast.a_member, candidacy), session.client()
    change = {"text": "Opende in 2028 een winkel.", "checked": "on", "version": row.version}
    cast.a_member.client().post(address("finding_change", candidacy, row), change)
    page = own.post(reverse("my_response", args=[row.pk]), {"response": "Dat klopt.", "version": row.version})
    assert "intussen gewijzigd" in page.text and "Dat klopt." in page.text and "in 2028" in page.text
    assert findings(cast) == [("Opende in 2028 een winkel.", "open", None)]
    newest = page.context["form"]["version"].value()
    own.post(reverse("my_response", args=[row.pk]), {"response": "Dat klopt.", "version": newest})
    assert findings(cast)[0][2] == "Dat klopt."


def test_two_colleagues_do_not_overwrite_each_other(cast: Cast, candidacy: Candidacy) -> None:
    row = find(cast.a_member, candidacy)
    first = {"text": "Eerste tekst.", "checked": "on", "version": row.version}
    cast.a_member.client().post(address("finding_change", candidacy, row), first)
    page = cast.a_secretary.client().post(address("finding_change", candidacy, row), first | {"text": "Tweede tekst."})
    assert "intussen gewijzigd" in page.text and "Eerste tekst." in page.text and "Tweede tekst." in page.text
    assert findings(cast)[0][0] == "Eerste tekst."


def test_after_a_response_the_text_stands(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    row = find(cast.a_member, candidacy)
    with session.scope():
        respond(session.actor, candidacy, row, "Dat klopt niet.", row.version)
    change = {"text": "Iets anders.", "checked": "on", "version": row.version + 1}
    answer = cast.a_member.client().post(address("finding_change", candidacy, row), change)
    assert answer.status_code == 403 and "De kandidaat heeft op deze tekst gereageerd." in answer.text
    assert findings(cast) == [(TEXT, "open", "Dat klopt niet.")]


def test_a_finding_closes_only_after_it_was_discussed(cast: Cast, candidacy: Candidacy) -> None:
    row, client = find(cast.a_member, candidacy), cast.a_member.client()
    answer = client.post(address("finding_close", candidacy, row), {"version": row.version})
    assert answer.status_code == 403 and "Deze stap kan nu niet" in answer.text
    talked = {"day": str(today()), "version": row.version}
    for _click in range(2):
        client.post(address("finding_discuss", candidacy, row), talked)
    assert findings(cast)[0][1] == "discussed"
    for _click in range(2):
        client.post(address("finding_close", candidacy, row), {"version": row.version + 1})
    assert findings(cast)[0][1] == "closed"
    assert "Bekeken" in client.get(address("candidate", candidacy)).text


def test_the_database_itself_refuses_to_close_what_was_not_discussed(cast: Cast, candidacy: Candidacy) -> None:
    row = find(cast.a_member, candidacy)
    with cast.a_member.scope(), pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(pk=row.pk).update(status=FindingStatus.CLOSED)


@pytest.mark.parametrize(("days", "sentence"), [(1, "Deze dag moet nog komen"), (-1, "De bevinding is genoteerd op")])
def test_the_day_of_the_talk_is_true(cast: Cast, candidacy: Candidacy, days: int, sentence: str) -> None:
    row = find(cast.a_member, candidacy)
    talked = {"day": str(today(days)), "version": row.version}
    assert sentence in cast.a_member.client().post(address("finding_discuss", candidacy, row), talked).text
    assert findings(cast)[0][1] == "open"


def test_a_response_that_came_in_between_is_read_before_closing(
    cast: Cast, candidacy: Candidacy, session: CandidateSession
) -> None:
    row = find(cast.a_member, candidacy)
    talk_about(cast.a_member, row)
    session.client().post(
        reverse("my_response", args=[row.pk]), {"response": "Nog dit: het was niet zo.", "version": row.version}
    )
    answer = cast.a_member.client().post(address("finding_close", candidacy, row), {"version": row.version})
    assert answer.status_code == 403 and "intussen gewijzigd" in answer.text


def test_after_closing_nobody_responds(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    row = find(cast.a_member, candidacy)
    talk_about(cast.a_member, row)
    with cast.a_member.scope():
        close(cast.a_member.actor, row, row.version)
    answer = session.client().post(reverse("my_response", args=[row.pk]), {"response": "Toch.", "version": row.version})
    assert answer.status_code == 403


def test_only_its_maker_takes_a_finding_away_while_it_is_open(
    cast: Cast, candidacy: Candidacy, session: CandidateSession
) -> None:
    row = find(cast.a_member, candidacy)
    with session.scope():
        respond(session.actor, candidacy, row, "Dat ben ik niet.", row.version)
    stamp = {"version": row.version + 1}
    assert cast.a_secretary.client().post(address("finding_remove", candidacy, row), stamp).status_code == 403
    client = cast.a_member.client()
    assert "U kunt dit niet terugdraaien" in client.get(address("finding_remove_confirm", candidacy, row)).text
    for _click in range(2):
        assert client.post(address("finding_remove", candidacy, row), stamp).status_code == 302
    assert findings(cast) == []
    assert "haalde een bevinding weg" in session.client().get(reverse("my_readers")).text


def test_the_form_of_a_step_that_was_taken_is_not_shown_again(cast: Cast, candidacy: Candidacy) -> None:
    row = find(cast.a_member, candidacy)
    talk_about(cast.a_member, row)
    answer = cast.a_member.client().get(address("finding_discuss", candidacy, row))
    assert answer.status_code == 403 and "de stand is “besproken”" in answer.text


def test_what_was_discussed_stays(cast: Cast, candidacy: Candidacy) -> None:
    row = find(cast.a_member, candidacy)
    talk_about(cast.a_member, row)
    stamp = {"version": row.version}
    assert cast.a_member.client().post(address("finding_remove", candidacy, row), stamp).status_code == 403
    assert len(findings(cast)) == 1


def test_markup_is_shown_as_it_was_typed(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    find(cast.a_member, candidacy, "<script>alert(1)</script>")
    for page in (
        cast.a_member.client().get(address("open_sources", candidacy)).text,
        session.client().get(reverse("my_sources")).text,
    ):
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page and "<script>alert" not in page


def test_looking_after_the_interview_is_warned_about(cast: Cast, candidacy: Candidacy) -> None:
    hold_interview(cast, candidacy, today(-3))
    look(cast.a_member, candidacy, day=today(-4))
    page = address("open_sources", candidacy)
    assert "na het gesprek nog" not in cast.a_member.client().get(page).text
    look(cast.a_member, candidacy)
    assert "Na het gesprek is nog een bron bekeken" in cast.a_member.client().get(page).text


def test_a_tie_closes_it_too(cast: Cast, candidacy: Candidacy) -> None:
    row = find(cast.a_secretary, candidacy)
    with cast.a_member.scope():
        declare_tie(cast.a_member.actor, candidacy.dossier)
    client = cast.a_member.client()
    for name, one in (("open_sources", None), ("consultation_add", None), ("finding_discuss", row)):
        assert client.get(address(name, candidacy, one)).status_code == 404
    assert client.post(address("finding_close", candidacy, row), {"version": 1}).status_code == 404
    with cast.a_member.scope():
        assert not Finding.objects.exists() and not Consultation.objects.exists()


def test_another_branch_and_another_role_see_nothing(cast: Cast, candidacy: Candidacy) -> None:
    row = find(cast.a_member, candidacy)
    for name, one in (("open_sources", None), ("finding_change", row), ("finding_add", row.consultation)):
        assert cast.b_secretary.client().get(address(name, candidacy, one)).status_code == 404
        assert cast.a_board.client().get(address(name, candidacy, one)).status_code == 403
        assert cast.a_manager.client().get(address(name, candidacy, one)).status_code == 403
        assert Client().get(address(name, candidacy, one)).status_code == 302
    with cast.branch_b.scope():
        assert not Finding.objects.exists()


def test_another_candidate_and_another_file_stay_apart(cast: Cast, candidacy: Candidacy) -> None:
    row = find(cast.a_member, candidacy)
    other = add(cast.a_secretary, candidacy.round, "Bo de Boer", invite=True)
    theirs = CandidateSession(cast.branch_a, other.dossier_id)
    assert TEXT not in theirs.client().get(reverse("my_sources")).text
    answer = theirs.client().post(reverse("my_response", args=[row.pk]), {"response": "Ik niet.", "version": 1})
    assert answer.status_code == 404
    with theirs.scope():
        assert not Finding.objects.exists()
    assert cast.a_member.client().get(address("finding_change", other, row)).status_code == 404
    assert cast.a_member.client().post(address("finding_close", other, row), {"version": 1}).status_code == 404
    assert findings(cast) == [(TEXT, "open", None)]


def test_nothing_is_looked_up_before_the_invitation(cast: Cast, candidacy: Candidacy) -> None:
    early = add(cast.a_secretary, candidacy.round, "Bo de Boer")
    answer = cast.a_member.client().post(address("consultation_add", early), source())
    assert answer.status_code == 403 and "nog niet uitgenodigd" in answer.text


def test_after_the_decision_nothing_is_written_any_more(
    cast: Cast, candidacy: Candidacy, session: CandidateSession
) -> None:
    row, client = find(cast.a_member, candidacy), cast.a_member.client()
    decide(cast.a_secretary.client(), candidacy.dossier.reference, "pass_over")
    finding = {"text": "Toch nog iets.", "checked": "on"}
    calls = [
        client.post(address("consultation_add", candidacy), source()),
        client.post(address("finding_add", candidacy, row.consultation), finding),
        client.post(address("finding_discuss", candidacy, row), {"day": str(today()), "version": row.version}),
        session.client().post(reverse("my_response", args=[row.pk]), {"response": "Toch.", "version": row.version}),
    ]
    assert all("De procedure is afgerond." in answer.text or answer.status_code == 403 for answer in calls)
    assert "De procedure is afgerond." in client.get(address("open_sources", candidacy)).text
    assert findings(cast) == [(TEXT, "open", None)]


def test_a_round_without_this_part_takes_nothing(cast: Cast, candidacy: Candidacy) -> None:
    with cast.a_secretary.scope():
        candidacy.round.instruments.filter(instrument="open_sources").update(used=False, reason="Te klein")
    answer = cast.a_member.client().post(address("consultation_add", candidacy), source())
    assert answer.status_code == 403 and "Deze ronde gebruikt dit onderdeel niet." in answer.text


def test_every_reading_is_in_the_log_that_the_candidate_sees(
    cast: Cast, candidacy: Candidacy, session: CandidateSession
) -> None:
    find(cast.a_member, candidacy)
    cast.a_secretary.client().get(address("open_sources", candidacy))
    with cast.branch_a.scope():
        read = Event.objects.filter(act=Act.READ, what="background.sources", dossier_id=candidacy.dossier_id)
        assert [event.role for event in read] == ["party_secretary"]
    page = session.client().get(reverse("my_readers")).text
    assert "Secretaris zag wat er in openbare bronnen is opgezocht" in page
    assert "noteerde een bevinding" in page and TEXT not in page


def test_more_sources_and_findings_take_no_more_queries(
    cast: Cast, candidacy: Candidacy, session: CandidateSession
) -> None:
    desk, own, counts = cast.a_member.client(), session.client(), []
    for number in (1, 2, 3):
        find(cast.a_member, candidacy, f"Feit {number}.")
        asked = []
        for client, page in ((desk, address("open_sources", candidacy)), (own, reverse("my_sources"))):
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            asked.append(len(queries))
        counts.append(asked)
    assert counts[0] == counts[2]


def mails(cast: Cast, kind: str) -> list[str]:
    with cast.branch_a.scope():
        return [notice.path for notice in Notice.objects.filter(kind=kind)]


def test_the_candidate_hears_of_findings_once_a_day_and_the_secretary_of_the_response(
    cast: Cast, candidacy: Candidacy, session: CandidateSession
) -> None:
    row = find(cast.a_member, candidacy)
    find(cast.a_member, candidacy, "Nog een feit.")
    assert mails(cast, "finding_noted") == [reverse("my_sources")]
    session.client().post(reverse("my_response", args=[row.pk]), {"response": "Klopt.", "version": row.version})
    with cast.a_secretary.scope():
        told = Notice.objects.visible_to(cast.a_secretary.actor).filter(kind="finding_answered")
        assert [notice.path for notice in told] == [address("open_sources", candidacy)]


def test_changing_a_response_over_and_over_mails_once(
    cast: Cast, candidacy: Candidacy, session: CandidateSession
) -> None:
    row = find(cast.a_member, candidacy)
    for version in range(1, 4):
        told = {"response": f"Klopt {version}.", "version": version}
        assert session.client().post(reverse("my_response", args=[row.pk]), told).status_code == 302
    with cast.a_secretary.scope():
        assert Notice.objects.visible_to(cast.a_secretary.actor).filter(kind="finding_answered").count() == 1
