"""The packages import each other in one direction: tui, sessions, core."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STANDARD_LIBRARY = set(sys.stdlib_module_names)


def modules_of(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> Iterator[str]:
    """Every top-level package that a module imports, at its head or within a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                yield shown(path).partition("/")[0]
            else:
                yield (node.module or "").partition(".")[0]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in (
            "__import__",
            "import_module",
            "importlib.import_module",
        ):
            yield "a module by its name at run time"


@pytest.mark.parametrize("path", modules_of("core"), ids=shown)
def test_core_imports_only_the_standard_library_and_itself(path: Path) -> None:
    assert set(imported(path)) - STANDARD_LIBRARY - {"core"} == set()


@pytest.mark.parametrize("path", modules_of("sessions"), ids=shown)
def test_sessions_never_import_the_screen(path: Path) -> None:
    screens = {"tui", "textual", "rich", "curses", "a module by its name at run time"}
    assert set(imported(path)) & screens == set()


@pytest.mark.parametrize("package", ["core", "sessions", "tui"])
def test_nothing_shipped_imports_the_tests_or_the_bench(package: str) -> None:
    for path in modules_of(package):
        assert set(imported(path)) & {"tests", "bench", "pytest", "hypothesis"} == set()


# Each package may import those after it.
ORDER = ("cli", "meeting", "dialogs", "widgets", "drawing", "commands", "state")


def packages_imported(path: Path) -> Iterator[str]:
    """Every package of `tui` that a module imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "tui":
            inner = (node.module or "").split(".")[1:2]
            yield from inner or [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield from alias.name.split(".")[1:2] if alias.name.startswith("tui.") else []


@pytest.mark.parametrize("package", ORDER)
def test_packages_of_the_screen_import_only_those_under_them(package: str) -> None:
    above = set(ORDER[: ORDER.index(package)])
    for path in modules_of(f"tui/{package}"):
        assert set(packages_imported(path)) & above == set(), shown(path)


LOADED = """
import sys
before = set(sys.modules)
import core.meeting
print(*sorted({name.partition(".")[0] for name in set(sys.modules) - before}))
"""


def test_starting_core_loads_nothing_else() -> None:
    """In a process of its own, where nothing has been imported yet."""
    run = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(run.stdout.split())
    assert "core" in loaded
    assert loaded - STANDARD_LIBRARY == {"core"}
