from django.db import migrations

from portal.walls.policies import TENANT_AND_FILE, wall

OF_A_ROUND = ("roundinstrument", "roundmember", "talk")
OF_A_FILE = (
    "committeequestion",
    "reminder",
    "consultation",
    "finding",
    "certificate",
    "reference",
    "interview",
    "topic",
    "measure",
    "undertaking",
    "keptfile",
)


class Migration(migrations.Migration):
    dependencies = [("integrity", "0006_instruments"), ("privacy", "0003_tie")]
    # A candidate's session needs to know what the own round asks, which says nothing about others.
    operations = [wall(f"integrity_{table}") for table in OF_A_ROUND] + [
        wall(f"integrity_{table}", TENANT_AND_FILE) for table in OF_A_FILE
    ]
