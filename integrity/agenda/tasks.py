from celery import shared_task

from integrity.agenda import reminding


@shared_task(name="agenda.remind", soft_time_limit=600, time_limit=660)
def remind() -> None:
    """Tell of talks that are near; planned every morning, harmless when it runs twice."""
    reminding.remind()
