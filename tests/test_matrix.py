"""Every URL × every persona × the other organisation's objects: nothing leaks (security.md goals 1-3, 17).

The list of URLs comes from the resolver; one that is not known here fails `test_every_url_is_in_the_matrix`.
Each answer is searched for texts that the persona may not see.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from portal.audit.models import Act, Event
from portal.organisations.enums import Role
from portal.walls.querysets import WalledQuerySet
from portal.walls.scope import Scope, within
from tests.cast import HOUSES, PEOPLE
from tests.world import SECTION, Corner, World, build

Arguments = dict[str, Any]
TOKEN: Arguments = {"token": "geen-echte-sleutel"}

# Arguments of each URL that has any, with the objects of one corner. None: the same for every corner.
OF_A_CORNER: dict[str, Callable[[Corner], Arguments]] = {
    "act_for": lambda c: {"tenant_id": c.house.pk},
    "candidate": lambda c: {"reference": c.candidacy.dossier.reference},
    "candidate_add": lambda c: {"pk": c.selection.pk},
    "candidate_answers": lambda c: {"reference": c.candidacy.dossier.reference},
    "candidate_confirm": lambda c: {"reference": c.candidacy.dossier.reference, "step": "list"},
    "candidate_decide": lambda c: {"reference": c.candidacy.dossier.reference, "step": "pass_over"},
    "candidate_invite": lambda c: {"reference": c.candidacy.dossier.reference},
    "candidate_link": lambda c: {"reference": c.candidacy.dossier.reference},
    "candidate_report": lambda c: {"reference": c.candidacy.dossier.reference},
    "candidates_invite": lambda c: {"pk": c.selection.pk},
    "card_session": lambda c: {"pk": c.card_session.pk},
    "card_session_agree": lambda c: {"pk": c.card_session.pk},
    "card_session_close": lambda c: {"pk": c.card_session.pk},
    "card_session_close_confirm": lambda c: {"pk": c.card_session.pk},
    "card_session_draw": lambda c: {"pk": c.card_session.pk},
    "card_session_live": lambda c: {"pk": c.card_session.pk},
    "card_session_show": lambda c: {"pk": c.card_session.pk},
    "card_session_skip": lambda c: {"pk": c.card_session.pk},
    "dossier_hold": lambda c: {"reference": c.neighbour.dossier.reference},
    "dossier_release": lambda c: {"reference": c.neighbour.dossier.reference},
    "invitation_resend": lambda c: {"invitation_id": c.invitation.pk},
    "invitation_withdraw": lambda c: {"invitation_id": c.invitation.pk},
    "invitation_withdraw_confirm": lambda c: {"invitation_id": c.invitation.pk},
    "manager_invite": lambda c: {"organisation_id": c.house.pk},
    "membership_end": lambda c: {"membership_id": c.membership.pk},
    "membership_end_confirm": lambda c: {"membership_id": c.membership.pk},
    "notice_open": lambda c: {"notice_id": c.notice.pk},
    "organisation": lambda c: {"organisation_id": c.house.pk},
    "organisation_resume": lambda c: {"organisation_id": c.house.pk},
    "organisation_suspend": lambda c: {"organisation_id": c.house.pk},
    "organisation_suspend_confirm": lambda c: {"organisation_id": c.house.pk},
    "report_download": lambda c: {"report_id": c.report.pk},
    "report_retry": lambda c: {"report_id": c.own_report.pk},
    "report_status": lambda c: {"report_id": c.report.pk},
    "role_add": lambda c: {"person_id": c.colleague.pk},
    "round_desk": lambda c: {"pk": c.selection.pk},
    "round_import": lambda c: {"pk": c.selection.pk},
    "round_import_confirm": lambda c: {"pk": c.selection.pk},
    "round_import_example": lambda c: {"pk": c.selection.pk},
}
OF_THE_MINISTRY = {"admission", "admission_admit", "admission_refuse"}
OF_NOBODY: dict[str, Arguments] = {
    "account_confirm_email": {"key": "geen-echte-sleutel"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "geen-echte-sleutel"},
    "branch_confirm": TOKEN,
    "branch_confirmed": TOKEN,
    "branch_decision": TOKEN,
    "dilemma_card": {"edition": 1, "number": 1},
    "dilemma_card_draw": {"edition": 1},
    "dilemma_cards_edition": {"edition": 1},
    "dilemma_deck": {"edition": 1},
    "edition_changes": {"slug": "vragenlijst-integriteit", "number": 1, "earlier": 1},
    "edition_preview": {"slug": "vragenlijst-integriteit", "number": 1},
    "invitation_open": TOKEN,
    "mfa_edit_webauthn": {"pk": 1},
    "mfa_remove_webauthn": {"pk": 1},
    "my_held_text": {"section_id": SECTION},
    "my_section": {"section_id": SECTION},
    "openid_connect_callback": {"provider_id": "geen"},
    "openid_connect_login": {"provider_id": "geen"},
    "personal_link": TOKEN,
}
if settings.DEMO:
    OF_NOBODY["demo_enter"] = {"key": "geen-persona"}
# An organisation's name and state are public; these show no more, and only to the ministry.
PUBLIC_FACTS = {"organisation", "act_for", "organisation_suspend_confirm", "manager_invite"}


def patterns(tree: list[URLPattern | URLResolver], before: str = "", takes: bool = False) -> Iterator[tuple[str, bool]]:
    """Name or route of every URL, and whether it takes arguments."""
    for entry in tree:
        route, groups = before + str(entry.pattern), takes or bool(entry.pattern.regex.groups)
        if isinstance(entry, URLResolver):
            yield from patterns(entry.url_patterns, route, groups)
        else:
            yield entry.name or f"/{route}", groups


URLS = dict(patterns(get_resolver().url_patterns))
PERSONAS = [*PEOPLE, "visitor", "candidate_a", "other_candidate_a", "candidate_b"]


def test_every_url_is_in_the_matrix() -> None:
    with_arguments = {name for name, takes in URLS.items() if takes}
    known = OF_A_CORNER.keys() | OF_NOBODY.keys() | OF_THE_MINISTRY
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
    a, b = world.a, world.b
    special = {
        "visitor": lambda: Persona(name, Client(), frozenset()),
        "candidate_a": lambda: _candidate(name, a, a.candidate_texts),
        "other_candidate_a": lambda: _candidate(name, a, frozenset({"Kanarie-A-naam-twee"})),
        "candidate_b": lambda: _candidate(name, b, b.candidate_texts),
    }
    if name in special:
        return special[name]()
    return Persona(name, world.cast.people()[name].client(), _allowed(world, name))


def _candidate(name: str, corner: Corner, texts: frozenset[str]) -> Persona:
    session = corner.other_candidate if name.startswith("other") else corner.candidate
    round_name = {text for text in corner.office_texts if text.endswith("ronde")}
    if session.dossier_id == corner.neighbour.dossier_id:
        # The person concerned reads why a file is kept longer.
        texts |= {text for text in corner.office_texts if text.endswith("reden")}
    return Persona(name, session.client(), texts | round_name, session.dossier_id)


def _allowed(world: World, name: str) -> frozenset[str]:
    """What the people of each office may see, written out by hand from design.md §1."""
    house, role = PEOPLE[name]
    corner = {"branch_a": world.a, "branch_b": world.b}.get(house)
    if corner is None:
        return frozenset({"Kanarie-aanvrager"}) if role == Role.REGISTRAR else frozenset()
    rounds = frozenset(text for text in corner.office_texts if text.endswith("ronde"))
    # A session with cards is seen by whoever opened it, and by nobody else of the branch.
    agreements = {text for text in corner.office_texts if text.endswith("afspraak")}
    if role == Role.PARTY_SECRETARY:
        rounds |= agreements
    if role in (Role.PARTY_SECRETARY, Role.COMMITTEE_MEMBER):
        return corner.candidate_texts | rounds | {f"Kanarie-{corner_letter(world, corner)}-naam-twee"}
    if role == Role.MANAGER:
        return corner.office_texts - rounds - agreements
    return frozenset()


def corner_letter(world: World, corner: Corner) -> str:
    return "A" if corner is world.a else "B"


def all_texts(world: World) -> frozenset[str]:
    every = [corner.candidate_texts | corner.office_texts for corner in (world.a, world.b)]
    return frozenset({"Kanarie-aanvrager"}).union(*every)


def addresses(world: World) -> Iterator[tuple[str, Corner | None, str]]:
    """Name, the corner whose object it is about, and the address."""
    for name, takes in URLS.items():
        if name.startswith("/"):
            yield name, None, name
        elif not takes:
            yield name, None, reverse(name)
        elif name in OF_NOBODY:
            yield name, None, reverse(name, kwargs=OF_NOBODY[name])
        elif name in OF_THE_MINISTRY:
            yield name, None, reverse(name, kwargs={"request_id": world.admission.pk})
        else:
            for corner in (world.a, world.b):
                yield name, corner, reverse(name, kwargs=OF_A_CORNER[name](corner))


def ask(client: Client, method: str, address: str) -> tuple[HttpResponse, int]:
    """One request whose writes are taken back; with the number of reads of files it logged."""
    client.raise_request_exception = False
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic(), transaction.atomic("keys"):
        before = _reads()
        answer = getattr(client, method)(address)
        logged = _reads() - before
        transaction.set_rollback(True)
        transaction.set_rollback(True, "keys")
    client.cookies.clear()
    client.cookies.load(cookies)
    return answer, logged


def _reads() -> int:
    with within(Scope(system=True)):
        return Event.objects.filter(act__in=(Act.READ, Act.EXPORTED)).count()


def text_of(answer: HttpResponse) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode(errors="replace") + str(answer.headers)


def sweep(world: World, one: Persona) -> Iterator[tuple[str, Corner | None, HttpResponse, str, int]]:
    for name, corner, address in addresses(world):
        for method in ("get", "post"):
            answer, logged = ask(one.client, method, address)
            yield f"{method} {name}", corner, answer, text_of(answer), logged


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Built once: `ask` takes back what each request wrote."""
    with django_db_blocker.unblock(), transaction.atomic("default"), transaction.atomic("keys"):
        cache.clear()
        yield build()
        transaction.set_rollback(True, "default")
        transaction.set_rollback(True, "keys")


