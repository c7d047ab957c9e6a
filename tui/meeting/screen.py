"""The meeting's screen: it alone owns the meeting, and every change to it goes through here."""

import gc

from textual import events, on
from textual.geometry import Size
from textual.message import Message

from tui.commands.availability import Situation
from tui.commands.registry import BY_ID, COMMANDS
from tui.drawing.layout import LEAST_HEIGHT, LEAST_WIDTH, Picture, picture, too_small
from tui.drawing.lines import Line
from tui.meeting.ahead import Ahead, Form
from tui.meeting.base import QUIET
from tui.meeting.deciding import Deciding
from tui.meeting.opening import Opening
from tui.meeting.viewing import Looking
from tui.state.scene import Scene
from tui.widgets.board_widget import Board, whole_screen


class MeetingScreen(Board, Looking, Deciding):
    """Shows the meeting and takes its commands."""

    # Here and not in a base: Textual joins the bindings anew for every class (1.3 ms).
    BINDINGS = [command.binding for command in COMMANDS]

    class SaveEnded(Message):
        """A save in the background has ended."""

    class SomethingSeen(Message):
        """The watcher saw something new in the meeting's files."""

    _drawn_for: Size | None = None
    _greeted = False

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self.ahead = Ahead(self._draw_board)

    def on_mount(self) -> None:
        """Draw before the first paint, so that there is only one."""
        self.draw()
        self.call_after_refresh(self._first_shown)

    def _first_shown(self) -> None:
        """Do what the first screen does not need."""
        # What is loaded stays: collecting begins now, and never looks through it again.
        gc.freeze()
        gc.enable()
        self._greeted = True
        self.greet()
        self.watcher.start()
        self.set_interval(1, self._tick)

    def on_unmount(self) -> None:
        """Let go of the meeting."""
        self.watcher.close()

    def _tick(self) -> None:
        """Keep the words about a slow save current."""
        if self.saver.seconds:
            self.draw()
        self.go_on_leaving()

    def on_resize(self, _: events.Resize) -> None:
        """Draw for the new size; Textual tells the first one too, which is drawn already."""
        if self.app.size != self._drawn_for:
            self.draw()

    def on_paste(self, event: events.Paste) -> None:
        """Do nothing: a pasted sentence would be a string of commands."""
        event.stop()
        self.say("Nothing was done with what was pasted: open a dialog to paste a reason there.")

    def action_command(self, command_id: str) -> None:
        """Do a command of the registry, or say why it does not apply."""
        self.notice = QUIET
        self.leaving = False
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

    def chosen(self, standard: str, column: int | None) -> None:
        """Move the cursor to what was clicked."""
        self.notice = QUIET
        self.look_at(standard, column)

    # Drawing

    def draw(self) -> None:
        """Bring the screen up to what is to be seen now."""
        size, look = self.app.size, self.panel.look
        width, height = self._drawn_for = size
        if width < LEAST_WIDTH or height < LEAST_HEIGHT:
            self.show_alone(too_small(width, height), look)
        elif self.view.large:
            from tui.drawing.large import large_lines

            lines = large_lines(self.scene, self.standing_notice, size, self.situation)
            self.show_alone(lines, look)
        else:
            form = Form(
                self.status,
                self.standing_notice,
                size,
                bool(self.saver.unsaved),
                self.following_words,
            )
            self.scene, shown = self.ahead.drawn(self.scene, form)
            self.show_picture(*shown, look)
            if self._greeted:
                # The next key says nothing, in most cases.
                form = form._replace(notice=self.notice_beside(QUIET))
                self.ahead.think(self.scene, form)

    def _draw_board(self, scene: Scene, form: Form) -> tuple[Picture, tuple[Line, ...]]:
        """Draw the whole screen, and what it is made of."""
        now = Situation(scene, form.unsaved, form.following, self.panel.keys)
        drawn = picture(scene, form.status, form.notice, form.size, now)
        return drawn, whole_screen(drawn, *form.size)
