"""Another program changes the record while the screen is open: leaving loses nothing."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sessions.files.decisions_file import decisions_path, parse_record
from sessions.files.session_file import read_session
from tests.tui.meeting import NORTH_SOMERSET, PATIENCE, copy_of

if sys.platform == "win32":
    pytest.skip("there is no pseudo-terminal", allow_module_level=True)

from tests.tui.own_place import started
from tests.tui.terminal import Terminal
from tests.tui.test_signals import TAKES_NOTHING

REASONS = ["First reason.", "Second reason."]
Attack = Callable[[Path, bytes], object]
ATTACKS: dict[str, Attack] = {
    "an older copy": lambda record, older: record.write_bytes(older),
    "deleted": lambda record, _: record.unlink(),
    "emptied": lambda record, _: record.write_bytes(b""),
    "cut": lambda record, _: record.write_bytes(record.read_bytes()[:-150]),
    "replaced by zeros": lambda record, _: record.write_bytes(bytes(4096)),
}
LEAVING: dict[str, tuple[Callable[[Terminal], object], int | None]] = {
    "q": (lambda terminal: terminal.press("q"), 3),
    "SIGTERM": (lambda terminal: terminal.signal(signal.SIGTERM), 128 + signal.SIGTERM),
    "SIGHUP": (lambda terminal: terminal.signal(signal.SIGHUP), 128 + signal.SIGHUP),
    "a closed terminal": (lambda terminal: terminal.hang_up(), None),
}


def reasons(record: Path, session: Path) -> list[str]:
    """Return the reasons of a record's entries."""
    evidence = read_session(session).evidence
    return [e.reason for e in parse_record(str(record), record.read_bytes(), evidence).entries]


def keep(terminal: Terminal, standard: str, reason: str) -> None:
    """Keep the selected standard as it is, and wait until that is in the record."""
    terminal.press("x")
    terminal.see(f"Keep {standard}")
    terminal.press(reason)
    terminal.see(reason)
    terminal.press("\x13")
    terminal.not_see(f"Keep {standard}")


def recorded(terminal: Terminal, session: Path) -> bytes:
    """Record two decisions; return the record as it was after the first."""
    terminal.see("move", " decided")
    terminal.press("G\x1b[A\x1b[A")
    terminal.see("▶ 3.2")
    record = decisions_path(session)
    keep(terminal, "3.2", REASONS[0])
    terminal.until(lambda: record.exists() and reasons(record, session) == REASONS[:1], "a save")
    older = record.read_bytes()
    # Recording moved on by itself.
    terminal.see("▶ 3.3")
    keep(terminal, "3.3", REASONS[1])
    terminal.until(lambda: reasons(record, session) == REASONS, "the second save")
    terminal.see("saved ")
    return older


# Every attack before one way of leaving, and every way after two attacks.
CASES = [(attack, "q") for attack in ATTACKS]
CASES += [(attack, way) for way in LEAVING if way != "q" for attack in ("an older copy", "deleted")]


