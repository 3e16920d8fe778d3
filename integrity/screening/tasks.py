from celery import shared_task

from integrity.screening import reminders


@shared_task(name="screening.remind")
def remind() -> None:
    """Remind candidates of what must be ready soon."""
    reminders.remind_by_date()
