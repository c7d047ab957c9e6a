"""The Textual application: themes, and the meeting's screen."""

import sys
from collections.abc import Sequence
from contextlib import suppress

from textual import events
from textual.app import App
from textual.widget import Widget

from sessions.files.session_file import Session
from tui.commands.availability import Keys
from tui.commands.user_keys import key_map_path, read_keys
from tui.drawing.look import DARK, LOOKS, Look, fitting
from tui.meeting.opening import Opening, in_time, open_meeting
from tui.meeting.restoring import restore_first
from tui.meeting.screen import MeetingScreen
from tui.meeting.signals import call_off_the_end, heed_no_more, heed_signals
from tui.widgets.themes import theme_of

# Seconds.
TURN = 0.0005


class RatingsPanel(App[int]):
    """The program on the screen. Nothing that it shows is ever parsed as markup."""

    CSS_PATH = "panel.tcss"
    TITLE = "ratings-panel"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = []

    def __init__(self, opening: Opening, keys: Keys | None = None) -> None:
        super().__init__()
        self._opening = opening
        self._held: list[events.Event] = []
        self.keys = keys or Keys()
        self.set_keymap({command: ",".join(each) for command, each in self.keys.changed.items()})
        for look in LOOKS.values():
            theme = theme_of(fitting(look, self.console.color_system))
            theme.name = look.name
            self.register_theme(theme)
        # Not assigned: before the first screen that would have all styles worked out twice (6 ms).
        self.set_reactive(App.theme, DARK.name)
        self.stylesheet.set_variables(self.get_css_variables())

    @property
    def look(self) -> Look:
        """The look of the theme in use."""
        return fitting(LOOKS.get(self.theme, DARK), self.console.color_system)

    def get_default_screen(self) -> MeetingScreen:
        """Give the meeting's screen: one that is pushed is painted a frame later."""
        return MeetingScreen(self._opening)

    def on_mount(self) -> None:
        """Be ready to leave in good order."""
        heed_signals(self._leave_at_once, self._opening.keeper.set_aside)

    def _leave_at_once(self, status: int) -> None:
        """Keep what is being typed, then leave; what was recorded is kept already."""
        for screen in self.screen_stack:
            keep_draft = getattr(screen, "keep_draft", None)
            if keep_draft is not None:
                with suppress(Exception):
                    keep_draft()
        self.exit(status, return_code=status)

    def _handle_exception(self, error: Exception) -> None:
        """End without printing: the base class would show local values on the screen.

        Textual offers no public way; `open_screen` hands the error on to the command line.
        """
        self._return_code = 70
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    @property
    def fault(self) -> Exception | None:
        """The error that ended the program, if one did."""
        return self._exception

    @property
    def focused(self) -> Widget | None:
        """What takes the keys; nothing while a dialog holds them, so that they come to it."""
        return super().focused if getattr(self.screen, "ready", True) else None

    def type_again(self, keys: Sequence[events.Event]) -> None:
        """Take keys that a dialog held when it closed, before any that are typed later."""
        self._held += keys
        # Whatever comes next makes `on_event` look.
        self.call_later(lambda: None)

    async def on_event(self, event: events.Event) -> None:
        """Take held keys first."""
        while self._held:
            await super().on_event(self._held.pop(0))
        await super().on_event(event)

    async def action_quit(self) -> None:
        """Leave by the same question as `q`."""
        self._ask_meeting("quit")

    def action_help_quit(self) -> None:
        """Say how to leave: ctrl+c leaves nothing half done."""
        self._ask_meeting("say_how_to_quit")

    def _ask_meeting(self, what: str) -> None:
        if isinstance(self.screen, MeetingScreen):
            getattr(self.screen, f"do_{what}")()

    def next_look(self) -> None:
        """Change to the next of our themes."""
        names = list(LOOKS)
        place = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(place + 1) % len(names)]


def open_screen(session: Session) -> int:
    """Open the meeting of a session on the terminal; give the exit status when it is left."""
    restore_first(session)
    opening = open_meeting(session)
    keys, problems = read_keys(key_map_path())
    opening.warnings += problems
    app = RatingsPanel(opening, keys)
    # A save gives way at each file call and would wait 5 ms for its turn: a tenth of a record.
    sys.setswitchinterval(TURN)
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
                print(sentence, file=sys.stderr, flush=True)  # noqa: T201
    if app.fault is not None:
        raise app.fault
    from sessions.files.recent import note_opened

    in_time(lambda: note_opened(session.path, session.evidence.inspection.service))
    return app.return_code or status
