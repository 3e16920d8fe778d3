"""Real databases for every test: the owner makes and migrates them, the tests run as the application role."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connections
from django.test import TransactionTestCase

from portal.privacy.keys import forget_keys
from portal.settings import environment as env
from portal.walls.provision import prepare
from tests.cast import Cast, assemble
from tests.owner import OWNERS, owner_connection

# Filled by migrations, not by tests.
LASTING_TABLES = {"django_migrations", "django_content_type", "auth_permission"}


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        for alias in OWNERS:
            _make(alias)
        yield
        for alias in OWNERS:
            connections[alias].close()
            # A process that a test killed may still hold a connection, which the owner may not end.
            with owner_connection(alias, server=True) as server, suppress(psycopg.errors.InsufficientPrivilege):
                server.execute(f'DROP DATABASE IF EXISTS "{connections[alias].settings_dict["NAME"]}" WITH (FORCE)')


@pytest.fixture(autouse=True)
def _fresh_key_cache() -> None:
    forget_keys()


@pytest.fixture
def cast(db: None) -> Cast:
    """The fixed cast, in the database of this test."""
    return assemble()


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.DATA_DIR = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "audit": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "audit-heads", "allow_overwrite": True},
        },
    }


def _make(alias: str) -> None:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    database = f"test_{connections[alias].settings_dict['NAME']}_{worker}"
    with owner_connection(alias, server=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{database}"')
    connections[alias].close()
    connections[alias].settings_dict["NAME"] = database
    prepare(alias, env.read(OWNERS[alias], env.database), verbosity=0)


def _empty_tables(self: TransactionTestCase) -> None:
    """The application role may not truncate, and the log refuses it from anyone; the owner lifts that here."""
    for alias in OWNERS:
        with owner_connection(alias) as owner:
            tables = [row[0] for row in owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
            names = ", ".join(f'"{table}"' for table in sorted(set(tables) - LASTING_TABLES))
            logs = [table for table in tables if table.startswith("audit_")]
            for log in logs:
                owner.execute(f"ALTER TABLE {log} DISABLE TRIGGER no_truncate")
            owner.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
            for log in logs:
                owner.execute(f"ALTER TABLE {log} ENABLE TRIGGER no_truncate")


TransactionTestCase._fixture_teardown = _empty_tables
