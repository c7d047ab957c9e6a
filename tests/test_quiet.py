"""No network, no other program, and no file written but where it belongs: an audit hook watches."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.tui.terminal import ESCAPE, Terminal

ROOT = Path(__file__).parents[1]
SESSION = "north-somerset-2020.toml"
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

# Everything that could reach outside, noted as it happens; the notes are written at the end.
WATCH = """
import json, os, sys
seen = []
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
NEVER = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
    "socket.gethostbyname", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn",
    "os.spawn", "os.fork", "os.forkpty", "os.startfile", "webbrowser.open", "urllib.Request",
    "ftplib.connect", "http.client.connect", "smtplib.connect", "ctypes.dlopen/none")
CHANGES = {"os.mkdir": 1, "os.remove": 1, "os.rename": 2, "os.rmdir": 1, "os.link": 2,
    "os.symlink": 2, "os.truncate": 1, "os.chmod": 1, "os.chown": 1, "shutil.move": 2,
    "shutil.rmtree": 1, "os.utime": 1, "os.setxattr": 1}
def placed(path):
    if isinstance(path, int):
        return None
    return os.path.abspath(os.fsdecode(path))
def hook(event, arguments):
    if event in NEVER:
        seen.append([event, repr(arguments)])
    elif event == "open":
        path, mode, flags = arguments
        if isinstance(path, int) or not flags & WRITING:
            return
        seen.append(["write", placed(path)])
    elif event in CHANGES:
        for path in arguments[:CHANGES[event]]:
            if not isinstance(path, int):
                seen.append(["write", placed(path)])
sys.addaudithook(hook)
"""
TOLD = """
import atexit
def tell():
    told = json.dumps(seen)
    os.write(os.open(os.environ["TOLD"], os.O_WRONLY | os.O_CREAT, 0o600), told.encode())
