"""Every URL × every persona × the other organisation's objects: nothing leaks (security.md goals 1-3, 17).

The list of URLs comes from the resolver; one that is not known here fails `test_every_url_is_in_the_matrix`.
Each answer is searched for texts that the persona may not see.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from portal.audit.models import Act, Event
from portal.organisations.enums import Role
from portal.retention.erasure import erase_dossier
from portal.walls.actor import Actor
from portal.walls.querysets import WalledQuerySet
from portal.walls.scope import Scope, within
from tests.addresses import OF_A_CORNER, OF_NOBODY, OF_THE_MINISTRY, URLS, addresses
from tests.cast import HOUSES, PEOPLE
from tests.world import (
    APPLICANT,
    CLASS_FOUR,
    DRAFT,
    FILE,
    KEPT,
    NEIGHBOUR,
    OBJECTION,
    PREPARATION,
    WORDS,
    Corner,
    World,
    build,
)

CLOSED = (403, 404, 405)
# To take away what is not there is no error: it may be a second click. So they lead back to the list.
TAKING_AWAY = {("consultation_remove", "post"), ("finding_remove", "post")}
# What differs each time: the token of a form, and the headers with the moment, the cookie and the nonce.
ONCE = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|\{\'content-.*|nonce="[^"]*"', re.DOTALL)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dt[\d:.+]+|dtstamp:\w+")
# An organisation's name and state are public; these show no more, and only to the ministry.
PUBLIC_FACTS = {"organisation", "act_for", "organisation_suspend_confirm", "manager_invite"}


# Who comes by personal link, and of which file; and who is in no committee, or not in the whole of it.
SESSIONS = {
    "candidate_a": ("a", "candidacy"),
    "other_candidate_a": ("a", "neighbour"),
    "kept_a": ("a", "kept"),
    "candidate_b": ("b", "candidacy"),
    "kept_b": ("b", "kept"),
}
COLLEAGUES = {"tied_member_a": "tied", "unnamed_member_a": "unnamed", "unconfirmed_member_a": "unconfirmed"}
PERSONAS = [*PEOPLE, *COLLEAGUES, *SESSIONS, "visitor"]

# What each may see of their own branch, written out by hand from design.md §1 and domain/integrity.md §2.
MAY_SEE: dict[str, frozenset[str]] = {
    # A session with cards is seen by whoever opened it, and by nobody else of the branch.
    Role.PARTY_SECRETARY: FILE | PREPARATION | OBJECTION | NEIGHBOUR | KEPT | {"ronde", "afspraak"},
    Role.COMMITTEE_MEMBER: FILE | PREPARATION | NEIGHBOUR | {"ronde"},
    # Of who signed: the name and what was agreed. Never the risk behind it.
    Role.BOARD_MEMBER: frozenset({"naam", "maatregel", "ronde"}),
    Role.MANAGER: frozenset({"collega", "gast", "reden"}),
    "tied": NEIGHBOUR | {"ronde"},
    # The agenda of a round is for all who work in the branch; no candidate is in it.
    "unnamed": frozenset({"ronde"}),
    # Who joins looks at the names, to say with whom there is a tie.
    "unconfirmed": frozenset({"naam", "ronde", "tweede"}),
    # Preparation too: under "what is held of you" stands everything that is held (AVG article 15).
    "candidacy": FILE | PREPARATION | OBJECTION | {"ronde"},
    # The person concerned reads why a file is kept longer.
    "neighbour": NEIGHBOUR | {"reden", "ronde"},
    "kept": KEPT | {"ronde"},
}
OF_THE_COUNTRY = {Role.REGISTRAR: frozenset({APPLICANT}), Role.EDITOR: frozenset({DRAFT})}


def test_every_url_is_in_the_matrix() -> None:
    with_arguments = {name for name, takes in URLS.items() if takes}
    known = OF_A_CORNER.keys() | OF_NOBODY.keys() | OF_THE_MINISTRY.keys()
    assert with_arguments - known == set()
    assert known - with_arguments == set()


def test_every_role_is_a_persona() -> None:
    assert {role for _house, role in PEOPLE.values()} == set(Role)
    assert {house for house, _role in PEOPLE.values()} == set(HOUSES)


@dataclass(frozen=True)
class Persona:
    name: str
    client: Client
    allowed: frozenset[str]
    own_dossier: UUID | None = None


def persona(world: World, name: str) -> Persona:
    if name == "visitor":
        return Persona(name, Client(), frozenset())
    if name in SESSIONS:
        letter, file = SESSIONS[name]
        corner: Corner = getattr(world, letter)
        session = corner.session(file)
        return Persona(name, session.client(), corner.texts(MAY_SEE[file]), session.dossier_id)
    if name in COLLEAGUES:
        colleague = COLLEAGUES[name]
        return Persona(name, getattr(world.a, colleague).client(), world.a.texts(MAY_SEE[colleague]))
    return Persona(name, world.cast.people()[name].client(), _allowed(world, name))


def _allowed(world: World, name: str) -> frozenset[str]:
    """What the people of each office may see."""
    house, role = PEOPLE[name]
    corner = {"branch_a": world.a, "branch_b": world.b}.get(house)
    if corner is None:
        return OF_THE_COUNTRY.get(role, frozenset())
    return corner.texts(MAY_SEE[role])


def all_texts(world: World) -> frozenset[str]:
    return world.a.texts(WORDS) | world.b.texts(WORDS) | {APPLICANT, DRAFT}


@dataclass(frozen=True)
class Answer:
    """What came back: everything in it in small letters, and how many reads of files were logged by then."""

    status: int
    text: str
    reads: int


def ask(client: Client, method: str, address: str) -> Answer:
    """One request whose writes are taken back."""
    client.raise_request_exception = False
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic(), transaction.atomic("keys"):
        response = getattr(client, method)(address)
        text = text_of(response)
        answer = Answer(response.status_code, text, _reads() if "kanarie" in text else 0)
        transaction.set_rollback(True)
        transaction.set_rollback(True, "keys")
    client.cookies.clear()
    client.cookies.load(cookies)
    return answer


def _reads() -> int:
    with within(Scope(system=True)):
        return Event.objects.filter(act__in=(Act.READ, Act.EXPORTED)).count()


def text_of(response: HttpResponse) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return (body.decode(errors="replace") + str(response.headers)).casefold()


def sweep(world: World, one: Persona, but: Corner | None = None) -> Iterator[tuple[str, Corner | None, Answer]]:
    """Every answer to every address, with whose object it names. but: a corner to leave alone."""
    for name, corner, address in addresses(world):
        if corner is not None and corner is but:
            continue
        for method in ("get", "post"):
            yield f"{method} {name}", corner, ask(one.client, method, address)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Built once: `ask` takes back what each request wrote."""
    with django_db_blocker.unblock(), transaction.atomic("default"), transaction.atomic("keys"):
        cache.clear()
        yield build()
        transaction.set_rollback(True, "default")
        transaction.set_rollback(True, "keys")


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """A page that is refused is logged with its traceback; there are thousands here, and they are expected."""
    caplog.set_level(logging.ERROR, "django.request")


