"""The dates of a round: what is usual, and where the planning breaks a rule (domain/integrity.md, sections 3 and 7)."""

from datetime import date, timedelta

from django.conf import settings

from integrity.screening.offices import OF_BODY
from portal.organisations.enums import Kind
from portal.questionnaires.enums import Office


def usual_offices(kind: str) -> list[Office]:
    """Return the offices a round is for unless somebody says otherwise: the elected one."""
    return [OF_BODY[Kind(kind)][0]]


def usual_days(nomination_day: date) -> dict[str, date]:
    """Return the days a round gets unless somebody fills in others, by field."""
    return {
        "irrevocable_on": nomination_day + timedelta(days=settings.LIST_IRREVOCABLE_DAYS),
        "term_ends_on": nomination_day + timedelta(days=settings.TERM_ENDS_DAYS),
    }
