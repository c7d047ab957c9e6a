"""The program in a real terminal, with folders of its own for what it keeps and its settings."""

from pathlib import Path

from tests.tui.terminal import Terminal

# A save that never ends: what is recorded then is only kept.
NO_SAVE = """
import threading
from sessions.record.keeper import Keeper
Keeper.save = lambda self, entries: threading.Event().wait()
"""


def started(session: Path, tmp_path: Path, patch: str = "") -> Terminal:
    (tmp_path / "settings").mkdir(exist_ok=True)
    environment = {
        "RATINGS_PANEL_STATE": str(tmp_path / "state"),
        "RATINGS_PANEL_CONFIG": str(tmp_path / "settings"),
    }
    return Terminal.panel(str(session), environment=environment, patch=patch)


def keep_3_2(terminal: Terminal, reason: str) -> None:
    """Begin to keep 3.2 as it is, and type the reason; ctrl+s is still to come."""
    terminal.see("move", " decided")
    terminal.press("G\x1b[A\x1b[A")
    terminal.see("▶ 3.2")
    terminal.press("x")
    terminal.see("Keep 3.2")
    terminal.press(reason)
    terminal.see(reason)
