from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.questionnaires.loading import EditionChanged, load_file, load_instruments, withdraw_edition
from portal.questionnaires.models import Edition
from portal.questionnaires.source import Malformed
from portal.walls.actor import Refused


class Command(BaseCommand):
    help = (
        "Load the instrument files that come with the portal, and publish the official and model ones. "
        "With FILE: load that file instead, for editors to see; --publish gives it to everyone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="an edition of the ministry")
        parser.add_argument("--publish", action="store_true", help="publish FILE; it never changes after that")
        parser.add_argument("--withdraw", nargs=2, metavar=("SLUG", "NUMBER"), help="give this edition to nobody new")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["publish"] and not options["file"]:
            raise CommandError("--publish needs a FILE")
        try:
            lines = self._lines(options)
        except (Malformed, EditionChanged, Refused, OSError) as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            self.stdout.write("\n".join(lines))

    def _lines(self, options: dict[str, Any]) -> list[str]:
        if options["withdraw"]:
            return [f"{self._withdrawn(*options['withdraw'])}: withdrawn"]
        if options["file"]:
            edition = load_file(options["file"], publishing=options["publish"])
            return [f"{edition}: {'published' if edition.published_at else 'loaded, not published'}"]
        loaded = load_instruments()
        told = {
            "new": loaded.new,
            "changed": loaded.changed,
            "as it was": loaded.same,
            "left, the ministry has its own": loaded.left,
        }
        return [f"{edition}: {word}" for word, editions in told.items() for edition in editions]

    def _withdrawn(self, slug: str, number: str) -> Edition:
        try:
            return withdraw_edition(slug, int(number))
        except (ValueError, Edition.DoesNotExist) as error:
            raise CommandError(f"there is no edition {number} of {slug}") from error
