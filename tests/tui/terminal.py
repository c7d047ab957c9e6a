"""A program in a real pseudo-terminal: what it wrote, what is shown, and the keyboard."""

import codecs
import os
import re
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyte

from tests.tui.meeting import PATIENCE, dialog_in

if sys.platform != "win32":
    import fcntl
    import pty
    import termios

ROOT = Path(__file__).parents[2]

# Key protocols, window titles, and marks of no width: pyte prints them, or drops what follows.
UNKNOWN_TO_PYTE = re.compile(
    "\x1b\\[[<>=?][0-9;]*[^0-9;hl]|\x1b\\[\\?[0-9;]*\\$p|\x1b[P_^][^\x1b]*\x1b\\\\"
    "|[\u20dd-\u20e4\u0488\u0489]"
)
# A sequence whose end has not been read yet.
UNFINISHED = re.compile("\x1b(\\[[0-9;<>=?$]*|[P_^\\]][^\x1b\x07]*\x1b?)?$")
PLAIN = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8", "TZ": "UTC"}

# As newer terminals send it: the plain byte counts only after a pause, for more may follow it.
ESCAPE = "\x1b[27u"

# Between two keys at the most; the program's answer to a key lets the next one come earlier.
KEY_SECONDS = 0.03


class Terminal:
    """A program in a pseudo-terminal of its own.

    It is the program's controlling terminal: should the tests be killed, it is closed and the
    program ends with it.
    """

    def __init__(
        self,
        command: list[str],
        size: tuple[int, int] = (80, 24),
        environment: dict[str, str] | None = None,
        errors: bool = False,
    ) -> None:
        width, height = size
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        self.before = termios.tcgetattr(slave)
        self._slave: int | None = os.dup(slave)
        kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS", "LINES")}
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**kept, **PLAIN, **(environment or {})},
            stdin=slave,
            stdout=slave,
            stderr=subprocess.PIPE if errors else slave,
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
        os.close(slave)
        os.set_blocking(self.master, False)
        self.raw = b""
        self.screen = pyte.Screen(width, height)
        self._stream = pyte.Stream(self.screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._unfinished = ""
        self._rows: list[str] = []

    @classmethod
    def panel(
        cls,
        *arguments: str,
        size: tuple[int, int] = (80, 24),
        environment: dict[str, str] | None = None,
        patch: str = "",
        errors: bool = False,
    ) -> "Terminal":
        """Start the command, after a patch of its code."""
        code = f"{patch}\nfrom ratings_panel import run\nraise SystemExit(run())"
        return cls([sys.executable, "-c", code, *arguments], size, environment, errors)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.read()
        self.hang_up()
        if self.process.stderr is not None:
            self.process.stderr.close()

    def read(self) -> bytes:
        """Take what the program has written since."""
        new = b""
        while True:
            try:
                part = os.read(self.master, 1 << 16)
            except OSError:
                break
            if not part:
                break
            new += part
        if not new:
            return new
        self.raw += new
        self._rows = []
        text = self._unfinished + self._decoder.decode(new)
        cut = UNFINISHED.search(text)
        self._unfinished = text[cut.start() :] if cut else ""
        self._stream.feed(UNKNOWN_TO_PYTE.sub("", text[: len(text) - len(self._unfinished)]))
        return new

    @property
    def rows(self) -> list[str]:
        """The text on the screen, row by row."""
        if not self._rows:
            cells = range(self.screen.columns)
            buffer = self.screen.buffer
            lines = range(self.screen.lines)
            self._rows = ["".join(buffer[y][x].data for x in cells) for y in lines]
        return self._rows

    @property
    def words(self) -> str:
        """The text of the dialog, if one is open, and of the screen, without frames and line ends.

        The board is drawn beside a dialog, so a sentence that is wrapped is whole only by itself.
        """
        rows = self.rows
        words = " ".join([*dialog_in(rows), *rows])
        return " ".join(re.sub("[│┃╭╮╰╯─]", " ", words).split())

    def until(
        self,
        condition: Callable[[], bool],
        what: str,
        patience: float = PATIENCE,
        insisting: Callable[[], None] | None = None,
    ) -> None:
        """Wait until something holds; show the screen if it never does.

        `insisting` is done again and again until then: a window that is dragged tells its size
        many times.
        """
        end = time.monotonic() + patience
        while True:
            self.read()
            if condition():
                return
            if time.monotonic() > end:
                shown = "\n".join(self.rows)
                raise AssertionError(f"waited in vain for {what}\n{shown}\n{self.raw[-600:]!r}")
            if insisting is not None:
                insisting()
            select.select([self.master], [], [], 0.02)

    def see(self, *words: str, insisting: Callable[[], None] | None = None) -> None:
        """Wait until all these words are on the screen."""
        self.until(
            lambda: all(each in self.words for each in words),
            f"{words!r} to be shown",
            insisting=insisting,
        )

    def answer(self, question: str, key: str, name: str = "") -> None:
        """Answer a question with a key, and once more where the program asks for that.

        `name`: of the key on the screen, where that is not what the terminal sends.

        What is seen here may be ahead of the program, which counts an answer only once it knows
        that its question was painted.
        """
        self.see(question)
        self.press(key)
        again = f"Press {name or key} again to"
        self.until(
            lambda: question not in self.words,
            f"{question!r} to be answered",
            insisting=lambda: self.press(key if again in self.words else ""),
        )

    def not_see(self, words: str) -> None:
        """Wait until these words are nowhere on the screen."""
        self.until(lambda: words not in self.words, f"{words!r} to be gone")

    def press(self, keys: str) -> None:
        """Type keys as a terminal sends them."""
        self._write(keys.encode("utf-8"))

    def type(self, keys: Sequence[str]) -> None:
        """Type keys as a person does: each a little later than the one before."""
        for key in keys:
            self.press(key)
            select.select([self.master], [], [], KEY_SECONDS)
            self.read()

    def paste(self, text: str) -> None:
        """Paste a text as a terminal does that marks pasted text."""
        self._write(f"\x1b[200~{text}\x1b[201~".encode("utf-8", "surrogatepass"))

    def _write(self, data: bytes) -> None:
        while data:
            try:
                data = data[os.write(self.master, data) :]
            except BlockingIOError:
                self.read()
                select.select([self.master], [self.master], [], 0.02)

    def resize(self, size: tuple[int, int]) -> None:
        """Give the terminal another size, and tell the program so."""
        width, height = size
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        if (self.screen.columns, self.screen.lines) != size:
            self.screen.resize(height, width)
            self._rows = []
        self.signal(signal.SIGWINCH)

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.process.pid, number)

    def hang_up(self) -> None:
        """Close the terminal."""
        for descriptor in (self.master, self._slave):
            if descriptor is not None:
                with suppress(OSError):
                    os.close(descriptor)
        self._slave = None

    def attributes(self) -> list[Any]:
        """Return the terminal's settings as they are now."""
        assert self._slave is not None
        return termios.tcgetattr(self._slave)

    def ended(self) -> int:
        """Wait until the program has ended; return its exit status."""
        self.until(lambda: self.process.poll() is not None, "the program to end")
        self.read()
        return self.process.wait()

    def errors(self) -> str:
        """Return what the ended program wrote on its own standard error."""
        assert self.process.stderr is not None
        return self.process.stderr.read().decode("utf-8", "surrogateescape")


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
