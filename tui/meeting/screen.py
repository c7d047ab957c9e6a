"""The meeting's screen: it alone owns the meeting, and every change to it goes through here."""

from inspect import isawaitable

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen

from core.refusals import SIGNED
from tui.commands.availability import Keys, key_name
from tui.commands.registry import BY_ID, COMMANDS
from tui.drawing.large import large_lines
from tui.drawing.layout import LEAST_HEIGHT, LEAST_WIDTH, picture, too_small
from tui.meeting.closing import Closer
from tui.meeting.deciding import Decider
from tui.meeting.file_tasks import FileTasks
from tui.meeting.leaving import Leaver
from tui.meeting.opening import Opening
from tui.meeting.questions import Questions
from tui.meeting.recording import Recorder
from tui.meeting.saver import Saver
from tui.meeting.sharing import Sharing
from tui.meeting.state import QUIET, MeetingState
from tui.meeting.viewing import Viewer
from tui.meeting.watcher import Watcher
from tui.state.other_viewers import OtherViewers
from tui.widgets.board_widget import Board
from tui.widgets.themes import look_of


class MeetingScreen(Screen[None], inherit_bindings=False):
    """Shows the meeting and passes each command to the part that does it.

    Nothing on it takes the cursor, so it does without Textual's keys for that.
    """

    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("ctrl+c", "app.help_quit", show=False),
        *(command.binding for command in COMMANDS),
    ]

    class SaveEnded(Message):
        """A save in the background has ended."""

    class SomethingSeen(Message):
        """The watcher saw something new in the meeting's files."""

    def __init__(self, opening: Opening, keys: Keys) -> None:
        super().__init__()
        # These two call from threads of their own; a message brings the news to this one.
        self.saver = Saver(opening.keeper, lambda: self.post_message(self.SaveEnded()))
        self.watcher = Watcher(
            opening.session,
            opening.keeper,
            opening.holding,
            lambda: self.post_message(self.SomethingSeen()),
        )
        seen = OtherViewers(following=self.watcher.following)
        self.state = MeetingState(opening, keys, self.saver, seen, self.draw_soon)
        self.questions = Questions(self)
        self.decider = Decider(
            self.state, self, self.questions, lambda one, other: self.sharing.ask_which(one, other)
        )
        self.viewer = Viewer(self.state, self, self.action_command)
        self.leaver = Leaver(self.state, self)
        self.recorder = Recorder(
            self.state, self, self.decider, lambda one, other: self.sharing.ask_which(one, other)
        )
        self.sharing = Sharing(
            self.state, self.decider, self.recorder, self.watcher, self.questions
        )
        self.file_tasks = FileTasks(self.state, self)
        self.closer = Closer(self.state, self, self.decider, self.recorder, self.file_tasks)
        self._commands = {
            **self.viewer.commands,
            **self.decider.commands,
            **self.sharing.commands,
            **self.leaver.commands,
            **self.recorder.commands,
            **self.file_tasks.commands,
            **self.closer.commands,
        }
        self._board = Board()
        # The first drawing is that of on_mount.
        self._draw_waits = True

    def compose(self) -> ComposeResult:
        """Yield the one widget that shows the meeting."""
        yield self._board

    def on_mount(self) -> None:
        """Draw, and begin to look at the files once that is to be seen."""
        self.draw()
        self.call_after_refresh(self._first_shown)

    def _first_shown(self) -> None:
        self._greet()
        self.watcher.start()
        self.set_interval(1, self._tick)

    def _greet(self) -> None:
        """Say what there is to say about the files, and offer what was not saved."""
        opening = self.state.opening
        if opening.warnings or opening.greeting:
            warnings = " ".join(problem.sentence() for problem in opening.warnings)
            words = (self.state.view_only_words, warnings, opening.greeting)
            self.state.say(" ".join(each for each in words if each))
        if opening.unkept:
            self.state.say(opening.unkept, alarm=True)
        if opening.pending:
            self.decider.offer(opening.pending, "Draft from last time", unbidden=False)

    def on_unmount(self) -> None:
        """Let go of the meeting."""
        self.watcher.close()

    def _tick(self) -> None:
        """Keep the words about a slow save current."""
        if self.saver.seconds:
            self.draw_soon()
        self.leaver.go_on()

    def on_resize(self, _: events.Resize) -> None:
        """Draw for the new size."""
        self.draw_soon()

    async def on_screen_resume(self) -> None:
        """Show the summary where all is decided, or put the question that waited."""
        await self.closer.offer_summary()
        self.questions.put_next()

    def on_paste(self, event: events.Paste) -> None:
        """Do nothing: a pasted sentence would be a string of commands."""
        event.stop()
        self.state.say("The pasted text was ignored. To paste a reason, open a dialog first.")

    def on_key(self, event: events.Key) -> None:
        """Say so where a key does nothing, in place of an older sentence."""
        character = event.character if event.is_printable else None
        help_key = self.state.keys.shown(BY_ID["help"])
        self.state.say(
            f"{character or key_name(event.key)} does nothing here; {help_key} shows the keys."
        )

    async def action_command(self, command_id: str) -> None:
        """Do a command of the registry, or say why it does not apply."""
        self.state.notice = QUIET
        self.leaver.stay()
        refusal = self.state.situation.refusal(BY_ID[command_id])
        if refusal == SIGNED:
            await self.recorder.reopen()
            return
        if refusal is not None:
            self.state.say(refusal)
            return
        done = self._commands[command_id]()
        if isawaitable(done):
            await done
        if self.is_active:
            await self.closer.offer_summary()

    @on(SaveEnded)
    def _save_ended(self) -> None:
        self.sharing.after_save()
        self.leaver.go_on()

    @on(SomethingSeen)
    def _something_seen(self) -> None:
        self.sharing.after_look()

    @on(Board.Chosen)
    def _chosen(self, event: Board.Chosen) -> None:
        """Move the cursor to what was clicked."""
        self.state.notice = QUIET
        self.state.look_at(event.standard, event.column)

    def draw_soon(self) -> None:
        """Draw once, after everything that changes now has changed."""
        if not self._draw_waits:
            self._draw_waits = True
            self.call_next(self.draw)

    def draw(self) -> None:
        """Bring the screen up to what is to be seen now."""
        self._draw_waits = False
        state, size, look = self.state, self.app.size, look_of(self.app)
        width, height = size
        if width < LEAST_WIDTH or height < LEAST_HEIGHT:
            self._board.show_alone(too_small(width, height), look)
        elif state.view.large:
            lines = large_lines(
                state.scene, state.status, state.standing_notice, size, state.situation
            )
            self._board.show_alone(lines, look)
        else:
            drawn = picture(state.scene, state.status, state.standing_notice, size, state.situation)
            self._board.show_picture(drawn, size, look)
