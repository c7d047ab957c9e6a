"""The wheel: what it holds, and that it works in an environment that holds nothing else."""

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from sessions.files.scheme_file import shipped_schemes
from sessions.files.shipped import shipped_inspections
from tests.test_documents import NEEDS_TERMINAL, ROOT, calls_of, globbed
from tui import __version__

NOT_FETCHED = (
    "Could not find a version",
    "Could not fetch URL",
    "No matching distribution",
    "ConnectionError",
)
SCRIPTS = "Scripts" if sys.platform == "win32" else "bin"
# One process runs them all, so that the wheel and its environment are made once.
pytestmark = pytest.mark.xdist_group("packaging")


def pip(python: Path, *arguments: str | Path) -> None:
    """Run pip for a Python; skip the test where a package cannot be fetched."""
    own = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    command = [*own, *map(str, arguments)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=600,
        check=False,
    )
    output = done.stdout + done.stderr
    if done.returncode and any(words in output for words in NOT_FETCHED):
        pytest.skip(f"pip cannot fetch what is needed here: {output.splitlines()[-1]}")
    assert done.returncode == 0, output


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip(Path(sys.executable), "wheel", "--no-deps", "--wheel-dir", folder, ROOT)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and what it needs, and nothing else; its folder of commands."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder)
    commands = folder / SCRIPTS
    # Only what is used gets compiled, when it is imported.
    constraints = ("--no-compile", "--constraint", ROOT / "constraints.txt")
    pip(commands / "python", "install", *constraints, wheel)
    return commands


def ran(commands: Path, name: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(commands / name), *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_the_wheel_holds_all_that_the_program_needs(wheel: Path) -> None:
    assert wheel.name.startswith(f"ratings_panel-{__version__}-")
    names = set(zipfile.ZipFile(wheel).namelist())
    packages = ("core", "sessions", "tui")
    source = {
        path.relative_to(ROOT).as_posix()
        for package in packages
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert source - names == set()
    assert {f"sessions/schemes/{name}.toml" for name in shipped_schemes()} <= names
    assert {f"sessions/inspections/{name}.toml" for name in shipped_inspections()} <= names
    assert len(shipped_inspections()) == 5
    assert {f"{package}/py.typed" for package in packages} <= names
    about = f"ratings_panel-{__version__}.dist-info"
    tops = {name.partition("/")[0] for name in names}
    assert tops == {*packages, "ratings_panel.py", about}
    assert {f"{about}/licenses/LICENSE", f"{about}/licenses/fixtures/LICENCE-OGL.md"} <= names


def test_every_command_of_the_readme_works_where_nothing_else_is_installed(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "fixtures", tmp_path / "fixtures")
    shutil.copytree(ROOT / "docs" / "examples", tmp_path / "docs" / "examples")
    monkeypatch.chdir(tmp_path)
    calls = calls_of(ROOT / "README.md")
    assert calls
    for words in calls:
        done = ran(installed, "ratings-panel", *globbed(words), cwd=tmp_path)
        needs_terminal = done.returncode == 2 and NEEDS_TERMINAL in done.stderr
        assert needs_terminal or (done.returncode, done.stderr) == (0, ""), words


@pytest.mark.parametrize("first", [True, False], ids=["theirs first", "ours first"])
def test_another_package_called_fixtures_does_no_harm(
    first: bool, wheel: Path, installed: Path, tmp_path: Path
) -> None:
    python = installed / "python"
    again = ("install", "--no-compile", "--force-reinstall")
    if not (installed.parent / "theirs").exists():
        # Once with what it needs; after that only its place in the order matters.
        pip(python, "install", "--no-compile", "fixtures")
        (installed.parent / "theirs").touch()
    ours: Path | str = wheel
    for package in ("fixtures", ours) if first else (ours, "fixtures"):
        pip(python, *again, "--no-deps", package)
    code = (
        "import fixtures; from sessions.files.shipped import shipped_inspections;"
        "print(fixtures.Fixture.__name__, len(shipped_inspections()))"
    )
    assert ran(installed, "python", "-c", code, cwd=tmp_path).stdout == "Fixture 5\n"


def test_packages_of_another_project_are_never_taken(installed: Path, tmp_path: Path) -> None:
    session = ROOT / "fixtures" / "north-somerset-2020.toml"
    for name in ("core", "sessions", "tui"):
        others = tmp_path / name
        (others / name).mkdir(parents=True)
        (others / name / "__init__.py").write_text("raise SystemExit('taken')", encoding="utf-8")
        (others / f"{name}.py").write_text("raise SystemExit('taken')", encoding="utf-8")
        done = subprocess.run(
            [str(installed / "ratings-panel"), "score", str(session)],
            cwd=others,
            env={**os.environ, "PYTHONPATH": str(others)},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert "26/36" in done.stdout
