"""The desk: the state of every instrument, who waits for whom, filters, several at once, and reminders."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from integrity.screening.candidates import Newcomer, add_candidates
from integrity.screening.demo import fill_in
from integrity.screening.models import Candidacy, Reminder, RoundInstrument, SelectionRound
from integrity.screening.reminders import REMINDER, remind_by_date
from integrity.screening.ties import declare_tie
from portal.audit.models import Event
from portal.notices.models import Notice
from portal.questionnaires.models import EditionUse, Response
from tests.cast import Cast
from tests.screening import CandidateSession, add, decide, start_round

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def selection(cast: Cast) -> SelectionRound:
    """A round that uses the rules of thumb and the questionnaire only."""
    selection = start_round(cast, cast.a_secretary)
    with cast.branch_a.scope():
        others = selection.instruments.exclude(instrument__in=["rules", "questionnaire"])
        others.update(used=False, reason="Niet in deze proef.")
    return selection


@pytest.fixture
def desk(cast: Cast) -> Client:
    return cast.a_secretary.client()


@pytest.fixture
def three(cast: Cast, selection: SelectionRound) -> list[Candidacy]:
    """Kim sent everything in, Élise is busy, Bo was not invited."""
    kim, elise = (add(cast.a_secretary, selection, name, invite=True) for name in ("Kim Janssen", "Élise Çelik"))
    fill_in(kim.dossier, -1)
    fill_in(elise.dossier, 1)
    return [kim, elise, add(cast.a_secretary, selection, "Bo Smit")]


def open_desk(client: Client, selection: SelectionRound, query: str = "") -> Any:
    return client.get(reverse("round_desk", args=[selection.pk]) + query)


def names(page: Any) -> list[str]:
    return [row.candidacy.name for row, _cells in page.context["rows"]]


def due(cast: Cast, instrument: str, day: date) -> None:
    with cast.branch_a.scope():
        RoundInstrument.objects.filter(instrument=instrument).update(due_on=day)


def test_each_candidate_has_the_state_of_each_instrument(desk: Client, selection: SelectionRound, three: Any) -> None:
    page = open_desk(desk, selection)
    told = {
        row.candidacy.name: [
            cell and (cell.label, cell.who) for key, cell in row.cells.items() if key in ("rules", "questionnaire")
        ]
        for row, _cells in page.context["rows"]
    }
    assert told == {
        "Bo Smit": [None, None],
        "Élise Çelik": [("nog niet gelezen", "kandidaat"), ("bezig", "kandidaat")],
        "Kim Janssen": [("nog niet gelezen", "kandidaat"), ("verstuurd", "commissie")],
    }
    assert [(str(count.label), count.number) for count in page.context["counts"]] == [
        ("wachten op de kandidaat", 2),
        ("wachten op u of de commissie", 2),
        ("wachten op het bestuur", 0),
        ("te laat", 0),
    ]


def test_what_has_not_come_in_on_its_day_is_late(
    cast: Cast, desk: Client, selection: SelectionRound, three: Any
) -> None:
    due(cast, "questionnaire", timezone.localdate())
    assert names(open_desk(desk, selection, "?late=on")) == []
    due(cast, "questionnaire", timezone.localdate() - timedelta(days=1))
    with cast.branch_a.scope():
        Candidacy.objects.update(invited_at=timezone.now() - timedelta(days=30))
    page = open_desk(desk, selection, "?late=on")
    assert names(page) == ["Élise Çelik"]
    assert 'kandidaat, <b class="late">te laat</b>' in page.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?status=added", ["Bo Smit"]),
        ("?waits_for=desk", ["Bo Smit", "Kim Janssen"]),
        ("?waits_for=candidate", ["Élise Çelik", "Kim Janssen"]),
        ("?instrument=questionnaire&waits_for=candidate", ["Élise Çelik"]),
        ("?instrument=questionnaire", ["Élise Çelik", "Kim Janssen"]),
        ("?instrument=questionnaire&waits_for=board", []),
        ("?status=zomaar", ["Bo Smit", "Élise Çelik", "Kim Janssen"]),
    ],
)
def test_the_list_is_narrowed(
    desk: Client, selection: SelectionRound, three: Any, query: str, expected: list[str]
) -> None:
    page = open_desk(desk, selection, query)
    assert (names(page), page.context["total"]) == (expected, 3)


@pytest.mark.parametrize(
    ("name", "expected"), [("elise", ["Élise Çelik"]), ("ÇELIK", ["Élise Çelik"]), ("niemand", []), ("k" * 3000, [])]
)
def test_a_name_is_found_and_stands_in_no_address(
    cast: Cast, desk: Client, selection: SelectionRound, three: Any, name: str, expected: list[str]
) -> None:
    answer = desk.post(reverse("round_search", args=[selection.pk]), {"q": name, "waits_for": "", "late": "on"})
    address = answer.url
    assert (name in address, "late=on" in address, len(address) < 700) == (False, True, True)
    page = desk.get(address.replace("late=on", ""))
    assert (names(page), page.context["total"]) == (expected, 3)
    assert f"Gefilterd op naam: {name[:100]}." in page.text
    # A colleague who gets hold of the address reads no name from it.
    colleague = cast.a_member.client().get(address.replace("late=on", ""))
    assert (len(names(colleague)), name[:100] in colleague.text.lower()) == (3, False)


def test_a_name_that_somebody_wrote_into_the_address_is_passed_over(
    desk: Client, selection: SelectionRound, three: Any
) -> None:
    for query in ("?q=elise", "?naam=elise", "?naam=a:zz"):
        assert len(names(open_desk(desk, selection, query))) == 3


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", None),
        ("?waits_for=desk&late=on", "Gefilterd op wacht op: commissie, alleen wie te laat is."),
        ("?instrument=questionnaire&status=zomaar", "Gefilterd op instrument: Vragenlijst."),
    ],
)
def test_what_narrows_the_list_is_told_in_words(
    desk: Client, selection: SelectionRound, three: Any, query: str, told: str | None
) -> None:
    text = open_desk(desk, selection, query).text
    assert told in text if told else "Gefilterd op" not in text


def test_after_a_decision_nobody_is_waited_for(desk: Client, selection: SelectionRound, three: Any) -> None:
    _kim, elise, _bo = three
    decide(desk, elise.dossier.reference, "pass_over")
    assert names(open_desk(desk, selection, "?waits_for=candidate")) == ["Kim Janssen"]


def queries(client: Client, selection: SelectionRound) -> int:
    open_desk(client, selection)
    with CaptureQueriesContext(connection) as main, CaptureQueriesContext(connections["keys"]) as keys:
        open_desk(client, selection)
    return len(main) + len(keys)


def test_the_number_of_queries_does_not_grow(cast: Cast, desk: Client) -> None:
    counts = []
    for size in (1, 3, 30):
        selection = start_round(cast, cast.a_secretary)
        with cast.a_secretary.scope():
            people = [Newcomer(f"Kandidaat {one}", f"k{one}@voorbeeld.example", "councillor") for one in range(size)]
            add_candidates(cast.a_secretary.actor, selection, people)
        invite(desk, selection, everybody(cast, selection))
        counts.append(queries(desk, selection))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 15


# --- several at once ------------------------------------------------------------------------


def everybody(cast: Cast, selection: SelectionRound) -> list[Candidacy]:
    with cast.branch_a.scope():
        return list(Candidacy.objects.filter(round=selection).select_related("dossier"))


def invite(client: Client, selection: SelectionRound, candidacies: list[Candidacy]) -> Any:
    facts = {"candidate": [candidacy.dossier.reference for candidacy in candidacies]}
    return client.post(reverse("candidates_invite", args=[selection.pk]), facts, follow=True)


def test_many_are_invited_in_a_fixed_number_of_queries_and_once(cast: Cast, desk: Client) -> None:
    counts = []
    for size in (3, 40):
        selection = start_round(cast, cast.a_secretary)
        with cast.a_secretary.scope():
            people = [Newcomer(f"Kandidaat {one}", f"k{one}@voorbeeld.example", "councillor") for one in range(size)]
            add_candidates(cast.a_secretary.actor, selection, people)
        ticked = {"candidate": [one.dossier.reference for one in everybody(cast, selection)]}
        url = reverse("candidates_invite", args=[selection.pk])
        with CaptureQueriesContext(connection) as captured:
            desk.post(url, ticked)
        counts.append(len(captured))
        desk.post(url, ticked)
        with cast.branch_a.scope():
            invited = Candidacy.objects.filter(round=selection, status="invited", version=2, invited_at__isnull=False)
            assert invited.count() == size
            links = Notice.objects.filter(kind="personal_link", dossier__candidacy__round=selection)
            responses = Response.objects.filter(dossier__candidacy__round=selection)
            events = Event.objects.filter(what="candidacy.invite", dossier__candidacy__round=selection)
            assert [links.count(), responses.count(), events.count()] == [size] * 3
    assert counts[0] == counts[1]
    assert EditionUse.objects.get(edition__slug="vragenlijst-integriteit").started == 43


def remind(client: Client, selection: SelectionRound, *candidacies: Candidacy) -> str:
    facts = {"candidate": [candidacy.dossier.reference for candidacy in candidacies]}
    page = client.post(reverse("candidates_remind", args=[selection.pk]), facts, follow=True)
    return " ".join(str(message) for message in page.context["messages"])


def reminded(cast: Cast) -> list[str]:
    """The references of who was mailed, a line each."""
    with cast.branch_a.scope():
        return sorted(Notice.objects.filter(kind=REMINDER).values_list("reference", flat=True))


def test_only_who_has_something_to_do_is_reminded_and_once_a_day(
    cast: Cast, desk: Client, selection: SelectionRound, three: Any
) -> None:
    kim, elise, bo = three
    CandidateSession(cast.branch_a, kim.dossier_id).client().post(reverse("my_rules"), {"edition": "1", "read": "on"})
    assert remind(desk, selection, kim, elise, bo) == "1 kandidaat krijgt een herinnering. 2 hoeven nu niets te doen."
    assert remind(desk, selection, elise) == "1 kreeg er vandaag al een."
    assert reminded(cast) == [elise.dossier.reference]
    assert remind(desk, selection) == "Er is niemand herinnerd. Vink eerst kandidaten aan."


def test_one_candidate_is_reminded_from_the_own_page(cast: Cast, desk: Client, three: Any) -> None:
    _kim, elise, _bo = three
    for _click in range(2):
        desk.post(reverse("candidate_remind", args=[elise.dossier.reference]))
    assert reminded(cast) == [elise.dossier.reference]


def test_a_candidate_of_another_branch_is_not_reached(cast: Cast, selection: SelectionRound, three: Any) -> None:
    other = start_round(cast, cast.b_secretary)
    remind(cast.b_secretary.client(), other, *three)
    assert cast.b_secretary.client().post(reverse("candidates_remind", args=[selection.pk])).status_code == 404
    assert cast.a_member.client().post(reverse("candidates_remind", args=[selection.pk])).status_code == 403
    assert reminded(cast) == []


def test_who_the_secretary_has_a_tie_with_is_left_alone(
    cast: Cast, desk: Client, selection: SelectionRound, three: Any
) -> None:
    _kim, elise, bo = three
    with cast.a_secretary.scope():
        for one in (elise, bo):
            declare_tie(cast.a_secretary.actor, one.dossier)
    remind(desk, selection, elise)
    invite(desk, selection, [bo])
    assert reminded(cast) == []
    assert {one.status for one in everybody(cast, selection)} == {"added", "invited"}


# --- by date --------------------------------------------------------------------------------

TODAY = date(2030, 1, 1)


def in_days(cast: Cast, days: int) -> None:
    due(cast, "questionnaire", TODAY + timedelta(days=days))


@pytest.mark.parametrize(("days", "expected"), [(8, 0), (7, 1), (6, 0), (2, 0), (1, 1), (0, 0), (-1, 0)])
def test_who_is_not_ready_is_reminded_a_week_and_a_day_ahead(
    cast: Cast, selection: SelectionRound, three: Any, days: int, expected: int
) -> None:
    in_days(cast, days)
    assert remind_by_date(TODAY) == expected
    assert remind_by_date(TODAY) == 0
    assert reminded(cast) == [three[1].dossier.reference] * expected


def test_one_mail_for_two_instruments(cast: Cast, selection: SelectionRound, three: Any) -> None:
    in_days(cast, 7)
    due(cast, "rules", TODAY + timedelta(days=7))
    remind_by_date(TODAY)
    kim, elise, _bo = three
    assert reminded(cast) == sorted([kim.dossier.reference, elise.dossier.reference])
    with cast.branch_a.scope():
        kept = Reminder.objects.filter(dossier=elise.dossier).values_list("instrument", "moment")
        assert set(kept) == {("questionnaire", 7), ("rules", 7)}


@pytest.mark.parametrize("stop", ["sent", "decided", "withdrawn", "left_out"])
def test_a_reminder_stops(cast: Cast, desk: Client, selection: SelectionRound, three: Any, stop: str) -> None:
    _kim, elise, _bo = three
    own = CandidateSession(cast.branch_a, elise.dossier_id).client()
    in_days(cast, 7)
    if stop == "sent":
        fill_in(elise.dossier, -1)
    elif stop == "decided":
        decide(desk, elise.dossier.reference, "pass_over")
    elif stop == "withdrawn":
        own.post(reverse("my_withdraw"))
    else:
        with cast.branch_a.scope():
            selection.instruments.filter(instrument="questionnaire").update(used=False, reason="Toch niet.")
    assert (remind_by_date(TODAY), reminded(cast)) == (0, [])


def test_the_mail_of_a_reminder_says_nothing(cast: Cast, selection: SelectionRound, three: Any) -> None:
    in_days(cast, 1)
    remind_by_date(TODAY)
    with cast.branch_a.scope():
        notice = Notice.objects.get(kind=REMINDER)
    assert (notice.path, notice.subject_id, notice.person_id) == ("", "", None)


def test_five_new_links_an_hour_are_enough(desk: Client, three: list[Candidacy]) -> None:
    url = reverse("candidate_link", args=[three[0].dossier.reference])
    assert desk.post(reverse("candidate_invite", args=[three[0].dossier.reference])).status_code == 302
    assert [desk.post(url).status_code for _click in range(6)] == [302] * 5 + [429]
