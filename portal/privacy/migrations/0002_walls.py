from django.db import migrations

from portal.walls.policies import of_file, wall


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial"), ("walls", "0001_scope_functions")]
    operations = [
        wall("privacy_dossier", of_file("id")),
    ]
