from typing import Any

from django.core.management.base import BaseCommand, CommandError

from integrity.cards.loading import load_cards
from portal.questionnaires.loading import EditionChanged
from portal.questionnaires.source import Malformed


class Command(BaseCommand):
    help = "Load the dilemma cards into the database; publishes official and model editions. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_cards()
        except (Malformed, EditionChanged) as error:
            raise CommandError(str(error)) from error
        for word, editions in (("new", loaded.new), ("changed", loaded.changed), ("as it was", loaded.same)):
            for edition in editions:
                self.stdout.write(f"{edition}: {word}")
