"""No table with a tenant escapes row-level security, and the application role can lift none of it."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db

# Every other table, with why it has no wall.
SHARED = {
    "django_migrations": "names of migrations",
    "django_content_type": "names of models",
    "django_session": "opaque; the session key is the wall",
    "auth_permission": "unused names from Django",
    "auth_group": "unused; Django's own app makes it",
    "auth_group_permissions": "unused; Django's own app makes it",
    "accounts_user": "accounts span organisations; memberships are behind the wall",
    "account_emailaddress": "belongs to the account",
    "account_emailconfirmation": "belongs to the account",
    "mfa_authenticator": "belongs to the account; secrets are encrypted",
    "socialaccount_socialaccount": "belongs to the account",
    "socialaccount_socialtoken": "belongs to the account",
    "socialaccount_socialapp": "unused; providers come from the environment",
    "organisations_organisation": "public reference data and names of organisations",
    "organisations_safetyregion": "public reference data",
    "organisations_reorganisation": "public reference data",
    "audit_seal": "hashes only",
    "questionnaires_edition": "published texts",
    "questionnaires_editionuse": "a count per edition, over all organisations",
}


def rows(query: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def tables() -> dict[str, tuple[bool, bool]]:
    """Table name → (row security enabled, forced)."""
    found = rows(
        "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class"
        " WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
    )
    return {name: (enabled, forced) for name, enabled, forced in found}


def test_every_table_is_walled_or_named_as_shared() -> None:
    unwalled = {name for name, state in tables().items() if state != (True, True)}
    assert unwalled - SHARED.keys() == set()
    assert SHARED.keys() - unwalled == set()


def test_every_wall_has_a_policy() -> None:
    with_policy = {name for (name,) in rows("SELECT DISTINCT tablename::text FROM pg_policies")}
    assert {name for name, state in tables().items() if state == (True, True)} == with_policy


def test_every_table_with_a_tenant_is_walled() -> None:
    with_tenant = {
        name
        for (name,) in rows(
            "SELECT table_name::text FROM information_schema.columns"
            " WHERE table_schema = 'public' AND column_name = 'tenant_id'"
        )
    }
    assert with_tenant
    assert {name for name in with_tenant if tables()[name] != (True, True)} == set()


def test_the_application_role_owns_nothing_and_cannot_bypass() -> None:
    assert rows("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole") == [(0,)]
    assert rows("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user") == [
        (False, False, False)
    ]
    assert rows("SELECT has_schema_privilege('public', 'CREATE')") == [(False,)]


def test_the_application_role_only_reads_which_migrations_ran() -> None:
    rights = "SELECT has_table_privilege('django_migrations', %s)"
    granted = {}
    with connection.cursor() as cursor:
        for right in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"):
            cursor.execute(rights, [right])
            granted[right] = cursor.fetchone()[0]
    assert [right for right, has in granted.items() if has] == ["SELECT"]
