"""The command as its own process: status, streams, what it loads."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SESSION = "fixtures/north-somerset-2020.toml"
HEAVY = ("textual", "pandas", "numpy", "rich", "platformdirs")


def ran(
    *arguments: str, environment: dict[str, str] | None = None, command: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *(command or ("-m", "tui")), *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **(environment or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("--version",), 0),
        (("score", SESSION, "--json"), 0),
        (("check", SESSION), 0),
        ((), 2),
        (("score", "none.toml"), 2),
        ((SESSION,), 2),
        (("demo",), 2),
    ],
)
def test_status_and_streams(arguments: tuple[str, ...], status: int) -> None:
    done = ran(*arguments)
    assert done.returncode == status
    assert (done.stderr == "") == (status == 0)
    assert (done.stdout == "") == (status != 0)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "call", [["score", SESSION], ["score", SESSION, "--json"], ["check", SESSION]]
)
def test_without_a_screen_nothing_heavy_is_loaded(call: list[str]) -> None:
    code = (
        "import sys; from tui.cli.main import main; "
        f"assert main({call!r}) == 0; "
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    assert ran(command=("-c", code)).stderr.strip() == "[]"


def test_an_installation_that_is_not_whole_is_told_without_a_traceback() -> None:
    code = (
        "import sys; sys.modules['tomli'] = None; from ratings_panel import run; "
        "raise SystemExit(run())"
    )
    done = ran(command=("-c", code))
    assert done.returncode == 70
    assert done.stderr == (
        "ratings-panel: the installation is incomplete: 'tomli' cannot be loaded. "
        "Install ratings-panel again.\n"
    )


def test_what_is_registered_for_the_end_is_done() -> None:
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print('at the end', file=sys.stderr))\n"
        "from ratings_panel import run\nraise SystemExit(run())"
    )
    for session, status in ((SESSION, 0), ("none.toml", 2)):
        done = ran("score", session, "--json", command=("-c", code))
        assert done.returncode == status
        assert done.stdout.endswith("}\n" if status == 0 else "")
        assert done.stderr.endswith("at the end\n")


def test_an_ascii_terminal_is_served() -> None:
    done = ran("score", SESSION, environment={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert "Score 26/36 | Good" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes and devices")
class TestOutputThatFails:
    def run_in_shell(self, line: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", "-c", line, sys.executable],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    def test_a_reader_that_leaves(self) -> None:
        done = self.run_in_shell(f'{{ "$0" -m tui score {SESSION}; echo $? >&2; }} | true')
        assert "Traceback" not in done.stderr
        assert "Exception ignored" not in done.stderr
        assert done.stderr.strip() in ("141", "0")

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
    def test_a_full_disk(self) -> None:
        done = self.run_in_shell(f'"$0" -m tui score {SESSION} >/dev/full')
        assert done.returncode == 3
        assert done.stderr.count("\n") == 1
        assert "could not be written" in done.stderr

    def test_closed_output(self) -> None:
        done = self.run_in_shell(f'"$0" -m tui score {SESSION} >&-')
        assert done.returncode == 3
        assert done.stderr.count("\n") == 1
