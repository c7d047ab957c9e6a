"""How the meeting's screen divides its room, and what each part of it draws."""

from core.value import Value
from core.wording import plural
from tui.commands.availability import Situation
from tui.commands.registry import BY_ID, ENDS, footer_commands
from tui.drawing.board import BoardRow, Plan, board_rows, plan_for
from tui.drawing.headline import headline_lines
from tui.drawing.lines import BLANK, Line, Piece, beside, cut, fit, line, width_of, wrap
from tui.drawing.record import history_lines, record_lines
from tui.drawing.selected import prompt_lines, selected_lines
from tui.drawing.theme_column import column_lines, theme_under_cursor
from tui.state.scene import Mode, Scene
from tui.state.view import View

LEAST_WIDTH, LEAST_HEIGHT = 60, 20
WIDE, LEAST_RIGHT = 194, 78
# From here on the whole board is visible; the part under it shrinks to its first line.
WHOLE, TALL = 24, 30
LEAST_SELECTED = 4
LEAST_RECORD, MOST_RECORD = 6, 30
MOST_FOOTER, MORE_FOOTER = 6, 9
ROOMY = 110
# Rows of one sentence at the foot: the board stays visible, whatever a file says.
MOST_SAID, LAST_SAID = 7, 4
# Where lines are lost: the key that shows them, in as many words as fit beside the title.
MORE = ("  … Space shows all", "  … Space")
# How many blanks begin a line that continues the sentence above.
HANGING = 11


class Notice(Value):
    """A sentence at the foot of the screen; an alarm stays until its cause is gone."""

    words: str = ""
    alarm: bool = False


class Picture(Value):
    """Everything that the meeting's screen shows, as lines for each of its parts."""

    headline: tuple[Line, ...]
    rows: tuple[BoardRow, ...]
    plan: Plan
    extra: tuple[Line, ...]
    selected: tuple[Line, ...]
    footer: tuple[Line, ...]
    left_width: int
    wide: bool
    # Drawn over the last lines above the keys, so that nothing moves.
    notice: tuple[Line, ...] = ()


def too_small(width: int, height: int) -> tuple[Line, ...]:
    """Say politely that the window is too small."""
    words = f"The board needs {LEAST_WIDTH} × {LEAST_HEIGHT}; this window is {width} × {height}."
    asked = "Make it larger, or the letters smaller. Nothing is lost."
    return tuple(line(Piece(row, "strong")) for row in [*wrap(words, width), *wrap(asked, width)])


def picture(
    scene: Scene, status: Piece, notice: Notice, size: tuple[int, int], now: Situation
) -> Picture:
    """Draw the whole screen for a size in cells; `now` decides which commands are named."""
    width, height = size
    scorecard, view = scene.scorecard, scene.view
    wide = width >= WIDE
    real = scene.meeting.scorecard.agreed if scene.mode is Mode.WHAT_IF else None
    headline = headline_lines(scorecard, status, width, height >= TALL, scene.banner, real)
    footer = footer_lines(now, scene, notice if notice.alarm else Notice(), width)
    overlaid = [] if notice.alarm else notice_lines(notice, width)
    body = height - len(headline) - len(footer)
    plan = plan_for(scorecard, width)
    left = min(plan.figures_at + plan.columns * plan.cell + plan.flags + 4, width - LEAST_RIGHT)
    board_width = left if wide else width
    if wide:
        plan = plan_for(scorecard, board_width)
    least = 0 if wide else LEAST_SELECTED + (5 if height >= TALL else 0)
    fold = not wide and height < TALL
    rows = board_rows(scorecard, view, plan, board_width, body - least, scene.changed, fold)
    if height >= TALL and rows and rows[0].line is BLANK:
        rows = rows[1:]
    whole = body - 1 if height >= WHOLE else body // 2
    most = body if wide else max(body - least, min(len(rows), whole))
    hidden = _hidden_row(scene, now)
    rows = [*_around_cursor(rows, view, most - len(hidden)), *hidden]
    extra: list[Line] = []
    if wide:
        beside = width - left - 1
        if scene.mode is Mode.HISTORY:
            selected = history_lines(scene, beside, body)
        else:
            selected = _about(scene, beside)
            selected += _below_selected(scene, beside, body - len(selected))
        selected = cropped(selected, body, beside)
        extra = _prompts_in(scene, left - 2, body - len(rows))
    else:
        selected = _selected_in(scene, width, body - len(rows))
    return Picture(
        headline,
        tuple(rows),
        plan,
        tuple(extra),
        tuple(selected),
        footer,
        left,
        wide,
        tuple(overlaid),
    )


def _about(scene: Scene, width: int, room: int | None = None) -> list[Line]:
    """Draw the selected standard, or the history while it is shown."""
    if scene.mode is Mode.HISTORY:
        return history_lines(scene, width, room)
    return selected_lines(scene, width, room)


def _hidden_row(scene: Scene, now: Situation) -> list[BoardRow]:
    """Say how many standards are not on the board, and the key that shows them; none for none."""
    scorecard = scene.scorecard
    number = len(scorecard.standards) - len(scene.view.shown(scorecard))
    if not number:
        return []
    key = now.keys.shown(BY_ID["only_open"])
    words = f"   {plural(number, 'standard')} hidden; {key} shows all"
    return [BoardRow(line(Piece(words, "quiet")))]


