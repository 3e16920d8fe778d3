"""Row-level security as migration operations."""

from django.db.migrations import RunSQL

TENANT = "tenant_id = portal_tenant()"
SYSTEM = "portal_system()"


def of_file(column: str) -> str:
    """Return the SQL condition for rows of an organisation that belong to the dossier in `column`.

    A candidate's session is narrowed to one file. Whoever has a tie with the person does not see the
    file (privacy.Tie); ARRAY(...) is looked up once per query instead of once per row.
    """
    narrowed = f"portal_dossier() IS NULL OR {column} = portal_dossier()"
    closed = f"{column} IS NULL OR {column} <> ALL (ARRAY(SELECT portal_tied_files()))"
    return f"{TENANT} AND ({narrowed}) AND ({closed})"


TENANT_AND_FILE = of_file("dossier_id")


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


def stays_once(table: str, moment: str, but: tuple[str, ...] = ()) -> RunSQL:
    """Let a row of `table` neither change nor go once its column `moment` is filled, whoever asks.

    but: columns that may change all the same.
    """
    compared = f"- '{{{','.join(but)}}}'::text[]"
    return RunSQL(
        f"CREATE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF OLD.{moment} IS NOT NULL"
        f" AND (TG_OP = 'DELETE' OR (to_jsonb(NEW) {compared}) <> (to_jsonb(OLD) {compared})) THEN"
        f" RAISE EXCEPTION '{table} % has its {moment} and cannot be changed', OLD.id; END IF;"
        " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$;"
        f"CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_stays();",
        f"DROP TRIGGER stays ON {table}; DROP FUNCTION {table}_stays();",
    )


def either(*conditions: str) -> str:
    """Return the SQL condition that holds when one of `conditions` holds."""
    return " OR ".join(f"({condition})" for condition in conditions)
