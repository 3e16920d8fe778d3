"""What the portal needs before it may serve people: its databases, Redis, every migration, a worker."""

from django.core.cache import cache
from django.db import Error, connections
from django.db.migrations.executor import MigrationExecutor
from redis.exceptions import RedisError

HEARTBEAT = "health.heartbeat"
HEARTBEAT_SECONDS = 60

# A process starts anew when the code changes, so what it once saw applied stays applied.
_migrated: set[str] = set()


def missing() -> list[str]:
    """Name what is missing now; an empty list means ready."""
    return [reason for alias in connections for reason in _database(alias)] + _redis_and_worker()


def _database(alias: str) -> list[str]:
    name = "database" if alias == "default" else f"{alias} database"
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT 1")
        return [] if _is_migrated(alias) else [f"migrations of the {name}"]
    except Error:
        return [name]


def _is_migrated(alias: str) -> bool:
    if alias not in _migrated:
        executor = MigrationExecutor(connections[alias])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _migrated.add(alias)
    return True


def _redis_and_worker() -> list[str]:
    # The mark expires by itself, so machines need not agree about the time.
    try:
        return [] if cache.get(HEARTBEAT) else ["worker"]
    except RedisError:
        return ["redis"]
