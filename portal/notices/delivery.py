"""Taking notices from the queue and mailing them, each by one worker at a time.

A worker claims a notice for a while and holds its row while it speaks with the mail server. When
it is killed PostgreSQL lets go of the row and the claim runs out. Between the server's "accepted"
and our commit lies one moment in which a kill leads to a second mail, under the same Message-ID:
better one mail too many, without content, than none.
"""

import logging
from datetime import timedelta
from enum import Enum
from smtplib import SMTPDataError, SMTPRecipientsRefused
from uuid import UUID

from django.core.mail import EmailMessage
from django.utils import timezone

from portal.notices.mail import compose
from portal.notices.models import Notice, Status
from portal.walls.scope import Scope, end_when_silent, within

logger = logging.getLogger(__name__)

# Covers the making of the mail; while it is sent, the held row keeps other workers away.
CLAIM = timedelta(seconds=20)
SERVER_DOWN = timedelta(seconds=30)
# 10 s, 40 s, 3 min, 11 min, 43 min, 3 hours: a greylisting server accepts one of these.
FIRST_DELAY, GROWTH, MOST_TRIES = timedelta(seconds=10), 4, 7
ADDRESS_KEPT = timedelta(days=14)
WORKER_FIRST = timedelta(seconds=5)
SILENCE = timedelta(minutes=2)
BATCH = 500


class Outcome(Enum):
    SENT = "sent"
    NOT_DUE = "not due"
    POSTPONED = "postponed"
    SERVER_DOWN = "server down"


def deliver(notice_id: UUID | str) -> Outcome:
    """Try to mail one notice. Harmless when called twice, or at the same time as elsewhere."""
    notice = _claim(notice_id)
    if notice is None:
        return Outcome.NOT_DUE
    try:
        return _send(notice, compose(notice))
    except (SMTPRecipientsRefused, SMTPDataError) as error:
        return _retry_later(notice, error)
    except OSError as error:  # every other trouble with the connection, SMTPException included
        return _wait_for_server(notice, error)
    except Exception as error:  # one broken notice may not stop the queue
        return _retry_later(notice, error)


def sweep() -> int:
    """Mail what is due and was not picked up; return how many left. Stops when the server is down."""
    with within(Scope(system=True)):
        overdue = Notice.objects.due().filter(next_try_at__lte=timezone.now() - WORKER_FIRST)
        waiting = list(overdue.order_by("next_try_at").values_list("pk", flat=True)[:BATCH])
    sent = 0
    for notice_id in waiting:
        outcome = deliver(notice_id)
        sent += outcome is Outcome.SENT
        if outcome is Outcome.SERVER_DOWN:
            break
    return sent


def _claim(notice_id: UUID | str) -> Notice | None:
    with within(Scope(system=True)):
        notice = Notice.objects.due().select_for_update(skip_locked=True).filter(pk=notice_id).first()
        if notice is not None:
            notice.status, notice.attempts = Status.SENDING, notice.attempts + 1
            notice.next_try_at = timezone.now() + CLAIM
            notice.save(update_fields=["status", "attempts", "next_try_at"])
    return notice


def _send(notice: Notice, mail: EmailMessage) -> Outcome:
    with within(Scope(system=True)):
        end_when_silent(SILENCE)
        # The end of the claim tells whether it is still ours.
        ours = Notice.objects.filter(pk=notice.pk, next_try_at=notice.next_try_at)
        if ours.select_for_update(skip_locked=True).first() is None:
            return Outcome.NOT_DUE
        mail.send()
        ours.update(status=Status.SENT, sent_at=timezone.now(), address="")
    return Outcome.SENT


def _wait_for_server(notice: Notice, error: OSError) -> Outcome:
    # A server out of reach is not the notice's fault, so this try does not count.
    notice.attempts -= 1
    _put_back(notice, SERVER_DOWN, error)
    return Outcome.SERVER_DOWN


def _retry_later(notice: Notice, error: Exception) -> Outcome:
    _put_back(notice, FIRST_DELAY * GROWTH ** (notice.attempts - 1), error)
    return Outcome.POSTPONED


def _put_back(notice: Notice, delay: timedelta, error: Exception) -> None:
    stale_address = notice.address != "" and notice.made_at < timezone.now() - ADDRESS_KEPT
    given_up = notice.attempts >= MOST_TRIES or stale_address
    notice.status = Status.FAILED if given_up else Status.QUEUED
    notice.address = "" if given_up else notice.address
    claimed_until, notice.next_try_at = notice.next_try_at, timezone.now() + delay
    # The error's text may hold the address; its kind does not.
    level = logging.ERROR if given_up else logging.WARNING
    logger.log(
        level, "notice %s: %s after %s tries: %s", notice.pk, notice.status, notice.attempts, type(error).__name__
    )
    with within(Scope(system=True)):
        Notice.objects.filter(pk=notice.pk, next_try_at=claimed_until).update(
            status=notice.status, attempts=notice.attempts, next_try_at=notice.next_try_at, address=notice.address
        )
