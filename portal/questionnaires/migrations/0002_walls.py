from django.db import migrations

from portal.walls.policies import TENANT_AND_FILE, stays_once, wall


class Migration(migrations.Migration):
    dependencies = [("questionnaires", "0001_initial"), ("walls", "0001_scope_functions")]
    operations = [
        wall("questionnaires_response", TENANT_AND_FILE),
        wall("questionnaires_sectionanswers", TENANT_AND_FILE),
        wall("questionnaires_answerchange", TENANT_AND_FILE),
        wall("questionnaires_heldsubmission", TENANT_AND_FILE),
        # Withdrawing does not touch what people answer; everything else stays as published.
        stays_once("questionnaires_edition", "published_at", but=("phase", "version", "withdrawn_at")),
    ]
