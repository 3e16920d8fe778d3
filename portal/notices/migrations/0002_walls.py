from django.db import migrations

from portal.walls.policies import SYSTEM, TENANT_AND_FILE, either, wall

OWN = "person_id = portal_person()"


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("walls", "0001_scope_functions")]
    operations = [
        wall("notices_notice", either(TENANT_AND_FILE, OWN, SYSTEM)),
        wall("notices_preference", either(OWN, SYSTEM)),
    ]
