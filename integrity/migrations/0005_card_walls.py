from django.db import migrations

from portal.walls.policies import SYSTEM, TENANT, either, wall

# Colleagues, not a candidate who is held to one file; participants by the code of their session.
OFFICE = f"{TENANT} AND portal_dossier() IS NULL"
BY_CODE = "SELECT id FROM integrity_cardsession WHERE code_digest = portal_token()"
OF_SESSION = f"session_id IN ({BY_CODE})"
OF_TURN = f"turn_id IN (SELECT id FROM integrity_cardturn WHERE session_id IN ({BY_CODE}))"


class Migration(migrations.Migration):
    dependencies = [("integrity", "0004_cards"), ("walls", "0001_scope_functions")]
    operations = [
        # Participants read the session and its turns; they change only what a vote changes.
        wall("integrity_cardsession", either(OFFICE, "code_digest = portal_token()", SYSTEM), either(OFFICE, SYSTEM)),
        wall("integrity_cardturn", either(OFFICE, OF_SESSION, SYSTEM), either(OFFICE, SYSTEM)),
        wall("integrity_cardtally", either(OFFICE, OF_TURN, SYSTEM)),
        wall("integrity_cardvoter", either(OFFICE, OF_SESSION, SYSTEM)),
    ]
