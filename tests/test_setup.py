"""bin/serve and bin/test: one clear sentence when something is in the way, and nobody else's processes touched."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from prepare import machine, servers, surroundings, tools
from prepare.children import Children, _started_at
from prepare.engines import Engines
from prepare.saying import Stop
from redis import Redis

ROOT = Path(__file__).resolve().parents[1]
SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the database's own user may pass through, also when the tests run as root."""
    path = Path(tempfile.mkdtemp(prefix="portal-setup-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def children(folder: Path) -> Iterator[Children]:
    started = Children(folder / "log")
    yield started
    started.stop()


@pytest.fixture
def checkout(folder: Path) -> Path:
    """A copy of the commands, for which every folder beside them is empty."""
    shutil.copytree(ROOT / "bin", folder / "bin", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def serve(checkout: Path, **settings: str) -> tuple[int, str]:
    environment = {"PATH": os.environ["PATH"], **settings}
    command = [sys.executable, str(checkout / "bin" / "serve")]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    return result.returncode, result.stderr.strip()


def within_seconds(seconds: float, holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.05)
    return holds()


@pytest.mark.parametrize("port", ["", "abc", "0", "65536", "-1", "80 80"])
def test_a_wrong_port_gives_one_sentence(checkout: Path, port: str) -> None:
    assert serve(checkout, PORT=port) == (1, "PORT is wrong; it should be a number from 1 to 65535.")


def test_a_taken_port_gives_one_sentence_with_the_way_out(checkout: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        sentence = f"Port {port} is taken; choose another one: PORT={port % 65535 + 1} bin/serve"
        assert serve(checkout, PORT=str(port)) == (1, sentence)


def test_a_second_start_from_the_same_folder_names_the_first(checkout: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from prepare.serving import _only_one\n"
        "with _only_one(): print(1, flush=True); input()"
    )
    command = [sys.executable, "-c", program, str(checkout / "bin")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as first:
        assert first.stdout is not None
        first.stdout.readline()
        code, sentence = serve(checkout)
        first.communicate(b"\n")
    assert (code, sentence) == (
        1,
        f"The portal already runs from this folder, as process {first.pid}; stop that one first.",
    )


def test_missing_packages_are_named_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(Stop) as stop:
        machine.require({"gettext": lambda: False, "libpango-1.0-0": lambda: True, "chromium": lambda: False})
    assert str(stop.value) == (
        "Some Debian packages are missing; install them and start again: sudo apt-get install gettext chromium"
    )


def test_a_child_that_ends_by_itself_is_named(children: Children) -> None:
    children.start("worker", [sys.executable, "-c", "raise SystemExit(3)"])
    children.running[0][1].wait()
    with pytest.raises(Stop, match=r"The worker process ended by itself; .*/worker\.log says why\."):
        children.check()


def test_stopping_ends_what_was_started_and_nothing_else(children: Children) -> None:
    with subprocess.Popen(SLEEP) as bystander:
        children.start("web", SLEEP)
        ours = children.running[0][1]
        children.stop()
        assert (ours.returncode, bystander.poll()) == (-signal.SIGTERM, None)
        bystander.kill()


def test_leftovers_of_a_killed_run_are_ended_but_not_another_program_with_their_number(children: Children) -> None:
    children.logs.mkdir()
    with subprocess.Popen(SLEEP) as leftover, subprocess.Popen(SLEEP) as newcomer:
        rows = [
            [leftover.pid, _started_at(leftover.pid), signal.SIGTERM],
            [newcomer.pid, "1", signal.SIGTERM],
            [2**22 + 1, "", signal.SIGTERM],
        ]
        (children.logs / "running.json").write_text(json.dumps(rows))
        children.end_leftovers()
        assert (leftover.wait(5), newcomer.poll()) == (-signal.SIGTERM, None)
        newcomer.kill()


def test_children_end_when_their_starter_is_killed(folder: Path) -> None:
    program = (
        "import sys, time; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path; from prepare.children import Children\n"
        "children = Children(Path(sys.argv[2]))\n"
        "children.start('web', [sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "print(children.running[0][1].pid, flush=True); time.sleep(600)"
    )
    command = [sys.executable, "-c", program, str(ROOT / "bin"), str(folder / "log")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as starter:
        assert starter.stdout is not None
        child = int(starter.stdout.readline())
        starter.kill()
    assert within_seconds(5, lambda: _started_at(child) == "")


def test_the_databases_survive_a_stop_a_kill_and_a_strange_pid_file(children: Children, folder: Path) -> None:
    owner = Engines(folder, children).start_postgres()["OWNER_DATABASE_URL"]
    with psycopg.connect(owner) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    children.stop()
    Engines(folder, children).start_postgres()
    children.running[0][1].kill()
    children.running[0][1].wait()
    children.running.clear()
    # Its number now belongs to another program.
    (folder / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n")
    Engines(folder, children).start_postgres()
    with psycopg.connect(owner) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_the_application_role_owns_nothing_and_may_make_nothing(children: Children, folder: Path) -> None:
    settings = Engines(folder, children, lasting=False).start_postgres()
    with psycopg.connect(settings["DATABASE_URL"]) as connection:
        role = connection.execute(
            "SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        assert role.fetchone() == (False, False, False, False)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE own (id int)")


def test_redis_asks_for_its_password_and_keeps_its_data(children: Children, folder: Path) -> None:
    first = Engines(folder, children).start_redis()["REDIS_URL"]
    Redis.from_url(first).set("kept", "42")
    children.stop()
    second = Engines(folder, children).start_redis()["REDIS_URL"]
    assert Redis.from_url(second).get("kept") == b"42"
    assert second != first
    assert (folder / "redis" / "redis.conf").stat().st_mode & 0o077 == 0


def test_the_keys_of_a_folder_are_made_once_and_only_we_can_read_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surroundings, "VAR", folder)
    first = surroundings.kept_secrets()
    assert surroundings.kept_secrets() == first
    assert (folder / "secrets.json").stat().st_mode & 0o077 == 0


def test_what_the_environment_says_goes_before_our_defaults(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("DEMO", "false")
    made = surroundings.surroundings(folder, {"SECRET_KEY": "ours", "DATABASE_URL": "postgresql://portal_app@/portal"})
    assert (made["DEMO"], made["SECRET_KEY"]) == ("false", os.environ.get("SECRET_KEY", "ours"))
    assert made["DATABASE_URL"] == "postgresql://portal_app@/portal"


def test_a_named_server_gets_the_databases_and_the_role_that_are_missing(
    children: Children, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Engines(folder, children, lasting=False).start_postgres()["OWNER_DATABASE_URL"]
    monkeypatch.setattr(servers, "VAR", folder)
    for name in ("KEYS_DATABASE_URL", "OWNER_DATABASE_URL", "OWNER_KEYS_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL", own.replace("portal_owner", "postgres"))
    made = servers.reach_servers(Engines(folder, children))
    with psycopg.connect(made["KEYS_DATABASE_URL"]) as connection:
        found = connection.execute("SELECT current_user, current_database()").fetchone()
    assert found == ("portal_app", "portal_keys")


def test_a_named_server_whose_role_may_make_no_other_asks_for_the_owner(
    children: Children, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Engines(folder, children, lasting=False).start_postgres()["DATABASE_URL"]
    monkeypatch.setattr(servers, "VAR", folder)
    monkeypatch.delenv("OWNER_DATABASE_URL", raising=False)
    monkeypatch.setenv("DATABASE_URL", own)
    with pytest.raises(Stop, match="OWNER_DATABASE_URL is missing; it should name the role that owns the tables"):
        servers.reach_servers(Engines(folder, children))


def test_a_step_whose_inputs_did_not_change_is_done_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "STAMPS", folder / "stamps")
    tools._done("assets", "one")
    assert (tools._is_done("assets", "one"), tools._is_done("assets", "two")) == (True, False)
    tools._forget("assets")
    assert not tools._is_done("assets", "one")
