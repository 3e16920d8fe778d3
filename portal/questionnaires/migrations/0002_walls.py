from django.db import migrations

from portal.walls.policies import TENANT_AND_FILE, wall

# Loading again and withdrawing do not touch what people answer; everything else stays as published.
IMMUTABLE = """
CREATE FUNCTION questionnaires_published_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NULL THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE'
        AND (to_jsonb(NEW) - '{loaded_at,withdrawn_at}'::text[]) = (to_jsonb(OLD) - '{loaded_at,withdrawn_at}'::text[])
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'edition % of % is published and cannot be changed', OLD.number, OLD.slug;
END $$;
CREATE TRIGGER published_stays BEFORE UPDATE OR DELETE ON questionnaires_edition
    FOR EACH ROW EXECUTE FUNCTION questionnaires_published_stays();
"""
MUTABLE = """
DROP TRIGGER published_stays ON questionnaires_edition;
DROP FUNCTION questionnaires_published_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("questionnaires", "0001_initial"), ("walls", "0001_scope_functions")]
    operations = [
        wall("questionnaires_response", TENANT_AND_FILE),
        wall("questionnaires_sectionanswers", TENANT_AND_FILE),
        wall("questionnaires_answerchange", TENANT_AND_FILE),
        wall("questionnaires_heldsubmission", TENANT_AND_FILE),
        migrations.RunSQL(IMMUTABLE, MUTABLE),
    ]
