from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("integrity", "0009_meas_talk"),
    ]

    operations = [
        migrations.AddField(
            model_name="talk",
            name="reminded_on",
            field=models.DateField(blank=True, null=True),
        ),
    ]
