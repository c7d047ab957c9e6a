"""The half-filled forms of a meeting: meeting details, notes, corrections, signatures."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from core.meeting_details import Interest
from sessions.record.recovery import FormDraft
from tui.commands.form_drafts import DETAILS, INTEREST, Values
from tui.meeting.state import MeetingState


class FormDrafts:
    """The half-filled forms: on this computer, and for the next time that one is opened."""

    def __init__(self, state: MeetingState) -> None:
        self._state = state

    def typed(self, key: str) -> Values | None:
        """Return what was typed into a form the last time; None where nothing was."""
        draft = self._state.form_drafts.get(key)
        return None if draft is None else dict(draft.values)

    def keep(self, key: str, values: Values | None, interests: Iterable[Interest] = ()) -> None:
        """Keep what is typed into a form; None drops what was kept."""
        if values is None:
            if self._state.form_drafts.pop(key, None) is not None:
                self._state.saver.drop_draft(key)
            return
        draft = FormDraft(key, tuple(values.items()), tuple(interests))
        if self._state.form_drafts.get(key) != draft:
            self._state.form_drafts[key] = draft
            self._state.saver.keep_draft(draft)

    def keeper(self, key: str) -> Callable[[Values | None], None]:
        """Return what keeps the draft of one form."""
        return lambda values: self.keep(key, values)

    # Those of the meeting details, with the interests that were added

    @property
    def details(self) -> FormDraft | None:
        """What was typed of the meeting details the last time."""
        return self._state.form_drafts.get(DETAILS)

    @property
    def interest(self) -> Values | None:
        """What was typed of an interest the last time."""
        return self.typed(INTEREST)

    def keep_details(self, values: Values | None, interests: tuple[Interest, ...]) -> None:
        """Keep the meeting details; None where nothing was typed."""
        self.keep(DETAILS, values, interests)

    def keep_interest(self, values: Values | None) -> None:
        """Keep an interest; None where nothing was typed."""
        self.keep(INTEREST, values)
