"""The commands that change the meeting: deciding, saving, and restoring what was left."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import uuid4

from textual.screen import Screen

from core.history import redo
from core.meeting import Proposal, Refused
from core.record import Entry, Kind
from core.scorecard import StandardScore
from core.wording import listed, rating_name
from sessions import clock
from sessions.record.atomic_save import Blocked, Protected
from sessions.record.recovery import AnyDraft, Draft, FormDraft, Pending
from tui.commands.availability import withdrawn_next
from tui.commands.form_drafts import NOTE, form_keys, form_words
from tui.commands.registry import BY_ID, Action
from tui.dialogs.guard import Guard
from tui.meeting.questions import Questions
from tui.meeting.state import MeetingState
from tui.state.other_viewers import decided

# For types alone: the dialogs are imported when they are first opened.
if TYPE_CHECKING:
    from tui.dialogs.decide import Decide


class Decider:
    """Records decisions through a dialog, keeps drafts, and saves.

    `overtaken` is called with another screen's entry and ours if theirs was recorded while ours was
    being entered.
    """

    def __init__(
        self,
        state: MeetingState,
        screen: Screen[None],
        questions: Questions,
        overtaken: Callable[[Entry, Entry], object],
    ) -> None:
        self.state = state
        self.screen = screen
        self.questions = questions
        self.recorded: set[str] = set()
        self._overtaken = overtaken
        self._dialog: Decide | None = None
        # Guards the key that agrees a judgement at once: it counts where the standard was seen.
        self._guard = Guard()

    @property
    def commands(self) -> Mapping[str, Action]:
        """What each command of the registry does here."""
        return {
            "decide": self.decide,
            "keep": self.keep,
            "defer": self.defer,
            "withdraw": self.withdraw,
            "record_again": self.record_again,
            "save": self.save,
        }

    async def decide(self) -> None:
        """Choose the rating of the selected standard."""
        await self.open(Kind.CHANGE, self.state.view.standard)

    async def keep(self) -> None:
        """Keep the rating of the selected standard, or agree a judgement as proposed.

        Agreeing needs no words and so no dialog, unless something was decided or typed before.
        """
        score = self.state.meeting.scorecard.standard(self.state.view.standard)
        begun = score.decision is not None or score.id in self.state.drafts
        if begun or not score.standard.agreed_by_panel:
            await self.open(Kind.KEEP, score.id)
        elif self._guard.accepts("x"):
            self._agree(score)
        else:
            self.screen.call_after_refresh(self._guard.painted)
            key = self.state.keys.shown(BY_ID["keep"])
            self.state.say(f"Press {key} again to agree {score.id} as proposed.")

    def _agree(self, score: StandardScore) -> None:
        """Record that the panel agrees a judgement as proposed."""
        recused = self.state.meeting.details.recused_from(score.id)
        entry = self.record(Proposal(Kind.AGREE, score.id, recused=recused))
        if entry is not None:
            self._go_on(entry)

    async def defer(self) -> None:
        """Set the selected standard aside."""
        await self.open(Kind.DEFER, self.state.view.standard)

    async def withdraw(self) -> None:
        """Withdraw the selected standard's decision, or else the last one that counts."""
        standard = withdrawn_next(self.state.meeting, self.state.view.standard)
        if standard is not None:
            await self.open(Kind.WITHDRAW, standard)

    async def record_again(self) -> None:
        """Open the dialog with what a withdrawn decision held."""
        entry = self.state.meeting.entries[(self.state.scene.entries or 1) - 1]
        again = redo(entry)
        self.state.show_what_if(None)
        purpose = again.kind if again.kind is Kind.DEFER else Kind.CHANGE
        await self.open(purpose, again.standard, Draft.of(again))

    async def open(self, purpose: Kind, standard_id: str, draft: Draft | None = None) -> None:
        """Open the dialog that records a decision, with its draft or the one that is given."""
        # Imported here, because the start needs no fields to type in.
        from tui.dialogs.decide import Decide

        draft = draft or self.state.drafts.get(standard_id)
        dialog = Decide(
            self.state.meeting,
            purpose,
            standard_id,
            draft,
            self._keep_draft,
            large=self.state.view.large,
        )
        self._dialog = dialog

        def answered(proposal: Proposal | None) -> None:
            self._dialog = None
            self._decided(proposal, standard_id, dialog)

        await self.screen.app.push_screen(dialog, answered)

    def keep_draft(self) -> None:
        """Keep what is being typed just now."""
        if self._dialog is not None and self._dialog.is_mounted:
            self._dialog.keep_draft()

    def tell_of(self, theirs: Entry) -> None:
        """Show another screen's entry in the dialog where it concerns what is being typed."""
        if self._dialog is not None and self._dialog.standard == theirs.standard:
            self._dialog.tell_of(f"Another screen has just recorded: {decided(theirs)}")

    def _keep_draft(self, draft: Draft) -> None:
        """Keep what is being typed, on this computer and for the next time the dialog opens."""
        self.state.drafts[draft.key] = draft
        if draft.blank:
            del self.state.drafts[draft.key]
        self.state.saver.keep_draft(draft)

    def _decided(self, proposal: Proposal | None, draft: str, dialog: "Decide") -> None:
        if proposal is None:
            if draft in self.state.drafts:
                self.state.say("Not recorded. What was typed is kept as a draft.")
            return
        known = dialog.meeting.scorecard.standing.decisions.get(proposal.standard)
        theirs = self.state.meeting.scorecard.standing.decisions.get(proposal.standard)
        entry = self.record(proposal)
        if entry is None:
            return
        unseen = theirs is not None and (known is None or theirs.id != known.id)
        if theirs is not None and unseen and not dialog.news:
            # It was recorded while this one was being entered, so nobody here has seen it.
            self._overtaken(theirs, entry)
        elif entry.kind is Kind.WITHDRAW:
            self._say_withdrawn(entry)
        else:
            self._go_on(entry)

    def _say_withdrawn(self, entry: Entry) -> None:
        """Say what was withdrawn, and which rating counts again."""
        score = self.state.meeting.scorecard.standard(entry.standard or "")
        rating = score.rating.name if score.rating is not None else "not rated"
        self.state.say(f"The decision on {score.id} is withdrawn: {rating} again.")

    def _go_on(self, entry: Entry) -> None:
        """Say what was recorded, and select the next standard to decide."""
        scorecard = self.state.meeting.scorecard
        score = scorecard.standard(entry.standard or "")
        rating = rating_name(score.rating)
        words = f"{score.id} {score.considered.value}: {rating}."
        if entry.kind is Kind.AGREE and entry.recused:
            words += f" Recused: {', '.join(entry.recused)}."
        following = self.state.view.next_to_consider(scorecard, 1)
        if following is None:
            self.state.say(f"{words} Every standard is decided.")
            return
        next_score = scorecard.standard(following.standard)
        to_judgements = next_score.agreeable and not score.agreeable
        # Open standards come before judgements: one above the cursor is easily forgotten.
        left = scorecard.still_open(score.id) if to_judgements else ()
        still_open = [standard.id for standard in left]
        self.state.look_at(still_open[0] if still_open else following.standard, None)
        if still_open:
            words += f" Still open: {listed(still_open)}."
        elif to_judgements:
            # The key that kept a rating agrees one from here on, and nothing on the board says so.
            key = self.state.keys.shown(BY_ID["keep"])
            words += f" Next, the judgements: {key} agrees each as proposed."
        else:
            words += f" Next: {next_score.id}."
        self.state.say(words)
        self._guard.ask()
        self.screen.call_after_refresh(self._guard.painted)

    def record(self, proposal: Proposal) -> Entry | None:
        """Record a proposal: keep it on this computer, show it, save it. None when refused."""
        if self.state.seen.following is not None:
            # Somebody took the meeting over while the dialog was open.
            self._not_recorded(proposal, f"Not recorded. {self.state.following_words}")
            return None
        try:
            entry = self.state.meeting.entry_for(proposal, str(uuid4()), clock.now_in_seconds())
        except Refused as refused:
            self._not_recorded(proposal, str(refused))
            return None
        self.state.meeting = self.state.meeting.with_entry(entry)
        self.recorded.add(entry.id)
        self.state.saver.keep(entry, self.state.meeting.entries)
        self.state.drafts.pop(proposal.standard, None)
        self.state.saver.drop_draft(proposal.standard)
        return entry

    def _not_recorded(self, proposal: Proposal, because: str) -> None:
        """Say why a proposal was not recorded, and keep what was typed as a draft."""
        self._keep_draft(Draft.of(proposal))
        self.state.say(f"{because} What was typed is kept as a draft.")

    async def save(self) -> None:
        """Try again to save; if another save's file blocks it, ask whether to remove that."""
        saver, entries = self.state.saver, self.state.meeting.entries
        blocked = saver.failure
        if isinstance(blocked, Protected):
            await self._ask_to_replace(blocked)
            return
        if not isinstance(blocked, Blocked):
            saver.save(entries)
            return
        from tui.dialogs.other_viewers import InTheWay

        def answered(answer: str | None) -> None:
            if answer == "remove":
                saver.remove_and_save(self.state.meeting.entries, blocked)
            elif answer == "save":
                saver.save(self.state.meeting.entries)
            self.state.changed()

        await self.screen.app.push_screen(InTheWay(blocked), answered)

    async def _ask_to_replace(self, protected: Protected) -> None:
        """Ask whether a read-only record, or another user's, may be replaced."""
        from tui.dialogs.other_viewers import ReplaceProtected

        def answered(answer: str | None) -> None:
            if answer == "replace":
                self.state.saver.replace_and_save(self.state.meeting.entries)

        await self.screen.app.push_screen(ReplaceProtected(protected), answered)

    def offer(self, pending: Pending, title: str, *, unbidden: bool = True) -> None:
        """Offer what was kept on this computer and not saved."""
        from tui.dialogs.restore import Restore

        dialog = Restore(pending, self.state.opening.record_path, title)
        self.questions.ask(
            dialog, lambda answer: self._restored(pending, answer), unbidden=unbidden
        )

    def _restore_draft(self, draft: AnyDraft) -> None:
        if isinstance(draft, Draft):
            self.state.drafts[draft.key] = draft
            self.state.view = self.state.view.at(draft.standard)
            return
        self.state.form_drafts[draft.key] = draft
        form, about = draft.about
        if form == NOTE and self.state.meeting.evidence.scheme.has(about):
            self.state.view = self.state.view.at(about)

    def _restored_words(self, drafts: Sequence[AnyDraft]) -> str:
        """Say which drafts were restored, and which keys open them."""
        keys = self.state.keys
        where = dict.fromkeys(draft.standard for draft in drafts if isinstance(draft, Draft))
        words = [f"Draft for {listed(tuple(where))} restored; press d."] if where else []
        words += [
            f"Draft of {form_words(draft)} restored; press {form_keys(draft, keys)}."
            for draft in drafts
            if isinstance(draft, FormDraft)
        ]
        return " ".join(words)

    def _restored(self, pending: Pending, answer: str | None) -> None:
        if answer == "restore":
            meeting = self.state.meeting
            known = {entry.id for entry in meeting.entries}
            entries = tuple(entry for entry in pending.entries if entry.id not in known)
            self.state.meeting = meeting.with_entries((*meeting.entries, *entries))
            for draft in pending.drafts:
                self._restore_draft(draft)
            self.recorded |= {entry.id for entry in entries}
            if entries:
                self.state.saver.save(self.state.meeting.entries, [entry.id for entry in entries])
            if pending.drafts:
                self.state.say(self._restored_words(pending.drafts))
        elif answer is None:
            self.state.say("Kept on this computer and offered again at the next start.")
        elif answer == "discard":
            self.state.notice = self.state.saver.discard(pending)
