"""Finding a standard, a key question or a command by typing a part of its name."""

from collections.abc import Sequence
from typing import NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from core.dates import day_words
from core.meeting import Meeting
from core.scorecard import Scorecard
from core.wording import figures_words
from tui.commands.availability import Situation
from tui.commands.registry import COMMANDS, MOVE
from tui.dialogs.dialog import Dialog, keys_line
from tui.drawing.lines import Line, Piece, beside, line, wrap
from tui.state.columns import column_of
from tui.widgets.fields import Field
from tui.widgets.line_widget import Lines


class Place(NamedTuple):
    """Something that can be found: its name, the words beside it, and what choosing it returns.

    `help` says more behind the name.
    """

    name: str
    aside: str
    result: str
    help: str = ""


def places(scorecard: Scorecard) -> list[Place]:
    """Return every standard and key question."""
    found = []
    for score in scorecard.standards:
        rating = score.rating.name if score.rating is not None else ""
        found.append(Place(f"{score.id} {score.standard.title}", rating, f"standard:{score.id}"))
        for column, result in column_of(score.result).items():
            found.append(
                Place(
                    f"{result.id} {result.label}",
                    figures_words(result.evidence.figures),
                    f"question:{score.id}:{column}",
                )
            )
    return found


def commands(now: Situation) -> list[Place]:
    """Return every command that applies now; those that arrow keys do come last."""
    applying = [each for each in COMMANDS if now.refusal(each) is None and each.id != "find"]
    return [
        Place(
            now.label(command),
            now.keys.shown(command),
            f"command:{command.id}",
            f": {command.help}",
        )
        for command in sorted(applying, key=lambda each: each.group == MOVE)
    ]


def entries(meeting: Meeting) -> list[Place]:
    """Return every entry of the record, the latest first."""
    from tui.drawing.record import entry_text

    scheme, found = meeting.evidence.scheme, []
    for number, entry in enumerate(meeting.entries, start=1):
        day = day_words(entry.at.astimezone())
        found.append(Place(f"{number} {entry_text(scheme, entry)}", day, f"entry:{number}"))
    return found[::-1]


def matching(found: Sequence[Place], typed: str) -> list[Place]:
    """Return the places that hold every typed word; those whose name begins so come first."""
    words = typed.casefold().split()
    hits = [
        place
        for place in found
        if all(word in f"{place.name}{place.help} {place.aside}".casefold() for word in words)
    ]
    whole = typed.casefold().strip()
    return sorted(hits, key=lambda place: not place.name.casefold().startswith(whole))


class Finder(Dialog[str | None]):
    """Type a part of a name; Enter goes there. `searched`: what is said where nothing matches."""

    BINDINGS = [
        Binding("escape", "leave", "leave", show=False),
        # Before those that every field has.
        Binding("down", "move(1)", "down", show=False, priority=True),
        Binding("up", "move(-1)", "up", show=False, priority=True),
        Binding("enter", "go", "go", show=False, priority=True),
    ]
    MOST = 20

    def __init__(self, title: str, found: Sequence[Place], searched: str) -> None:
        super().__init__()
        self._title = title
        self._searched = searched
        self._all = tuple(found)
        self._wanted = ""
        self._hits = list(found)
        self._at = 0
        self._first = 0

    def compose(self) -> ComposeResult:
        """A field, what it finds, keys."""
        with Vertical(id="frame"):
            yield Lines(id="title", raised=True)
            yield Field(id="typed")
            yield Lines(id="hits", raised=True)
            yield Lines(id="keys", raised=True)

    def on_mount(self) -> None:
        """Draw, and begin in the field."""
        self.draw()
        self.set_focus(self.query_one("#typed"))

    def on_resize(self, _: events.Resize) -> None:
        """Draw for the new size."""
        self.draw()

    def draw(self) -> None:
        """Draw the matches, with the cursor visible."""
        self.fit_frame()
        width = self.inner_width
        room = max(3, min(self.MOST, self.app.size.height - 9))
        start = max(0, min(self._at - room // 2, len(self._hits) - room))
        self._first = start
        lines: list[Line] = []
        for number, place in enumerate(self._hits[start : start + room], start):
            mark = " ▶ " if number == self._at else "   "
            begin = [Piece(mark, "accent"), Piece(place.name), Piece(place.help, "quiet")]
            row = beside(begin, [Piece(place.aside, "quiet"), " "], width)
            lines.append(Line(row.pieces, number == self._at))
        if not lines:
            words = f"No matches. {self._searched}"
            lines += [line("   ", Piece(row, "quiet")) for row in wrap(words, width - 4)]
        lines += [line()] * (room - len(lines))
        keys = keys_line(("↑↓", "choose"), ("Enter", "go"), ("Esc", "back"))
        self.query_one("#title", Lines).show([line(Piece(f" {self._title}", "accent"))], self.look)
        self.query_one("#hits", Lines).show([line(), *lines], self.look)
        self.query_one("#keys", Lines).show([line(), keys], self.look)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self.is_active:
            self._match()
            self.draw()

    def _match(self) -> None:
        """Find what the field holds by now; the cursor goes back to the first."""
        typed = self.query_one("#typed", Field).value
        if typed != self._wanted:
            self._wanted = typed
            self._hits = matching(self._all, typed)
            self._at = 0

    def action_go(self) -> None:
        """Go to what is chosen."""
        self._match()
        if self._hits:
            self.dismiss(self._hits[self._at].result)

    def on_click(self, event: events.Click) -> None:
        """Go to what was clicked on."""
        hits = self.query_one("#hits", Lines)
        # There is a blank line above what was found.
        place = self._first + event.screen_y - hits.region.y - 1
        inside = hits.region.contains(event.screen_x, event.screen_y)
        if inside and self._first <= place < len(self._hits):
            self.dismiss(self._hits[place].result)

    def action_move(self, steps: int) -> None:
        """Go down in what was found (up when negative)."""
        self._match()
        self._at = max(0, min(len(self._hits) - 1, self._at + steps))
        self.draw()

    def action_leave(self) -> None:
        """Find nothing."""
        self.dismiss(None)
