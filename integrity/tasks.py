"""Found by Celery; each capability has its own tasks."""

from integrity.cards import tasks as cards
from integrity.measures import tasks as measures

__all__ = ["cards", "measures"]
