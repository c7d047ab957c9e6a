"""The Textual application: themes, and the meeting's screen."""

import gc
import sys

from textual.app import App
from textual.theme import Theme

from sessions.session_file import Session
from tui.look import DARK, LOOKS, Look
from tui.meeting_screen import MeetingScreen
from tui.opening import Opening, open_meeting


class RatingsPanel(App[int]):
    """The program on the screen. Nothing that it shows is ever parsed as markup."""

    CSS_PATH = "panel.tcss"
    TITLE = "ratings-panel"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = []

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self._opening = opening
        for look in LOOKS.values():
            self.register_theme(_theme(look))
        self.theme = DARK.name

    @property
    def look(self) -> Look:
        """The look of the theme in use."""
        return LOOKS.get(self.theme, DARK)

    def on_mount(self) -> None:
        """Open the meeting."""
        self.push_screen(MeetingScreen(self._opening))

    def next_look(self) -> None:
        """Change to the next of our themes."""
        names = list(LOOKS)
        place = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(place + 1) % len(names)]


def _theme(look: Look) -> Theme:
    return Theme(
        name=look.name,
        primary=look.accent,
        secondary=look.accent,
        warning=look.attention,
        error=look.alarm,
        success=look.settled,
        accent=look.accent,
        foreground=look.text,
        background=look.ground,
        surface=look.raised,
        panel=look.raised,
        dark=look.dark,
        variables={
            "chosen": look.chosen,
            "quiet": look.quiet,
            "rule": look.rule,
            "input-cursor-background": look.text,
            "input-cursor-foreground": look.ground,
            "input-selection-background": look.chosen,
        },
    )


def open_screen(session: Session) -> int:
    """Open the meeting of a session on the terminal; give the exit status when it is left."""
    opening = open_meeting(session)
    app = RatingsPanel(opening)
    gc.freeze()
    app.run()
    opening.close()
    status = app.return_code or 0
    for words in opening.closing_words():
        print(words, file=sys.stderr)  # noqa: T201
    return status
