"""What other screens do with the same meeting: their entries, and whose turn it is to write."""

from collections.abc import Mapping

from core.conflicts import STANDARD, contradict, knew_of, latest_by_subject
from core.history import proposal_again
from core.meeting import Proposal
from core.record import Entry, Kind
from core.standing import applied
from sessions.record.store import Saved
from tui.commands.registry import Action
from tui.dialogs.dialog import Question
from tui.meeting.deciding import Decider
from tui.meeting.questions import Questions
from tui.meeting.recording import Recorder
from tui.meeting.state import QUIET, MeetingState
from tui.meeting.watcher import Watcher
from tui.state.other_viewers import about_words, again_words


class Sharing:
    """Takes in what others record, and asks wherever two screens disagree."""

    def __init__(
        self,
        state: MeetingState,
        decider: Decider,
        recorder: Recorder,
        watcher: Watcher,
        questions: Questions,
    ) -> None:
        self.state = state
        self.decider = decider
        self.recorder = recorder
        self.watcher = watcher
        self.questions = questions
        self._told: set[tuple[str, str]] = set()
        self._late: set[str] = set()

    @property
    def commands(self) -> Mapping[str, Action]:
        """What each command of the registry does here."""
        return {"take_over": self.take_over}

    def after_save(self) -> None:
        """Take in what a save brought."""
        saved = self.state.saver.take()
        if saved is not None:
            if saved.note:
                self.state.say(saved.note)
            if saved.added:
                self._take_in(saved)
            else:
                # What is saved has its seal, and a sign-off its fingerprint.
                self._adopt(saved)
            self._tell_of_late()
        self.state.changed()
        for theirs, ours in saved.clashes if saved is not None else ():
            self.ask_which(theirs, ours)

    def after_look(self) -> None:
        """Take in what the watcher saw."""
        before, self.state.seen = self.state.seen, self.watcher.take()
        seen = self.state.seen
        if seen.standing != before.standing:
            # What was said before must not hide it.
            self.state.notice = QUIET
        if seen.said:
            self.state.say(seen.said)
        if seen.added is not None:
            self._take_in(seen.added)
        if seen.left is not None:
            self.decider.offer(seen.left, "Draft from the earlier screen")
        who = seen.asked_by
        if who is not None and who != before.asked_by:
            from tui.dialogs.other_viewers import TakeOver

            def answered(answer: str | None) -> None:
                if answer != "agree":
                    self.watcher.decline(who)
                elif self.state.seen.asked_by == who:
                    self.watcher.agree(who)
                else:
                    self.state.say("Nobody is asking any more. You are still editing this meeting.")

            self.questions.ask(TakeOver(who), answered, lambda: self.state.seen.asked_by == who)

    async def take_over(self) -> None:
        """Ask to take over; where no answer comes, ask whether to do without."""
        seen = self.state.seen
        if not seen.unanswered or seen.following is None:
            self.watcher.ask()
            self.state.say("Asking to take over…")
            return
        from tui.dialogs.other_viewers import Insist

        def answered(answer: str | None) -> None:
            if answer == "insist":
                self.watcher.insist()

        await self.decider.screen.app.push_screen(Insist(seen.following.who), answered)

    def ask_which(self, theirs: Entry, ours: Entry) -> None:
        """Both recorded something about the same thing: show the two, and ask which counts."""
        from tui.dialogs.other_viewers import ClashQuestion

        question = ClashQuestion(theirs, ours, about_words(self.state.meeting, ours))
        self._ask_once(theirs, ours, question, {"theirs": theirs})

    def _take_in(self, saved: Saved) -> None:
        """Take in entries of others, and say if one of ours does not count any more.

        One that names ours in `replaces` knew of it; any other was made beside it.
        """
        before = self.state.meeting
        notes = {entry.id for entry in (*before.entries, *saved.added) if entry.kind is Kind.NOTE}
        ours = latest_by_subject(applied(before.entries), notes)
        ours |= {
            (STANDARD, standard): entry
            for standard, entry in before.scorecard.standing.decisions.items()
        }
        self._adopt(saved)
        asked = {entry.id for _, entry in saved.clashes}
        on_disk = {entry.id for entry in saved.entries}
        for theirs in saved.added:
            self.recorder.tell_of(theirs)
        for subject, theirs in latest_by_subject(saved.added, notes).items():
            self.decider.tell_of(theirs)
            mine = ours.get(subject)
            if mine is None or mine.id not in self.decider.recorded or mine.id in asked:
                continue
            if not contradict(theirs, mine, subject):
                continue
            if knew_of(theirs, mine, saved.added):
                self.state.say(again_words(self.state.meeting, theirs))
            elif mine.id in self.state.saver.unsaved and mine.id not in on_disk:
                # It will come after theirs.
                self.ask_which(theirs, mine)
            else:
                self._tell_of_other(theirs, mine)

    def _tell_of_other(self, theirs: Entry, ours: Entry) -> None:
        """The record holds another entry beside ours: show both, offer to record yours again."""
        from tui.dialogs.other_viewers import Overtaken

        about = about_words(self.state.meeting, ours)
        question = Overtaken(theirs, ours, about, self.state.seen.following)
        self._ask_once(theirs, ours, question, {"ours": ours})

    def _ask_once(
        self, theirs: Entry, ours: Entry, question: Question, again: Mapping[str, Entry]
    ) -> None:
        """Ask about two entries, once; *again* names the entry that an answer records again."""
        if (theirs.id, ours.id) in self._told:
            return
        self._told.add((theirs.id, ours.id))

        def answered(answer: str | None) -> None:
            if answer is not None and answer in again:
                self._record_again(again[answer])

        self.questions.ask(question, answered)

    def _record_again(self, entry: Entry) -> None:
        proposal = proposal_again(entry)
        if isinstance(proposal, Proposal):
            self.decider.record(proposal)
        else:
            self.recorder.record(proposal)

    def _tell_of_late(self) -> None:
        """Say where an entry of ours came after another screen's sign-off, so that it waits."""
        late = {entry.id for entry in self.state.meeting.scorecard.standing.late}
        ours = late & self.decider.recorded - self._late
        self._late |= ours
        if ours:
            self.state.say(
                "Another screen signed the record before your entry was saved. The entry is kept "
                "but does not count: reopen the record and record it again.",
                alarm=True,
            )

    def _adopt(self, saved: Saved) -> None:
        """Take the record as it is on disk, with ours that are not there yet at its end.

        A sign-off that was left out is gone: the record is still open.
        """
        entries = saved.entries
        known = {entry.id for entry in entries}
        known |= {entry.id for entry in saved.left_out if entry.kind is Kind.SIGN_OFF}
        ours = tuple(entry for entry in self.state.meeting.entries if entry.id not in known)
        self.state.meeting = self.state.meeting.with_entries((*entries, *ours))
