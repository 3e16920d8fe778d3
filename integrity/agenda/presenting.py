"""The model of the agenda on a page: the talks of each year, with the cards that fit."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from integrity.agenda.themes import findings, parse, parts
from integrity.cards.queries import deck_in_use
from portal.questionnaires.differing import compared_by
from portal.questionnaires.kinds import ContentKind
from portal.questionnaires.models import Edition


def agenda_page(edition: Edition) -> dict[str, Any]:
    """Return what agenda_model_body.html needs. A card that is not published is left out."""
    deck = deck_in_use()
    return {
        "agenda": edition.tree,
        "card_edition": deck.edition if deck else None,
        "years": [
            {
                "year": year,
                "talks": [
                    {
                        "month": month,
                        "theme": theme,
                        "is_first": month == theme.month,
                        "cards": deck.numbered(theme.cards) if deck else [],
                    }
                    for month, theme in year.talks
                ],
            }
            for year in edition.tree.years
        ],
    }


def preview(edition: Edition, asked: Mapping[str, str]) -> dict[str, Any]:
    """The editor's preview shows all that the page shows."""
    return agenda_page(edition)


AGENDA_KIND = ContentKind(
    name="agenda",
    schema=Path(__file__).parent / "agenda.schema.json",
    parse=parse,
    template="integrity/agenda_model_preview.html",
    changes=compared_by(parts),
    findings=findings,
    preview=preview,
    counted=False,
)
