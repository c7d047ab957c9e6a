"""The wheel: what it holds, and that it works away from the tree."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from sessions.files.scheme_file import shipped_schemes
from sessions.files.shipped import shipped_inspections
from tui import __version__

ROOT = Path(__file__).parents[1]
NOT_FETCHED = ("Could not find a version", "No matching distribution", "ConnectionError")


def pip(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = pip("wheel", "--no-deps", "--wheel-dir", folder, ROOT)
    if built.returncode and any(words in built.stdout + built.stderr for words in NOT_FETCHED):
        pytest.skip("the build back end cannot be fetched here")
    assert built.returncode == 0, built.stdout + built.stderr
    (made,) = folder.glob("*.whl")
    return made


def test_the_wheel_holds_all_that_the_program_needs_and_works_elsewhere(
    wheel: Path, tmp_path: Path
) -> None:
    assert wheel.name.startswith(f"ratings_panel-{__version__}-")
    names = set(zipfile.ZipFile(wheel).namelist())
    schemes = {f"sessions/schemes/{name}.toml" for name in shipped_schemes()}
    inspections = {f"fixtures/{name}.toml" for name in shipped_inspections()}
    assert len(schemes) == 2
    assert len(inspections) == 5
    assert schemes | inspections <= names
    assert {"fixtures/north-somerset-2020.decisions.toml", "fixtures/LICENCE-OGL.md"} <= names
    packages = ("core", "sessions", "tui", "fixtures")
    in_the_tree = {
        path.relative_to(ROOT).as_posix()
        for package in packages
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    missing = in_the_tree - names
    assert missing == set()
    about = f"ratings_panel-{__version__}.dist-info"
    others = {name for name in names if name.partition("/")[0] not in packages}
    assert all(name.startswith(f"{about}/") for name in others)
    assert {f"{about}/licenses/LICENSE", f"{about}/licenses/fixtures/LICENCE-OGL.md"} <= others

    target, elsewhere = tmp_path / "installed", tmp_path / "elsewhere"
    elsewhere.mkdir()
    installed = pip("install", "--no-deps", "--quiet", "--target", target, wheel)
    assert installed.returncode == 0, installed.stdout + installed.stderr
    command = target / ("Scripts" if sys.platform == "win32" else "bin") / "ratings-panel"
    assert command.exists() or command.with_suffix(".exe").exists()
    for call in (
        [sys.executable, "-m", "tui"],
        [sys.executable, "-c", "from ratings_panel import run; raise SystemExit(run())"],
    ):
        session = target / "fixtures" / "north-somerset-2020.toml"
        done = subprocess.run(
            [*call, "score", "--json", str(session)],
            cwd=elsewhere,
            env={**os.environ, "PYTHONPATH": str(target)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert json.loads(done.stdout)["score"] == 26
    where = subprocess.run(
        [sys.executable, "-c", "import tui, core, sessions; print(tui.__file__, core.__file__)"],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(target)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    assert where.stdout.count(str(target)) == 2
