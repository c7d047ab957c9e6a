"""The end of the meeting: the closing summary, by a key and once nothing is left to decide."""

from collections.abc import Mapping

from textual.screen import Screen

from tui.commands.registry import Action
from tui.meeting.deciding import Decider
from tui.meeting.file_tasks import FileTasks
from tui.meeting.recording import Recorder
from tui.meeting.state import MeetingState


class Closer:
    """Shows the closing summary, and does what is chosen in it."""

    def __init__(
        self,
        state: MeetingState,
        screen: Screen[None],
        decider: Decider,
        recorder: Recorder,
        file_tasks: FileTasks,
    ) -> None:
        self.state = state
        self.screen = screen
        self._decider = decider
        self._recorder = recorder
        self._file_tasks = file_tasks
        self._something_left = bool(state.meeting.scorecard.to_decide)
        self._recorded = 0

    @property
    def commands(self) -> Mapping[str, Action]:
        """What each command of the registry does here."""
        return {"summary": self.summary}

    async def summary(self) -> None:
        """Show what the meeting came to, and offer to sign."""
        from tui.dialogs.closing_summary import ClosingSummary

        summary = ClosingSummary(
            self.state.meeting,
            may_record=not self.state.not_ours,
            large=self.state.view.large,
        )
        await self.screen.app.push_screen(summary, self._answered)

    async def _answered(self, answer: str | None) -> None:
        if answer == "sign":
            await self._recorder.sign_off()
        elif answer == "reopen":
            await self._recorder.reopen()
        elif answer == "write":
            await self._file_tasks.documents()
        elif answer == "details":
            await self._recorder.details()

    async def offer_summary(self) -> None:
        """Show the summary where this screen has just decided what was left to decide."""
        before, self._something_left = (
            self._something_left,
            bool(self.state.meeting.scorecard.to_decide),
        )
        ours, self._recorded = self._recorded, len(self._decider.recorded)
        if before and not self._something_left and self._recorded > ours:
            await self.summary()
