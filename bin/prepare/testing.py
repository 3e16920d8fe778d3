"""bin/test: set up, start engines of its own in a folder that goes away, and hand over to pytest."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from types import FrameType

from prepare import machine, tools
from prepare.children import Children
from prepare.engines import Engines
from prepare.saying import ROOT, Stop
from prepare.servers import reach_servers
from prepare.surroundings import catch_mail, complain, surroundings
from prepare.tools import PYTHON

LOCAL = {"ENVIRONMENT": "local", "DEMO": "true", "DEBUG": "false"}


def main(arguments: list[str]) -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    folder = Path(tempfile.mkdtemp(prefix="portal-test-"))
    folder.chmod(0o711)
    children = Children(folder / "log")
    try:
        return _test(children, folder, arguments)
    except KeyboardInterrupt:
        return 130
    except Stop as stop:
        complain(stop)
        return 1
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        children.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _test(children: Children, folder: Path, arguments: list[str]) -> int:
    machine.require(machine.TESTING)
    tools.prepare_folder()
    servers = reach_servers(Engines(folder, children, lasting=False))
    environment = surroundings(folder / "data", {**servers, **catch_mail(children, folder / "mail")})
    environment |= {"DATA_DIR": str(folder / "data"), "DJANGO_SETTINGS_MODULE": "portal.settings.test", **LOCAL}
    command = [str(PYTHON), "-m", "pytest", *_processes(arguments), *arguments]
    return _run_until_it_ends(subprocess.Popen(command, cwd=ROOT, env=environment))


def _run_until_it_ends(pytest: subprocess.Popen[bytes]) -> int:
    """Ctrl-C reaches pytest by itself; give it the time to clean up before the engines go."""
    try:
        return pytest.wait()
    except KeyboardInterrupt:
        pytest.send_signal(signal.SIGINT)
        pytest.wait(30)
        raise


def _processes(arguments: list[str]) -> list[str]:
    said = any(word.startswith(("-n", "--numprocesses")) or word.endswith("no:xdist") for word in arguments)
    return [] if said else ["-n", str(min(2, os.cpu_count() or 1))]
