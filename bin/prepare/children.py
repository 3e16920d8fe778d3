"""The processes that a start begins, and ends again: these and no others."""

import ctypes
import json
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from prepare.saying import ROOT, Stop

PATIENCE = 15
_libc = ctypes.CDLL(None)
SET_PARENT_DEATH_SIGNAL = 1


@dataclass
class Children:
    """Started processes in their order. `logs`: the folder for what they say."""

    logs: Path
    running: list[tuple[str, subprocess.Popen[bytes], int]] = field(default_factory=list)

    def start(
        self,
        name: str,
        command: list[str],
        environment: dict[str, str] | None = None,
        *,
        user: str | None = None,
        end_with: int = signal.SIGTERM,
    ) -> None:
        """Start `command` in a session of its own, so that Ctrl-C reaches only us; it ends when we are killed."""
        self.logs.mkdir(parents=True, exist_ok=True)
        log = self.log(name)
        if log.exists():
            log.replace(log.with_suffix(".old"))
        switch = {"user": user, "group": user, "extra_groups": []} if user else {}
        with log.open("wb") as out:
            process = subprocess.Popen(
                command,
                cwd=ROOT if user is None else "/",
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=lambda: _libc.prctl(SET_PARENT_DEATH_SIGNAL, end_with),
                **switch,
            )
        self.running.append((name, process, end_with))
        self._remember()

    def log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def check(self) -> None:
        """Raise Stop when one of the processes has ended by itself."""
        for name, process, _end_with in self.running:
            if process.poll() is not None:
                raise Stop(f"The {name} process ended by itself; {self.log(name)} says why.")

    def stop(self) -> None:
        """End all, last started first; the database ends when the others are gone."""
        if not self.running:
            return
        for end_with in (signal.SIGTERM, signal.SIGINT):
            group = [process for _name, process, ends_with in reversed(self.running) if ends_with == end_with]
            for process in group:
                process.send_signal(end_with)
            _wait_or_kill(group)
        self.running.clear()
        self._remember()

    def _remember(self) -> None:
        rows = [[process.pid, _started_at(process.pid), end_with] for _name, process, end_with in self.running]
        (self.logs / "running.json").write_text(json.dumps(rows))

    def end_leftovers(self) -> None:
        """End what an earlier run left behind; a process number that now belongs to another program is left alone."""
        try:
            rows = json.loads((self.logs / "running.json").read_text())
        except (OSError, ValueError):
            return
        ours = [(pid, started, end_with) for pid, started, end_with in rows if started and _started_at(pid) == started]
        for pid, _started, end_with in ours:
            os.kill(pid, end_with)
        deadline = time.monotonic() + PATIENCE
        for pid, started, _end_with in ours:
            while _started_at(pid) == started:
                if time.monotonic() > deadline:
                    os.kill(pid, signal.SIGKILL)
                time.sleep(0.1)


def _wait_or_kill(processes: list[subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + PATIENCE
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            # The whole session: a worker's own children must not outlive it.
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _started_at(pid: int) -> str:
    """Return the moment process `pid` began, which tells it from a later one with its number; "" when it is gone."""
    try:
        # The name, in brackets, may itself hold spaces.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] == "Z" else fields[19]
