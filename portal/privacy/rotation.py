"""Secrets outside dossiers that are sealed with a key from the environment; rooms register theirs."""

from collections.abc import Callable

_resealers: list[Callable[[], int]] = []


def register_resealer(reseal: Callable[[], int]) -> None:
    """Add a function that seals its secrets with the newest key and returns how many changed."""
    _resealers.append(reseal)


def reseal_all() -> int:
    """Seal every registered secret with the newest key; return how many changed."""
    return sum(reseal() for reseal in _resealers)
