from celery import shared_task

from integrity.cards import sessions


@shared_task(name="cards.expire")
def expire() -> None:
    """Erase sessions that had their day."""
    sessions.expire()
