"""`ratings-panel show`: the board as text, for screen readers, pipes and e-mail."""

import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from core.meeting import Meeting
from core.meeting_details import MeetingDetails
from core.record_words import proposal_facts, record_facts
from core.scorecard import Scorecard
from sessions.files.session_file import read_session
from sessions.record.damaged import read_record
from tui.cli.arguments import LEAST_WIDTH
from tui.cli.output import DONE, say
from tui.drawing.board import board_rows, plan_for
from tui.drawing.headline import headline_lines
from tui.drawing.lines import BLANK, Line, Piece, cut, line, screen_text
from tui.drawing.look import DARK, Look
from tui.drawing.plain_text import record_texts, scorecard_text, standard_text
from tui.drawing.selected import fact_lines, selected_lines
from tui.state.scene import Scene
from tui.state.view import View

WIDTH, ROOM = 100, 1000


def run(call: Namespace) -> int:
    """Print the board of a session; return the exit status."""
    meeting = _meeting(Path(call.session))
    if call.plain:
        say("\n".join(plain_lines(meeting)))
        return DONE
    width = call.width or (shutil.get_terminal_size().columns if sys.stdout.isatty() else WIDTH)
    lines = drawn_lines(meeting.scorecard, Scene(meeting, View("")), max(LEAST_WIDTH, width))
    say("\n".join(_printed(line) for line in lines))
    return DONE


def _meeting(path: Path) -> Meeting:
    session = read_session(path)
    record = read_record(session)
    entries = () if record is None else record.entries
    details = None if record is None else record.meeting
    return Meeting(session.evidence, entries, details or MeetingDetails())


def plain_lines(meeting: Meeting) -> list[str]:
    """Return everything in sentences: the scorecard, then each standard with figures."""
    lines = [scorecard_text(meeting.scorecard)]
    for score in meeting.scorecard.standards:
        if score.result.key_questions or score.decision is not None or proposal_facts(score):
            lines += ["", standard_text(Scene(meeting, View(score.id)))]
    lines += record_texts(meeting)
    return "\n".join(lines).split("\n")


def drawn_lines(scorecard: Scorecard, scene: Scene, width: int) -> list[Line]:
    """Draw headline, board, every standard that is open or decided, and the rest of the record."""
    lines = [*headline_lines(scorecard, Piece(""), width, tall=True)]
    board = [
        row.line
        for row in board_rows(scorecard, scene.view, plan_for(scorecard, width), width, ROOM)
    ]
    lines += board[1:] if board[0] is BLANK else board
    for score in scorecard.standards:
        if score in scorecard.open_standards or score.decision is not None:
            lines += [BLANK, *selected_lines(scene.looking(View(score.id, -1)), width)]
    for part in record_facts(scene.meeting):
        lines += [BLANK, line(Piece(f" {part.heading}", "accent"))]
        lines += [row for fact in part.facts for row in fact_lines(fact.name, fact.words, width)]
    return [cut(each, width) for each in lines]


def _printed(line: Line) -> str:
    """Return a line with colours on a terminal that wants them, else its text alone."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return screen_text(line.text).rstrip()
    return "".join(_coloured(line.pieces, DARK))


def _coloured(pieces: Iterable[Piece], look: Look) -> Iterable[str]:
    """Return the pieces in bold and in colour only, on the terminal's own background."""
    from rich.color import ColorSystem
    from rich.style import Style

    true = os.environ.get("COLORTERM", "").lower() in ("truecolor", "24bit")
    system = ColorSystem.TRUECOLOR if true else ColorSystem.EIGHT_BIT
    for piece in pieces:
        style = look.style(piece.style)
        if piece.style in ("text", "strong", "key"):
            style = Style(bold=style.bold)
        yield style.render(screen_text(piece.text), color_system=system)
