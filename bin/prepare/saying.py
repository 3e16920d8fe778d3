"""What the person at the terminal reads."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"


class Stop(Exception):
    """The start cannot go on; the message is the one sentence that says why and what to do."""


def say(sentence: str) -> None:
    print(sentence, flush=True)
