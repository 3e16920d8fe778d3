"""The committee of a round: naming, the ground rules, and ties that close a file everywhere."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from integrity.screening.candidates import add_round
from integrity.screening.demo import fill_in
from integrity.screening.models import Candidacy, RoundMember, SelectionRound
from integrity.screening.ties import declare_tie
from portal.notices.models import Notice
from portal.organisations.enums import Role
from portal.privacy.models import Tie
from portal.reports.models import Report
from portal.reports.render import render
from tests.cast import Cast, Person, UserFactory, give_role
from tests.screening import add, start_round

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
CONFIRMED = {"known": "on", "looked": "on"}


@pytest.fixture
def selection(cast: Cast) -> SelectionRound:
    """A round without a committee."""
    with cast.a_secretary.scope():
        body, day = cast.waterlinge.body, timezone.localdate().replace(year=2030)
        return add_round(cast.a_secretary.actor, name="Raad 2030", body=body, nomination_day=day)


@pytest.fixture
def desk(cast: Cast) -> Client:
    return cast.a_secretary.client()


@pytest.fixture
def member(cast: Cast) -> Client:
    return cast.a_member.client()


def name(desk: Client, selection: SelectionRound, *people: Person) -> Any:
    facts = {"people": [person.user.pk for person in people]}
    return desk.post(reverse("round_member_name", args=[selection.pk]), facts, follow=True)


def join(member: Client, selection: SelectionRound, *tied: Candidacy, **changes: Any) -> Any:
    page = member.get(reverse("round_join", args=[selection.pk]))
    looked_at = page.context["form"]["looked_at"].value()
    facts = {**CONFIRMED, "looked_at": looked_at, "tied": [one.dossier.reference for one in tied], **changes}
    return member.post(reverse("round_join", args=[selection.pk]), facts)


def seats(cast: Cast) -> list[RoundMember]:
    with cast.branch_a.scope():
        return list(RoundMember.objects.order_by("named_at"))


def test_a_colleague_is_named_told_and_dismissed(cast: Cast, desk: Client, selection: SelectionRound) -> None:
    for _click in range(2):
        name(desk, selection, cast.a_member)
    assert [seat.person_id for seat in seats(cast)] == [cast.a_member.user.pk]
    with cast.a_member.scope():
        told = Notice.objects.filter(person=cast.a_member.user).values_list("kind", "path")
        assert list(told) == [("committee_named", reverse("round_join", args=[selection.pk]))]
    seat = seats(cast)[0].pk
    assert desk.get(reverse("round_member_dismiss_confirm", args=[selection.pk, seat])).status_code == 200
    answers = [desk.post(reverse("round_member_dismiss", args=[selection.pk, seat])).status_code for _click in range(2)]
    assert (answers, seats(cast)) == ([302, 404], [])


def test_only_colleagues_with_the_role_can_be_named(cast: Cast, desk: Client, selection: SelectionRound) -> None:
    for person in (cast.a_board, cast.b_member):
        page = name(desk, selection, person)
        assert page.context["form"].errors == {
            "people": ["Deze collega is geen lid van de selectiecommissie van uw afdeling."]
        }
    assert name(desk, selection).context["form"].errors == {"people": ["Vink minstens één collega aan."]}
    assert seats(cast) == []


def test_the_advice_stands_where_members_are_named(cast: Cast, desk: Client, selection: SelectionRound) -> None:
    give_role(cast.a_member.user, cast.branch_a.body, Role.BOARD_MEMBER)
    page = name(desk, selection, cast.a_member).text
    assert "Kies bij voorkeur geen bestuursleden" in page
    assert "zit ook in het bestuur" in page


def test_a_member_sees_no_file_before_the_ground_rules_are_confirmed(
    cast: Cast, desk: Client, member: Client, selection: SelectionRound
) -> None:
    kim = add(cast.a_secretary, selection, "Kim Janssen", invite=True)
    assert member.get(reverse("round_desk", args=[selection.pk])).status_code == 404
    name(desk, selection, cast.a_member)
    round_join = reverse("round_join", args=[selection.pk])
    assert member.get(reverse("round_desk", args=[selection.pk])).url == round_join
    assert member.get(reverse("candidate", args=[kim.dossier.reference])).status_code == 404
    waiting = [one.url for one in member.get(reverse("home")).context["waiting"]]
    assert round_join in waiting
    page = member.get(round_join).text
    assert "U geeft geen cijfers en maakt geen rangorde." in page
    assert "Kim Janssen" in page
    join(member, selection)
    assert member.get(reverse("candidate", args=[kim.dossier.reference])).status_code == 200


def test_what_is_not_ticked_is_told_and_the_rest_stays(
    cast: Cast, desk: Client, member: Client, selection: SelectionRound
) -> None:
    kim = add(cast.a_secretary, selection, "Kim Janssen")
    name(desk, selection, cast.a_member)
    page = join(member, selection, kim, known="", looked="")
    assert page.context["form"].errors == {
        "known": ["Vink dit aan als u zich aan de spelregels houdt. Anders kunt u niet meedoen."],
        "looked": ["Bekijk alle namen en vink dit daarna aan."],
    }
    assert page.context["form"]["tied"].value() == [kim.dossier.reference]
    assert seats(cast)[0].rules_confirmed_at is None


def test_candidates_who_came_later_are_asked_about_again(
    cast: Cast, desk: Client, member: Client, selection: SelectionRound
) -> None:
    add(cast.a_secretary, selection, "Kim Janssen")
    name(desk, selection, cast.a_member)
    looked_at = member.get(reverse("round_join", args=[selection.pk])).context["form"]["looked_at"].value()
    noor = add(cast.a_secretary, selection, "Noor Bakker")
    join(member, selection, looked_at=looked_at)
    page = member.get(reverse("round_join", args=[selection.pk]))
    assert [candidacy.pk for candidacy in page.context["candidacies"]] == [noor.pk]
    titles = [one.title for one in member.get(reverse("home")).context["waiting"]]
    assert "Er is 1 nieuwe kandidaat" in titles
    join(member, selection, noor)
    assert list(member.get(reverse("round_join", args=[selection.pk])).context["candidacies"]) == []
    assert member.get(reverse("candidate", args=[noor.dossier.reference])).status_code == 404


@pytest.mark.parametrize("looked_at", ["", "gisteren", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+00:00"])
def test_a_moment_that_is_wrong_breaks_nothing(
    cast: Cast, desk: Client, member: Client, selection: SelectionRound, looked_at: str
) -> None:
    name(desk, selection, cast.a_member)
    assert join(member, selection, looked_at=looked_at).status_code in (200, 302)
    assert all(seat.ties_declared_at is None or seat.ties_declared_at <= timezone.now() for seat in seats(cast))


def test_who_was_not_named_cannot_join(cast: Cast, member: Client, selection: SelectionRound) -> None:
    for client in (member, cast.b_member.client()):
        for answer in (client.get, client.post):
            assert answer(reverse("round_join", args=[selection.pk])).status_code == 404


# --- a tie closes a file everywhere ---------------------------------------------------------


@pytest.fixture
def tied(cast: Cast) -> tuple[Candidacy, Candidacy]:
    """Kim, with whom the member has a tie, and Noor; both sent the questionnaire."""
    selection = start_round(cast, cast.a_secretary)
    kim, noor = (add(cast.a_secretary, selection, name, invite=True) for name in ("Kim Janssen", "Noor Bakker"))
    for one in (kim, noor):
        fill_in(one.dossier, -1)
    return kim, noor


def declare(client: Client, candidacy: Candidacy) -> Any:
    return client.post(reverse("candidate_tie_declare", args=[candidacy.dossier.reference]))


def test_a_tie_is_asked_about_before_it_closes_the_file(member: Client, tied: Any) -> None:
    kim, _noor = tied
    page = member.get(reverse("candidate_tie", args=[kim.dossier.reference]))
    assert "Het dossier gaat meteen voor u dicht." in page.text
    assert declare(member, kim).url == reverse("round_desk", args=[kim.round_id])
    assert declare(member, kim).status_code == 404


def test_a_tied_member_finds_the_candidate_nowhere(member: Client, tied: Any) -> None:
    kim, noor = tied
    declare(member, kim)
    pages = [
        *(reverse(name, args=[kim.round_id]) for name in ("round_measures", "interviews", "round_join")),
        reverse("rounds"),
        reverse("round_desk", args=[kim.round_id]),
        member.post(reverse("round_search", args=[kim.round_id]), {"q": "kim"}).url,
        reverse("round_committee", args=[kim.round_id]),
        reverse("home"),
    ]
    texts = [member.get(url, follow=True).text for url in pages]
    assert [text.count("Kim Janssen") + text.count(kim.dossier.reference) for text in texts] == [0] * len(pages)
    assert [one.size for one in member.get(reverse("rounds")).context["rounds"]] == [1]
    assert member.get(reverse("round_desk", args=[kim.round_id])).context["total"] == 1
    waiting = [one for one in member.get(reverse("home")).context["waiting"] if "binnen" in one.title]
    assert [one.title for one in waiting] == ["1 vragenlijst is binnen"]
    assert member.get(reverse("candidate", args=[noor.dossier.reference])).status_code == 200


def test_what_was_told_about_the_candidate_goes_too(desk: Client, member: Client, tied: Any) -> None:
    kim, noor = tied
    for one in tied:
        declare(member, one)
    told = desk.get(reverse("notices")).text
    assert kim.dossier.reference in told and noor.dossier.reference in told
    declare(desk, kim)
    told = desk.get(reverse("notices")).text
    assert kim.dossier.reference not in told and noor.dossier.reference in told


def of_a_candidate(tree: Any, before: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and further arguments of every address of the desk about one candidate, of every capability."""
    for entry in tree:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from of_a_candidate(entry.url_patterns, route)
        elif "kandidaten/<slug:reference>" in route:
            converters = entry.pattern.converters
            yield entry.name, {name: _example(converters[name]) for name in converters if name != "reference"}


