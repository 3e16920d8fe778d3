"""The second wall: what PostgreSQL itself lets through in this transaction (decisions/walls.md)."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction


@dataclass(frozen=True)
class Scope:
    """What row-level security compares rows with.

    tenant: organisation id; person: user id (their own memberships in any organisation);
    dossier: narrows the tenant to one file; token: SHA-256 hex of a presented one-time token,
    which opens the one row that carries it; system: opens the queue tables that the policies
    name, none of which holds class 4 content.
    """

    tenant: int | None = None
    person: int | None = None
    dossier: UUID | None = None
    token: str = ""
    system: bool = False


NOTHING = Scope()
_current: ContextVar[Scope] = ContextVar("scope", default=NOTHING)


def current_scope() -> Scope:
    return _current.get()


@contextmanager
def within(scope: Scope) -> Iterator[None]:
    """Run a block in one transaction (or savepoint) that sees only what `scope` opens."""
    outer = _current.set(scope)
    try:
        with transaction.atomic():
            _tell_database(scope)
            yield
    finally:
        _current.reset(outer)
        if connection.in_atomic_block and not connection.needs_rollback:
            _tell_database(_current.get())


def go_on_in(scope: Scope) -> None:
    """See what `scope` opens for the rest of the running `within`, in the same transaction."""
    _current.set(scope)
    _tell_database(scope)


@contextmanager
def within_or_already(scope: Scope) -> Iterator[None]:
    """Run a block that only reads, in the transaction that is open for `scope` or in one of its own."""
    with nullcontext() if current_scope() == scope else within(scope):
        yield


def end_when_silent(after: timedelta) -> None:
    """Let PostgreSQL end the running transaction when nothing is heard from us for `after`.

    Rows that a vanished machine held come free again by this.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('idle_in_transaction_session_timeout', %s, true)", [_milliseconds(after)])


def _milliseconds(period: timedelta) -> str:
    return str(period // timedelta(milliseconds=1))


def _tell_database(scope: Scope) -> None:
    # `true` binds the values to the transaction: a pooled connection forgets them at its end.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('portal.tenant', %s, true), set_config('portal.person', %s, true),"
            " set_config('portal.dossier', %s, true), set_config('portal.token', %s, true),"
            " set_config('portal.system', %s, true)",
            [
                str(scope.tenant or ""),
                str(scope.person or ""),
                str(scope.dossier or ""),
                scope.token,
                "on" if scope.system else "",
            ],
        )
