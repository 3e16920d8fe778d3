import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import translation

from integrity.screening.models import Candidacy
from tests.cast import Cast, assemble
from tests.screening import CandidateSession, add, publish_questionnaires, start_round

# What is in a file, by table.
IN_A_FILE = {
    model._meta.db_table
    for app in ("integrity", "questionnaires")
    for model in apps.get_app_config(app).get_models()
    if any(field.name == "dossier" for field in model._meta.concrete_fields)
}
WRITES = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
# A candidate who is added gets a file of their own, which nobody else knows yet.
OF_A_NEW_FILE = f'INSERT INTO "{Candidacy._meta.db_table}"'
LOCKS = re.compile(r'SELECT .* FROM "privacy_dossier" .*FOR (?:NO KEY )?UPDATE', re.DOTALL)


class FileFirst:
    """Refuses a request that writes in a file before it locked one (docs/decisions/one-lock.md)."""

    def __init__(self) -> None:
        self.locked = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.locked = self.locked or LOCKS.match(sql) is not None
        written = WRITES.match(sql)
        if written and written[1] in IN_A_FILE and not sql.startswith(OF_A_NEW_FILE):
            assert self.locked, f"no file was locked before: {sql}"
        return execute(sql, params, many, context)


@pytest.fixture(autouse=True)
def _files_are_locked_first(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Client.request

    def request(self: Client, **environment: Any) -> Any:
        with connection.execute_wrapper(FileFirst()):
            return answer(self, **environment)

    monkeypatch.setattr(Client, "request", request)


@pytest.fixture(autouse=True)
def _in_dutch() -> Iterator[None]:
    with translation.override("nl"):
        yield


@pytest.fixture
def cast() -> Cast:
    """The cast, with every instrument published."""
    publish_questionnaires()
    return assemble()


@pytest.fixture
def candidacy(cast: Cast) -> Candidacy:
    """Somebody who was invited by branch A."""
    return add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)


@pytest.fixture
def session(cast: Cast, candidacy: Candidacy) -> CandidateSession:
    return CandidateSession(cast.branch_a, candidacy.dossier_id)
