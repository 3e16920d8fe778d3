from django.db import migrations

FUNCTIONS = {
    "portal_tenant() RETURNS bigint": "NULLIF(current_setting('portal.tenant', true), '')::bigint",
    "portal_person() RETURNS bigint": "NULLIF(current_setting('portal.person', true), '')::bigint",
    "portal_dossier() RETURNS uuid": "NULLIF(current_setting('portal.dossier', true), '')::uuid",
    "portal_token() RETURNS text": "NULLIF(current_setting('portal.token', true), '')",
    "portal_system() RETURNS boolean": "coalesce(current_setting('portal.system', true), '') = 'on'",
}

# A body in quotes is looked up when it runs: the table of ties is made later, in portal.privacy.
TIED_FILES = """
CREATE FUNCTION portal_tied_files() RETURNS SETOF uuid LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    IF portal_person() IS NOT NULL THEN
        RETURN QUERY SELECT dossier_id FROM privacy_tie WHERE person_id = portal_person();
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.RunSQL(
            f"CREATE FUNCTION {signature} LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT {body} $$;",
            f"DROP FUNCTION {signature.split(' ')[0]};",
        )
        for signature, body in FUNCTIONS.items()
    ] + [migrations.RunSQL(TIED_FILES, "DROP FUNCTION portal_tied_files();")]
