"""`ratings-panel report` and `minutes`: what is written, and how mistakes are answered."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sessions.documents import palette
from sessions.files.session_file import read_session
from sessions.record.store import RecordStore
from tests.sessions.panel_meetings import full_meeting, signed
from tui.cli.main import main
from tui.drawing.look import DARK, LIGHT, Look

ROOT = Path(__file__).parents[2]
COMMANDS = ("report", "minutes")
commands = pytest.mark.parametrize("command", COMMANDS)


@pytest.fixture
def session(tmp_path: Path) -> Path:
    for name in ("north-somerset-2020.toml", "north-somerset-2020.decisions.toml"):
        shutil.copy(ROOT / "fixtures" / name, tmp_path / name)
    return tmp_path / "north-somerset-2020.toml"


@commands
@pytest.mark.parametrize("suffix", [".docx", ".html", ".HTML"])
def test_a_document_is_written(
    command: str, suffix: str, session: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = session.with_suffix(suffix)
    assert main([command, str(session), "-o", str(target)]) == 0
    assert target.stat().st_size > 5_000
    said = capsys.readouterr()
    assert said.out.startswith(f"Written: {target}")
    assert "a draft: the record is not signed." in said.out
    assert said.err == ""


def test_the_report_names_what_the_record_does_not_give(
    session: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", str(session), "-o", str(session.with_suffix(".html"))]) == 0
    said = capsys.readouterr().out
    assert "Not decided yet: 1.1, 1.2, 1.3, 1.4, 2.2, 2.3, 2.4, 3.1 and 3.4." in said
    assert "No published wording is recorded for 3.2 and 3.3" in said


@commands
def test_an_existing_file_is_kept_unless_force_is_given(
    command: str, session: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = session.with_suffix(".html")
    target.write_text("mine")
    assert main([command, str(session), "-o", str(target)]) == 3
    assert "already exists and was not changed" in capsys.readouterr().err
    assert target.read_text() == "mine"
    assert main([command, str(session), "-o", str(target), "--force"]) == 0
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@commands
def test_a_template_can_be_written_changed_and_used(
    command: str, session: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house, target = session.with_name("house.docx"), session.with_suffix(".docx")
    assert main([command, "--write-template", str(house)]) == 0
    assert main([command, "--write-template", str(house)]) == 3
    assert main([command, str(session), "-o", str(target), "--template", str(house)]) == 0
    assert target.exists()
    assert "Choose another name for --write-template" in capsys.readouterr().err


@commands
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "needs a session file"),
        (["SESSION"], "needs -o FILE, the file to write; its name ends in .docx"),
        (["SESSION", "-o", "x.pdf"], "-o x.pdf: use a name that ends in .docx"),
        (["SESSION", "-o", "x.html", "--template", "h.docx"], "--template is for Word files"),
        (["--write-template", "x.html"], "--write-template x.html: use a name that ends in .docx"),
        (["gone.toml", "-o", "x.html"], "gone.toml"),
    ],
)
def test_a_wrong_call_is_answered(
    command: str,
    words: list[str],
    said: str,
    session: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(session.parent)
    given = [str(session) if word == "SESSION" else word for word in words]
    assert main([command, *given]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""
    assert not list(session.parent.glob("x.*"))


@commands
def test_a_template_that_is_not_one_is_refused(
    command: str, session: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = session.with_suffix(".docx")
    words = [command, str(session), "-o", str(target), "--template", str(session)]
    assert main(words) == 2
    assert "is not a Word file (.docx)" in capsys.readouterr().err
    assert not target.exists()


def test_a_folder_that_is_not_there_is_named_before_any_work(
    session: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = session.parent / "none" / "x.docx"
    assert main(["report", str(session), "-o", str(target)]) == 3
    assert "there is no folder" in capsys.readouterr().err


def test_names_are_chosen(session: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = session.with_suffix(".md")
    assert main(["minutes", str(session), "-o", str(target), "--names", "none"]) == 0
    assert "Nobody is named." in target.read_text(encoding="utf-8")
    assert main(["minutes", str(session), "-o", str(target), "--names", "some"]) == 2
    assert "--names" in capsys.readouterr().err


@commands
def test_a_record_of_a_newer_version_is_refused(
    command: str, session: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = session.with_suffix(".decisions.toml")
    more = '\n[[entries]]\nid = "n"\nat = 2030-01-01 00:00:00+00:00\nkind = "acclaim"\n'
    record.write_text(record.read_text(encoding="utf-8") + more, encoding="utf-8")
    target = session.with_suffix(".html")
    assert main([command, str(session), "-o", str(target)]) == 2
    assert "acclaim" in capsys.readouterr().err
    assert not target.exists()


@commands
def test_a_signed_record_is_printed_with_the_fingerprint_that_verifies_it(
    command: str, session: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session.with_suffix(".decisions.toml").unlink()
    read = read_session(session)
    store = RecordStore.open(read)
    for entry in signed(full_meeting(read.evidence)).entries:
        store.save((*store.entries, entry))
    sign_off = store.entries[-1].sign_off
    assert sign_off is not None
    target = session.with_suffix(".html")
    assert main([command, str(session), "-o", str(target)]) == 0
    page = target.read_text(encoding="utf-8")
    assert sign_off.fingerprint in page
    assert "DRAFT" not in page
    assert "draft" not in capsys.readouterr().out
    assert main(["verify", str(session), "--fingerprint", sign_off.fingerprint]) == 0


WRITTEN = """
import sys
from tui.cli.main import main
status = main(sys.argv[1:])
print(*sorted(sys.modules))
sys.exit(status)
"""


@commands
def test_a_document_is_written_without_pandas_and_without_the_screen(
    command: str, session: Path
) -> None:
    words = [command, str(session), "-o", str(session.with_suffix(".docx"))]
    run = subprocess.run(
        [sys.executable, "-c", WRITTEN, *words],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    loaded = set(run.stdout.split())
    assert "docxtpl" in loaded
    assert not loaded & {"pandas", "numpy", "textual", "openpyxl"}


@pytest.mark.parametrize(("ours", "look"), [(palette.LIGHT, LIGHT), (palette.DARK, DARK)])
def test_the_colours_are_those_of_the_screen(ours: palette.Palette, look: Look) -> None:
    for name in ("ground", "raised", "text", "quiet", "rule", "alarm", "ratings"):
        assert getattr(ours, name) == getattr(look, name)
