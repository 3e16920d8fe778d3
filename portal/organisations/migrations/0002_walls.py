from django.db import migrations

from portal.walls.policies import TENANT, either, wall


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial"), ("walls", "0001_scope_functions")]
    operations = [
        wall("organisations_membership", either(TENANT, "person_id = portal_person()"), write=TENANT),
        wall("organisations_invitation", either(TENANT, "digest = portal_token()")),
        wall("organisations_admissionrequest", either(TENANT, "digest = portal_token()")),
        wall("organisations_branchapplication", either(TENANT, "digest = portal_token()")),
    ]
