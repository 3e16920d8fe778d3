from celery import shared_task

from portal.retention.night import run_night


@shared_task(name="retention.night", soft_time_limit=3_500, time_limit=3_600)
def night() -> None:
    """Warn and erase what is due; planned every night, harmless when it runs twice."""
    run_night()
