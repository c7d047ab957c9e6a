"""`-o` never writes over a record, an input or a scheme, and over nothing else unasked."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from sessions.files.session_file import read_session
from tests.tui.meeting import NORTH_SOMERSET, copy_of
from tui.cli.main import main

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="makes links")
SCHEME = Path(read_session.__code__.co_filename).parents[1] / "schemes" / "youth-2018.toml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    copy_of(NORTH_SOMERSET, tmp_path, decisions=True)
    shutil.copy(SCHEME, tmp_path / "own.scheme.toml")
    Path("answers.csv").write_text("case,2.1.1\n1,Yes\n")
    Path("table.csv").write_text("inspection,2.1.1_yes,2.1.1_relevant\nn,1,2\n")
    return tmp_path


RECORD = f"{NORTH_SOMERSET}.decisions.toml"
IMPORT = ["import", "answers.csv", "--scheme", "own.scheme.toml"]
NEW = ["new", "--scheme", "own.scheme.toml"]
PORTFOLIO = ["portfolio", "."]
REPORT = ["report", f"{NORTH_SOMERSET}.toml"]


@pytest.mark.parametrize("force", [[], ["--force"]], ids=["", "force"])
@pytest.mark.parametrize(
    ("call", "target"),
    [
        (IMPORT, RECORD),
        (IMPORT, "own.scheme.toml"),
        (NEW, RECORD),
        (NEW, "own.scheme.toml"),
        (NEW, "other.decisions.toml"),
        (NEW, "north.decisions (1).toml"),
        (["portfolio", "table.csv"], "table.csv"),
    ],
)
@pytest.mark.parametrize("by", ["name", "link", "hard link"])
def test_what_must_stay_is_never_written_over(
    folder: Path,
    call: list[str],
    target: str,
    by: str,
    force: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = Path(target)
    if not path.exists():
        path.write_bytes(Path(RECORD).read_bytes())
    before = path.read_bytes()
    output = path
    if by != "name":
        output = Path(f"other-name{path.suffix}")
        if by == "link":
            output.symlink_to(path)
        else:
            os.link(path, output)
    assert main([*call, "-o", str(output), *force]) == 2
    said = capsys.readouterr().err
    assert "which is never overwritten" in said or "a file that this command reads" in said
    assert path.read_bytes() == before
    assert output.read_bytes() == before


@pytest.mark.parametrize(
    ("call", "suffix", "target"),
    [
        (PORTFOLIO, ".csv", RECORD),
        (PORTFOLIO, ".csv", f"{NORTH_SOMERSET}.toml"),
        (PORTFOLIO, ".csv", "own.scheme.toml"),
        (REPORT, ".html", RECORD),
        (REPORT, ".html", f"{NORTH_SOMERSET}.toml"),
    ],
)
def test_nor_through_a_link_of_another_kind(
    folder: Path, call: list[str], suffix: str, target: str
) -> None:
    link = Path(f"link{suffix}")
    link.symlink_to(target)
    before = Path(target).read_bytes()
    assert main([*call, "-o", str(link), "--force"]) == 2
    assert Path(target).read_bytes() == before


@pytest.mark.parametrize(
    ("call", "name"),
    [(PORTFOLIO, "out.csv"), (NEW, "out.toml"), (REPORT, "out.html")],
)
@pytest.mark.parametrize("by", ["name", "link"])
def test_a_file_that_exists_is_replaced_only_with_force(
    folder: Path, call: list[str], name: str, by: str
) -> None:
    existing = Path(name)
    if by == "link":
        existing = Path("elsewhere")
        Path(name).symlink_to(existing)
    existing.write_text("precious")
    assert main([*call, "-o", name]) == 3
    assert existing.read_text() == "precious"
    assert main([*call, "-o", name, "--force"]) == 0
    assert existing.read_text() != "precious"
