from typing import Any

from django.core.management.base import BaseCommand

from portal.organisations.reference import load_reference_data


class Command(BaseCommand):
    help = "Load the municipalities, provinces, safety regions and water boards; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        changes = load_reference_data()
        for line in changes if options["verbosity"] > 1 else changes[:20]:
            self.stdout.write(line)
        self.stdout.write(f"{len(changes)} changes" if changes else "No changes")
