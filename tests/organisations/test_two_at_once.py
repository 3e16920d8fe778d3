"""Two people at one moment: the rules hold all the same."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from portal.organisations.branches import apply, confirm
from portal.organisations.enums import Role
from portal.organisations.members import end_membership
from portal.organisations.models import Invitation, Membership, Organisation
from portal.walls.actor import Refused
from tests.cast import Cast, Person, assemble, give_role

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture
def cast() -> Cast:
    return assemble()


def at_once(*acts: object) -> list[object]:
    barrier = Barrier(len(acts))

    def run(act: object) -> object:
        barrier.wait()
        try:
            return act()  # type: ignore[operator]
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def stop_managing(person: Person) -> None:
    actor = person.actor
    with person.scope():
        end_membership(actor, Membership.objects.get(person=person.user, tenant=person.house.body, role=Role.MANAGER))


def test_two_managers_who_stop_at_one_moment_leave_one_behind(cast: Cast) -> None:
    give_role(cast.a_board.user, cast.branch_a.body, Role.MANAGER)
    results = at_once(lambda: stop_managing(cast.a_manager), lambda: stop_managing(cast.a_board))
    assert sorted(type(result).__name__ for result in results) == ["NoneType", "Refused"]
    with cast.branch_a.scope():
        assert Membership.objects.current().filter(role=Role.MANAGER).count() == 1


def test_inviting_one_address_twice_at_one_moment_makes_one_invitation(cast: Cast) -> None:
    client = cast.a_manager.client()
    facts = {"name": "X", "email": "x@voorbeeld.example", "roles": [Role.BOARD_MEMBER]}
    answers = at_once(*[lambda: client.post("/collegas/uitnodigen/", facts).status_code for _click in range(2)])
    assert sorted(answers) == [200, 302]
    with cast.branch_a.scope():
        assert Invitation.objects.count() == 1


def test_confirming_a_branch_twice_at_one_moment_makes_one_branch(cast: Cast) -> None:
    facts = {
        "branch_name": "Nieuw Geluid",
        "party": "Nieuw Geluid",
        "public_body": cast.duinrade.body,
        "applicant_name": "Anne Aanvrager",
        "applicant_email": "anne@voorbeeld.example",
    }
    application = apply(facts)
    made = at_once(*[lambda: confirm(application) for _click in range(4)])
    assert sum(one is not None for one in made) == 1
    assert Organisation.objects.filter(name="Nieuw Geluid").count() == 1
