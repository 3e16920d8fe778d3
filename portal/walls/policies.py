"""Row-level security as migration operations."""

from django.db.migrations import RunSQL

TENANT = "tenant_id = portal_tenant()"
# A candidate's session is narrowed to one file.
TENANT_AND_FILE = f"{TENANT} AND (portal_dossier() IS NULL OR dossier_id = portal_dossier())"
SYSTEM = "portal_system()"


def wall(table: str, allow: str = TENANT, write: str | None = None) -> RunSQL:
    """Enable and force row-level security on `table`.

    allow: SQL condition over a row that opens it for reading; write: condition for making, changing
    and deleting it, the same one when left out.
    """
    # Apart, because a policy for everything would let people delete what they may only read.
    read = f"CREATE POLICY {table}_read ON {table} FOR SELECT USING ({allow});"
    return RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;"
        f"CREATE POLICY {table}_wall ON {table} USING ({write or allow});" + (read if write else ""),
        f"DROP POLICY IF EXISTS {table}_read ON {table};"
        f"DROP POLICY {table}_wall ON {table};"
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;"
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


def either(*conditions: str) -> str:
    """Return the SQL condition that holds when one of `conditions` holds."""
    return " OR ".join(f"({condition})" for condition in conditions)
