"""A board member with a tie says so, and then the undertaking is gone for them everywhere."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from integrity.measures.models import Measure
from integrity.measures.reminding import remind
from integrity.screening.models import Candidacy
from integrity.screening.ties import declare_tie
from integrity.undertaking.models import Undertaking
from portal.audit.models import Event
from portal.notices.models import Notice
from portal.organisations.enums import Role
from portal.privacy.models import Tie
from portal.reports.models import Report
from portal.reports.render import render
from portal.walls.actor import Refused
from portal.walls.scope import Scope, within
from tests.cast import Cast, Person, UserFactory, give_role
from tests.measures import agreed
from tests.screening import CandidateSession, add
from tests.undertaking import countersigned, offered, signed

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
ALONE = "er is geen ander bestuurslid zonder band met deze kandidaat"


@pytest.fixture
def client(cast: Cast) -> Client:
    return cast.a_board.client()


def page(name: str, candidacy: Candidacy) -> str:
    return reverse(name, args=[candidacy.dossier.reference])


def declare(client: Client, candidacy: Candidacy) -> Any:
    return client.post(page("board_tie_declare", candidacy), follow=True)


def colleague(cast: Cast, *roles: Role) -> Person:
    person = Person(UserFactory(name="Tweede bestuurslid"), cast.branch_a)
    give_role(person.user, cast.branch_a.body, *roles)
    return person


def ties(cast: Cast) -> list[int]:
    with cast.branch_a.scope():
        return list(Tie.objects.values_list("person_id", flat=True))


def test_the_page_says_what_it_means_before_it_closes(cast: Cast, client: Client, candidacy: Candidacy) -> None:
    signed(cast, candidacy)
    assert page("board_tie", candidacy) in client.get(page("board_undertaking", candidacy)).text
    text = client.get(page("board_tie", candidacy)).text
    assert "Een band met Kim Janssen opgeven?" in text and "Het dossier gaat meteen voor u dicht." in text
    assert ties(cast) == []


def test_the_only_board_member_reads_that_nobody_can_sign_then(
    cast: Cast, client: Client, candidacy: Candidacy
) -> None:
    signed(cast, candidacy)
    assert ALONE in client.get(page("board_tie", candidacy)).text
    other = colleague(cast, Role.BOARD_MEMBER)
    text = client.get(page("board_tie", candidacy)).text
    assert ALONE not in text and "Een ander bestuurslid leest de verklaring en tekent" in text
    with other.scope():
        declare_tie(other.actor, candidacy.dossier)
    assert ALONE in client.get(page("board_tie", candidacy)).text


def test_a_board_member_who_is_secretary_hears_of_both(cast: Cast, client: Client, candidacy: Candidacy) -> None:
    signed(cast, candidacy)
    both = colleague(cast, Role.BOARD_MEMBER, Role.PARTY_SECRETARY).client()
    for name in ("board_tie", "candidate_tie"):
        text = both.get(page(name, candidacy)).text
        assert "Een ander bestuurslid leest de verklaring" in text, name
        assert "Een collega die secretaris is, handelt dit dossier verder af." in text, name


def test_afterwards_the_candidate_is_nowhere(
    cast: Cast, client: Client, candidacy: Candidacy, session: CandidateSession
) -> None:
    agreed(cast.a_secretary, session, candidacy, owner="board")
    with cast.branch_a.scope():
        Measure.objects.update(due_on="2026-01-01")
    other = add(cast.a_secretary, candidacy.round, "Bo de Boer", invite=True)
    for one in (candidacy, other):
        signed(cast, one)
    pages = [reverse(name) for name in ("board_undertakings", "home", "notices")]
    assert [path for path in pages if candidacy.dossier.reference not in client.get(path).text] == []
    assert "2 verklaringen wachten" in client.get(reverse("home")).text
    assert "is voor u gesloten" in declare(client, candidacy).text
    texts = [client.get(path).text for path in pages]
    assert [one for one in texts if "Kim Janssen" in one or candidacy.dossier.reference in one] == []
    assert "1 verklaring wacht" in texts[1] and "maatregel van het bestuur" not in texts[1]
    assert other.dossier.reference in texts[0] and other.dossier.reference in texts[2]


def test_guessed_addresses_stay_closed_and_nothing_is_signed(cast: Cast, client: Client, candidacy: Candidacy) -> None:
    undertaking = signed(cast, candidacy)
    client.post(page("board_undertaking_pdf", candidacy))
    with cast.a_board.scope():
        report = Report.objects.get()
    assert render(report.pk)
    assert client.get(reverse("report_download", args=[report.pk])).status_code == 200
    declare(client, candidacy)
    assert client.get(page("board_undertaking", candidacy)).status_code == 404
    assert client.get(page("board_tie", candidacy)).status_code == 404
    facts = {"text_hash": undertaking.text_hash, "agreed": "on"}
    for name in ("board_undertaking", "board_undertaking_pdf", "board_tie_declare"):
        assert client.post(page(name, candidacy), facts).status_code == 404, name
    for name in ("report_status", "report_download"):
        assert client.get(reverse(name, args=[report.pk])).status_code == 404, name
    with cast.branch_a.scope():
        assert Undertaking.objects.get().status == "signed"
    assert ties(cast) == [cast.a_board.user.pk]


def test_a_colleague_goes_on_and_only_they_are_told(cast: Cast, client: Client, candidacy: Candidacy) -> None:
    other = colleague(cast, Role.BOARD_MEMBER)
    offered(cast.a_secretary, candidacy)
    session = CandidateSession(cast.branch_a, candidacy.dossier_id)
    with within(Scope(tenant=cast.branch_a.pk)):
        Tie.objects.create(tenant=cast.branch_a.body, dossier=candidacy.dossier, person=cast.a_board.user)
    found = session.client().get(reverse("my_undertaking")).context["undertaking"]
    session.client().post(reverse("my_undertaking"), {"text_hash": found.text_hash, "agreed": "on"})
    with within(Scope(system=True)):
        told = Notice.objects.filter(kind="undertaking_signed").values_list("person_id", flat=True)
        assert list(told) == [other.user.pk]
    assert other.client().get(page("board_undertaking", candidacy)).status_code == 200


def test_one_that_was_countersigned_closes_as_well(cast: Cast, client: Client, candidacy: Candidacy) -> None:
    countersigned(cast, candidacy)
    declare(client, candidacy)
    assert client.get(page("board_undertaking", candidacy)).status_code == 404
    with cast.branch_a.scope():
        assert Undertaking.objects.get().countersigned_by_id == cast.a_board.user.pk


def test_the_secretary_is_told_sees_it_and_lifts_a_mistake(cast: Cast, client: Client, candidacy: Candidacy) -> None:
    signed(cast, candidacy)
    declare(client, candidacy)
    desk = cast.a_secretary.client()
    with cast.a_secretary.scope():
        told = Notice.objects.filter(person=cast.a_secretary.user, kind="tie_declared")
        assert list(told.values_list("path", flat=True)) == [page("candidate", candidacy)]
        tie = Tie.objects.get()
        assert Event.objects.get(what="tie.declared").role == "board_member"
    assert "A board" in desk.get(reverse("round_committee", args=[candidacy.round_id])).text
    desk.post(reverse("round_tie_lift", args=[candidacy.round_id, tie.pk]))
    assert client.get(page("board_undertaking", candidacy)).status_code == 200


def test_what_the_board_does_not_read_it_has_no_tie_with(cast: Cast, client: Client, candidacy: Candidacy) -> None:
    offered(cast.a_secretary, candidacy)
    for path in (page("board_tie", candidacy), page("board_tie_declare", candidacy)):
        assert client.get(path).status_code in (404, 405)
        assert client.post(path).status_code in (404, 405)
    signed(cast, candidacy)
    for who, status in (("b_board", 404), ("a_member", 403), ("a_manager", 403)):
        outsider = getattr(cast, who).client()
        assert outsider.get(page("board_tie", candidacy)).status_code == status
        assert outsider.post(page("board_tie_declare", candidacy)).status_code == status
    assert ties(cast) == []


def test_who_reads_nothing_of_a_file_has_no_tie_to_declare(cast: Cast, candidacy: Candidacy) -> None:
    with cast.a_manager.scope(), pytest.raises(Refused, match="iets van een dossier leest"):
        declare_tie(cast.a_manager.actor, candidacy.dossier)


def test_a_measure_of_a_board_that_all_has_a_tie_is_for_the_secretary(
    cast: Cast, client: Client, candidacy: Candidacy, session: CandidateSession
) -> None:
    measure = agreed(cast.a_secretary, session, candidacy, owner="board")
    signed(cast, candidacy)
    declare(client, candidacy)
    remind(measure.due_on)
    with within(Scope(system=True)):
        told = Notice.objects.filter(kind="measure_due").values_list("person_id", "path")
        assert list(told) == [(cast.a_secretary.user.pk, page("measures", candidacy))]
