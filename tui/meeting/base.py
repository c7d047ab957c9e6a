"""What the parts of the meeting's screen share: its state, and drawing it."""

from typing import TYPE_CHECKING

from textual.screen import Screen

from core.meeting import Meeting
from core.record import Kind
from core.scorecard import StandardScore
from core.value import replace
from sessions.record.recovery import Draft
from tui.commands.availability import Situation
from tui.commands.registry import BY_ID
from tui.drawing.layout import Notice
from tui.drawing.lines import Piece
from tui.meeting.opening import Opening
from tui.meeting.panel import Panel, panel_of
from tui.meeting.saver import Saver
from tui.meeting.seen import Seen
from tui.meeting.watcher import Watcher
from tui.state.scene import Scene
from tui.state.view import View, first_view

if TYPE_CHECKING:
    from core.what_if import WhatIf

QUIET = Notice()


class MeetingBase(Screen[None]):
    """Owns the meeting, what is looked at, and what is being saved."""

    AUTO_FOCUS = ""

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self.opening = opening
        self.notice = QUIET
        self.drafts: dict[str, Draft] = {}
        self.leaving = False
        meeting = opening.meeting
        self.scene = Scene(meeting, first_view(meeting.scorecard))
        self.saver = Saver(opening.keeper, self.save_ended)
        self.watcher = Watcher(
            opening.session, opening.keeper, opening.holding, self.something_seen
        )
        self.seen = Seen(following=self.watcher.following)

    def save_ended(self) -> None:
        """Be told, on another thread, that a save has ended."""
        raise NotImplementedError

    def something_seen(self) -> None:
        """Be told, on another thread, that something is new in the meeting's files."""
        raise NotImplementedError

    def draw(self) -> None:
        """Bring every part up to what is to be seen now."""
        raise NotImplementedError

    def open_decision(self, kind: Kind, standard_id: str) -> None:
        """Open the dialog that records a decision."""
        raise NotImplementedError

    def action_command(self, command_id: str) -> None:
        """Do a command of the registry, or say why it does not apply."""
        raise NotImplementedError

    @property
    def panel(self) -> Panel:
        """The application."""
        return panel_of(self.app)

    @property
    def meeting(self) -> Meeting:
        """The meeting as it is now."""
        return self.scene.meeting

    @meeting.setter
    def meeting(self, meeting: Meeting) -> None:
        self.scene = Scene(meeting, self.scene.view)

    @property
    def view(self) -> View:
        """What is looked at."""
        return self.scene.view

    @view.setter
    def view(self, view: View) -> None:
        self.scene = self.scene.looking(view)

    @property
    def selected(self) -> StandardScore:
        """The standard that the cursor is on, as the board shows it."""
        return self.scene.scorecard.standard(self.view.standard)

    def suppose(self, what_if: "WhatIf | None") -> None:
        """Show what would be (None: what is)."""
        self.scene = Scene(self.meeting, self.view, what_if)

    def look_back(self, entries: int | None) -> None:
        """Show the board after so many entries (None: now)."""
        self.scene = Scene(self.meeting, self.view, None, entries)
        if entries:
            standard = self.meeting.entries[entries - 1].standard
            if standard is not None:
                self.view = self.view.at(standard)

    @property
    def situation(self) -> Situation:
        """What decides which commands apply."""
        return Situation(
            self.scene, bool(self.saver.unsaved), self.following_words, self.panel.keys
        )

    @property
    def following_words(self) -> str:
        """Who has the meeting instead of us, and what can be done; "" where it is ours."""
        return self.seen.following_words(self.panel.keys.shown(BY_ID["take_over"]))

    @property
    def status(self) -> Piece:
        """What the headline says of the record."""
        if self.seen.following is not None:
            return Piece(" FOLLOWING ", "banner")
        return self.saver.status()

    @property
    def standing_notice(self) -> Notice:
        """The sentence at the foot: an alarm before anything else."""
        return self.notice_beside(self.notice)

    def notice_beside(self, said: Notice) -> Notice:
        """Give the sentence at the foot where this one was said last (QUIET: none)."""
        alarm = self.saver.alarm()
        if alarm is not None:
            return alarm
        if said.words:
            return said
        if self.seen.record:
            return Notice(self.seen.record, alarm=True)
        if self.seen.evidence:
            return Notice(self.seen.evidence)
        if self.seen.following is not None:
            return Notice(self.following_words)
        return QUIET

    def say(self, words: str, alarm: bool = False) -> None:
        """Put a sentence at the foot of the screen, until the next key."""
        self.notice = Notice(words, alarm)
        self.draw()

    def look_at(self, standard_id: str, column: int | None) -> None:
        """Move the cursor to a standard, and to a column where one is named."""
        self.view = self.view.at(standard_id)
        if standard_id not in {s.id for s in self.view.shown(self.scene.scorecard)}:
            self.view = replace(self.view, only_open=False)
        if column is not None:
            self.view = replace(self.view, question=column, picked=True)
        self.draw()
