from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from portal.demo.seeding import seed


class Command(BaseCommand):
    help = "Fill the fictional demo; safe to repeat, and leaves alone what was changed in it."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        world = seed()
        if options["verbosity"]:
            self.stdout.write(f"{len(world.organisations)} organisations, {len(world.people)} people")
