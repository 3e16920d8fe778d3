"""The heartbeat of the workers: beat orders it, a worker leaves the mark."""

from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.core.cache import cache

from portal.health.checks import HEARTBEAT, HEARTBEAT_SECONDS


@shared_task(name="health.beat")
def beat() -> None:
    """Leave the mark that /readyz looks for; it expires by itself."""
    cache.set(HEARTBEAT, 1, timeout=HEARTBEAT_SECONDS)


@worker_ready.connect
def first_beat(**_: Any) -> None:
    """Order the first heartbeat by the same road, so that a fresh start need not wait for beat."""
    beat.delay()
