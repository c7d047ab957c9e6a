"""The Textual application: its themes, the meeting's screen, and how it is left."""

import gc
import sys
from contextlib import suppress

from textual import events

from core.value import replace
from sessions.files.recent import note_opened
from sessions.files.remembered import (
    Preferences,
    folder_to_remember,
    preferences,
    remember_preferences,
)
from sessions.files.session_file import Session
from sessions.text.visible import visible
from tui.commands.availability import Keys
from tui.commands.user_keys import key_map_path, read_keys
from tui.drawing.look import DARK, LOOKS, Look
from tui.meeting.opening import Opening, in_time, open_meeting
from tui.meeting.restoring import open_record
from tui.meeting.screen import MeetingScreen
from tui.meeting.signals import call_off_the_end, heed_no_more, heed_signals
from tui.widgets.panel_app import TerminalApp
from tui.widgets.themes import look_of, register_themes
from tui.widgets.typing_order import do_key, do_paste


class RatingsPanel(TerminalApp[int]):
    """The program on the screen. Nothing that it shows is ever parsed as markup."""

    CSS_PATH = "panel.tcss"
    TITLE = "ratings-panel"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = []

    def __init__(self, opening: Opening, keys: Keys | None = None) -> None:
        super().__init__()
        self.keys = keys or Keys()
        self.meeting_screen = MeetingScreen(opening, self.keys)
        self.set_keymap({command: ",".join(each) for command, each in self.keys.changed.items()})
        register_themes(self)
        self.theme = DARK.name
        self._left = False

    @property
    def look(self) -> Look:
        """The look of the theme in use."""
        return look_of(self)

    def look_as_remembered(self, remembered: Preferences) -> None:
        """Begin with the theme and the size of the view of the last meeting."""
        if remembered.theme in LOOKS:
            self.theme = remembered.theme
        state = self.meeting_screen.state
        state.view = replace(state.view, large=remembered.large)

    def preferences(self, before: Preferences) -> Preferences:
        """Return theme, size of the view and folder for the next start."""
        state = self.meeting_screen.state
        folder = folder_to_remember(state.opening.session.path, before.folder)
        return Preferences(self.theme, state.view.large, folder)

    def get_default_screen(self) -> MeetingScreen:
        """Return the meeting's screen."""
        return self.meeting_screen

    def on_mount(self) -> None:
        """Be ready to leave in good order."""
        heed_signals(self._leave_at_once, self.meeting_screen.state.opening.keeper.set_aside)

    async def on_event(self, event: events.Event) -> None:
        """Finish what each key does before looking at the next one."""
        if self._left and isinstance(event, events.InputEvent | events.Paste):
            return
        if isinstance(event, events.Key) and not event.is_forwarded:
            await do_key(self, event)
        elif isinstance(event, events.Paste) and not event.is_forwarded:
            await do_paste(self, event)
        else:
            await super().on_event(event)

    def exit(self, result: int | None = None, return_code: int = 0, message: object = None) -> None:
        """Leave; keys that were typed after this one do nothing any more."""
        self._left = True
        super().exit(return_code, return_code)

    def _leave_at_once(self, status: int) -> None:
        """Keep what is being typed, then leave; what was recorded is kept already."""
        with suppress(Exception):
            self.meeting_screen.decider.keep_draft()
        with suppress(Exception):
            self.meeting_screen.recorder.keep_draft()
        self.exit(return_code=status)

    async def action_quit(self) -> None:
        """Leave by the same question as the command."""
        if self.meeting_screen.is_active:
            await self.meeting_screen.action_command("quit")

    def action_help_quit(self) -> None:
        """Say how to leave, because ctrl+c does not end the program here."""
        if self.meeting_screen.is_active:
            self.meeting_screen.state.say("Press q to leave. Nothing recorded is lost.")


def open_screen(session: Session, greeting: str = "") -> int:
    """Open the meeting of a session on the terminal; return the exit status when it is left.

    The screen begins with the *greeting* at its foot.
    """
    # What is loaded stays in use, so the garbage collector need not look through it again.
    gc.freeze()
    opening = open_meeting(session, open_record(session))
    keys, problems = read_keys(key_map_path())
    opening.warnings += problems
    opening.greeting = greeting
    app = RatingsPanel(opening, keys)
    remembered = preferences()
    app.look_as_remembered(remembered)
    try:
        app.run()
    finally:
        call_off_the_end()
        status, words = opening.leave()
        opening.close()
        heed_no_more()
        for sentence in words:
            # The terminal may be gone.
            with suppress(OSError):
                print(visible(sentence), file=sys.stderr, flush=True)  # noqa: T201
    if app.fault is not None:
        raise app.fault
    in_time(lambda: remember_preferences(app.preferences(remembered)))
    in_time(lambda: note_opened(session.path, session.evidence.inspection.service))
    return app.return_code or status