@pytest.mark.parametrize("who", PERSONAS)
def test_nobody_sees_what_is_not_theirs(world: World, who: str) -> None:
    one, before = persona(world, who), _reads()
    forbidden = {text.casefold() for text in all_texts(world) - one.allowed}
    class_four = {text.casefold() for text in world.a.texts(CLASS_FOUR) | world.b.texts(CLASS_FOUR)}
    leaks, opened, broken, unlogged = [], [], [], []
    for call, corner, answer in sweep(world, one, but=_as_strange_as_the_other(world, who)):
        cache.clear()
        leaks += [(call, leak) for leak in forbidden if leak in answer.text]
        if answer.status >= 500:
            broken.append((call, answer.status))
        name = call.split(" ")[1]
        foreign = corner is not None and not is_own(world, one, corner, name)
        if foreign and answer.status == 200 and name not in PUBLIC_FACTS:
            opened.append(call)
        logged = one.own_dossier is not None or answer.reads > before
        if not logged and any(text in answer.text for text in class_four):
            unlogged.append(call)
    assert (leaks, opened, broken, unlogged) == ([], [], [], [])


def _as_strange_as_the_other(world: World, who: str) -> Corner | None:
    """Who belongs to neither branch asks for everything of one: the two hold the same, under other names."""
    if who == "visitor" or PEOPLE.get(who, ("branch_a",))[0] in ("branch_a", "branch_b"):
        return None
    return world.a if list(PEOPLE).index(who) % 2 else world.b


def is_own(world: World, one: Persona, corner: Corner, name: str) -> bool:
    if one.own_dossier is not None:
        return one.own_dossier == corner.candidacy.dossier_id and name.startswith("my_")
    if one.name in COLLEAGUES:
        return corner is world.a
    house = PEOPLE.get(one.name, ("", ""))[0]
    return {"branch_a": world.a, "branch_b": world.b}.get(house) is corner


