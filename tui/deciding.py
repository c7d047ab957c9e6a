"""The commands that change the meeting, and what becomes of it on disk."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from core.meeting import Meeting, Proposal, Refused
from core.record import Entry, Kind
from sessions.recovery import Draft, NotKept
from tui.arrangement import Notice
from tui.meeting_base import MeetingBase
from tui.opening import Opening

if TYPE_CHECKING:
    from tui.sheet import Question


class Deciding(MeetingBase):
    """Records decisions, saves them, and takes in what others record."""

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self._questions: list[tuple[Question, Callable[[str | None], None]]] = []

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
            last = [e for e in self.meeting.entries if standing.get(e.standard or "") is e][-1]
            standard = last.standard or standard
        self.open_decision(Kind.WITHDRAW, standard)

    def open_decision(self, kind: Kind, standard_id: str) -> None:
        """Open the dialog that records a decision."""
        from tui.decide import Decide

        name = f"{kind}:{standard_id}"
        dialog = Decide(self.meeting, kind, standard_id, self.drafts.get(name), self._keep_draft)
        self.app.push_screen(dialog, lambda proposal: self._decided(proposal, name))

    def _keep_draft(self, draft: Draft) -> None:
        """Keep what is being typed, on this computer and for the next time the dialog opens."""
        self.drafts[f"{draft.kind}:{draft.standard}"] = draft
        self.saver.keep_draft(draft)

    def _decided(self, proposal: Proposal | None, draft: str) -> None:
        if proposal is None:
            if draft in self.drafts:
                self.say("Not recorded. What was typed is kept as a draft.")
            self.draw()
            return
        self.record(proposal)

    def record(self, proposal: Proposal) -> Entry | None:
        """Record a proposal: keep it on this computer, show it, save it. None when refused."""
        from uuid import uuid4

        from sessions.decisions_file import now

        try:
            entry = self.meeting.entry_for(proposal, str(uuid4()), now())
        except Refused as refused:
            # What was typed is not lost with the refusal.
            self._keep_draft(
                Draft(
                    standard=proposal.standard,
                    kind=proposal.kind,
                    to_rating=proposal.to_rating,
                    reason=proposal.reason,
                    proposed_by=proposal.proposed_by,
                    agreed_by=proposal.agreed_by,
                    dissent=proposal.dissent,
                    recused=proposal.recused,
                )
            )
            self.say(str(refused))
            return None
        self.meeting = self.meeting.with_entry(entry)
        self.drafts.pop(f"{proposal.kind}:{proposal.standard}", None)
        self.saver.keep(entry, self.meeting.entries)
        # The next start must not offer what has just been recorded.
        self.saver.keep_draft(next(reversed(self.drafts.values()), None))
        self.draw()
        return entry

    def do_save(self) -> None:
        """Try again to save."""
        self.saver.save(self.meeting.entries)

    def after_save(self) -> None:
        """Take in what a save brought."""
        saved = self.saver.take()
        if saved is not None:
            if saved.added:
                self._adopt(saved.entries)
            if saved.note:
                self.notice = Notice(saved.note)
        self.draw()
        for theirs, ours in saved.clashes if saved is not None else ():
            self._ask_which(theirs, ours)
        self.go_on_leaving()

    def _ask_which(self, theirs: Entry, ours: Entry) -> None:
        """Both decided the same standard: show the two, and ask which stands."""
        from tui.company import Clash

        def answered(answer: str | None) -> None:
            if answer == "theirs":
                self.record(
                    Proposal(
                        kind=theirs.kind,
                        standard=theirs.standard or "",
                        to_rating=theirs.to_rating,
                        reason=theirs.reason,
                        proposed_by=theirs.proposed_by,
                        agreed_by=theirs.agreed_by,
                        dissent=theirs.dissent,
                        recused=theirs.recused,
                    )
                )

        self._ask(Clash(theirs, ours), answered)

    # Others

    def after_seen(self) -> None:
        """Take in what the watcher saw."""
        before, self.seen = self.seen, self.watcher.take()
        if self.seen.added is not None:
            self._adopt(self.seen.added.entries)
        if self.seen.said:
            self.notice = Notice(self.seen.said)
        who = self.seen.asked_by
        if who is not None and who != before.asked_by:
            from tui.company import TakeOver

            def answered(answer: str | None) -> None:
                if answer != "agree":
                    self.watcher.decline(who)
                elif self.seen.asked_by == who:
                    self.watcher.agree(who)
                else:
                    self.say("Nobody asks any more; the meeting is still yours.")

            self._ask(TakeOver(who), answered)
        self.draw()

    def _ask(self, question: "Question", answered: Callable[[str | None], None]) -> None:
        """Put a question once the board is in front: never in the way of what is being typed."""
        self._questions.append((question, answered))
        self._ask_next()

    def _ask_next(self) -> None:
        if self._questions and self.is_active:
            question, answered = self._questions.pop(0)
            question.guard()
            self.app.push_screen(question, answered)

    def on_screen_resume(self) -> None:
        """Put the question that waited until the board was in front again."""
        self._ask_next()

    def _adopt(self, entries: tuple[Entry, ...]) -> None:
        """Take the record as it is on disk, with ours that are not there yet behind it."""
        known = {entry.id for entry in entries}
        ours = tuple(entry for entry in self.meeting.entries if entry.id not in known)
        self.meeting = Meeting(self.meeting.evidence, (*entries, *ours))

    def do_take_over(self) -> None:
        """Ask to take over."""
        self.watcher.ask()
        self.say("Asking to take over…")

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
            from tui.restore import Restore

            dialog = Restore(self.opening.pending, self.opening.record_path)
            self.app.push_screen(dialog, self._restored)

    def _restored(self, answer: str | None) -> None:
        pending = self.opening.pending
        if answer == "restore":
            known = {entry.id for entry in self.meeting.entries}
            entries = tuple(entry for entry in pending.entries if entry.id not in known)
            self.meeting = Meeting(self.meeting.evidence, (*self.meeting.entries, *entries))
            if pending.draft is not None:
                self.drafts[f"{pending.draft.kind}:{pending.draft.standard}"] = pending.draft
                self.view = self.view.at(pending.draft.standard)
            if entries:
                self.saver.save(self.meeting.entries, [entry.id for entry in entries])
        elif answer == "discard":
            try:
                place = self.opening.keeper.discard()
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
        from tui.leaving import Leaving

        self.leaving = False
        self.app.push_screen(Leaving(len(self.saver.unsaved), self.saver.kept), self._leaving)

    def _leaving(self, answer: str | None) -> None:
        if answer == "leave":
            self.app.exit(3)
        elif answer == "save":
            self.saver.save(self.meeting.entries)
            self.draw()
