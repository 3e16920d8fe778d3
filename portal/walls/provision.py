"""Preparing a database: the owner migrates, the application role gets rights and owns nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import connections


def prepare(alias: str, owner: dict[str, Any], verbosity: int = 1) -> None:
    """Migrate database `alias` as its owner and grant the application role its rights.

    owner: a DATABASES entry for the same database. Safe to repeat.
    """
    application_role = connections[alias].settings_dict["USER"]
    with _connected_as(alias, owner):
        call_command("migrate", database=alias, verbosity=verbosity, interactive=False)
        with connections[alias].cursor() as cursor:
            cursor.execute(f'GRANT USAGE ON SCHEMA public TO "{application_role}"')
            cursor.execute(
                f'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "{application_role}"'
            )
            # Whoever gets hold of the application may not make the next release migrate wrongly.
            cursor.execute(f'REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM "{application_role}"')
            cursor.execute(f'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "{application_role}"')


@contextmanager
def _connected_as(alias: str, owner: dict[str, Any]) -> Iterator[None]:
    connection = connections[alias]
    connection.close()
    application = {name: connection.settings_dict[name] for name in ("USER", "PASSWORD")}
    connection.settings_dict.update({name: owner[name] for name in application})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(application)
