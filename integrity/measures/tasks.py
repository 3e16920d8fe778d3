from celery import shared_task

from integrity.measures import reminding


@shared_task(name="measures.remind")
def remind() -> None:
    """Remind owners of measures; planned every morning, harmless when it runs twice."""
    reminding.remind()
