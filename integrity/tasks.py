"""Found by Celery; each capability has its own tasks."""

from integrity.agenda import tasks as agenda
from integrity.cards import tasks as cards
from integrity.interview import tasks as interview
from integrity.measures import tasks as measures
from integrity.screening import tasks as screening

__all__ = ["agenda", "cards", "interview", "measures", "screening"]
