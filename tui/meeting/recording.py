"""The commands that record what is no decision: meeting details, notes, corrections, sign-off."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from uuid import uuid4

from textual.screen import Screen

from core.meeting import Refused
from core.meeting_details import MeetingDetails, distinct_names
from core.proposals import (
    AnyProposal,
    CorrectionProposal,
    DetailsProposal,
    NoteProposal,
    NoteWithdrawal,
)
from core.record import Entry
from core.value import replace
from sessions import clock
from sessions.files.remembered import forget_names, remember_names, remembered_names
from tui.commands.registry import Action
from tui.meeting.deciding import Decider
from tui.meeting.state import MeetingState
from tui.state.scene import Mode

# The dialogs are loaded when they are first opened: the start needs no fields to type in.
if TYPE_CHECKING:
    from tui.dialogs.form import Form, Values


class Recorder:
    """Records what is no decision through dialogs; what is left unfinished is offered again."""

    def __init__(self, state: MeetingState, screen: Screen[None], decider: Decider) -> None:
        self.state = state
        self.screen = screen
        self._decider = decider
        self._details: MeetingDetails | None = None
        self._notes: dict[str | None, str] = {}

    @property
    def commands(self) -> Mapping[str, Action]:
        """What each command of the registry does here."""
        return {
            "details": self.details,
            "note": self.note,
            "note_inspection": self.note_inspection,
            "correct": self.correct,
            "withdraw": self.withdraw,
        }

    @property
    def known_names(self) -> tuple[str, ...]:
        """Everybody whom the meeting or this computer knows of, for fields to complete."""
        meeting = self.state.meeting
        names = [name for sitting in meeting.sittings for name in sitting.details.names]
        return distinct_names([*meeting.details.names, *names, *remembered_names().names])

    def record(self, proposal: AnyProposal) -> Entry | None:
        """Record a proposal: keep it on this computer, show it, save it. None when refused."""
        if self.state.not_ours:
            # Somebody took the meeting over while the dialog was open.
            self.state.say(f"Not recorded. {self.state.not_ours}")
            return None
        try:
            entry = self.state.meeting.entry_for(proposal, str(uuid4()), clock.now_in_seconds())
        except Refused as refused:
            self.state.say(f"Not recorded. {refused}")
            return None
        self.state.meeting = self.state.meeting.with_entry(entry)
        self._decider.recorded.add(entry.id)
        self.state.saver.keep(entry, self.state.meeting.entries)
        return entry

    async def _ask(self, form: "Form", answered: "Callable[[Values], None]") -> None:
        def closed(values: "Values | None") -> None:
            if values is not None:
                answered(values)

        await self.screen.app.push_screen(form, closed)

    def _refusal(self, proposal: AnyProposal) -> str | None:
        return self.state.meeting.refusal(proposal)

    # Meeting details

    async def details(self) -> None:
        """Record who is present, when and where, and which interests were declared."""
        from tui.dialogs.meeting_details import MeetingDetailsForm, details_of

        remembered = remembered_names()
        known = self.state.meeting.details
        offered = known == MeetingDetails() and remembered.names != ()
        details = self._details
        if details is None and known.day == clock.today():
            details = known
        if details is None:
            # Another day: the same people may meet again, but interests are declared anew.
            names = remembered if known == MeetingDetails() else replace(known, interests=())
            details = replace(names, day=clock.today(), apologies=())

        def kept(typed: MeetingDetails) -> None:
            self._details = typed

        form = MeetingDetailsForm(
            details,
            remembered,
            self.state.meeting.evidence.scheme,
            lambda typed: self._refusal(DetailsProposal(typed)),
            forget_names,
            kept,
            offered=offered and self._details is None,
        )

        def answered(values: "Values") -> None:
            given = details_of(values, form.interests)
            if self.record(DetailsProposal(given)) is None:
                self._details = given
                return
            self._details = None
            remember_names(given)
            self.state.say("Meeting details recorded.")

        await self._ask(form, answered)

    # Notes

    async def note(self) -> None:
        """Add a note on the selected standard."""
        await self._note(self.state.view.standard)

    async def note_inspection(self) -> None:
        """Add a note on the inspection as a whole."""
        await self._note(None)

    async def _note(self, standard: str | None) -> None:
        from tui.dialogs.form import Form, FormField, Shape

        what = "the inspection"
        if standard is not None:
            score = self.state.meeting.scorecard.standard(standard)
            what = f"{standard} {score.standard.title}"

        def kept(values: "Values") -> None:
            self._notes[standard] = values["note"]

        def answered(values: "Values") -> None:
            if self.record(NoteProposal(values["note"], standard)) is None:
                kept(values)
                return
            self._notes.pop(standard, None)
            self.state.say(f"Note on {what} recorded.")

        form = Form(
            f"Note on {what}",
            [FormField("note", "Note", self._notes.get(standard, ""), Shape.TEXT)],
            lambda values: self._refusal(NoteProposal(values["note"], standard)),
            words=["A note records what was said without a decision. Do not name children."],
            keep=kept,
        )
        await self._ask(form, answered)

    async def withdraw(self) -> None:
        """Withdraw a decision, or in the history the note that it is at."""
        if self.state.scene.mode is Mode.HISTORY:
            await self._withdraw_note()
        else:
            await self._decider.withdraw()

    async def _withdraw_note(self) -> None:
        from tui.dialogs.form import Form, FormField, Shape

        entry = self._looked_at()

        def proposal(values: "Values") -> NoteWithdrawal:
            return NoteWithdrawal(entry.id, values["why"])

        def answered(values: "Values") -> None:
            if self.record(proposal(values)) is not None:
                self._look_at_last("The note is withdrawn. It stays in the record.")

        form = Form(
            "Withdraw the note",
            [FormField("why", "Reason", "", Shape.TEXT)],
            lambda values: self._refusal(proposal(values)),
            words=[entry.text],
        )
        await self._ask(form, answered)

    def _looked_at(self) -> Entry:
        """Return the entry that the history is at, with its wording as corrected."""
        entry = self.state.meeting.entries[(self.state.scene.entries or 1) - 1]
        return self.state.meeting.as_corrected(entry)

    def _look_at_last(self, words: str) -> None:
        """Show the entry just recorded in the history, and say what was done."""
        self.state.look_back(len(self.state.meeting.entries))
        self.state.say(words)

    # Corrections

    async def correct(self) -> None:
        """Correct the wording of the entry that the history is at."""
        from tui.dialogs.correction import correction_form, correction_of

        entry = self._looked_at()
        number = self.state.scene.entries or 1
        form = correction_form(entry, number, self._refusal, self.known_names)

        def answered(values: "Values") -> None:
            proposal: CorrectionProposal = correction_of(entry, values)
            if self.record(proposal) is not None:
                self._look_at_last(f"The wording of entry {number} is corrected.")

        await self._ask(form, answered)

    # Sign-off

    async def sign_off(self) -> None:
        """Close the record with signatures."""
        from tui.dialogs.sign_off import SignOffForm, sign_off_of

        form = SignOffForm(self.state.meeting, self._refusal, self.known_names)

        def answered(values: "Values") -> None:
            if self.record(sign_off_of(values)) is not None:
                self.state.say("Signed. Nothing can be recorded until the record is reopened.")

        await self._ask(form, answered)

    async def reopen(self) -> None:
        """Open the signed record again, with a name and a reason."""
        from tui.dialogs.sign_off import reopen_form, reopen_of

        form = reopen_form(self.state.meeting, self._refusal, self.known_names)

        def answered(values: "Values") -> None:
            if self.record(reopen_of(values)) is not None:
                self.state.say("The record is open again. Sign it off again when you are done.")

        await self._ask(form, answered)
