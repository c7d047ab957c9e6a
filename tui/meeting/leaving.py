"""Leaving the meeting: once a save has ended, or on a person's word."""

from collections.abc import Mapping

from textual.screen import Screen

from tui.commands.registry import Action
from tui.meeting.state import MeetingState

UNSAVED = 3


class Leaver:
    """Leaves once everything is saved; what cannot be saved is asked about first."""

    def __init__(self, state: MeetingState, screen: Screen[None]) -> None:
        self.state = state
        self.screen = screen
        self._waiting = False

    @property
    def commands(self) -> Mapping[str, Action]:
        """What each command of the registry does here."""
        return {"quit": self.quit}

    def stay(self) -> None:
        """Give up leaving: a person does something else."""
        self._waiting = False

    async def quit(self) -> None:
        """Leave, once a save under way has ended; what cannot be saved is asked about first."""
        if not self.state.saver.unsaved:
            self.screen.app.exit()
        elif self.state.saver.promising:
            self._waiting = True
            self.state.say("Saving, then leaving.")
        else:
            await self._ask()

    def go_on(self) -> None:
        """Leave if that was asked and everything is saved by now; ask where it takes too long."""
        if not self._waiting:
            return
        if not self.state.saver.unsaved:
            self._waiting = False
            self.screen.app.exit()
        elif not self.state.saver.promising:
            self._waiting = False
            self.screen.app.call_later(self._ask)

    async def _ask(self) -> None:
        from tui.dialogs.leaving import Leaving

        saver = self.state.saver
        await self.screen.app.push_screen(Leaving(len(saver.unsaved), saver.kept), self._answered)

    def _answered(self, answer: str | None) -> None:
        if answer == "leave":
            self.screen.app.exit(return_code=UNSAVED)
        elif answer == "save":
            self.state.saver.save(self.state.meeting.entries)
            self.state.changed()
