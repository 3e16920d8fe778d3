"""The limits hold for all processes together: two web servers, one Redis."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
import requests
from django.db import connections

from portal.accounts.models import User

HERE = {"default": "DATABASE_URL", "keys": "KEYS_DATABASE_URL"}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def servers(db: None) -> Iterator[list[str]]:
    """Two processes on the database of this test, behind a proxy that we play ourselves."""
    databases = {name: _with_name(os.environ[name], connections[alias]) for alias, name in HERE.items()}
    environment = {**os.environ, **databases, "DJANGO_SETTINGS_MODULE": "portal.settings.test", "TRUSTED_PROXIES": "1"}
    ports = [_free_port() for _server in range(2)]
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--threads", "2", "portal.wsgi"],
            env=environment,
            stderr=subprocess.DEVNULL,
        )
        for port in ports
    ]
    try:
        yield [_ready(f"http://127.0.0.1:{port}") for port in ports]
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(10)


def _with_name(url: str, connection: Any) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{connection.settings_dict['NAME']}"))


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _ready(url: str) -> str:
    for _try in range(150):
        try:
            requests.get(f"{url}/account/login/", timeout=60, headers=_from("203.0.113.1"))
            return url
        except requests.ConnectionError:
            time.sleep(0.1)
    raise AssertionError(f"nothing answers at {url}")


def _from(address: str, before: str = "198.51.100.1") -> dict[str, str]:
    return {"X-Forwarded-For": f"{before}, {address}"}


def guess(server: str, email: str, address: str, before: str = "198.51.100.1") -> int:
    browser = requests.Session()
    browser.headers.update(_from(address, before))
    browser.get(f"{server}/account/login/")
    form = {"login": email, "password": "verkeerd", "csrfmiddlewaretoken": browser.cookies["csrftoken"]}
    return browser.post(f"{server}/account/login/", data=form).status_code


def test_guesses_spread_over_two_processes_are_counted_together(servers: list[str]) -> None:
    # Counters outlive a test in Redis, so the address and the place are new each time.
    email = f"{secrets.token_hex(6)}@elders.example"
    place = secrets.token_hex(4)
    answers = [guess(servers[turn % 2], email, f"2001:db8:{place[:4]}:{turn}::1") for turn in range(11)]
    assert answers == [200] * 10 + [429]
    assert User.objects.count() == 0


def test_a_header_made_up_by_the_visitor_changes_nothing(servers: list[str]) -> None:
    place = secrets.token_hex(4)
    address = f"2001:db8:{place[:4]}:{place[4:]}::1"
    answers = [
        guess(servers[turn % 2], f"{secrets.token_hex(6)}@elders.example", address, before=f"192.0.2.{turn}")
        for turn in range(11)
    ]
    assert answers == [200] * 10 + [429]
