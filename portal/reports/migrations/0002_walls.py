from django.db import migrations

from portal.walls.policies import SYSTEM, TENANT_AND_FILE, either, wall


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("walls", "0001_scope_functions")]
    operations = [wall("reports_report", either(TENANT_AND_FILE, SYSTEM))]
