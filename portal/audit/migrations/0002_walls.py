from django.db import migrations

from portal.walls.policies import SYSTEM, TENANT_AND_FILE, either, wall

# Five years: the retention of the log itself (docs/register.md).
APPEND_ONLY = """
CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'audit_event' AND TG_OP = 'DELETE' THEN
        IF OLD.at < now() - interval '5 years' THEN RETURN OLD; END IF;
    END IF;
    RAISE EXCEPTION 'the audit log is append-only';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_seal FOR EACH ROW EXECUTE FUNCTION audit_append_only();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON audit_event EXECUTE FUNCTION audit_append_only();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON audit_seal EXECUTE FUNCTION audit_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("walls", "0001_scope_functions")]
    operations = [
        wall("audit_event", either(TENANT_AND_FILE, "person_id = portal_person()", SYSTEM)),
        migrations.RunSQL(
            APPEND_ONLY,
            "DROP TRIGGER append_only ON audit_event; DROP TRIGGER append_only ON audit_seal;"
            "DROP TRIGGER no_truncate ON audit_event; DROP TRIGGER no_truncate ON audit_seal;"
            "DROP FUNCTION audit_append_only();",
        ),
    ]
