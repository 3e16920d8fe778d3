"""What must be on the machine itself: Debian packages, installed by name when we may."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable

from prepare.saying import Stop, say

APT = ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300"]


def _library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


# package: whether what we need from it is here already
SERVING: dict[str, Callable[[], bool]] = {
    "python3-venv": lambda: importlib.util.find_spec("ensurepip") is not None,
    "libpango-1.0-0": lambda: _library("libpango-1.0.so.0"),
    "libpangoft2-1.0-0": lambda: _library("libpangoft2-1.0.so.0"),
    "libharfbuzz-subset0": lambda: _library("libharfbuzz-subset.so.0"),
    "gettext": lambda: shutil.which("msgfmt") is not None,
}
TESTING: dict[str, Callable[[], bool]] = {**SERVING, "chromium": lambda: shutil.which("chromium") is not None}


def require(packages: dict[str, Callable[[], bool]]) -> None:
    """Install the missing ones of `packages` when root on Debian; raise Stop naming them when that cannot be."""
    missing = [name for name, is_present in packages.items() if not is_present()]
    if not missing:
        return
    command = f"apt-get install {' '.join(missing)}"
    if os.geteuid() != 0:
        raise Stop(f"Some Debian packages are missing; install them and start again: sudo {command}")
    if shutil.which("apt-get") is None:
        raise Stop(f"Install what these Debian packages hold and start again: {' '.join(missing)}")
    say(f"Installing {', '.join(missing)} …")
    if not (_apt("install", *missing) or (_apt("update") and _apt("install", *missing))):
        raise Stop(f"These Debian packages could not be installed; see what this says: {command}")
    importlib.invalidate_caches()


def _apt(*words: str) -> bool:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    words = (words[0], "--no-install-recommends", *words[1:])
    return subprocess.run([*APT, *words], env=environment, check=False, **quiet).returncode == 0
