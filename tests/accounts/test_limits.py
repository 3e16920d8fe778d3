"""The counter behind our own limits."""

import threading
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from redis.exceptions import RedisError

from portal.accounts.limits import Limit, client, too_many


@given(amount=st.integers(0, 20), tries=st.integers(0, 30), key=st.text(min_size=1, max_size=20))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_exactly_as_many_get_through_as_the_limit_says(amount: int, tries: int, key: str) -> None:
    limit = Limit(f"test-{amount}-{tries}", amount, 3600)
    with time_machine.travel("2026-11-23T12:00:00Z", tick=False):
        unique = f"{key}|{amount}|{tries}|{id(limit)}"
        assert sum(limit.allows(unique) for _try in range(tries)) == min(amount, tries)


def test_fifty_at_once_share_one_counter() -> None:
    limit, allowed = Limit("test-together", 10, 3600), []
    threads = [threading.Thread(target=lambda: allowed.append(limit.allows("one"))) for _try in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(allowed) == 10


def test_the_next_window_starts_anew() -> None:
    limit = Limit("test-window", 1, 60)
    with time_machine.travel("2026-11-23T12:00:00Z", tick=False) as clock:
        assert [limit.allows("one"), limit.allows("one")] == [True, False]
        clock.shift(timedelta(seconds=60))
        assert limit.allows("one")


def test_keys_have_counters_of_their_own_and_capitals_do_not_matter() -> None:
    limit = Limit("test-keys", 1, 3600)
    assert [limit.allows("een@voorbeeld.example"), limit.allows("twee@voorbeeld.example")] == [True, True]
    assert not limit.allows("EEN@voorbeeld.example")


def test_the_client_is_whoever_connects_unless_a_proxy_is_trusted() -> None:
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="203.0.113.7", REMOTE_ADDR="192.0.2.1")
    assert client(request) == "192.0.2.1"


def test_the_answer_is_429() -> None:
    request = RequestFactory().get("/")
    request.session, request.user = {}, None
    assert too_many(request).status_code == 429


def test_without_redis_only_a_lenient_limit_lets_through(settings: Any) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}
    assert Limit("test-away", 1, 60, lenient=True).allows("one")
    with pytest.raises(RedisError):
        Limit("test-away", 1, 60).allows("one")
