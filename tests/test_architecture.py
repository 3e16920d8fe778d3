"""The tree is the explanation: rooms import upward only, programmes never each other."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROGRAMMES = ["integrity", "safety", "antidemocratic"]
SAYS_NOTHING = {"utils", "helpers", "common", "misc"}
MAX_FILE, MAX_FUNCTION = 400, 50
QUEUES = ("portal.reports.", "portal.notices.")


def sources() -> list[Path]:
    folders = ["portal", *PROGRAMMES]
    return [p for folder in folders for p in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in p.parts]


def imports_of(path: Path) -> list[tuple[ast.stmt, str]]:
    tree = ast.parse(path.read_text())
    found: list[tuple[ast.stmt, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append((node, node.module))
    return found


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@pytest.mark.parametrize(
    "command", [["lint-imports", "--no-cache"], ["ruff", "check", "."], ["ruff", "format", "--check", "."]]
)
def test_imports_and_style(command: list[str]) -> None:
    """The order of rooms and the style are in pyproject.toml."""
    tool = Path(sys.executable).with_name(command[0])
    done = subprocess.run([tool, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", sources(), ids=module_of)
def test_files_and_functions_stay_small_and_named(path: Path) -> None:
    assert path.stem not in SAYS_NOTHING
    assert len(path.read_text().splitlines()) <= MAX_FILE
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < MAX_FUNCTION, node.name
            assert node.returns is not None, f"{node.name} says not what it returns"


@pytest.mark.parametrize("path", [p for p in sources() if p.name != "apps.py"], ids=module_of)
def test_imports_are_not_hidden_in_functions(path: Path) -> None:
    hidden = [
        node.lineno
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_only_one_module_knows_weasyprint() -> None:
    knowing = [module_of(p) for p in sources() if any(t.startswith("weasyprint") for _n, t in imports_of(p))]
    assert knowing == ["portal.reports.pdf"]


def test_statuses_change_in_the_door_only() -> None:
    """No `x.status = …` outside the door; queues (reports, notices) move by one UPDATE of their own."""
    assigning = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text())):
            targets = node.targets if isinstance(node, ast.Assign) else []
            assigning += [
                f"{module_of(path)}:{node.lineno}"
                for t in targets
                if isinstance(t, ast.Attribute) and t.attr == "status"
            ]
    assert [
        place for place in assigning if not place.startswith(("portal.workflow.", "portal.reports.", "portal.notices."))
    ] == []
