from celery import shared_task

from portal.reports import render as rendering


@shared_task(name="reports.render")
def render(report_id: str) -> None:
    """Make one report."""
    rendering.render(report_id)


@shared_task(name="reports.sweep")
def sweep() -> None:
    """Wake workers for reports that were left lying."""
    rendering.sweep()


@shared_task(name="reports.expire")
def expire() -> None:
    """Erase reports that had their time."""
    rendering.expire()
