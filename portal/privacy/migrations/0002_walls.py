from django.db import migrations

from portal.walls.policies import TENANT, wall


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial"), ("walls", "0001_scope_functions")]
    operations = [
        wall("privacy_dossier", f"{TENANT} AND (portal_dossier() IS NULL OR id = portal_dossier())"),
    ]