@pytest.mark.parametrize(("attack", "way"), CASES)
def test_leaving_writes_the_whole_record_beside_it(attack: str, way: str, tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    leave, status = LEAVING[way]
    with started(session, tmp_path) as terminal:
        older = recorded(terminal, session)
        ATTACKS[attack](decisions_path(session), older)
        leave(terminal)
        if status is None:
            terminal.process.wait(PATIENCE)
        else:
            assert terminal.ended() == status
        said = "" if status is None else terminal.raw.rpartition(b"\x1b[?1049l")[2].decode()
    (beside,) = tmp_path.glob("*.conflict-*.toml")
    assert reasons(beside, session) == REASONS
    if status is not None:
        assert str(beside) in said.replace("\r\n", "")
        assert f"ratings-panel join {session}" in said.replace("\r\n", "")
    assert "Traceback" not in said


def test_a_terminal_that_takes_nothing_loses_nothing_either(tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    with started(session, tmp_path, TAKES_NOTHING) as terminal:
        recorded(terminal, session)
        terminal.press("y")
        terminal.until(lambda: b"]52;" in terminal.raw, "the last thing that the terminal takes")
        terminal.press("\x1b[B")
        decisions_path(session).write_bytes(b"")
        terminal.signal(signal.SIGTERM)
        assert terminal.ended() == 128 + signal.SIGTERM
    (beside,) = tmp_path.glob("*.conflict-*.toml")
    assert reasons(beside, session) == REASONS


@pytest.mark.parametrize("way", ["q", "SIGTERM"])
def test_leaving_an_untouched_record_writes_nothing(way: str, tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    leave, status = LEAVING[way]
    with started(session, tmp_path) as terminal:
        recorded(terminal, session)
        leave(terminal)
        assert terminal.ended() == (0 if way == "q" else status)
    assert not list(tmp_path.glob("*.conflict-*"))


def test_a_record_whose_folder_is_gone_is_kept_on_this_computer(tmp_path: Path) -> None:
    folder = tmp_path / "share"
    folder.mkdir()
    session = copy_of(NORTH_SOMERSET, folder)
    with started(session, tmp_path) as terminal:
        recorded(terminal, session)
        folder.rename(tmp_path / "away")
        terminal.press("q")
        assert terminal.ended() == 3
        assert b"kept on this computer" in terminal.raw
    folder.mkdir()
    copy_of(NORTH_SOMERSET, folder)
    with started(session, tmp_path) as terminal:
        terminal.see("2 decisions")
        terminal.answer("Draft from last time", "r")
        terminal.see("saved ", "2 of 11 decided")
        terminal.press("q")
        assert terminal.ended() == 0
    assert reasons(decisions_path(session), session) == REASONS


@pytest.mark.parametrize("harm", ["emptied", "cut", "deleted"])
def test_a_harmed_record_opens_with_the_offer_to_restore(harm: str, tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path, decisions=True)
    record = decisions_path(session)
    whole = record.read_bytes()
    record.with_name(record.name + ".bak").write_bytes(whole)
    ATTACKS[harm](record, b"")
    harmed = record.read_bytes() if record.exists() else b""
    with started(session, tmp_path) as terminal:
        terminal.see(f"1 {record.name}.bak: 2 entries", "Number of the file to restore from")
        terminal.press("1\n")
        terminal.see("2 of 11 decided")
        terminal.press("q")
        assert terminal.ended() == 0
    assert record.read_bytes() == whole
    kept = [path.read_bytes() for path in tmp_path.glob("*.damaged-*")]
    assert kept == ([harmed] if harmed else [])


def test_a_harmed_record_may_be_left_as_it_is(tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    record = decisions_path(session)
    record.write_bytes(b"")
    with started(session, tmp_path) as terminal:
        terminal.see("is empty", "No other file in its folder")
        terminal.press("\n")
        assert terminal.ended() == 2
    assert record.read_bytes() == b""


def test_a_new_record_can_begin_where_the_old_one_is_damaged(tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    record = decisions_path(session)
    record.write_bytes(b"what is this")
    with started(session, tmp_path) as terminal:
        terminal.see("is damaged")
        terminal.press("n\n")
        terminal.see("0 of 11 decided")
        terminal.press("q")
        assert terminal.ended() == 0
    assert not record.exists()
    (kept,) = tmp_path.glob("*.damaged-*")
    assert kept.read_bytes() == b"what is this"


def test_another_version_is_named_on_opening(tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path, decisions=True)
    record = decisions_path(session)
    data = record.read_bytes()
    record.with_name("north-somerset-2020.decisions-LAPTOP-7AB.toml").write_bytes(data)
    record.write_bytes(data[: data.rindex(b"\n[[entries]]")])
    with started(session, tmp_path) as terminal:
        terminal.see("decisions-LAPTOP-7AB.toml", "it holds 1 entry")
        terminal.press("q")
        assert terminal.ended() == 0


def test_a_read_only_record_is_replaced_once_a_person_has_said_so(tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path, decisions=True)
    record = decisions_path(session)
    record.chmod(0o444)
    before = record.read_bytes()
    with started(session, tmp_path) as terminal:
        terminal.see("move", "2 of 11 decided")
        terminal.press("n")
        terminal.press("x")
        terminal.see("Keep 2.")
        terminal.press("Sound as it is.")
        terminal.see("Sound as it is.")
        terminal.press("\x13")
        terminal.see("NOT SAVED", "it is read-only", "Kept on this computer.")
        assert record.read_bytes() == before
        terminal.press("s")
        terminal.answer("Replace the record?", "r")
        terminal.see("saved ")
        terminal.press("q")
        assert terminal.ended() == 0
    assert reasons(record, session)[2:] == ["Sound as it is."]
    assert record.stat().st_mode & 0o777 == 0o444


# A state folder that hangs: whatever is kept from now on never comes back.
HANGING_STATE = """
import threading
from sessions.record.recovery import Recovery
Recovery.keep = Recovery.draft = lambda self, what: threading.Event().wait()
"""
# A share that hangs until the test opens the other end of a pipe.
HANGING_SHARE = """
import os, threading
from sessions.record.disk import Disk
read, turn, pipes = Disk.read, threading.Lock(), [os.environ["GO"]]
def read_late(self, path, *rest):
    with turn:
        if path.name.endswith(".decisions.toml") and pipes:
            open(pipes.pop()).close()
    return read(self, path, *rest)
Disk.read = read_late
"""


def test_a_state_folder_that_hangs_freezes_no_key(tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    with started(session, tmp_path, HANGING_STATE) as terminal:
        recorded(terminal, session)
        terminal.press("\x1b[A\x1b[A")
        terminal.see("▶ 3.2")
        terminal.press("q")
        assert terminal.ended() == 0
    assert reasons(decisions_path(session), session) == REASONS


def test_a_share_that_hangs_at_the_start_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = tmp_path / "go"
    os.mkfifo(go)
    monkeypatch.setenv("GO", str(go))
    session = copy_of(NORTH_SOMERSET, tmp_path)
    with started(session, tmp_path, HANGING_SHARE) as terminal:
        terminal.until(lambda: f"waiting for {tmp_path}".encode() in terminal.raw, "the line")
        go.write_bytes(b"")
        terminal.see("0 of 11 decided")
        terminal.press("q")
        assert terminal.ended() == 0
