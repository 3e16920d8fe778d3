"""The Celery application. PostgreSQL holds the truth; Redis only wakes the workers."""

import logging
import os
from functools import partial

from celery import Celery
from django.db import transaction
from kombu.exceptions import OperationalError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.base")
logger = logging.getLogger(__name__)

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def wake(task: str, *args: str) -> None:
    """Start `task` once the running transaction is committed.

    args: public ids, never content. Only for tasks whose work stands in a queue table: when Redis
    is down the request goes on, and that table's sweeper starts the work later.
    """
    transaction.on_commit(partial(_send, task, args), robust=True)


def _send(task: str, args: tuple[str, ...]) -> None:
    try:
        app.send_task(task, args=args, retry=False)
    except OperationalError as error:
        logger.warning("no worker woken for %s: %s", task, type(error).__name__)
