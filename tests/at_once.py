"""Acts at one moment, each in a transaction of its own."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import connection, connections

from portal.privacy.dossiers import Erased

Act = Callable[[], Any]
PATIENCE = 30
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


class Outcome(NamedTuple):
    """waited: until the first act was committed; result: what came back, also when it is a refusal."""

    waited: bool
    result: Any


def meanwhile(scope: AbstractContextManager[None], first: Act, *others: Act, then: Act = lambda: None) -> list[Outcome]:
    """Do `first` in `scope` and let the others begin before it is committed.

    Once each of them waits or is done, `then` is done in the same transaction, and that is committed.
    """
    with ThreadPoolExecutor(len(others) + 1) as pool:
        with scope:
            first()
            begun = [pool.submit(_alone, act) for act in others]
            pool.submit(_alone, lambda: _until_quiet(begun)).result()
            then()
            waited = [not one.done() for one in begun]
        return [Outcome(*pair) for pair in zip(waited, (one.result() for one in begun), strict=True)]


def _alone(act: Act) -> Any:
    try:
        return act()
    except (PermissionDenied, Erased) as refused:
        return refused
    finally:
        connections.close_all()


def _until_quiet(begun: Sequence[Future[Any]]) -> None:
    """Each is done or waits for a lock."""
    until = time.monotonic() + PATIENCE
    while sum(one.done() for one in begun) + _waiting() < len(begun):
        assert time.monotonic() < until, "some neither wait nor end"
        time.sleep(0.02)


def _waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchone()[0]
