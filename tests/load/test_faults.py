"""Reports survive what may happen to workers and Redis: none lost, none double."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from portal.notices import kinds as notice_kinds
from portal.notices.models import Notice
from portal.notices.models import Status as NoticeStatus
from portal.notices.send import notify_person
from portal.reports import kinds as report_kinds
from portal.reports.files import read_file
from portal.reports.models import Report, Status
from portal.reports.order import order_report
from portal.reports.render import render
from portal.walls.scope import Scope, within
from tests.cast import Cast
from tests.load.short_report import SHORT
from tests.services import Celery, MailCatcher, RedisServer, broker, running, wait_until

REPORTS, MAILS = 200, 200
LATE = 90
pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True, databases=["default", "keys"])]


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    server = RedisServer()
    with running(server), broker(server):
        yield server


class Workshop:
    """Workers and the beat that wakes the sweepers."""

    def __init__(self, redis: RedisServer, log: Path) -> None:
        self._redis, self._log = redis, log
        self.workers = [self._hire() for _worker in range(2)]
        self.beat = Celery(redis, log, "beat", "--schedule", str(log.with_suffix(".schedule")))

    def _hire(self) -> Celery:
        options = ("--pool=prefork", "--concurrency=1", "--include=tests.load.short_report")
        return Celery(self._redis, self._log, "worker", *options)

    def kill_one(self, which: int) -> None:
        """kill -9 of one worker, parent and child; another takes its place."""
        self.workers[which].kill()
        self.workers[which] = self._hire()

    def start(self) -> None:
        """It works from the moment it is made."""

    def kill(self) -> None:
        for process in (*self.workers, self.beat):
            process.kill()


def order(cast: Cast, numbers: range) -> None:
    person = cast.waterlinge_manager
    for number in numbers:
        with person.scope():
            order_report(person.actor, SHORT, subject=str(number))


def done() -> int:
    with within(Scope(system=True)):
        return Report.objects.filter(status=Status.DONE).count()


def examine(cast: Cast) -> int:
    """Assert that each report is there once and whole; return how often one was begun anew."""
    with cast.waterlinge.scope():
        reports = list(Report.objects.all())
        assert sorted(int(report.subject) for report in reports) == list(range(REPORTS))
        assert [report.pk for report in reports if not read_file(report).startswith(b"%PDF-1.")] == []
    assert sorted(default_storage.listdir("reports")[1]) == sorted(str(report.pk) for report in reports)
    assert [report.pk for report in reports if render(report.pk)] == []
    return sum(report.attempts - 1 for report in reports)


def test_three_workers_killed_during_200_reports(
    cast: Cast, redis: RedisServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workshop = Workshop(redis, tmp_path / "celery.log")
    with running(workshop):
        order(cast, range(REPORTS))
        start = time.monotonic()
        for kill, share in enumerate((0.2, 0.45, 0.7)):
            wait_until(lambda share=share: done() >= share * REPORTS, LATE)
            workshop.kill_one(kill % 2)
        wait_until(lambda: done() == REPORTS, LATE)
        took = time.monotonic() - start
    again = examine(cast)
    with capsys.disabled():
        print(f"\n  200 reports, three kill -9: 0 lost, 0 double, {again} begun anew, {took:.0f} s")


def test_redis_killed_and_emptied_during_200_reports(
    cast: Cast, redis: RedisServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workshop = Workshop(redis, tmp_path / "celery.log")
    with running(workshop):
        order(cast, range(3 * REPORTS // 4))
        wait_until(lambda: done() >= REPORTS // 4, LATE)
        redis.kill()
        order(cast, range(3 * REPORTS // 4, REPORTS))
        at_kill = done()
        redis.start()
        took = wait_until(lambda: done() == REPORTS, 60)
    examine(cast)
    with capsys.disabled():
        print(f"\n  200 reports, Redis killed and emptied at {at_kill}: all there {took:.0f} s after its return")


def test_a_worker_killed_during_200_mails(
    cast: Cast, redis: RedisServer, tmp_path: Path, settings: object, capsys: pytest.CaptureFixture[str]
) -> None:
    post, kind = MailCatcher(), notice_kinds.kinds()[0].name
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", post.port
    with ExitStack() as stack:
        stack.enter_context(running(post))
        workshop = Workshop(redis, tmp_path / "celery.log")
        stack.enter_context(running(workshop))
        for _number in range(MAILS):
            notify_person(cast.a_manager.user.pk, cast.branch_a.pk, kind, path="/")
        start = time.monotonic()
        for kill, share in enumerate((0.2, 0.6)):
            wait_until(lambda share=share: len(post.raw) >= share * MAILS, LATE, step=0.001)
            workshop.kill_one(kill)
        wait_until(lambda: sent() == MAILS, LATE)
        took = time.monotonic() - start
    letters = [message["Message-ID"] for message in post.messages]
    assert len(set(letters)) == MAILS
    # Each kill may fall between the server's "accepted" and our commit.
    assert len(letters) - MAILS <= 2
    with capsys.disabled():
        print(f"\n  200 mails, two kill -9: 0 lost, {len(letters) - MAILS} double, {took:.0f} s")


def sent() -> int:
    with within(Scope(system=True)):
        return Notice.objects.filter(status=NoticeStatus.SENT).count()


@pytest.fixture(autouse=True)
def _forget_the_short_report() -> Iterator[None]:
    """Other tests go over all registered kinds."""
    short = report_kinds.kind_of(SHORT)
    yield
    report_kinds.register(short)
