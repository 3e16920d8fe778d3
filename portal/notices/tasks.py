from celery import shared_task

from portal.notices import delivery


@shared_task(name="notices.deliver")
def deliver(notice_id: str) -> None:
    """Mail one notice."""
    delivery.deliver(notice_id)


@shared_task(name="notices.sweep")
def sweep() -> None:
    """Mail what no worker was woken for, and what is due again."""
    delivery.sweep()
