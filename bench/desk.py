"""Where the measuring happens: a folder of its own, session files with records, an environment."""

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from bench.terminal import Terminal
from core.discretion import Answer
from core.meeting import Meeting, Proposal
from core.record import Entry, Kind
from core.value import replace
from sessions import clock
from sessions.files.decisions_file import decisions_path, new_record, with_entries
from sessions.files.session_file import Session, read_session

ROOT = Path(__file__).resolve().parents[1]
FIXTURES = ROOT / "fixtures"
KIRKLEES = "kirklees-2021"
# As the installed command does it: without -m, which imports more.
PROGRAM = "import sys; from ratings_panel import run; sys.exit(run())"
EMPTY = "from bench.references import empty; empty()"
CELL = "from bench.references import cell; cell()"
TABLE = "import sys; from bench.references import table; table(sys.argv[1])"


class Desk:
    """A temporary folder with all that the measured programs read and write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made = 0

    def environment(self, state: str = "state") -> Mapping[str, str]:
        """The environment of a measured program: compiled modules in a folder of our own."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "TEXTUAL", "RATINGS_PANEL", "COV_"))
        }
        return kept | {
            "PYTHONPATH": str(ROOT),
            "PYTHONPYCACHEPREFIX": str(self.folder / "compiled"),
            "RATINGS_PANEL_STATE": str(self.folder / state),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LC_ALL": "C.UTF-8",
        }

    def session(self, entries: int, inspection: str = KIRKLEES) -> Path:
        """Make a session file in a folder of its own, with a record of so many entries."""
        self.made += 1
        folder = self.folder / f"meeting-{self.made}"
        folder.mkdir()
        path = folder / f"{inspection}.toml"
        path.write_bytes((FIXTURES / path.name).read_bytes())
        session = read_session(path)
        if entries:
            data = new_record(session, date(2021, 6, 1))
            decisions_path(path).write_bytes(with_entries(data, decisions(session, entries)))
        return path

    def sessions(self, number: int) -> list[Path]:
        """Make so many session files, copies of the shipped ones in turn."""
        folder = self.folder / "many"
        folder.mkdir(exist_ok=True)
        shipped = sorted(p for p in FIXTURES.glob("*.toml") if p.name.count(".") == 1)
        made = []
        for place in range(number):
            source = shipped[place % len(shipped)]
            path = folder / f"{source.stem}-{place:04d}.toml"
            path.write_bytes(source.read_bytes())
            made.append(path)
        return made

    def program(self, session: Path) -> Terminal:
        """Open the program on a session file, with a state folder of its own.

        A new one each time: these programs are killed, and the next start would clear up after it.
        """
        self.made += 1
        return self.terminal(PROGRAM, str(session), state=f"state-{self.made}")

    def terminal(self, code: str, *arguments: str, state: str = "state") -> Terminal:
        """Run Python code in a terminal."""
        return Terminal(python(code, *arguments), self.environment(state), self.folder)


def python(code: str, *arguments: str) -> Sequence[str]:
    """Return the command that runs Python code."""
    return (sys.executable, "-c", code, *arguments)


def decisions(session: Session, number: int) -> tuple[Entry, ...]:
    """Make entries that keep the open standards in turn, each replacing the one before it."""
    meeting = Meeting(session.evidence)
    patterns = [
        meeting.entry_for(
            Proposal(Kind.KEEP, score.id, reason="Weighed; it stays as it is."),
            "pattern",
            clock.now_in_seconds(),
        )
        for score in meeting.scorecard.open_standards
        if score.open in (Answer.MET, Answer.POSSIBLE)
    ]
    latest: dict[str | None, str] = {}
    made = []
    for place in range(number):
        pattern = patterns[place % len(patterns)]
        entry_id = str(UUID(int=place + 1))
        at = pattern.at + timedelta(seconds=place)
        standard = pattern.standard
        made.append(replace(pattern, id=entry_id, at=at, replaces=latest.get(standard)))
        latest[standard] = entry_id
    return tuple(made)
