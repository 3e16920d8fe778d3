from django.db import migrations, models

import portal.privacy.fields


class Migration(migrations.Migration):
    """Names of fields as the person reads them; nothing changes in the database."""

    dependencies = [("integrity", "0011_talk_interview")]

    operations = [
        migrations.AlterField(
            "finding", "response", portal.privacy.fields.SealedField(null=True, verbose_name="reactie")
        ),
        migrations.AlterField("reference", "relation", portal.privacy.fields.SealedField(verbose_name="relatie")),
        migrations.AlterField(
            "undertaking", "signed_at", models.DateTimeField("ondertekend op", blank=True, null=True)
        ),
    ]
