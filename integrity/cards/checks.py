"""Stops every management command on malformed cards."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from integrity.cards.source import card_files, read_cards
from portal.questionnaires.source import Malformed


@register("content")
def cards_are_well_formed(**_options: Any) -> list[CheckMessage]:
    """One error per fault, with file, line and reason."""
    errors: list[CheckMessage] = []
    for path in card_files():
        try:
            read_cards(path)
        except Malformed as malformed:
            errors += [Error(str(fault), id="integrity.cards.E001") for fault in malformed.faults]
    return errors
