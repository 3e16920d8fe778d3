import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from portal.organisations.middleware import PERSONAL_DOSSIER, PERSONAL_TENANT
from portal.privacy.dossiers import open_dossier
from portal.questionnaires import registry
from portal.questionnaires.content import Questionnaire
from portal.questionnaires.filling import start_response
from portal.questionnaires.loading import load_instruments
from portal.questionnaires.models import Edition, Response
from portal.questionnaires.source import read_instrument
from portal.walls.actor import Actor
from portal.walls.scope import Scope, within
from tests.cast import Cast

CONTENT = Path(__file__).parent / "content"


@pytest.fixture(autouse=True)
def _own_counters(settings: Any) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "KEY_PREFIX": secrets.token_hex(8)}}


@pytest.fixture(autouse=True)
def _in_dutch() -> Iterator[None]:
    """A page that was asked for in English leaves that language behind in this thread."""
    with translation.override("nl"):
        yield


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, the only one that is registered, with the trial instruments in it."""
    made = tmp_path / "content"
    made.mkdir()
    for file in CONTENT.glob("*.yaml"):
        (made / file.name).write_text(file.read_text())
    monkeypatch.setattr(registry, "_folders", [made])
    monkeypatch.chdir(tmp_path)
    return made


@pytest.fixture(scope="session")
def trial() -> Questionnaire:
    return read_instrument(CONTENT / "proef-1.yaml").tree


@pytest.fixture
def edition(db: None, folder: Path) -> Edition:
    load_instruments()
    return Edition.objects.get(slug="proef", number=1)


@dataclass(frozen=True)
class Candidate:
    """A person with a response to the trial questionnaire, in party branch A."""

    response: Response
    actor: Actor

    def scope(self) -> AbstractContextManager[None]:
        return within(Scope(tenant=self.actor.tenant_id, dossier=self.actor.dossier_id))

    def client(self) -> Client:
        """A browser of their own, with the session a personal link gives."""
        client = Client()
        session = client.session
        session[PERSONAL_DOSSIER] = str(self.actor.dossier_id)
        session[PERSONAL_TENANT] = self.actor.tenant_id
        session.save()
        return client


@pytest.fixture
def candidate(edition: Edition, cast: Cast) -> Iterator[Candidate]:
    with cast.branch_a.scope():
        dossier = open_dossier(cast.branch_a.pk, "trial")
        response = start_response(cast.a_secretary.actor, dossier, edition, "councillor")
        actor = Actor(tenant_id=cast.branch_a.pk, dossier_id=dossier.pk)
    yield Candidate(response, actor)
