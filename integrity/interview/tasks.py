from celery import shared_task

from integrity.interview import reminding


@shared_task(name="interview.remind")
def remind() -> None:
    """Remind of tomorrow's interviews; planned for the day's hours, harmless when it runs twice."""
    reminding.remind()
