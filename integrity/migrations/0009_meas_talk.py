from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("integrity", "0008_kept_without_certificate")]
    operations = [
        migrations.AddField(
            "measure",
            "talk_asked_at",
            models.DateTimeField(blank=True, null=True, verbose_name="gesprek gevraagd op"),
        ),
        migrations.AddField(
            "undertaking",
            "talk_asked_at",
            models.DateTimeField(blank=True, null=True, verbose_name="gesprek gevraagd op"),
        ),
        migrations.AddField(
            "undertaking",
            "void_signed_at",
            models.DateTimeField(blank=True, null=True, verbose_name="vervallen handtekening van"),
        ),
    ]
