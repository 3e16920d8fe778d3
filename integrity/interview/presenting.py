"""The guide on a page: each topic with the cards that fit and the questions it follows up."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from integrity.cards.content import Deck
from integrity.cards.queries import deck_in_use
from integrity.interview.guide import ONLY_SPOKEN, Topic, findings, parse, parts
from integrity.screening.instruments import QUESTIONNAIRE
from portal.questionnaires.content import Questionnaire
from portal.questionnaires.differing import compared_by
from portal.questionnaires.kinds import ContentKind
from portal.questionnaires.models import Edition


def guide_page(edition: Edition) -> dict[str, Any]:
    """Return what interview_guide_body.html needs. A card or question that is not published is left out."""
    deck, asked = deck_in_use(), Edition.objects.published(QUESTIONNAIRE).order_by("-number").first()
    questionnaire = asked.questionnaire if asked else None
    return {
        "guide": edition.tree,
        "only_spoken": ONLY_SPOKEN,
        "card_edition": deck.edition if deck else None,
        "themes": [
            {"theme": theme, "topics": [_shown(topic, deck, questionnaire) for topic in theme.topics]}
            for theme in edition.tree.themes
        ],
    }


def _shown(topic: Topic, deck: Deck | None, questionnaire: Questionnaire | None) -> dict[str, Any]:
    asked = questionnaire.questions() if questionnaire else ()
    return {
        "topic": topic,
        "cards": deck.numbered(topic.cards) if deck else [],
        "questions": [question.text for _section, question in asked if question.id in topic.questions],
    }


def preview(edition: Edition, asked: Mapping[str, str]) -> dict[str, Any]:
    """The editor's preview shows all that the page shows."""
    return guide_page(edition)


GUIDE_KIND = ContentKind(
    name="guide",
    schema=Path(__file__).parent / "guide.schema.json",
    parse=parse,
    template="integrity/interview_guide_preview.html",
    changes=compared_by(parts),
    findings=findings,
    preview=preview,
    counted=False,
)
