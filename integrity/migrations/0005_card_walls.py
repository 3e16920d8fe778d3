from django.db import migrations

from portal.walls.policies import SYSTEM, TENANT, either, wall

# Colleagues, not a candidate who is held to one file; participants by the code of their session.
OFFICE = f"{TENANT} AND portal_dossier() IS NULL"
BY_CODE = "SELECT id FROM integrity_cardsession WHERE code_digest = portal_token()"
OF_SESSION = f"session_id IN ({BY_CODE})"
OF_TURN = f"turn_id IN (SELECT id FROM integrity_cardturn WHERE session_id IN ({BY_CODE}))"

# Loading again and withdrawing change nothing in what people read.
IMMUTABLE = """
CREATE FUNCTION integrity_published_cards_stay() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER published_stays BEFORE UPDATE OR DELETE ON integrity_cardset
    FOR EACH ROW EXECUTE FUNCTION integrity_published_cards_stay();
"""
MUTABLE = """
DROP TRIGGER published_stays ON integrity_cardset;
DROP FUNCTION integrity_published_cards_stay();
"""


class Migration(migrations.Migration):
    dependencies = [("integrity", "0004_cards"), ("walls", "0001_scope_functions")]
    operations = [
        # Participants read the session and its turns; they change only what a vote changes.
        wall("integrity_cardsession", either(OFFICE, "code_digest = portal_token()", SYSTEM), either(OFFICE, SYSTEM)),
        wall("integrity_cardturn", either(OFFICE, OF_SESSION, SYSTEM), either(OFFICE, SYSTEM)),
        wall("integrity_cardtally", either(OFFICE, OF_TURN, SYSTEM)),
        wall("integrity_cardvoter", either(OFFICE, OF_SESSION, SYSTEM)),
        migrations.RunSQL(IMMUTABLE, MUTABLE),
    ]
