from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

# Each may be repeated without harm; the order matters.
STEPS = ["prepare_database", "load_reference_data", "load_instruments"]
DEMO_STEPS = ["seed_demo"]


class Command(BaseCommand):
    help = "Migrate, load reference data, instruments, and in demo mode the fictional demo. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        for step in STEPS + (DEMO_STEPS if settings.DEMO else []):
            if step in get_commands():
                call_command(step, verbosity=options["verbosity"])
