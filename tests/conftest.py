"""Real databases for every test: the owner makes and migrates them, the tests run as the application role."""

import os
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connections

from portal.settings import environment as env
from portal.walls.provision import prepare


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with django_db_blocker.unblock():
        made = [_make(alias, name, worker) for alias, name in OWNERS.items()]
        yield
        for alias, server, database in made:
            connections[alias].close()
            server.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
            server.close()


OWNERS = {"default": "OWNER_DATABASE_URL", "keys": "OWNER_KEYS_DATABASE_URL"}


def _make(alias: str, owner_variable: str, worker: str) -> tuple[str, psycopg.Connection[Any], str]:
    server = psycopg.connect(os.environ[owner_variable], autocommit=True)
    database = f"test_{connections[alias].settings_dict['NAME']}_{worker}"
    server.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
    server.execute(f'CREATE DATABASE "{database}"')
    connections[alias].close()
    connections[alias].settings_dict["NAME"] = database
    prepare(alias, env.read(owner_variable, env.database), verbosity=0)
    return alias, server, database