@pytest.mark.parametrize("name", PERSONAS)
def test_nobody_sees_what_is_not_theirs(world: World, name: str) -> None:
    one = persona(world, name)
    forbidden = {text.casefold() for text in all_texts(world) - one.allowed}
    class_four = {text.casefold() for text in world.a.candidate_texts | world.b.candidate_texts}
    leaks, opened, broken, unlogged = [], [], [], []
    for call, corner, answer, text, logged in sweep(world, one):
        cache.clear()
        text = without_allowed(text.casefold(), one.allowed)
        leaks += [(call, leak) for leak in forbidden if leak in text]
        if answer.status_code >= 500:
            broken.append((call, answer.status_code))
        foreign = corner is not None and not is_own(world, one, corner)
        if foreign and answer.status_code == 200 and call.split(" ")[1] not in PUBLIC_FACTS:
            opened.append((call, answer.status_code))
        if one.own_dossier is None and not logged and any(t in answer_text(answer) for t in class_four):
            unlogged.append(call)
    assert (leaks, opened, broken, unlogged) == ([], [], [], [])


def answer_text(answer: HttpResponse) -> str:
    return "" if answer.streaming else answer.content.decode(errors="replace").casefold()


def without_allowed(text: str, allowed: frozenset[str]) -> str:
    """The text with what may be there taken out, longest first: one canary is the start of another."""
    for one in sorted(allowed, key=len, reverse=True):
        text = text.replace(one.casefold(), "")
    return text


def is_own(world: World, one: Persona, corner: Corner) -> bool:
    if one.own_dossier is not None:
        return False
    house = PEOPLE.get(one.name, ("", ""))[0]
    return {"branch_a": world.a, "branch_b": world.b}.get(house) is corner


@pytest.mark.parametrize("name", ["b_secretary", "b_manager", "candidate_b", "registrar", "visitor"])
def test_with_the_applications_filters_off_the_database_still_holds(
    world: World, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WalledQuerySet, "visible_to", lambda self, actor: self)
    one = persona(world, name)
    theirs = {text.casefold() for text in world.a.candidate_texts}
    leaks = [(call, text) for call, _c, _a, body, _l in sweep(world, one) for text in theirs if text in body.casefold()]
    assert leaks == []
