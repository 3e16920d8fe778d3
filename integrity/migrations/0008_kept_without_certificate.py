from django.db import migrations


class Migration(migrations.Migration):
    # That somebody has no date of a certificate among colleagues who have one would tell something about a
    # criminal record for the rest of the term (docs/decisions/kept-facts.md).
    dependencies = [("integrity", "0007_instrument_walls")]
    operations = [migrations.RemoveField(model_name="keptfile", name="certificate_seen_on")]
