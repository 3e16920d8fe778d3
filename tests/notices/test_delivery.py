"""A mail leaves once, late rather than never."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from portal.notices.delivery import FIRST_DELAY, MOST_TRIES, Outcome, deliver, sweep
from portal.notices.models import Notice, Preference, Status
from portal.notices.send import notify_address, notify_person
from portal.walls.scope import Scope, within
from tests.cast import Cast
from tests.services import MailCatcher, RedisServer, broker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])


@pytest.fixture
def notice(cast: Cast, plain_kind: str) -> Notice:
    return notify_person(cast.a_manager.user.pk, cast.branch_a.pk, plain_kind, path="/")


@pytest.fixture
def later() -> Iterator[Any]:
    """later(seconds): the clock stands that much further."""
    with time_machine.travel(timezone.now(), tick=True) as clock:
        yield lambda seconds: clock.shift(seconds)


def state(notice: Notice) -> Notice:
    with within(Scope(system=True)):
        return Notice.objects.get(pk=notice.pk)


def test_two_workers_at_once_send_one_mail(notice: Notice, post: MailCatcher) -> None:
    outcomes: list[Outcome] = []

    def work() -> None:
        outcomes.append(deliver(notice.pk))
        connection.close()

    workers = [threading.Thread(target=work) for _worker in range(5)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(outcome.value for outcome in outcomes) == ["not due"] * 4 + ["sent"]
    assert len(post.raw) == 1


def test_a_mail_sent_is_not_sent_again(notice: Notice, post: MailCatcher) -> None:
    assert (deliver(notice.pk), deliver(notice.pk)) == (Outcome.SENT, Outcome.NOT_DUE)
    assert len(post.raw) == 1


def test_what_no_worker_took_is_swept(notice: Notice, post: MailCatcher, later: Any) -> None:
    assert sweep() == 0
    later(10)
    assert sweep() == 1
    assert state(notice).status == Status.SENT


def test_a_server_that_is_down_delays_and_never_drops(notice: Notice, post: MailCatcher, later: Any) -> None:
    post.kill()
    for _hour in range(20):
        later(3600)
        assert sweep() == 0
    assert (state(notice).status, state(notice).attempts) == (Status.QUEUED, 0)
    post.start()
    later(3600)
    assert sweep() == 1
    assert state(notice).status == Status.SENT


def test_a_sweep_stops_at_a_server_that_is_down(
    cast: Cast, plain_kind: str, post: MailCatcher, later: Any, caplog: pytest.LogCaptureFixture
) -> None:
    for _number in range(3):
        notify_person(cast.a_manager.user.pk, cast.branch_a.pk, plain_kind, path="/")
    post.kill()
    later(10)
    sweep()
    with within(Scope(system=True)):
        assert Notice.objects.due().count() == 2


def test_a_refusal_is_tried_again_later_and_at_last_shown_as_failed(
    notice: Notice, post: MailCatcher, later: Any, caplog: pytest.LogCaptureFixture
) -> None:
    post.answer = "550 no such person"
    delay = FIRST_DELAY
    for attempt in range(1, MOST_TRIES + 1):
        assert deliver(notice.pk) == Outcome.POSTPONED
        assert (state(notice).attempts, deliver(notice.pk)) == (attempt, Outcome.NOT_DUE)
        later(delay.total_seconds() + 1)
        delay *= 4
    assert state(notice).status == Status.FAILED
    assert "no such person" not in caplog.text
    assert "@" not in caplog.text


def test_an_address_that_cannot_be_reached_is_forgotten(
    cast: Cast, plain_kind: str, post: MailCatcher, later: Any
) -> None:
    notice = notify_address("weg@voorbeeld.example", cast.branch_a.pk, plain_kind, subject_id="1")
    post.kill()
    later(timedelta(days=15).total_seconds())
    assert deliver(notice.pk) == Outcome.SERVER_DOWN
    assert (state(notice).status, state(notice).address) == (Status.FAILED, "")


def test_a_worker_killed_while_sending_leaves_the_mail_due(notice: Notice, post: MailCatcher, later: Any) -> None:
    with within(Scope(system=True)):
        Notice.objects.filter(pk=notice.pk).update(
            status=Status.SENDING, attempts=1, next_try_at=timezone.now() + timedelta(seconds=60)
        )
    later(30)
    assert sweep() == 0
    later(40)
    assert sweep() == 1
    assert post.messages[0]["Message-ID"] == f"<{notice.pk}@localhost>"


def test_nothing_leaves_when_the_transaction_is_rolled_back(cast: Cast, plain_kind: str, post: MailCatcher) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        notify_person(cast.a_manager.user.pk, cast.branch_a.pk, plain_kind, path="/")
        _ = 1 / 0
    with within(Scope(system=True)):
        assert Notice.objects.count() == 0


def test_one_broken_notice_does_not_stop_the_queue(
    notice: Notice, cast: Cast, plain_kind: str, post: MailCatcher, later: Any
) -> None:
    with within(Scope(system=True)):
        Notice.objects.filter(pk=notice.pk).update(kind="gone")
    notify_person(cast.a_manager.user.pk, cast.branch_a.pk, plain_kind, path="/")
    later(10)
    assert sweep() == 1
    assert state(notice).status == Status.QUEUED


def test_who_switched_a_mail_off_finds_the_notice_in_the_portal_only(
    cast: Cast, plain_kind: str, post: MailCatcher
) -> None:
    with cast.a_manager.scope():
        Preference.objects.create(person=cast.a_manager.user, kind=plain_kind, mail=False)
    notice = notify_person(cast.a_manager.user.pk, cast.branch_a.pk, plain_kind, path="/")
    assert (notice.status, deliver(notice.pk)) == (Status.INSIDE, Outcome.NOT_DUE)


def test_a_request_goes_on_when_redis_is_down(cast: Cast, plain_kind: str) -> None:
    with broker(RedisServer()):
        start = time.monotonic()
        notify_person(cast.a_manager.user.pk, cast.branch_a.pk, plain_kind, path="/")
        assert time.monotonic() - start < 3
    with within(Scope(system=True)):
        assert Notice.objects.count() == 1
