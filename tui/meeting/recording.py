"""The commands that record all but decisions: details, notes, corrections, sign-off."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from uuid import uuid4

from textual.screen import Screen

from core.conflicts import clashes
from core.meeting import Refused
from core.meeting_details import MeetingDetails, distinct_names
from core.proposals import (
    AnyProposal,
    CorrectionProposal,
    DetailsProposal,
    NoteProposal,
    NoteWithdrawal,
)
from core.record import Entry, Kind
from core.value import replace
from core.wording import note_subject_words
from sessions import clock
from sessions.files.remembered import forget_names, remember_names, remembered_names
from tui.commands.form_drafts import (
    CORRECT,
    DETAILS,
    NOTE,
    REOPEN,
    SIGN_OFF,
    WITHDRAW,
    Values,
    key_of,
)
from tui.commands.registry import BY_ID, Action
from tui.meeting.deciding import Decider
from tui.meeting.form_drafts import FormDrafts
from tui.meeting.state import MeetingState
from tui.state.other_viewers import recorded_words
from tui.state.scene import Mode

# For types alone: the dialogs are imported when they are first opened.
if TYPE_CHECKING:
    from tui.dialogs.form import Form


class Recorder:
    """Records everything but decisions through dialogs; what is left unfinished is offered again.

    `overtaken` is called with another screen's entry and ours if theirs was recorded while ours was
    being entered.
    """

    def __init__(
        self,
        state: MeetingState,
        screen: Screen[None],
        decider: Decider,
        overtaken: Callable[[Entry, Entry], object],
    ) -> None:
        self.state = state
        self.screen = screen
        self.drafts = FormDrafts(state)
        self._decider = decider
        self._overtaken = overtaken
        self._form: Form | None = None
        # Whether an entry of another screen concerns what is being typed.
        self._concerns: Callable[[Entry], bool] = lambda _: False
        self._known: set[str] = set()

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

    async def _ask(
        self,
        form: Form,
        key: str,
        proposal: Callable[[Values], AnyProposal],
        done: Callable[[Entry], None],
        concerns: Callable[[Entry], bool] = lambda _: False,
    ) -> None:
        """Open a form, record what it proposes, then do what follows; keep a draft until then."""
        self._form, self._concerns = form, concerns
        self._known = {entry.id for entry in self.state.meeting.entries}

        def closed(values: Values | None) -> None:
            self._form = None
            if values is None:
                if key in self.state.form_drafts:
                    self.state.say("Not recorded. What was typed is kept as a draft.")
                return
            entry = self.record(proposal(values))
            if entry is None:
                form.keep_values(values)
                return
            self.drafts.keep(key, None)
            done(entry)
            self._ask_about_unseen(entry)

        await self.screen.app.push_screen(form, closed)

    def _ask_about_unseen(self, entry: Entry) -> None:
        """Ask which entry counts if another screen recorded one that nobody here has seen yet."""
        meeting = self.state.meeting
        new = [e for e in meeting.entries if e.id not in self._known and e.id != entry.id]
        notes = {note.id for note in meeting.notes}
        for theirs, ours in clashes(new, [entry], notes):
            self._overtaken(theirs, ours)

    def keep_draft(self) -> None:
        """Keep what is being typed just now."""
        from tui.dialogs.form import Form

        for form in self.screen.app.screen_stack:
            if isinstance(form, Form) and form.is_mounted:
                form.keep_draft()

    def tell_of(self, theirs: Entry) -> None:
        """Show another screen's entry in the form where it concerns what is being typed."""
        from tui.dialogs.sign_off import SignOffForm

        if self._form is None or not self._concerns(theirs):
            return
        self._known.add(theirs.id)
        if isinstance(self._form, SignOffForm):
            self._form.show(self.state.meeting)
        words = recorded_words(self.state.meeting, theirs)
        self._form.tell_of(f"Another screen has just recorded {words}.")

    def _refusal(self, proposal: AnyProposal) -> str | None:
        return self.state.meeting.refusal(proposal)

    # Meeting details

    async def details(self) -> None:
        """Record who is present, when and where, and which interests were declared."""
        from tui.dialogs.meeting_details import MeetingDetailsForm, details_of

        remembered = remembered_names()
        known = self.state.meeting.details
        offered = known == MeetingDetails() and remembered.names != ()
        details = known
        if known.day != clock.today():
            # Another day: the same people may meet again, but interests are declared again.
            names = remembered if known == MeetingDetails() else replace(known, interests=())
            details = replace(names, day=clock.today(), apologies=())
        form = MeetingDetailsForm(
            details,
            remembered,
            self.state.meeting.evidence.scheme,
            lambda typed: self._refusal(DetailsProposal(typed)),
            lambda typed: self.state.meeting.cautions(DetailsProposal(typed)),
            forget_names,
            self.drafts,
            offered=offered and self.drafts.details is None,
        )

        def proposal(values: Values) -> DetailsProposal:
            return DetailsProposal(details_of(values, form.interests))

        def done(entry: Entry) -> None:
            if entry.details is not None:
                remember_names(entry.details)
            self.state.say("Meeting details recorded.")

        def concerns(entry: Entry) -> bool:
            return entry.details is not None and entry.details.day == form.details().day

        await self._ask(form, DETAILS, proposal, done, concerns)

    # Notes

    async def note(self) -> None:
        """Add a note on the selected standard."""
        await self._note(self.state.view.standard)

    async def note_inspection(self) -> None:
        """Add a note on the inspection as a whole."""
        await self._note(None)

    async def _note(self, standard: str | None) -> None:
        from tui.dialogs.form import FieldShape, Form, FormField

        what = note_subject_words(self.state.meeting.evidence.scheme, standard)
        key = key_of(NOTE, standard)
        form = Form(
            f"Note on {what}",
            [FormField("note", "Note", "", FieldShape.TEXT)],
            lambda values: self._refusal(NoteProposal(values["note"], standard)),
            words=["A note records what was said without a decision. Do not name children."],
            draft=self.drafts.typed(key),
            keep=self.drafts.keeper(key),
        )
        await self._ask(
            form,
            key,
            lambda values: NoteProposal(values["note"], standard),
            lambda _: self.state.say(f"Note on {what} recorded."),
        )

    async def withdraw(self) -> None:
        """Withdraw a decision, or in the history the note that it is at."""
        if self.state.scene.mode is Mode.HISTORY:
            await self._withdraw_note()
        else:
            await self._decider.withdraw()

    async def _withdraw_note(self) -> None:
        from tui.dialogs.form import FieldShape, Form, FormField

        entry = self._looked_at()

        def proposal(values: Values) -> NoteWithdrawal:
            return NoteWithdrawal(entry.id, values["why"])

        key = key_of(WITHDRAW, entry.id)
        form = Form(
            "Withdraw the note",
            [FormField("why", "Reason", "", FieldShape.TEXT)],
            lambda values: self._refusal(proposal(values)),
            words=[entry.text],
            draft=self.drafts.typed(key),
            keep=self.drafts.keeper(key),
        )
        await self._ask(
            form,
            key,
            proposal,
            lambda _: self._look_at_last("The note is withdrawn. It stays in the record."),
            lambda theirs: entry.id in (theirs.replaces, _corrects(theirs)),
        )

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
        key = key_of(CORRECT, entry.id)
        form = correction_form(
            entry,
            number,
            self._refusal,
            self.known_names,
            self.drafts.typed(key),
            self.drafts.keeper(key),
        )

        def proposal(values: Values) -> CorrectionProposal:
            return correction_of(entry, values)

        await self._ask(
            form,
            key,
            proposal,
            lambda _: self._look_at_last(f"The wording of entry {number} is corrected."),
            lambda theirs: entry.id in (theirs.replaces, _corrects(theirs)),
        )

    # Sign-off

    async def sign_off(self) -> None:
        """Close the record with signatures."""
        from tui.dialogs.sign_off import SignOffForm, sign_off_of

        form = SignOffForm(
            self.state.meeting,
            self._refusal,
            self.known_names,
            self.drafts.typed(SIGN_OFF),
            self.drafts.keeper(SIGN_OFF),
        )
        await self._ask(
            form,
            SIGN_OFF,
            sign_off_of,
            lambda _: self._say_signed(),
            lambda _: True,
        )

    def _say_signed(self) -> None:
        key = self.state.keys.shown(BY_ID["documents"])
        self.state.say(
            f"Signed. {key} writes the minutes and the report. Nothing can be recorded until the "
            "record is reopened."
        )

    async def reopen(self) -> None:
        """Open the signed record again, with a name and a reason."""
        from tui.dialogs.sign_off import reopen_form, reopen_of

        form = reopen_form(
            self.state.meeting,
            self._refusal,
            self.known_names,
            self.drafts.typed(REOPEN),
            self.drafts.keeper(REOPEN),
        )
        await self._ask(
            form,
            REOPEN,
            reopen_of,
            lambda _: self.state.say(
                "The record is open again. Sign it off again when you are done."
            ),
            lambda theirs: theirs.kind is Kind.REOPEN,
        )


def _corrects(entry: Entry) -> str | None:
    """Return the id of the entry that an entry corrects; None where it corrects none."""
    return None if entry.correction is None else entry.correction.corrects
