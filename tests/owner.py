"""Access to the test databases as their owner, around every wall."""

from typing import Any

import psycopg
from django.db import connections

from portal.settings import environment as env

OWNERS = {"default": "OWNER_DATABASE_URL", "keys": "OWNER_KEYS_DATABASE_URL"}


def owner_connection(alias: str = "default", *, server: bool = False) -> psycopg.Connection[Any]:
    """A connection as the owner of the test database, or of the server's own database."""
    settings = env.read(OWNERS[alias], env.database)
    name = settings["NAME"] if server else connections[alias].settings_dict["NAME"]
    return psycopg.connect(
        dbname=name,
        user=settings["USER"],
        password=settings["PASSWORD"],
        host=settings["HOST"],
        port=settings["PORT"] or None,
        autocommit=True,
    )
