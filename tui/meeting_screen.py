"""The meeting's screen: it alone owns the meeting, and every change to it goes through here."""

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from tui.arrangement import LEAST_HEIGHT, LEAST_WIDTH, picture, too_small
from tui.board import Board
from tui.commands import BY_ID
from tui.deciding import Deciding
from tui.drawing import Lines
from tui.lines import Line
from tui.looking import Looking
from tui.meeting_base import QUIET


class MeetingScreen(Looking, Deciding):
    """Shows the meeting and takes its commands."""

    class SaveEnded(Message):
        """A save in the background has ended."""

    class SomethingSeen(Message):
        """The watcher saw something new in the meeting's files."""

    def compose(self) -> ComposeResult:
        """Headline, board beside or above the selected standard, keys."""
        yield Lines(id="headline")
        with Vertical(id="body"):
            with Vertical(id="left"):
                yield Board(id="board")
                yield Lines(id="extra")
            yield Lines(id="selected")
        yield Lines(id="footer")

    def on_mount(self) -> None:
        """Draw before the first paint, so that there is only one."""
        self.draw()
        self.call_after_refresh(self.greet)
        self.watcher.start()
        self.set_interval(1, self._tick)

    def on_unmount(self) -> None:
        """Let go of the meeting."""
        self.watcher.close()

    def _tick(self) -> None:
        """Keep the words about a slow save current."""
        if self.saver.seconds:
            self.draw()

    def on_resize(self, _: events.Resize) -> None:
        """Draw for the new size."""
        self.draw()

    def action_command(self, command_id: str) -> None:
        """Do a command of the registry, or say why it does not apply."""
        self.notice = QUIET
        refusal = self.situation.refusal(BY_ID[command_id])
        if refusal is not None:
            self.say(refusal)
            return
        getattr(self, f"do_{command_id}")()
        if self.is_current:
            self.draw()

    def save_ended(self) -> None:
        """Bring the news of a save to this thread."""
        self.post_message(self.SaveEnded())

    def something_seen(self) -> None:
        """Bring what the watcher saw to this thread."""
        self.post_message(self.SomethingSeen())

    @on(SaveEnded)
    def _save_ended(self) -> None:
        self.after_save()

    @on(SomethingSeen)
    def _something_seen(self) -> None:
        self.after_seen()

    @on(Board.Chosen)
    def _chosen(self, event: Board.Chosen) -> None:
        self.notice = QUIET
        self.look_at(event.standard, event.column)

    # Drawing

    def draw(self) -> None:
        """Bring every part up to what is to be seen now."""
        width, height = self.app.size
        if width < LEAST_WIDTH or height < LEAST_HEIGHT:
            self._show_alone(too_small(width, height))
            return
        if self.view.large:
            from tui.large import large_lines

            lines = large_lines(self.scene, self.standing_notice, (width, height), self.situation)
            self._show_alone(lines)
            return
        look = self.panel.look
        drawn = picture(
            self.scene, self.status, self.standing_notice, (width, height), self.situation
        )
        self._divide(
            wide=drawn.wide,
            left=drawn.left_width if drawn.wide else width,
            headline=len(drawn.headline),
            footer=len(drawn.footer),
            rows=len(drawn.rows),
        )
        self.query_one("#headline", Lines).show(drawn.headline, look)
        self.query_one("#board", Board).show_rows(drawn.rows, drawn.plan, look)
        self.query_one("#extra", Lines).show(drawn.extra, look)
        self.query_one("#selected", Lines).show(drawn.selected, look)
        self.query_one("#footer", Lines).show(drawn.footer, look)

    def _show_alone(self, lines: tuple[Line, ...]) -> None:
        """Give the whole screen to these lines."""
        width, height = self.app.size
        self._divide(wide=False, left=width, headline=height, footer=0, rows=0)
        self.query_one("#headline", Lines).show(lines, self.panel.look)

    def _divide(self, *, wide: bool, left: int, headline: int, footer: int, rows: int) -> None:
        """Give each part its cells; says nothing to Textual where nothing changes."""
        wanted = (wide, left, headline, footer, rows)
        if wanted == getattr(self, "_divided", None):
            return
        self._divided = wanted
        self.set_class(wide, "wide")
        self.query_one("#headline").styles.height = headline
        self.query_one("#footer").styles.height = footer
        self.query_one("#board").styles.height = rows
        column = self.query_one("#left")
        column.styles.width = left
        column.styles.height = "1fr" if wide else rows
