from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from portal.privacy.keys import rotate_master, rotate_organisation
from portal.privacy.models import OrganisationKey
from portal.privacy.rotation import reseal_all


class Command(BaseCommand):
    help = (
        "Give every organisation a new key and rewrap its dossier keys (--organisations), and wrap all "
        "organisation keys and second factors with the newest key of ENCRYPTION_KEYS (always). Safe while people work; "
        "after it, older environment keys can be removed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisations", action="store_true", help="also make new organisation keys")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["organisations"]:
            ids = (
                OrganisationKey.objects.order_by("organisation_id").values_list("organisation_id", flat=True).distinct()
            )
            dossiers = sum(rotate_organisation(organisation_id) for organisation_id in list(ids))
            self.stdout.write(f"Rewrapped {dossiers} dossier keys.")
        self.stdout.write(f"Rewrapped {rotate_master()} organisation keys with the newest environment key.")
        self.stdout.write(f"Resealed {reseal_all()} second factors with the newest environment key.")
