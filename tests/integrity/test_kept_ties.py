"""A tie with somebody of whom only facts are kept: declared, seen and lifted by secretaries."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from integrity.kept.models import KeptFile
from portal.audit.models import Event
from portal.notices.models import Notice
from portal.organisations.enums import Role
from portal.privacy.models import Tie
from tests.cast import Cast, Person, UserFactory, give_role
from tests.kept import distilled
from tests.screening import CandidateSession

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
PAGES = ("kept_file", "kept_tie", "kept_file_confirm", "measures", "undertaking")
ACTS = ("kept_file_link", "kept_tie_declare", "kept_file_erase", "undertaking_pdf")


@pytest.fixture
def kept(cast: Cast) -> KeptFile:
    return distilled(cast)


@pytest.fixture
def colleague(cast: Cast) -> Person:
    person = Person(UserFactory(name="Tweede secretaris"), cast.branch_a)
    give_role(person.user, cast.branch_a.body, Role.PARTY_SECRETARY)
    return person


def page(name: str, kept: KeptFile, *more: Any) -> str:
    return reverse(name, args=[kept.dossier.reference, *more])


def tie_of(cast: Cast, kept: KeptFile, person: Person) -> Tie:
    with cast.branch_a.scope():
        return Tie.objects.create(tenant=cast.branch_a.body, dossier=kept.dossier, person=person.user)


def opened(client: Client, kept: KeptFile) -> list[str]:
    """What does not answer that it is not there."""
    pages = [name for name in PAGES if client.get(page(name, kept)).status_code != 404]
    return [*pages, *(name for name in ACTS if client.post(page(name, kept)).status_code != 404)]


def test_a_secretary_declares_a_tie_and_finds_the_person_nowhere(cast: Cast, kept: KeptFile, colleague: Person) -> None:
    client = colleague.client()
    assert page("kept_tie", kept) in client.get(page("kept_file", kept)).text
    text = client.get(page("kept_tie", kept)).text
    assert "Een band met Kim Janssen opgeven?" in text
    assert "Een collega die secretaris is, handelt dit dossier verder af." in text
    assert "is voor u gesloten" in client.post(page("kept_tie_declare", kept), follow=True).text
    assert opened(client, kept) == []
    lists = [reverse(name, args=[kept.round_id]) for name in ("kept_files", "round_measures", "round_committee")]
    assert [path for path in (*lists, reverse("home")) if "Kim Janssen" in client.get(path).text] == []
    assert cast.a_secretary.client().get(page("kept_file", kept)).status_code == 200


def test_the_only_secretary_reads_that_nobody_goes_on_then(cast: Cast, kept: KeptFile) -> None:
    client = cast.a_secretary.client()
    assert "er is geen andere secretaris zonder band" in client.get(page("kept_tie", kept)).text
    assert "bestuurslid" not in client.get(page("kept_tie", kept)).text


def test_the_other_secretary_is_told_where_to_look(cast: Cast, kept: KeptFile, colleague: Person) -> None:
    colleague.client().post(page("kept_tie_declare", kept))
    with cast.a_secretary.scope():
        told = Notice.objects.filter(person=cast.a_secretary.user, kind="tie_declared")
        assert list(told.values_list("path", flat=True)) == [page("kept_file", kept)]


def test_another_secretary_sees_the_tie_and_lifts_a_mistake(cast: Cast, kept: KeptFile, colleague: Person) -> None:
    client, desk = colleague.client(), cast.a_secretary.client()
    assert "Niemand heeft een band met deze persoon opgegeven." in desk.get(page("kept_file", kept)).text
    tie = tie_of(cast, kept, colleague)
    confirm, lift = page("kept_tie_lift_confirm", kept, tie.pk), page("kept_tie_lift", kept, tie.pk)
    text = desk.get(page("kept_file", kept)).text
    assert "Tweede secretaris" in text and confirm in text
    assert "De band van Tweede secretaris met Kim Janssen weghalen?" in desk.get(confirm).text
    assert client.get(page("kept_file", kept)).status_code == 404
    assert desk.post(lift).url == page("kept_file", kept)
    assert client.get(page("kept_file", kept)).status_code == 200
    assert desk.post(lift).status_code == 404
    with cast.branch_a.scope():
        assert Event.objects.get(what="tie.lifted").dossier_id == kept.dossier_id
    own = CandidateSession(cast.branch_a, kept.dossier_id).client().get(reverse("my_kept_file")).text
    assert "haalde een band weg die per vergissing was opgegeven" in own


def test_nobody_lifts_their_own_and_others_lift_none(cast: Cast, kept: KeptFile, colleague: Person) -> None:
    tie = tie_of(cast, kept, colleague)
    paths = [page(name, kept, tie.pk) for name in ("kept_tie_lift_confirm", "kept_tie_lift")]
    for person, status in ((colleague, 404), (cast.b_secretary, 404), (cast.a_member, 403), (cast.a_board, 403)):
        client = person.client()
        assert [client.get(paths[0]).status_code, client.post(paths[1]).status_code] == [status, status]
    with cast.branch_a.scope():
        assert Tie.objects.filter(pk=tie.pk).exists()


def test_a_tie_is_lifted_under_its_own_file_only(cast: Cast, kept: KeptFile, colleague: Person) -> None:
    other = distilled(cast, "Sam Bakker")
    tie, desk = tie_of(cast, other, colleague), cast.a_secretary.client()
    assert desk.get(page("kept_tie_lift_confirm", kept, tie.pk)).status_code == 404
    assert desk.post(page("kept_tie_lift", kept, tie.pk)).status_code == 404
    with cast.branch_a.scope():
        assert Tie.objects.filter(pk=tie.pk).exists()


def test_the_person_does_not_read_whose_tie_it_is(cast: Cast, kept: KeptFile, colleague: Person) -> None:
    tie_of(cast, kept, colleague)
    session = CandidateSession(cast.branch_a, kept.dossier_id).client()
    assert "Tweede secretaris" not in session.get(reverse("my_kept_file")).text


def test_more_ties_take_no_more_queries(cast: Cast, kept: KeptFile, colleague: Person) -> None:
    desk, counts = cast.a_secretary.client(), []
    for people in ([colleague], [cast.a_member, cast.a_board]):
        for person in people:
            tie_of(cast, kept, person)
        desk.get(page("kept_file", kept))
        with CaptureQueriesContext(connection) as queries:
            assert len(desk.get(page("kept_file", kept)).context["ties"]) in (1, 3)
        counts.append(len(queries))
    assert counts[0] == counts[1]
