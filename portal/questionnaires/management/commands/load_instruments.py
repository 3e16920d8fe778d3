from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.questionnaires.loading import EditionChanged, load_instruments, withdraw_edition
from portal.questionnaires.models import Edition
from portal.questionnaires.source import Malformed


class Command(BaseCommand):
    help = "Load the instrument files into the database; publishes official and model editions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--withdraw", nargs=2, metavar=("SLUG", "NUMBER"), help="give this edition to nobody new")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["withdraw"]:
            self._withdraw(*options["withdraw"])
        else:
            self._load()

    def _load(self) -> None:
        try:
            loaded = load_instruments()
        except (Malformed, EditionChanged) as error:
            raise CommandError(str(error)) from error
        for word, editions in (("new", loaded.new), ("changed", loaded.changed), ("as it was", loaded.same)):
            for edition in editions:
                self.stdout.write(f"{edition}: {word}")

    def _withdraw(self, slug: str, number: str) -> None:
        try:
            edition = withdraw_edition(slug, int(number))
        except (ValueError, Edition.DoesNotExist) as error:
            raise CommandError(f"there is no edition {number} of {slug}") from error
        self.stdout.write(f"{edition}: withdrawn")