atexit.register(tell)
"""


def places(tmp_path: Path) -> dict[str, str]:
    """A home of the test's own, so that everything that is written can be found."""
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    return {
        "HOME": str(home),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "TMPDIR": str(home / "tmp"),
        "RATINGS_PANEL_STATE": "",
        "RATINGS_PANEL_CONFIG": "",
        "TOLD": str(tmp_path / "told.json"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def told(tmp_path: Path) -> list[list[str]]:
    found: list[list[str]] = json.loads((tmp_path / "told.json").read_text())
    return found


def beyond(tmp_path: Path, folders: list[Path]) -> list[Any]:
    """Return what was done that is not writing in these folders."""
    own = [str(folder) + os.sep for folder in folders]
    allowed = {os.devnull, "/dev/tty", *map(str, folders)}
    return [
        each
        for each in told(tmp_path)
        if not (each[0] == "write" and (each[1] in allowed or each[1].startswith(tuple(own))))
        and each != ["write", str(tmp_path / "told.json")]
    ]


def ran(tmp_path: Path, *arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
    run = code or "from ratings_panel import run\nraise SystemExit(run())"
    return subprocess.run(
        [sys.executable, "-c", WATCH + TOLD + run, *arguments],
        cwd=ROOT,
        env={**os.environ, **places(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def session_in(tmp_path: Path) -> Path:
    folder = tmp_path / "inspections"
    folder.mkdir(exist_ok=True)
    session = folder / SESSION
    session.write_bytes((ROOT / "fixtures" / SESSION).read_bytes())
    return session


@pytest.mark.parametrize(
    ("code", "event"),
    [
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "socket.connect"),
        ("import socket; socket.socket().bind(('127.0.0.1', 0))", "socket.bind"),
        ("import socket; socket.getaddrinfo('localhost', 9)", "socket.getaddrinfo"),
        ("import subprocess; subprocess.run(['true'])", "subprocess.Popen"),
        ("import os; os.system('true')", "os.system"),
        ("import os; os.posix_spawn('/bin/true', ['true'], {})", "os.posix_spawn"),
        ("import pathlib, os; pathlib.Path(os.environ['HOME'], 'x').write_text('')", "write"),
        ("import pathlib, os; pathlib.Path(os.environ['HOME'], 'x').mkdir()", "write"),
    ],
)
@posix_only
def test_the_watch_sees(code: str, event: str, tmp_path: Path) -> None:
    """A test that cannot fail proves nothing."""
    ran(tmp_path, code=code)
    assert event in [each[0] for each in beyond(tmp_path, [tmp_path / "inspections"])]


@pytest.mark.parametrize(
    "call", [["score"], ["score", "--json"], ["check"]], ids=["score", "json", "check"]
)
def test_without_a_screen_nothing_is_written_at_all(call: list[str], tmp_path: Path) -> None:
    session = session_in(tmp_path)
    done = ran(tmp_path, *call, str(session))
    assert done.returncode in (0, 1), done.stderr
    assert beyond(tmp_path, []) == []
    assert [path.name for path in session.parent.iterdir()] == [SESSION]


def decide_and_leave(terminal: Terminal) -> None:
    """Record, look, copy, try a what-if and leave."""
    terminal.see("move", " decided")
    terminal.press("G\x1b[A\x1b[A")
    terminal.see("▶ 3.2")
    terminal.press("x")
    terminal.see("Keep 3.2")
    terminal.press("Sound as it is.")
    terminal.see("Sound as it is.")
    terminal.press("\x13")
    # Recording moves the cursor on to the next standard to decide.
    terminal.see("saved ", "✓ kept", "▶ 3.3")
    for key, seen in (("?", "to search"), (" ", "other standards"), ("o", "overall rating")):
        terminal.press(key)
        terminal.see(seen)
        terminal.press(ESCAPE)
        terminal.not_see(seen)
    terminal.press("yYt")
    terminal.see("Theme")
    terminal.press("d")
    terminal.see("Decide 3.3")
    terminal.press("2")
    terminal.see("→ Good")
    terminal.press("A draft")
    terminal.see("A draft")
    terminal.press(ESCAPE)
    terminal.not_see("Decide 3.3")
    terminal.press("q")
    assert terminal.ended() == 0


@posix_only
def test_the_screen_writes_beside_the_session_and_in_the_state_folder(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    with Terminal.panel(str(session), environment=places(tmp_path), patch=WATCH + TOLD) as terminal:
        decide_and_leave(terminal)
    state = Path(places(tmp_path)["XDG_STATE_HOME"])
    assert beyond(tmp_path, [session.parent, state]) == []
    beside = {path.name for path in session.parent.iterdir()}
    assert beside == {SESSION, SESSION.replace(".toml", ".decisions.toml")}
    assert [each.name for each in (tmp_path / "home").iterdir()] == ["state"]
    # And the session file itself is never written.
    assert ["write", str(session)] not in told(tmp_path)


@posix_only
def test_the_demo_writes_in_the_state_folder_alone(tmp_path: Path) -> None:
    with Terminal.panel(
        "demo", "north", environment=places(tmp_path), patch=WATCH + TOLD
    ) as terminal:
        decide_and_leave(terminal)
        assert b"The record is saved in " in terminal.raw
    assert beyond(tmp_path, [Path(places(tmp_path)["XDG_STATE_HOME"])]) == []
    assert [each.name for each in (tmp_path / "home").iterdir()] == ["state"]


@posix_only
def test_a_fault_and_a_signal_write_nowhere_else(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    fault = "from tui.meeting.viewing import Viewer\nViewer.theme = lambda self: 1 / 0\n"
    with Terminal.panel(
        str(session), environment=places(tmp_path), patch=WATCH + TOLD + fault
    ) as terminal:
        terminal.see("move", " decided")
        terminal.press("t")
        assert terminal.ended() == 70
    state = Path(places(tmp_path)["XDG_STATE_HOME"])
    assert beyond(tmp_path, [session.parent, state]) == []
