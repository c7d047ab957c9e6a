"""A program in a pseudo-terminal: keys go in; out comes what the screen shows, and since when.

Nothing is looked at while the program is busy: chunks are only kept with their time, and played
to the emulated screen once nothing more comes, so that the measuring does not slow the measured.
"""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic, perf_counter
from types import TracebackType
from typing import NamedTuple, Self

import pyte

COLUMNS, ROWS = 120, 40
QUIET = 0.06
PATIENCE = 60.0


class Shown(NamedTuple):
    """A screen that has come to rest.

    `seconds`: from the start or the last key until it stood so; `written`: the bytes it took.
    """

    text: str
    seconds: float
    written: int


class Memory(NamedTuple):
    """Resident memory in KiB: now, and the most so far."""

    now: int
    peak: int


class Terminal:
    """One program in a terminal of 120×40, ended with the `with` block."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], folder: Path
    ) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self.processor = 0.0
        self._since = perf_counter()
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            with suppress(OSError):
                size = struct.pack("HHHH", ROWS, COLUMNS, 0, 0)
                fcntl.ioctl(0, termios.TIOCSWINSZ, size)
                os.chdir(folder)
                os.execve(command[0], list(command), dict(environment))
            os._exit(127)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    def press(self, keys: str) -> None:
        """Send keys; `rest` counts from here."""
        self._since = perf_counter()
        os.write(self._terminal, keys.encode())

    def rest(self, seen: Callable[[str], bool], quiet: float = QUIET) -> Shown:
        """Wait until the screen rests and shows what is wanted; tell since when it stood so."""
        shown = _rows(self._screen)
        stood = perf_counter()
        chunks: list[tuple[float, bytes]] = []
        written = 0
        until = monotonic() + PATIENCE
        while monotonic() < until:
            data = self._read(quiet)
            if data:
                chunks.append((perf_counter(), data))
                written += len(data)
                continue
            for at, chunk in chunks:
                self._stream.feed(chunk)
                rows = _rows(self._screen)
                if rows != shown:
                    shown, stood = rows, at
            chunks.clear()
            if seen(self.text):
                return Shown(self.text, stood - self._since, written)
        raise TimeoutError(f"what was waited for never came; the screen shows\n{self.text}")

    @property
    def text(self) -> str:
        """What the screen showed when it last rested."""
        return "\n".join(row.rstrip() for row in _rows(self._screen))

    def drain(self, seconds: float) -> int:
        """Let the program run and throw away what it writes; give the number of bytes."""
        until = monotonic() + seconds
        written = 0
        while (left := until - monotonic()) > 0:
            written += len(self._read(left))
        return written

    def _read(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self._terminal], [], [], seconds)
        if not ready:
            return b""
        try:
            return os.read(self._terminal, 65536)
        except OSError:
            raise EOFError(f"the program has ended; it last showed\n{self.text}") from None

    @property
    def memory(self) -> Memory:
        """How much memory the program uses and has used at most (Linux)."""
        said = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii").splitlines()
        named = dict(line.split(":", 1) for line in said)
        return Memory(int(named["VmRSS"].split()[0]), int(named["VmHWM"].split()[0]))

    def end(self) -> None:
        """End the program, and count what it used of the processor."""
        os.kill(self.pid, signal.SIGKILL)
        _, _, used = os.wait4(self.pid, 0)
        self.processor = used.ru_utime + used.ru_stime
        os.close(self._terminal)


def _rows(screen: pyte.Screen) -> tuple[str, ...]:
    return tuple(screen.display)
