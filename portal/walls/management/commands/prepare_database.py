from typing import Any

from django.core.management.base import BaseCommand

from portal.settings import environment as env
from portal.walls.provision import prepare


class Command(BaseCommand):
    help = (
        "Migrate both databases as their owner (OWNER_DATABASE_URL, OWNER_KEYS_DATABASE_URL) "
        "and grant the application role of DATABASE_URL and KEYS_DATABASE_URL its rights."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        prepare("default", env.read("OWNER_DATABASE_URL", env.database), options["verbosity"])
        prepare("keys", env.read("OWNER_KEYS_DATABASE_URL", env.database), options["verbosity"])
