from django.db import migrations

from portal.walls.policies import TENANT_AND_FILE, wall


class Migration(migrations.Migration):
    dependencies = [("rights", "0001_initial"), ("walls", "0001_scope_functions")]
    operations = [wall("rights_objection", TENANT_AND_FILE)]
