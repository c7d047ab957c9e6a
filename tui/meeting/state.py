"""What the meeting's screen shows and knows; each change has the screen drawn again."""

from collections.abc import Callable

from core.meeting import Meeting
from core.scorecard import StandardScore
from core.value import replace
from core.what_if import WhatIf
from sessions.files.shipped import is_practice_copy
from sessions.record.recovery import Draft, FormDraft, state_folder
from tui.commands.availability import Keys, Situation
from tui.commands.registry import BY_ID
from tui.drawing.layout import Notice
from tui.drawing.lines import Piece
from tui.meeting.opening import Opening
from tui.meeting.saver import Saver
from tui.state.other_viewers import OtherViewers, signed_words
from tui.state.scene import Mode, Scene
from tui.state.view import View, first_view

QUIET = Notice()


class MeetingState:
    """The meeting, what is looked at, what is said at the foot, and what others do.

    `changed` is called after every change that can be seen.
    """

    def __init__(
        self,
        opening: Opening,
        keys: Keys,
        saver: Saver,
        seen: OtherViewers,
        changed: Callable[[], object],
    ) -> None:
        self.opening = opening
        self.keys = keys
        self.saver = saver
        self.drafts: dict[str, Draft] = {}
        self.form_drafts: dict[str, FormDraft] = {}
        self.changed = changed
        meeting = opening.meeting
        practice = is_practice_copy(opening.session.path, state_folder())
        self._scene = Scene(meeting, replace(first_view(meeting.scorecard), practice=practice))
        self._notice = QUIET
        self._seen = seen

    @property
    def scene(self) -> Scene:
        """What the board shows."""
        return self._scene

    @scene.setter
    def scene(self, scene: Scene) -> None:
        self._scene = scene
        self.changed()

    @property
    def notice(self) -> Notice:
        """What was said last at the foot."""
        return self._notice

    @notice.setter
    def notice(self, notice: Notice) -> None:
        self._notice = notice
        self.changed()

    @property
    def seen(self) -> OtherViewers:
        """What the last look at the meeting's files showed."""
        return self._seen

    @seen.setter
    def seen(self, seen: OtherViewers) -> None:
        self._seen = seen
        self.changed()

    @property
    def meeting(self) -> Meeting:
        """The meeting as it is now."""
        return self.scene.meeting

    @meeting.setter
    def meeting(self, meeting: Meeting) -> None:
        # Somebody who is looking at the history stays at the same entry.
        self.scene = Scene(meeting, self.scene.view, None, self.scene.entries)

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

    def show_what_if(self, what_if: WhatIf | None) -> None:
        """Show what would be (None: what is)."""
        self.scene = Scene(self.meeting, self.view, what_if)

    def look_back(self, entries: int | None) -> None:
        """Show the board after so many entries (None: now)."""
        self.scene = Scene(self.meeting, self.view, None, entries)
        if entries:
            standard = self.meeting.entries[entries - 1].standard
            if standard is not None:
                self.view = self.view.at(standard)

    def look_at(self, standard_id: str, column: int | None) -> None:
        """Move the cursor to a standard, and to a column where one is named."""
        view = self.view.at(standard_id)
        if standard_id not in {score.id for score in view.shown(self.scene.scorecard)}:
            view = replace(view, only_open=False)
        if column is not None:
            view = replace(view, question=column, picked=True)
        self.view = view

    def say(self, words: str, alarm: bool = False) -> None:
        """Put a sentence at the foot of the screen, until the next key."""
        self.notice = Notice(words, alarm)

    @property
    def situation(self) -> Situation:
        """What decides which commands apply."""
        return Situation(self.scene, bool(self.saver.unsaved), self.not_ours, self.keys)

    @property
    def following_words(self) -> str:
        """Who has the meeting instead of us, and what can be done; "" where it is ours."""
        return self.seen.following_words(self.keys.shown(BY_ID["take_over"]))

    @property
    def view_only_words(self) -> str:
        """Why the record can only be viewed; "" where it can be added to."""
        newer = self.opening.keeper.store.newer
        if not newer:
            return ""
        return (
            "View only: a newer version of ratings-panel wrote something in this record that this "
            "version does not know, so ratings and score may be different there. "
            f"{newer[0].sentence()}"
        )

    @property
    def not_ours(self) -> str:
        """Why nothing can be recorded on this screen; "" where it can."""
        return self.following_words or self.view_only_words

    @property
    def status(self) -> Piece:
        """What the headline says of the record; in a what-if, only what is not saved."""
        if self.view_only_words or self.seen.following is not None:
            return Piece(" VIEW ONLY ", "banner")
        signed = self.meeting.signed
        if signed is not None and not self.saver.unsaved:
            return Piece(signed_words(signed), "settled")
        if self.scene.mode is Mode.WHAT_IF and not self.saver.unsaved:
            # Beside "Nothing is saved", the time of the last save would contradict it.
            return Piece("")
        return self.saver.status()

    @property
    def standing_notice(self) -> Notice:
        """The sentence at the foot: an alarm before anything else."""
        alarm = self.saver.alarm()
        if alarm is not None:
            return alarm
        trouble = self.seen.record or self.seen.evidence
        if trouble:
            # The sentence about what was just done comes before it, and is never left out.
            words = f"{self.notice.words} {trouble}".strip()
            return Notice(words, alarm=self.notice.alarm or bool(self.seen.record))
        if self.notice.words:
            return self.notice
        if self.seen.following is not None:
            return Notice(self.following_words)
        if self.view_only_words:
            return Notice(self.view_only_words)
        return QUIET