def _around_cursor(rows: list[BoardRow], view: View, room: int) -> list[BoardRow]:
    """Keep the cursor's row visible where the board is longer than its room."""
    if len(rows) <= room:
        return rows
    place = next((n for n, row in enumerate(rows) if row.standard == view.standard), 0)
    start = max(0, min(place - room // 2, len(rows) - room))
    shown = rows[start : start + room]
    if start:
        shown[0] = _more(rows[: start + 1], "above")
    if start + room < len(rows):
        shown[-1] = _more(rows[start + room - 1 :], "below")
    return shown


def _more(hidden: list[BoardRow], where: str) -> BoardRow:
    """Say how many standards are not visible."""
    number = sum(row.standard is not None for row in hidden)
    return BoardRow(line(Piece(f"   … {number} more {where}" if number else "   …", "quiet")))


def _selected_in(scene: Scene, width: int, room: int) -> list[Line]:
    """Return the part under the board in *room* lines, and say how much does not fit."""
    drawn = _about(scene, width, room - 1)
    if len(drawn) + 1 > room:
        return cropped(drawn, room, width)
    drawn = [BLANK, *drawn]
    if scene.mode is Mode.HISTORY:
        return drawn
    prompts = prompt_lines(scene.scorecard.standard(scene.view.standard), scene.view, width)
    return [*drawn, BLANK, *prompts] if prompts and len(drawn) + 1 + len(prompts) <= room else drawn


def _prompts_in(scene: Scene, width: int, room: int) -> list[Line]:
    """The prompts of all key questions where there is room, else of the one under the cursor."""
    score = scene.scorecard.standard(scene.view.standard)
    if not score.result.key_questions:
        return []
    every = [BLANK, *prompt_lines(score, scene.view, width, every=True)]
    if len(every) <= room:
        return every
    return cropped([BLANK, *prompt_lines(score, scene.view, width)], room, width)


def _below_selected(scene: Scene, width: int, room: int) -> list[Line]:
    """What the widest screen has room for: the column, the overall rating, and the record."""
    from tui.drawing.overall_moves import overall_lines

    wanted = max(LEAST_RECORD, len(record_lines(scene.meeting, width, MOST_RECORD)))
    theme = theme_under_cursor(scene)
    parts = [] if theme is None else [column_lines(scene, theme, width)]
    drawn: list[Line] = []
    for part in (*parts, overall_lines(scene.scorecard, width)):
        if len(drawn) + 1 + len(part) <= room - wanted:
            drawn += [BLANK, *part]
    return drawn + record_lines(scene.meeting, width, room - len(drawn))


def cropped(lines: list[Line], room: int, width: int) -> list[Line]:
    """Return as many lines as there is room for; where any are lost, the key that shows them."""
    if len(lines) <= room:
        return lines
    if room <= 0:
        return []
    more = MORE[0]
    title = [piece for piece in lines[0].pieces if piece.style != "rule"]
    used = width_of(line(*title).text.rstrip())
    for words in MORE:
        # A blank parts them, and another one ends the line.
        if room > 1 and used + len(words) + 2 <= width:
            # Beside the title it takes no figure's place.
            said = beside(title, [Piece(words, "quiet"), " "], width)
            return [said, *_broken_off(lines, room, width)[1:]]
    last = lines[room - 1]
    shown = cut(last, max(0, width - len(more)))
    gap = width - width_of(shown.text) - len(more)
    return [*lines[: room - 1], Line((*shown.pieces, Piece(" " * gap), Piece(more, "quiet")))]


def _broken_off(lines: list[Line], room: int, width: int) -> list[Line]:
    """Return the lines that there is room for; a sentence that goes on below ends with "…"."""
    last, below = lines[room - 1], lines[room].text
    if not below.strip() or below[:HANGING].strip():
        return lines[:room]
    return [*lines[: room - 1], cut(Line((*last.pieces, Piece(" …")), last.chosen), width)]


def footer_lines(now: Situation, scene: Scene, notice: Notice, width: int) -> tuple[Line, ...]:
    """Draw the foot: what the board is showing, a notice, and the keys that apply."""
    lines: list[Line] = []
    for words in scene.words:
        style = "banner" if not lines else "loud"
        lines += _sentence(words, style, width)
    return (*lines, *notice_lines(notice, width), key_line(now, width))


def notice_lines(notice: Notice, width: int) -> list[Line]:
    """Draw a notice: an alarm in reverse, anything else in bold."""
    if not notice.words:
        return []
    return _sentence(notice.words, "shout" if notice.alarm else "loud", width)


def _sentence(words: str, style: str, width: int) -> list[Line]:
    """Draw a sentence; what is reversed begins in the second column, like the score."""
    edge = "" if style == "loud" else " "
    rows = wrap(words, width - 3)
    if len(rows) > MOST_SAID:
        # The end of the sentence says what to do, so it must stay visible.
        broken = fit(rows[MOST_SAID - LAST_SAID - 1] + " …", width - 3)
        rows = [*rows[: MOST_SAID - LAST_SAID - 1], broken, *rows[-LAST_SAID:]]
    return [line(edge, Piece(f" {row} ", style)) for row in rows]


def key_line(now: Situation, width: int) -> Line:
    """Draw the keys that apply with their labels: as many as fit, help and leaving always."""
    commands = footer_commands(now)
    most = MORE_FOOTER if width >= ROOMY else MOST_FOOTER
    ends = commands[-len(ENDS) :]
    named = commands[: min(most, len(commands)) - len(ENDS)]
    while True:
        drawn = line(
            Piece(" ↑↓←→", "key"),
            Piece(" move", "quiet"),
            *(
                part
                for command in (*named, *ends)
                for part in (
                    Piece(f"   {now.keys.shown(command)}", "key"),
                    Piece(f" {now.label(command)}", "quiet"),
                )
            ),
        )
        if width_of(drawn.text) < width or not named:
            return cut(drawn, width)
        named.pop()
