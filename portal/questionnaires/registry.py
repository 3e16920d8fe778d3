"""Which folders hold instruments. Programmes register theirs from apps.py."""

from pathlib import Path

_folders: list[Path] = []


def register_folder(path: Path) -> None:
    """Let every *.yaml directly in `path` be an instrument; registering twice is harmless."""
    if path not in _folders:
        _folders.append(path)


def instrument_files() -> list[Path]:
    """Return all instrument files, in a fixed order."""
    return [file for folder in _folders for file in sorted(folder.glob("*.yaml"))]
