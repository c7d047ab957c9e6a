"""How the meeting's screen divides its room, and what each part of it draws."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.meeting import Meeting
from tui.board_lines import Plan, Row, board_rows, plan_for
from tui.commands import Situation, footer_commands
from tui.drawing import BLANK, Line, Part, Piece, cut, line, width_of, wrap
from tui.headline_lines import headline_lines
from tui.record_lines import record_lines
from tui.selected_lines import prompt_lines, selected_lines
from tui.view import View

LEAST_WIDTH, LEAST_HEIGHT = 60, 20
WIDE = 160
TALL = 30
LEAST_SELECTED = 4
MOST_FOOTER = 6


@dataclass(frozen=True)
class Notice:
    """A sentence at the foot of the screen; an alarm stays until its cause is gone."""

    words: str = ""
    alarm: bool = False


@dataclass(frozen=True)
class Picture:
    """Everything that the meeting's screen shows, as lines for each of its parts."""

    headline: tuple[Line, ...]
    rows: tuple[Row, ...]
    plan: Plan
    extra: tuple[Line, ...]
    selected: tuple[Line, ...]
    footer: tuple[Line, ...]
    left_width: int
    wide: bool


def too_small(width: int, height: int) -> tuple[Line, ...]:
    """Say politely that the window is too small."""
    words = f"The board needs {LEAST_WIDTH} × {LEAST_HEIGHT}; this window is {width} × {height}."
    asked = "Make it larger, or the letters smaller. Nothing is lost."
    return tuple(line(Piece(row, "strong")) for row in [*wrap(words, width), *wrap(asked, width)])


def picture(
    meeting: Meeting,
    view: View,
    status: Piece,
    notice: Notice,
    size: tuple[int, int],
    now: Situation | None = None,
) -> Picture:
    """Draw the whole screen for a size in cells; `now` decides which commands are named."""
    width, height = size
    scorecard = meeting.scorecard
    wide = width >= WIDE
    headline = headline_lines(scorecard, status, width, tall=height >= TALL)
    footer = footer_lines(now or Situation(meeting, view), notice, width)
    body = height - len(headline) - len(footer)
    plan = plan_for(scorecard, width)
    left = min(plan.figures_at + plan.columns * plan.cell + plan.flags + 4, width // 2 + 20)
    board_width = left if wide else width
    if wide:
        plan = plan_for(scorecard, board_width)
    least = 0 if wide else LEAST_SELECTED + (5 if height >= TALL else 0)
    rows = board_rows(scorecard, view, board_width, body - least)
    if height >= TALL and rows and rows[0].line is BLANK:
        rows = rows[1:]
    rows = _around_cursor(rows, view, body if wide else max(body - least, body // 2))
    extra: list[Line] = []
    if wide:
        selected = selected_lines(scorecard, view, width - left - 1, airy=True)
        selected += record_lines(meeting, width - left - 1, body - len(selected))
        selected = _cropped(selected, body, width - left - 1)
        extra = _prompts_in(meeting, view, left - 2, body - len(rows))
    else:
        room = body - len(rows)
        selected = _selected_in(meeting, view, width, room)
    return Picture(headline, tuple(rows), plan, tuple(extra), tuple(selected), footer, left, wide)


def _around_cursor(rows: list[Row], view: View, room: int) -> list[Row]:
    """Keep the cursor's row in sight where the board is longer than its room."""
    if len(rows) <= room:
        return rows
    place = next((n for n, row in enumerate(rows) if row.standard == view.standard), 0)
    start = max(0, min(place - room // 2, len(rows) - room))
    return rows[start : start + room]


def _selected_in(meeting: Meeting, view: View, width: int, room: int) -> list[Line]:
    """The selected standard in `room` lines; what does not fit is behind a key, and said so."""
    drawn = selected_lines(meeting.scorecard, view, width)
    airy = selected_lines(meeting.scorecard, view, width, airy=True)
    if len(airy) + 1 <= room:
        drawn = airy
    if len(drawn) + 1 <= room:
        prompts = prompt_lines(meeting.scorecard.standard(view.standard), view, width)
        drawn = [BLANK, *drawn]
        if prompts and len(drawn) + 1 + len(prompts) <= room:
            drawn += [BLANK, *prompts]
        return drawn
    return _cropped(drawn, room, width)


def _prompts_in(meeting: Meeting, view: View, width: int, room: int) -> list[Line]:
    """The prompts of all key questions where there is room, else of the one under the cursor."""
    score = meeting.scorecard.standard(view.standard)
    if not score.result.key_questions:
        return []
    every = [BLANK, *prompt_lines(score, view, width, every=True)]
    if len(every) <= room:
        return every
    return _cropped([BLANK, *prompt_lines(score, view, width)], room, width)


def _cropped(lines: list[Line], room: int, width: int) -> list[Line]:
    if len(lines) <= room:
        return lines
    if room <= 0:
        return []
    more = "  … Space shows all"
    last = lines[room - 1]
    shown = cut(last, max(0, width - len(more)))
    gap = width - width_of(shown.text) - len(more)
    return [*lines[: room - 1], Line((*shown.pieces, Piece(" " * gap), Piece(more, "quiet")))]


def footer_lines(now: Situation, notice: Notice, width: int) -> tuple[Line, ...]:
    """Draw what stands at the foot: a notice where there is one, and the keys that apply."""
    lines: list[Line] = []
    if notice.words:
        style = "shout" if notice.alarm else "loud"
        lines += [line(Piece(f" {row} ", style)) for row in wrap(notice.words, width - 2)]
    return (*lines, key_line(footer_commands(now, MOST_FOOTER), width))


def key_line(commands: Sequence[object], width: int) -> Line:
    """Draw keys with their labels, as many as fit."""
    parts: list[Part] = [Piece(" ↑↓←→", "key"), Piece(" move", "quiet")]
    for command in commands:
        shown, label = str(getattr(command, "shown", "")), str(getattr(command, "label", ""))
        wanted: list[Part] = [Piece(f"   {shown}", "key"), Piece(f" {label}", "quiet")]
        if width_of(line(*parts, *wanted).text) < width:
            parts += wanted
    return line(*parts)
