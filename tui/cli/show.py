"""`ratings-panel show`: the board as text, for screen readers, pipes and e-mail."""

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from core.meeting import Meeting
from core.scorecard import Scorecard
from sessions.files.session_file import read_session
from sessions.record.damaged import read_record
from tui.cli.arguments import Arguments
from tui.cli.calls import WrongCall
from tui.cli.output import DONE, say
from tui.drawing.board import board_rows
from tui.drawing.headline import headline_lines
from tui.drawing.lines import BLANK, Line, Piece, cut, seen
from tui.drawing.look import DARK, Look
from tui.drawing.plain_text import scorecard_text, standard_text
from tui.drawing.selected import selected_lines
from tui.state.scene import Scene
from tui.state.view import View

HELP = """\
ratings-panel show SESSION [--plain] [--width N]

Prints the board as text: score, every standard with its figures, and for each open
standard why it is open and what was decided. Decisions beside the file are read.

  --plain     sentences only, no drawing characters: for screen readers and e-mail
  --width N   columns to draw for; else the terminal's, or 100 in a pipe

Examples
  ratings-panel show north.toml | less -R
  ratings-panel show north.toml --plain"""

LEAST, WIDTH, ROOM = 60, 100, 1000


def run(arguments: Sequence[str]) -> int:
    """Do the command; give the exit status."""
    parser = Arguments("show")
    parser.add_argument("session", nargs="?")
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--width", type=int)
    call = parser.understood(arguments)
    if call.help:
        say(HELP)
        return DONE
    if not call.session:
        raise WrongCall("`show` needs a session file: ratings-panel show SESSION.")
    if call.width is not None and call.width < LEAST:
        raise WrongCall(f"--width {call.width} is too narrow; give {LEAST} or more.")
    meeting = _meeting(Path(call.session))
    if call.plain:
        say("\n".join(plain_lines(meeting)))
        return DONE
    width = call.width or (shutil.get_terminal_size().columns if sys.stdout.isatty() else WIDTH)
    lines = drawn_lines(meeting.scorecard, Scene(meeting, View("")), max(LEAST, width))
    say("\n".join(_printed(each) for each in lines))
    return DONE


def _meeting(path: Path) -> Meeting:
    session = read_session(path)
    record = read_record(session)
    entries = () if record is None else record.entries
    return Meeting(session.evidence, entries)


def plain_lines(meeting: Meeting) -> list[str]:
    """Give everything in sentences: the scorecard, then each standard with figures."""
    lines = [scorecard_text(meeting.scorecard)]
    for score in meeting.scorecard.standards:
        if score.result.key_questions or score.decision is not None:
            lines += ["", standard_text(Scene(meeting, View(score.id)))]
    return "\n".join(lines).split("\n")


def drawn_lines(scorecard: Scorecard, scene: Scene, width: int) -> list[Line]:
    """Draw headline, board, and every standard that is open or decided."""
    lines = [*headline_lines(scorecard, Piece(""), width, tall=True)]
    board = [row.line for row in board_rows(scorecard, scene.view, width, ROOM)]
    lines += board[1:] if board[0] is BLANK else board
    for score in scorecard.standards:
        if score in scorecard.open_standards or score.decision is not None:
            lines += [BLANK, *selected_lines(scene.looking(View(score.id, -1)), width, airy=True)]
    return [cut(each, width) for each in lines]


def _printed(line: Line) -> str:
    """Give a line with colours on a terminal that wants them, else its text alone."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return seen(line.text).rstrip()
    return "".join(_coloured(line.pieces, DARK))


def _coloured(pieces: Iterable[Piece], look: Look) -> Iterable[str]:
    """Weight and colour only: the terminal's own ground stays."""
    from rich.color import ColorSystem
    from rich.style import Style

    true = os.environ.get("COLORTERM", "").lower() in ("truecolor", "24bit")
    system = ColorSystem.TRUECOLOR if true else ColorSystem.EIGHT_BIT
    for piece in pieces:
        style = look.style(piece.style)
        if piece.style in ("text", "strong", "key"):
            style = Style(bold=style.bold)
        yield style.render(seen(piece.text), color_system=system)
