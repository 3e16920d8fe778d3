"""bin/serve: from a bare clone to a running portal."""

import fcntl
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from types import FrameType
from typing import IO
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from prepare import machine, tools
from prepare.children import Children
from prepare.engines import Engines
from prepare.saying import ROOT, VAR, Stop, say
from prepare.servers import reach_servers
from prepare.surroundings import catch_mail, complain, kept_secrets, surroundings
from prepare.tools import PYTHON

READY_SECONDS = 90
LOCAL = build_opener(ProxyHandler({}))


def main() -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    children = Children(VAR / "log")
    try:
        _serve(children)
    except KeyboardInterrupt:
        say("\nStopping …")
        return 0
    except Stop as stop:
        complain(stop)
    except OSError as error:
        complain(f"{error.strerror}: {error.filename}; does this folder belong to another user, or is the disk full?")
    except subprocess.CalledProcessError as error:
        complain(f"{error.cmd[0]} failed; the files in {children.logs} say why.")
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        children.stop()
    return 1


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _serve(children: Children) -> None:
    port = _port()
    with _only_one():
        children.end_leftovers()
        bindings = _bindings(port)
        machine.require(machine.SERVING)
        tools.prepare_folder()
        servers = reach_servers(Engines(VAR, children))
        own = {"PORTAL_URL": f"http://localhost:{port}", "DJANGO_SETTINGS_MODULE": "portal.settings.base"}
        environment = surroundings(VAR, {**own, **servers, **kept_secrets(), **catch_mail(children, VAR / "mail")})
        Path(environment["DATA_DIR"]).mkdir(parents=True, exist_ok=True)
        make_ready(environment)
        tools.collect_static(environment)
        _start_portal(children, environment, bindings)
        _wait_until_ready(children, port)
        _tell(environment, port)
        while True:
            children.check()
            time.sleep(0.5)


def _port() -> int:
    raw = os.environ.get("PORT", "8000")
    if not (raw.isascii() and raw.isdecimal() and 0 < int(raw) < 65536):
        raise Stop("PORT is wrong; it should be a number from 1 to 65535.")
    return int(raw)


def _only_one() -> IO[str]:
    """Hold the lock of this folder for as long as the returned file is open."""
    VAR.mkdir(exist_ok=True)
    lock = (VAR / "serve.lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        raise Stop(
            f"The portal already runs from this folder, as process {lock.read()}; stop that one first."
        ) from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def _bindings(port: int) -> list[str]:
    """Return what the web server should listen on: this machine only, because the demo lets anyone in."""
    _try_binding(socket.AF_INET, "127.0.0.1", port)
    try:
        _try_binding(socket.AF_INET6, "::1", port)
    except OSError:
        return [f"127.0.0.1:{port}"]
    return [f"127.0.0.1:{port}", f"[::1]:{port}"]


def _try_binding(family: socket.AddressFamily, host: str, port: int) -> None:
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            # Without listening, a port that another user's server holds can look free.
            probe.listen()
        except PermissionError:
            raise Stop(f"Port {port} is reserved; choose another one: PORT=8001 bin/serve") from None
        except OSError as error:
            if error.errno == 98:
                raise Stop(f"Port {port} is taken; choose another one: PORT={port % 65535 + 1} bin/serve") from None
            raise


def make_ready(environment: dict[str, str]) -> None:
    """Migrate and load what belongs in the databases; raise Stop with the last line of a failure."""
    command = [str(PYTHON), "manage.py", "make_ready", "-v0"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        log = VAR / "log" / "make-ready.log"
        log.write_text(result.stdout + result.stderr)
        reason = ([line for line in result.stderr.splitlines() if line.strip()] or ["no reason given"])[-1]
        raise Stop(f"{reason.removeprefix('django.core.exceptions.ImproperlyConfigured: ')} (more in {log})")


def _start_portal(children: Children, environment: dict[str, str], bindings: list[str]) -> None:
    binds = [word for binding in bindings for word in ("--bind", binding)]
    gunicorn = [str(PYTHON), "-m", "gunicorn", "portal.wsgi", "--workers", "2", "--threads", "4", "--no-control-socket"]
    celery = [str(PYTHON), "-m", "celery", "-A", "portal.celery"]
    quiet = ["--loglevel", "INFO"]
    children.start("web", [*gunicorn, *binds, "--graceful-timeout", "5"], environment)
    alone = ["--concurrency", "2", "--without-gossip", "--without-mingle"]
    children.start("worker", [*celery, "worker", *quiet, *alone], environment)
    children.start("beat", [*celery, "beat", *quiet, "--pidfile", ""], environment)


def _wait_until_ready(children: Children, port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while True:
        answer = _readiness(port)
        if not answer:
            return
        children.check()
        if time.monotonic() > deadline:
            raise Stop(f"The portal does not get ready: {answer}; the files in {children.logs} say why.")
        time.sleep(0.2)


def _readiness(port: int) -> str:
    try:
        with LOCAL.open(f"http://127.0.0.1:{port}/readyz", timeout=5):
            return ""
    except URLError as error:
        return error.read().decode(errors="replace") if hasattr(error, "read") else str(error.reason)
    except OSError as error:
        return str(error)


def _tell(environment: dict[str, str], port: int) -> None:
    say(f"\nThe portal runs at http://localhost:{port}/")
    if environment["DEMO"].lower() == "true":
        say(f"Sign in as anyone in the fictional demo: http://localhost:{port}/demo/")
    if "EMAIL_URL" not in os.environ:
        say("Its mail goes nowhere and is kept in var/mail.")
    say("Ctrl-C stops it; the data stays in var.")
