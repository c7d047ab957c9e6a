"""The commands that change the meeting, and what becomes of it on disk."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from core.meeting import Proposal, Refused
from core.record import DECIDING, Entry, Kind
from core.value import replace
from sessions.record.atomic_save import Blocked, Protected
from sessions.record.recovery import Draft, NotKept, Pending, draft_key
from sessions.record.store import Saved
from tui.drawing.layout import Notice
from tui.meeting.base import QUIET, MeetingBase
from tui.meeting.opening import Opening
from tui.meeting.seen import decided

if TYPE_CHECKING:
    from tui.dialogs.decide import Decide
    from tui.dialogs.sheet import Question

Answered = Callable[[str | None], None]


class Deciding(MeetingBase):
    """Records decisions, saves them, and takes in what others record."""

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self._questions: list[tuple[Question, Answered, Callable[[], bool]]] = []
        self.recorded: set[str] = set()
        self._told: set[tuple[str, str]] = set()

    # Decisions

    def do_decide(self) -> None:
        """Change the rating of the selected standard."""
        self.open_decision(Kind.CHANGE, self.view.standard)

    def do_keep(self) -> None:
        """Leave the rating of the selected standard as it is."""
        self.open_decision(Kind.KEEP, self.view.standard)

    def do_defer(self) -> None:
        """Set the selected standard aside."""
        self.open_decision(Kind.DEFER, self.view.standard)

    def do_withdraw(self) -> None:
        """Withdraw the selected standard's decision, or else the last one that stands."""
        standing = self.meeting.scorecard.standing.decisions
        standard = self.view.standard
        if standard not in standing:
            order = {entry.id: place for place, entry in enumerate(self.meeting.entries)}
            last = max(standing.values(), key=lambda entry: order[entry.id])
            standard = last.standard or standard
        self.open_decision(Kind.WITHDRAW, standard)

    def open_decision(self, kind: Kind, standard_id: str) -> None:
        """Open the dialog that records a decision."""
        from tui.dialogs.decide import Decide

        name = draft_key(kind, standard_id)
        dialog = Decide(self.meeting, kind, standard_id, self.drafts.get(name), self._keep_draft)
        self.app.push_screen(dialog, lambda proposal: self._decided(proposal, name, dialog))

    def _keep_draft(self, draft: Draft) -> None:
        """Keep what is being typed, on this computer and for the next time the dialog opens."""
        self.drafts[draft.key] = draft
        if draft.blank:
            del self.drafts[draft.key]
        self.saver.keep_draft(draft)

    def _decided(self, proposal: Proposal | None, draft: str, dialog: "Decide") -> None:
        if proposal is None:
            if draft in self.drafts:
                self.say("Not recorded. What was typed is kept as a draft.")
            self.draw()
            return
        known = dialog.meeting.scorecard.standing.decisions.get(proposal.standard)
        theirs = self.meeting.scorecard.standing.decisions.get(proposal.standard)
        entry = self.record(proposal)
        if entry is None or theirs is None or dialog.news:
            return
        if known is None or theirs.id != known.id:
            # It came while this one was on its way: nobody has seen it.
            self._ask_which(theirs, entry)

    def record(self, proposal: Proposal) -> Entry | None:
        """Record a proposal: keep it on this computer, show it, save it. None when refused."""
        from uuid import uuid4

        from sessions import clock

        if self.seen.following is not None:
            # Somebody took the meeting over while the dialog stood open.
            self._not_recorded(proposal, f"Not recorded. {self.following_words}")
            return None
        try:
            entry = self.meeting.entry_for(proposal, str(uuid4()), clock.now_in_seconds())
        except Refused as refused:
            self._not_recorded(proposal, str(refused))
            return None
        self.meeting = self.meeting.with_entry(entry)
        self.recorded.add(entry.id)
        self.saver.keep(entry, self.meeting.entries)
        key = draft_key(proposal.kind, proposal.standard)
        self.drafts.pop(key, None)
        self.saver.drop_draft(key)
        self.draw()
        return entry

    def _not_recorded(self, proposal: Proposal, because: str) -> None:
        """Say why; what was typed is not lost with it."""
        self._keep_draft(Draft.of(proposal))
        self.say(f"{because} What was typed is kept as a draft.")

    def do_save(self) -> None:
        """Try again to save; where somebody's file lies in the way, ask whether to remove it."""
        blocked = self.saver.failure
        if isinstance(blocked, Protected):
            self._ask_to_replace(blocked)
            return
        if not isinstance(blocked, Blocked):
            self.saver.save(self.meeting.entries)
            return
        from tui.dialogs.other_viewers import InTheWay

        def answered(answer: str | None) -> None:
            if answer == "remove":
                self.saver.remove_and_save(self.meeting.entries, blocked)
            elif answer == "save":
                self.saver.save(self.meeting.entries)

        self._ask(InTheWay(blocked), answered)

    def _ask_to_replace(self, protected: Protected) -> None:
        """Ask whether a read-only record, or another user's, may be replaced."""
        from tui.dialogs.other_viewers import ReplaceProtected

        def answered(answer: str | None) -> None:
            if answer == "replace":
                self.saver.replace_and_save(self.meeting.entries)

        self._ask(ReplaceProtected(protected), answered)

    def after_save(self) -> None:
        """Take in what a save brought."""
        saved = self.saver.take()
        if saved is not None:
            if saved.note:
                self.notice = Notice(saved.note)
            if saved.added:
                self._take_in(saved)
            else:
                # What is saved has its seal, and a sign-off its fingerprint.
                self._adopt(saved.entries)
        self.draw()
        for theirs, ours in saved.clashes if saved is not None else ():
            self._ask_which(theirs, ours)
        self.go_on_leaving()

    def _ask_which(self, theirs: Entry, ours: Entry) -> None:
        """Both decided the same standard: show the two, and ask which stands."""
        if (theirs.id, ours.id) in self._told:
            return
        self._told.add((theirs.id, ours.id))
        from core.history import redo
        from tui.dialogs.other_viewers import Clash

        def answered(answer: str | None) -> None:
            if answer == "theirs":
                self.record(redo(theirs))

        self._ask(Clash(theirs, ours), answered)

    # Others

    def _take_in(self, saved: Saved) -> None:
        """Take in entries of others, and tell where one of ours does not stand any more.

        One that names ours in `replaces` knew of it; any other was made beside it.
        """
        ours = self.meeting.scorecard.standing.decisions
        self._adopt(saved.entries)
        asked = {entry.standard for _, entry in saved.clashes}
        latest = {
            entry.standard: entry
            for entry in saved.added
            if entry.standard is not None and entry.kind in (*DECIDING, Kind.WITHDRAW)
        }
        for standard, theirs in latest.items():
            dialog = self.app.screen
            tell_of = getattr(dialog, "tell_of", None)
            if tell_of is not None and getattr(dialog, "standard", "") == standard:
                tell_of(f"Meanwhile another screen recorded {decided(theirs)}")
            mine = ours.get(standard)
            if mine is None or mine.id not in self.recorded or standard in asked:
                continue
            if theirs.replaces == mine.id:
                said = decided(theirs)
                self.notice = Notice(f"Another screen has decided {standard} anew: {said}")
            elif mine.id in self.saver.unsaved:
                # It will stand behind theirs.
                self._ask_which(theirs, mine)
            else:
                self._tell_of_other(theirs, mine)

    def _tell_of_other(self, theirs: Entry, ours: Entry) -> None:
        """The record holds another decision beside ours: show both, offer to record ours again."""
        if (theirs.id, ours.id) in self._told:
            return
        self._told.add((theirs.id, ours.id))
        from core.history import redo
        from tui.dialogs.other_viewers import Overtaken

        def answered(answer: str | None) -> None:
            if answer == "ours":
                self.record(redo(ours))

        self._ask(Overtaken(theirs, ours, self.seen.following), answered)

    def after_seen(self) -> None:
        """Take in what the watcher saw."""
        before, self.seen = self.seen, self.watcher.take()
        if self.seen.standing != before.standing:
            # What was said before must not hide it.
            self.notice = QUIET
        if self.seen.said:
            self.notice = Notice(self.seen.said)
        if self.seen.added is not None:
            self._take_in(self.seen.added)
        if self.seen.left is not None:
            self._offer(self.seen.left, "Not saved by the screen before")
        who = self.seen.asked_by
        if who is not None and who != before.asked_by:
            from tui.dialogs.other_viewers import TakeOver

            def answered(answer: str | None) -> None:
                if answer != "agree":
                    self.watcher.decline(who)
                elif self.seen.asked_by == who:
                    self.watcher.agree(who)
                else:
                    self.say("Nobody asks any more; the meeting is still yours.")

            self._ask(TakeOver(who), answered, lambda: self.seen.asked_by == who)
        self.draw()

    def _ask(
        self,
        question: "Question",
        answered: Answered,
        still: Callable[[], bool] = lambda: True,
    ) -> None:
        """Put a question once the board is in front: never in the way of what is being typed.

        Then it is put only if `still` something hangs on it.
        """
        self._questions.append((question, answered, still))
        self._ask_next()

    def _ask_next(self) -> None:
        while self._questions and self.is_active:
            question, answered, still = self._questions.pop(0)
            if still():
                question.guard()
                self.app.push_screen(question, answered)

    def on_screen_resume(self) -> None:
        """Put the question that waited until the board was in front again."""
        self._ask_next()

    def _adopt(self, entries: tuple[Entry, ...]) -> None:
        """Take the record as it is on disk, with ours that are not there yet behind it."""
        known = {entry.id for entry in entries}
        ours = tuple(entry for entry in self.meeting.entries if entry.id not in known)
        self.meeting = replace(self.meeting, entries=(*entries, *ours))

    def do_take_over(self) -> None:
        """Ask to take over; where no answer comes, ask whether to do without."""
        if not self.seen.unanswered or self.seen.following is None:
            self.watcher.ask()
            self.say("Asking to take over…")
            return
        from tui.dialogs.other_viewers import Insist

        def answered(answer: str | None) -> None:
            if answer == "insist":
                self.watcher.insist()

        self._ask(Insist(self.seen.following.who), answered)

    def do_say_how_to_quit(self) -> None:
        """Say how to leave."""
        self.say("q leaves; nothing recorded is lost.")

    # Beginning and end

    def greet(self) -> None:
        """Say what there is to say about the files, and offer what was not saved."""
        if self.opening.warnings:
            self.say(" ".join(problem.sentence() for problem in self.opening.warnings))
        if self.opening.unkept:
            self.say(self.opening.unkept, alarm=True)
        if self.opening.pending:
            self._offer(self.opening.pending, "Not saved the last time")

    def _offer(self, pending: Pending, title: str) -> None:
        """Offer what was kept on this computer and not saved."""
        from tui.dialogs.restore import Restore

        dialog = Restore(pending, self.opening.record_path, title)
        self._ask(dialog, lambda answer: self._restored(pending, answer))

    def _restored(self, pending: Pending, answer: str | None) -> None:
        if answer == "restore":
            known = {entry.id for entry in self.meeting.entries}
            entries = tuple(entry for entry in pending.entries if entry.id not in known)
            self.meeting = replace(self.meeting, entries=(*self.meeting.entries, *entries))
            for draft in pending.drafts:
                self.drafts[draft.key] = draft
                self.view = self.view.at(draft.standard)
            self.recorded |= {entry.id for entry in entries}
            if entries:
                self.saver.save(self.meeting.entries, [entry.id for entry in entries])
            if pending.drafts:
                where = " and ".join(dict.fromkeys(draft.standard for draft in pending.drafts))
                self.notice = Notice(f"What was being typed on {where} stands in the dialog again.")
        elif answer is None:
            self.notice = Notice("Kept on this computer; it is offered again at the next start.")
        elif answer == "discard":
            try:
                place = self.opening.keeper.discard(pending)
            except NotKept as error:
                self.say(str(error), alarm=True)
                return
            self.say(f"Put aside, not deleted: {place}" if place else "Nothing was left.")
        self.draw()

    def do_quit(self) -> None:
        """Leave, once a save under way has ended; what cannot be saved is asked about first."""
        if not self.saver.unsaved:
            self.app.exit(0)
        elif self.saver.promising:
            self.leaving = True
            self.say("Saving, then leaving.")
        else:
            self._ask_to_leave()

    def go_on_leaving(self) -> None:
        """Leave if that was asked and everything is saved by now; ask where it takes too long."""
        if not self.leaving:
            return
        if not self.saver.unsaved:
            self.app.exit(0)
        elif not self.saver.promising:
            self._ask_to_leave()

    def _ask_to_leave(self) -> None:
        from tui.dialogs.leaving import Leaving

        self.leaving = False
        self.app.push_screen(Leaving(len(self.saver.unsaved), self.saver.kept), self._leaving)

    def _leaving(self, answer: str | None) -> None:
        if answer == "leave":
            self.app.exit(3)
        elif answer == "save":
            self.saver.save(self.meeting.entries)
            self.draw()
