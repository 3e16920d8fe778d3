"""The database server and Redis to use: the embedded ones, or those the environment names."""

import os
import secrets
import socket
import subprocess
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from prepare.engines import Engines, postgres_program
from prepare.saying import VAR, Stop

MAY_MAKE_ROLES = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"


def reach_servers(engines: Engines) -> dict[str, str]:
    """Start the engines that the environment does not name; return the settings that reach all of them."""
    databases = _named_databases() if "DATABASE_URL" in os.environ else engines.start_postgres()
    redis = _named_redis() if "REDIS_URL" in os.environ else engines.start_redis()
    return {**databases, **redis}


def _named_redis() -> dict[str, str]:
    url = os.environ["REDIS_URL"]
    try:
        parts = urlsplit(url)
        socket.create_connection((parts.hostname or "", parts.port or 6379), timeout=5).close()
    except (OSError, ValueError):
        raise Stop("REDIS_URL is wrong or its server does not answer; it should be redis://host:6379/0.") from None
    return {"REDIS_URL": url}


def _named_databases() -> dict[str, str]:
    """Return the four database settings; those not given follow from DATABASE_URL.

    With DATABASE_URL alone its role becomes the owner and makes an application role beside it:
    the role that serves requests must own nothing (docs/decisions/walls.md).
    """
    data = os.environ["DATABASE_URL"]
    keys = os.environ.get("KEYS_DATABASE_URL") or _with_name(data, f"{_name(data)}_keys")
    if "OWNER_DATABASE_URL" in os.environ:
        owner = os.environ["OWNER_DATABASE_URL"]
        owner_keys = os.environ.get("OWNER_KEYS_DATABASE_URL") or _with_name(owner, _name(keys))
        application, application_keys = data, keys
    else:
        owner, owner_keys = data, keys
        password = _application_password()
        _make_application_role(owner, password)
        application, application_keys = _as_application(data, password), _as_application(keys, password)
    _make_database(owner, _name(owner_keys))
    return {
        "DATABASE_URL": application,
        "KEYS_DATABASE_URL": application_keys,
        "OWNER_DATABASE_URL": owner,
        "OWNER_KEYS_DATABASE_URL": owner_keys,
    }


def _make_application_role(owner: str, password: str) -> None:
    if _sql(owner, MAY_MAKE_ROLES) != "t":
        raise Stop("OWNER_DATABASE_URL is missing; it should name the role that owns the tables of DATABASE_URL.")
    if not _sql(owner, "SELECT 1 FROM pg_roles WHERE rolname = 'portal_app'"):
        _sql(owner, "CREATE ROLE portal_app LOGIN")
    _sql(owner, f"ALTER ROLE portal_app PASSWORD '{password}'")


def _make_database(owner: str, name: str) -> None:
    quoted = name.replace("'", "''")
    if not _sql(owner, f"SELECT 1 FROM pg_database WHERE datname = '{quoted}'"):
        _sql(owner, 'CREATE DATABASE "' + name.replace('"', '""') + '"')


def _sql(url: str, statement: str) -> str:
    command = [postgres_program("psql"), url, "-XqAt", "-v", "ON_ERROR_STOP=1"]
    environment = {**os.environ, "PGCONNECT_TIMEOUT": "5"}
    result = subprocess.run(command, input=statement, env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        raise Stop(f"The database server of DATABASE_URL refuses: {' '.join(result.stderr.split())}")
    return result.stdout.strip()


def _application_password() -> str:
    path = VAR / "application-password"
    if not path.exists():
        write_secret(path, secrets.token_urlsafe(24))
    return path.read_text()


def write_secret(path: Path, content: str) -> None:
    """Write a file that only we may read, whole or not at all."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(content)
    draft.replace(path)


def _name(url: str) -> str:
    return unquote(urlsplit(url).path.strip("/"))


def _with_name(url: str, name: str) -> str:
    return urlsplit(url)._replace(path=f"/{quote(name)}").geturl()


def _as_application(url: str, password: str) -> str:
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    # geturl() drops the two slashes when nothing is left between them and the path.
    return parts._replace(netloc=f"portal_app:{quote(password)}@{host}").geturl()
