from celery import shared_task

from portal.audit.seal import seal_events


@shared_task(name="audit.seal")
def seal() -> None:
    """Seal new events; runs every half minute, harmless when it runs twice at once."""
    seal_events()
