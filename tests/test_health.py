"""/healthz says that the process lives; /readyz says what is missing before it may serve."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.test import Client

from portal.health import checks, tasks
from portal.health.middleware import HealthMiddleware
from tests.owner import owner_connection

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    checks._migrated.clear()
    cache.delete(checks.HEARTBEAT)
    yield
    checks._migrated.clear()
    cache.delete(checks.HEARTBEAT)


@pytest.fixture
def heartbeat() -> None:
    tasks.beat()


def missing(client: Client) -> tuple[int, list[str]]:
    answer = client.get("/readyz")
    return answer.status_code, answer.json()["missing"]


def test_healthz_is_alive(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_probes_need_no_host_name_no_tls_and_leave_no_session(client: Client) -> None:
    answer = client.head("/healthz", headers={"host": "10.0.0.7"})
    assert (answer.status_code, answer.content, dict(answer.cookies)) == (200, b"", {})
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("page", ["/healthz", "/readyz"])
def test_probes_take_no_post(client: Client, page: str) -> None:
    assert client.post(page).status_code == 405


@pytest.mark.usefixtures("heartbeat")
def test_readyz_is_ready_when_nothing_is_missing(client: Client) -> None:
    assert missing(client) == (200, [])


def test_readyz_misses_a_worker_without_a_heartbeat(client: Client) -> None:
    assert missing(client) == (503, ["worker"])


@pytest.mark.usefixtures("heartbeat")
def test_a_heartbeat_fades_within_a_minute() -> None:
    assert 0 < cache._cache.get_client().ttl(cache.make_key(checks.HEARTBEAT)) <= 60


@pytest.mark.usefixtures("heartbeat")
def test_readyz_names_a_migration_that_was_not_applied(client: Client) -> None:
    # The application may not touch this table; whoever owns it can.
    with owner_connection() as owner:
        owner.execute("UPDATE django_migrations SET app = 'elsewhere' WHERE app = 'walls'")
        try:
            assert missing(client) == (503, ["migrations of the database"])
        finally:
            owner.execute("UPDATE django_migrations SET app = 'walls' WHERE app = 'elsewhere'")


@pytest.mark.usefixtures("heartbeat")
def test_readyz_checks_migrations_once_per_process(
    client: Client, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    missing(client)
    with django_assert_num_queries(1):
        missing(client)


def test_readyz_names_redis_when_it_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}
    monkeypatch.setattr(checks, "cache", type(cache._connections)(nowhere)["default"])
    assert missing(client) == (503, ["redis"])


@pytest.mark.usefixtures("heartbeat")
def test_readyz_names_a_database_that_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    away = type(connections)({**connections.settings, "keys": {**connections.settings["keys"], "HOST": "/nowhere"}})
    monkeypatch.setattr(checks, "connections", away)
    status, names = missing(client)
    away.close_all()
    assert (status, names) == (503, ["keys database"])


def test_the_probes_come_before_everything_else() -> None:
    assert settings.MIDDLEWARE[0] == f"{HealthMiddleware.__module__}.{HealthMiddleware.__qualname__}"
