"""Two people at one moment: one objection, one answer."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from integrity.screening.models import Candidacy
from portal.organisations.enums import Role
from portal.rights.models import Objection
from portal.rights.objections import make_objection
from tests.cast import Cast, Person, UserFactory, give_role
from tests.screening import CandidateSession

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def send(client: Client, path: str, typed: dict[str, str]) -> Callable[[], int]:
    return lambda: client.post(path, typed).status_code


def test_two_clicks_at_one_moment_make_one_objection(cast: Cast, session: CandidateSession) -> None:
    client = session.client()
    path = reverse("my_objection_new")
    assert at_once(*[send(client, path, {"text": "Mijn bezwaar"}) for _click in range(4)]) == [302] * 4
    with session.scope():
        assert Objection.objects.count() == 1


@pytest.mark.parametrize("second", ["uphold", "reject"])
def test_of_two_secretaries_one_answers(
    cast: Cast, session: CandidateSession, candidacy: Candidacy, second: str
) -> None:
    user = UserFactory()
    give_role(user, cast.branch_a.body, Role.PARTY_SECRETARY)
    with session.scope():
        objection = make_objection(session.actor, candidacy.dossier, "Mijn bezwaar")
    path, typed = reverse("objection", args=[objection.pk]), {"sure": "on", "version": "1"}
    answers = at_once(
        send(cast.a_secretary.client(), path, {**typed, "decision": "uphold", "answer": "Het ene antwoord"}),
        send(Person(user, cast.branch_a).client(), path, {**typed, "decision": second, "answer": "Het andere"}),
    )
    assert sorted(answers) == [302, 409]
    with session.scope():
        assert Objection.objects.get().version == 2