def _example(converter: Any) -> Any:
    """Something that fits: a UUID, a number, the first of a list of words, or any word."""
    known = {"UUIDConverter": UUID(int=1), "IntConverter": 1}.get(type(converter).__name__)
    return known or ("x" if "[" in converter.regex else converter.regex.split("|")[0])


def test_guessed_addresses_stay_closed(cast: Cast, tied: Any) -> None:
    """A secretary with a tie, who may do everything else, at every address of every capability."""
    kim, _noor = tied
    colleague = second_secretary(cast)
    with colleague.scope():
        declare_tie(colleague.actor, kim.dossier)
    client, opened, seen = colleague.client(), [], 0
    for name, more in of_a_candidate(get_resolver().url_patterns):
        url = reverse(name, kwargs={"reference": kim.dossier.reference, **more})
        answers = [client.get(url).status_code, client.post(url).status_code]
        opened += [(name, answers)] if not {404, 405}.issuperset(answers) or 404 not in answers else []
        seen += 1
    assert opened == []
    assert seen > 30


def test_a_pdf_that_was_made_before_closes_too(cast: Cast, member: Client, tied: Any) -> None:
    kim, _noor = tied
    member.post(reverse("candidate_report", args=[kim.dossier.reference]))
    with cast.a_member.scope():
        report = Report.objects.get(kind="integrity.dossier")
    render(report.pk)
    assert member.get(reverse("report_download", args=[report.pk])).status_code == 200
    declare(member, kim)
    for url in ("report_download", "report_status"):
        assert member.get(reverse(url, args=[report.pk])).status_code == 404
    assert member.post(reverse("report_retry", args=[report.pk])).status_code == 404


