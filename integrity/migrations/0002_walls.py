from django.db import migrations

from portal.walls.policies import TENANT_AND_FILE, wall


class Migration(migrations.Migration):
    dependencies = [("integrity", "0001_initial"), ("walls", "0001_scope_functions")]
    operations = [
        # A candidate's session needs the name of the own round, which says nothing about others.
        wall("integrity_selectionround"),
        wall("integrity_candidacy", TENANT_AND_FILE),
    ]
