from django.db import migrations

from portal.walls.policies import TENANT_AND_FILE, either, wall


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_initial"), ("walls", "0001_scope_functions")]
    operations = [
        wall("accounts_personallink", either(TENANT_AND_FILE, "digest = portal_token()", "asker = portal_token()"))
    ]
