"""Two secretaries at one moment: an interviewer is still at one place at a time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from integrity.interview.models import Interview
from tests.cast import Cast, assemble
from tests.interviews import confirm, in_days, name_all, second_member, typed
from tests.screening import add, publish_questionnaires, start_round

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture
def cast() -> Cast:
    publish_questionnaires()
    return assemble()


def test_one_interviewer_is_not_planned_twice_at_one_moment(cast: Cast) -> None:
    second, selection = second_member(cast), start_round(cast, cast.a_secretary)
    name_all(cast, selection)
    people = [add(cast.a_secretary, selection, f"Kandidaat {number}", invite=True) for number in range(4)]
    clients = [cast.a_secretary.client() for _person in people]
    told = [typed(cast, second, in_days(30), person) for person in people]
    barrier = Barrier(len(people))

    def press(place: int) -> Any:
        barrier.wait()
        try:
            return confirm(clients[place], people[place], told[place]).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(people)) as pool:
        codes = sorted(pool.map(press, range(len(people))))
    assert codes == [200, 200, 200, 302]
    with cast.branch_a.scope():
        assert Interview.objects.count() == 1