# --- undoing --------------------------------------------------------------------------------


def second_secretary(cast: Cast) -> Person:
    colleague = Person(UserFactory(name="Tweede secretaris"), cast.branch_a)
    give_role(colleague.user, cast.branch_a.body, Role.PARTY_SECRETARY)
    return colleague


def the_tie(cast: Cast) -> Tie:
    with cast.branch_a.scope():
        return Tie.objects.get()


def test_the_secretary_sees_ties_and_lifts_a_mistake(cast: Cast, desk: Client, member: Client, tied: Any) -> None:
    kim, _noor = tied
    declare(member, kim)
    page = desk.get(reverse("round_committee", args=[kim.round_id]))
    assert [(candidacy.name, tie.person.name) for candidacy, tie in page.context["ties"]] == [
        ("Kim Janssen", "A member")
    ]
    lift = [kim.round_id, the_tie(cast).pk]
    assert "Kim Janssen" in desk.get(reverse("round_tie_lift_confirm", args=lift)).text
    assert desk.post(reverse("round_tie_lift", args=lift)).status_code == 302
    assert member.get(reverse("candidate", args=[kim.dossier.reference])).status_code == 200
    assert desk.post(reverse("round_tie_lift", args=lift)).status_code == 404


def test_nobody_lifts_their_own_tie(cast: Cast, desk: Client, member: Client, tied: Any) -> None:
    kim, _noor = tied
    declare(desk, kim)
    lift = reverse("round_tie_lift", args=[kim.round_id, the_tie(cast).pk])
    assert desk.post(lift).status_code == 404
    assert member.post(lift).status_code == 403
    assert cast.b_secretary.client().post(lift).status_code == 404
    assert second_secretary(cast).client().post(lift).status_code == 302


def test_a_secretary_hears_what_a_tie_of_their_own_means(cast: Cast, desk: Client, tied: Any) -> None:
    url = reverse("candidate_tie", args=[tied[0].dossier.reference])
    assert "er is geen andere secretaris" in desk.get(url).text
    colleague = second_secretary(cast)
    assert "Een collega die secretaris is, handelt dit dossier verder af." in desk.get(url).text
    declare(colleague.client(), tied[0])
    assert "er is geen andere secretaris zonder band" in desk.get(url).text


def test_the_other_secretaries_are_told_of_a_tie(cast: Cast, desk: Client, tied: Any) -> None:
    colleague = second_secretary(cast)
    declare(desk, tied[0])
    with colleague.scope():
        assert [notice.kind for notice in Notice.objects.filter(person=colleague.user)] == ["tie_declared"]
    with cast.a_secretary.scope():
        assert not Notice.objects.filter(person=cast.a_secretary.user, kind="tie_declared").exists()
