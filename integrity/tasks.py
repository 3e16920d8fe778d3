"""Found by Celery; each capability has its own tasks."""

from integrity.cards import tasks

__all__ = ["tasks"]
