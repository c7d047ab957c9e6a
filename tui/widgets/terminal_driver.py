"""Reading the keyboard over slow links, and noticing that the terminal is gone."""

import os
import re
import selectors
import signal
import sys
from codecs import getincrementaldecoder
from collections.abc import Callable
from time import monotonic

from textual import constants, events
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tui.widgets.textual_internals import XTermParser

# The start of an escape sequence: Escape alone, or with part of what an arrow or a paste sends.
UNFINISHED = re.compile(r"\x1b(\[[0-9;:<?]*|O)?\Z")
# What terminals put around a pasted text.
PASTE_START, PASTE_END = "\x1b[200~", "\x1b[201~"
# Seconds for the rest of a sequence to arrive: as ncurses has it, and set in the same way.
PATIENCE = constants.ESCAPE_DELAY if "ESCDELAY" in os.environ else 1.0


class PatientParser:
    """Turns what a terminal sends into events, and puts split escape sequences together.

    Over a slow link the parts of an arrow key can arrive far apart; Textual alone would take them
    for Escape and letters. The Escape key counts as such once nothing followed it for `patience`
    seconds, or at once when something follows that belongs to no sequence.
    """

    def __init__(self, patience: float = PATIENCE, time: Callable[[], float] = monotonic) -> None:
        self._parser = XTermParser()
        self._patience = patience
        self._time = time
        self._held = ""
        self._until = 0.0
        # The text of a paste that has not come to its end; None where nothing is being pasted.
        self._pasted: str | None = None

    def feed(self, data: str) -> list[Message]:
        """Return the events in what was received; the start of a sequence waits for its end."""
        messages: list[Message] = []
        while data:
            found, data = self._keys(data) if self._pasted is None else self._paste(data)
            messages += found
        return messages

    def _keys(self, data: str) -> tuple[list[Message], str]:
        """Return the events up to the start of a pasted text, and what follows that start."""
        held, self._held = self._held, ""
        messages: list[Message] = []
        if held and not _goes_on(held, data):
            messages += _escape(held)
            held = ""
        data, pasted, rest = (held + data).partition(PASTE_START)
        start = UNFINISHED.search(data)
        if start is not None:
            self._held, data = data[start.start() :], data[: start.start()]
            self._until = self._time() + self._patience
        messages += self._parser.feed(data) if data else ()
        if pasted:
            # What was held can go on no more.
            messages += _escape(self._held)
            self._held, self._pasted = "", ""
        return messages, rest

    def _paste(self, data: str) -> tuple[list[Message], str]:
        """Return the pasted text once its end was received, and what follows it.

        Textual alone takes an escape sequence within it for keys, and keys do things.
        """
        before = self._pasted or ""
        text = before + data
        end = text.find(PASTE_END, max(0, len(before) - len(PASTE_END)))
        if end < 0:
            self._pasted = text
            return [], ""
        self._pasted = None
        return [events.Paste(text[:end].replace("\x00", ""))], text[end + len(PASTE_END) :]

    def tick(self) -> list[Message]:
        """Return the events that became certain because nothing followed."""
        messages: list[Message] = []
        if self._held and self._time() >= self._until:
            held, self._held = self._held, ""
            messages += _escape(held)
        return [*messages, *self._parser.tick()]


def _escape(held: str) -> list[Message]:
    """Return the Escape key; of a longer sequence that never came to its end, nothing."""
    return [events.Key("escape", "\x1b")] if held == "\x1b" else []


def _goes_on(held: str, data: str) -> bool:
    """Return whether what was received can continue an escape sequence."""
    if held == "\x1b":
        return data[0] in "[O"
    if held == "\x1bO":
        return data[0].isalpha()
    return data[0] in "0123456789;:<?$~" or data[0].isalpha()


class TerminalDriver(LinuxDriver):
    """Reads the keyboard; a terminal that is gone counts as hung up."""

    def run_input_thread(self) -> None:
        """Turn what the terminal sends into events until the application ends."""
        parser = PatientParser()
        decoder = getincrementaldecoder("utf-8")("replace")
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                messages: list[Message] = []
                if selector.select(0.1):
                    try:
                        data = os.read(self.fileno, 4096)
                    except OSError:
                        data = b""
                    if not data:
                        # The kernel tells only the controlling process; anybody else would read
                        # the end of the input for ever.
                        if sys.platform != "win32":
                            os.kill(os.getpid(), signal.SIGHUP)
                        return
                    text = decoder.decode(data)
                    messages += parser.feed(text) if text else ()
                for message in (*messages, *parser.tick()):
                    self.process_message(message)
