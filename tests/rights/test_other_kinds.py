"""A kind of dossier that comes later needs to register itself and no more."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from integrity.kept.models import KEPT_KIND, KeptFile
from portal.accounts import destinations
from portal.accounts.destinations import Destination, Recipient
from portal.organisations.enums import Role
from portal.privacy.dossiers import open_dossier
from portal.retention import kinds
from portal.retention.kinds import DossierKind
from portal.rights import desks
from portal.rights.desks import Desk
from portal.rights.models import Objection
from portal.walls.actor import Actor
from tests.cast import Cast
from tests.screening import CandidateSession, start_round

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def only_managers(actor: Actor) -> str | None:
    return None if actor.has(Role.MANAGER) else "Alleen de beheerder kan dit."


@pytest.fixture
def other(cast: Cast, monkeypatch: Any) -> CandidateSession:
    month = timedelta(days=30)
    told = [cast.a_manager.user.pk]
    kind = DossierKind("proef", "proef", "het einde", kept=month, longest=month, colleagues=lambda dossier: told)
    destination = Destination(lambda dossier: "/hulp/", lambda dossier: Recipient("kim@voorbeeld.example", "Kim"))
    desk = Desk("proef", only_managers, "de beheerder", lambda dossier: "/start/")
    monkeypatch.setitem(kinds._kinds, "proef", kind)
    monkeypatch.setitem(destinations._destinations, "proef", destination)
    monkeypatch.setitem(desks._desks, "proef", desk)
    with cast.branch_a.scope():
        return CandidateSession(cast.branch_a, open_dossier(cast.branch_a.pk, "proef").pk)


@pytest.mark.parametrize("name", ["held", "held_download", "my_objections", "my_objection_new"])
def test_each_page_opens(other: CandidateSession, name: str) -> None:
    assert other.client().get(reverse(name)).status_code == 200


def test_its_own_desk_answers(cast: Cast, other: CandidateSession) -> None:
    other.client().post(reverse("my_objection_new"), {"text": "Mijn bezwaar"})
    with other.scope():
        page = reverse("objection", args=[Objection.objects.get().pk])
    manager = cast.a_manager.client()
    assert "1 bezwaar wacht op uw antwoord" in str(manager.get(reverse("home")).context["waiting"])
    assert cast.a_secretary.client().get(page).status_code == 403
    manager.post(page, {"decision": "reject", "answer": "Nee", "sure": "on", "version": "1"})
    assert "U krijgt geen gelijk" in other.client().get(reverse("my_objections")).text
    assert cast.a_secretary.client().get(reverse("objections")).text.count("<tr>") == 0


def test_the_facts_that_stay_can_be_read_taken_along_and_objected_to(cast: Cast) -> None:
    selection = start_round(cast, cast.a_secretary)
    with cast.branch_a.scope():
        dossier = open_dossier(cast.branch_a.pk, KEPT_KIND)
        facts = {"round": selection, "name": "Kim", "email": "kim@voorbeeld.example", "listed_on": date(2030, 3, 1)}
        KeptFile.objects.create(tenant=cast.branch_a.body, dossier=dossier, **facts)
    own = CandidateSession(cast.branch_a, dossier.pk)
    assert "kim@voorbeeld.example" in own.client().get(reverse("held")).text
    own.client().post(reverse("my_objection_new"), {"text": "Mijn bezwaar"})
    page = cast.a_secretary.client().get(reverse("kept_file", args=[dossier.reference])).text
    assert "Er loopt een bezwaar" in page and "Mijn bezwaar" not in page
