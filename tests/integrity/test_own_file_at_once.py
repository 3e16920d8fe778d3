"""A candidate who is added and gets a role at one moment: whoever comes second finds the first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import connections

from integrity.screening.candidates import add_candidate
from integrity.screening.models import SelectionRound
from portal.accounts.models import User
from portal.organisations.enums import Role
from portal.organisations.members import add_role
from portal.privacy.models import Tie
from tests.cast import Cast, UserFactory, assemble
from tests.screening import publish_questionnaires, start_round

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture
def cast() -> Cast:
    publish_questionnaires()
    return assemble()


def add_to(cast: Cast, selection: SelectionRound, user: User) -> Any:
    return lambda: add_candidate(
        cast.a_secretary.actor, selection, name="Kim", email=user.email.upper(), office="councillor"
    )


def give_to(cast: Cast, user: User) -> Any:
    manager = cast.a_manager.actor
    return lambda: add_role(manager, user, Role.BOARD_MEMBER, "2020-01-01", None)


@pytest.mark.parametrize("first", ["candidate", "colleague"])
def test_neither_misses_the_other(cast: Cast, first: str) -> None:
    user, selection = UserFactory(), start_round(cast, cast.a_secretary)
    acts = [(cast.a_secretary, add_to(cast, selection, user)), (cast.a_manager, give_to(cast, user))]
    done, started = Event(), Event()

    def goes_first() -> None:
        person, act = acts[0 if first == "candidate" else 1]
        with person.scope():
            act()
            done.set()
            # Long enough for the other to come along before this is committed.
            started.wait(5)
            Event().wait(0.5)

    def comes_second() -> None:
        person, act = acts[1 if first == "candidate" else 0]
        done.wait(5)
        with person.scope():
            started.set()
            act()

    with ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(_closing(act)) for act in (goes_first, comes_second)]:
            future.result()
    with cast.branch_a.scope():
        assert [tie.person_id for tie in Tie.objects.all()] == [user.pk]


def _closing(act: Callable[[], None]) -> Callable[[], None]:
    def run() -> None:
        try:
            act()
        finally:
            connections.close_all()

    return run
