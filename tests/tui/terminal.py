"""The program in a real pseudo-terminal, and the screen that a terminal would draw."""

import os
import re
import select
import signal
import struct
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic

import pyte

from tests.tui.meeting import PATIENCE

ROOT = Path(__file__).parents[2]

# What pyte would print, or does not take with a private mark: key protocols, window titles.
UNKNOWN = re.compile(rb"\x1b\[[<>=?][0-9;]*[^0-9;hl]|\x1b\[\?[0-9;]*\$p|\x1b[P_^][^\x1b]*\x1b\\")
UNFINISHED = re.compile(rb"\x1b(\[[0-9;<>=?$]*|[P_^\]][^\x1b\x07]*\x1b?)?$")


class Terminal:
    """A child process on a pseudo-terminal of a size; what it draws, and its keys."""

    def __init__(self, *command: str, size: tuple[int, int], env: Mapping[str, str]) -> None:
        import fcntl
        import pty
        import termios

        self.screen = pyte.Screen(*size)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self._rest = b""
        self.master, self.slave = pty.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.before = termios.tcgetattr(self.slave)
        # These would stand above what the terminal says; pytest-xdist sets them.
        inherited = {
            name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")
        }
        self.child = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            env={**inherited, "TERM": "xterm-256color", "TZ": "UTC", **env},
            start_new_session=True,
        )

    @property
    def text(self) -> str:
        """The screen as text."""
        return "\n".join(self.screen.display)

    @property
    def words(self) -> str:
        """Everything on the screen, without frames and line ends."""
        return " ".join(re.sub("[│╭╮╰╯─]", " ", self.text).split())

    def type(self, keys: str) -> None:
        """Send keys as a terminal would."""
        data = keys.encode()
        while data:
            data = data[os.write(self.master, data) :]

    def resize(self, size: tuple[int, int]) -> None:
        """Give the terminal another size, and tell the child so."""
        import fcntl
        import termios

        columns, rows = size
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        if (self.screen.columns, self.screen.lines) != size:
            self.screen.resize(rows, columns)
        os.killpg(self.child.pid, signal.SIGWINCH)

    def see(self, *words: str, insisting: Callable[[], None] | None = None) -> None:
        """Wait until all these words stand on the screen.

        `insisting` is done again and again until then: what confirms is ignored for the first half
        second of a dialog, and a window that is dragged tells its size many times.
        """
        until = monotonic() + PATIENCE
        while not all(each in self.words for each in words):
            assert monotonic() < until, f"waited in vain for {words}\n{self.text}"
            assert self.child.poll() is None or self._read(), f"ended early\n{self.text}"
            if insisting is not None:
                insisting()
            self._read()

    def not_see(self, words: str) -> None:
        """Wait until these words are gone."""
        until = monotonic() + PATIENCE
        while words in self.words:
            assert monotonic() < until, f"waited in vain for {words!r} to go\n{self.text}"
            self._read()

    def end(self) -> int:
        """Wait until the child has ended; give its exit status."""
        until = monotonic() + PATIENCE
        while self.child.poll() is None:
            assert monotonic() < until, f"does not end\n{self.text}"
            self._read()
        while self._read():
            pass
        return self.child.returncode

    def attributes(self) -> list[object]:
        """Give the terminal's settings as they are now."""
        import termios

        return list(termios.tcgetattr(self.slave))

    def close(self) -> None:
        """End the child, if it still runs, and let go of the terminal."""
        if self.child.poll() is None:
            os.killpg(self.child.pid, signal.SIGKILL)
            self.child.wait()
        os.close(self.master)
        os.close(self.slave)

    def rest(self, seconds: float = 0.05) -> None:
        """Wait until nothing more is drawn."""
        until = monotonic() + PATIENCE
        while monotonic() < until and self._read(seconds):
            pass

    def _read(self, seconds: float = 0.05) -> bool:
        """Take what the child has drawn; False where there was nothing."""
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.raw += data
        data = self._rest + data
        cut = UNFINISHED.search(data)
        self._rest = data[cut.start() :] if cut else b""
        self.stream.feed(UNKNOWN.sub(b"", data[: len(data) - len(self._rest)]))
        return True