FILTERS_OFF = ["b_secretary", "b_manager", "b_board", "candidate_b", "kept_b", "tied_member_a", "registrar", "visitor"]


@pytest.mark.parametrize("name", FILTERS_OFF)
def test_with_the_applications_filters_off_the_database_still_holds(
    world: World, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WalledQuerySet, "visible_to", lambda self, actor: self)
    one = persona(world, name)
    closed = FILE | PREPARATION | OBJECTION if name == "tied_member_a" else CLASS_FOUR
    theirs = {text.casefold() for text in world.a.texts(closed)}
    answers = sweep(world, one, but=world.b)
    leaks = [(call, text) for call, _corner, answer in answers for text in theirs if text in answer.text]
    assert leaks == []


def test_no_canary_is_the_beginning_of_another() -> None:
    assert [(one, other) for one in WORDS for other in WORDS - {one} if other.startswith(one)] == []


def of_the_file(world: World) -> Iterator[tuple[str, str]]:
    """Every address in branch A that names the file of the candidate, or something in it."""
    corner = world.a
    named = {corner.candidacy.dossier.reference, corner.report.pk}
    named |= {getattr(corner.filled, part.name).pk for part in fields(corner.filled)}
    for name, arguments in OF_A_CORNER.items():
        if named & set(arguments(corner).values()):
            yield name, reverse(name, kwargs=arguments(corner))


def test_a_tie_closes_every_page_of_the_file(world: World) -> None:
    client = world.a.tied.client()
    answers = {
        (name, method): ask(client, method, address).status
        for name, address in of_the_file(world)
        for method in ("get", "post")
    }
    assert {call: status for call, status in answers.items() if status not in CLOSED} == {}


@pytest.mark.parametrize("name", ["a_secretary", "a_member", "tied_member_a", "b_secretary"])
def test_a_part_opens_under_no_other_file(world: World, name: str) -> None:
    client, corner = persona(world, name).client, world.a
    others = {reference: c.dossier.reference for reference, c in (("own", corner.neighbour), ("b", world.b.candidacy))}
    crossed = [
        (call, other, reverse(call, kwargs={**arguments(corner), "reference": reference}))
        for call, arguments in OF_A_CORNER.items()
        if {"reference", "pk"} <= arguments(corner).keys()
        for other, reference in others.items()
    ]
    answers = {
        (call, other, method): ask(client, method, address).status
        for call, other, address in crossed
        for method in ("get", "post")
        if (call, method) not in TAKING_AWAY
    }
    assert {call: status for call, status in answers.items() if status not in CLOSED} == {}


def test_nothing_is_taken_away_under_another_file(world: World) -> None:
    corner, client = world.a, world.a.secretary.client()
    parts = {"consultation_remove": corner.filled.consultation, "finding_remove": corner.filled.finding}
    assert {(name, "post") for name in parts} == TAKING_AWAY
    for name, part in parts.items():
        address = reverse(name, args=[corner.neighbour.dossier.reference, part.pk])
        with transaction.atomic(), transaction.atomic("keys"):
            client.post(address, {"version": part.version} if name == "finding_remove" else {})
            with corner.house.scope():
                assert type(part).objects.filter(pk=part.pk).exists()
            transaction.set_rollback(True)


def test_a_tie_hides_the_candidate_from_every_number(world: World) -> None:
    """Whoever has a tie reads the same pages, to the letter, as when the candidate's file was gone."""
    corner = world.a
    before = _pages(world, corner.tied.client())
    with transaction.atomic(), transaction.atomic("keys"):
        with corner.house.scope():
            assert erase_dossier(Actor(tenant_id=corner.house.pk), corner.candidacy.dossier)
        after = _pages(world, corner.tied.client())
        transaction.set_rollback(True)
    assert len(before) > 20
    assert [address for address in before | after if before.get(address) != after.get(address)] == []


def _pages(world: World, client: Client) -> dict[str, str]:
    """Every page that opens for somebody of branch A, without what differs each time."""
    found = {}
    for _name, corner, address in addresses(world):
        # A page of the account makes a secret each time.
        if corner is world.b or address.startswith("/account/"):
            continue
        if (answer := ask(client, "get", address)).status == 200:
            found[address] = MOMENT.sub("", ONCE.sub("", answer.text))
    return found
