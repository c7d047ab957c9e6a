"""The meeting's screen: it alone owns the meeting, and every change to it goes through here."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen

from core.meeting import Meeting, Proposal, Refused
from core.record import Entry, Kind
from core.scorecard import StandardScore
from sessions.presence import Other
from sessions.recovery import Draft, NotKept
from tui.arrangement import (
    LEAST_HEIGHT,
    LEAST_WIDTH,
    Notice,
    picture,
    too_small,
)
from tui.board import Board
from tui.commands import BY_ID, COMMANDS, Situation
from tui.drawing import Lines, Piece
from tui.opening import Opening
from tui.saver import Saver
from tui.view import first_view
from tui.watcher import Seen, Watcher

if TYPE_CHECKING:
    from tui.app import RatingsPanel

QUIET = Notice()


class MeetingScreen(Screen[None]):
    """Shows the meeting, takes its commands, records and saves its decisions."""

    BINDINGS = [command.binding for command in COMMANDS]
    AUTO_FOCUS = ""

    class SaveEnded(Message):
        """A save in the background has ended."""

    class SomethingSeen(Message):
        """The watcher saw something new in the meeting's files."""

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self.opening = opening
        self.meeting = opening.meeting
        self.view = first_view(self.meeting.scorecard)
        self.notice = QUIET
        self.drafts: dict[str, Draft] = {}
        self.saver = Saver(opening.keeper, lambda: self.post_message(self.SaveEnded()))
        self.watcher = Watcher(
            opening.session,
            opening.keeper,
            opening.holding,
            lambda: self.post_message(self.SomethingSeen()),
        )
        self.seen = Seen(following=self.watcher.following)

    @property
    def panel(self) -> "RatingsPanel":
        """The application."""
        return cast("RatingsPanel", self.app)

    def compose(self) -> ComposeResult:
        """Headline, board beside or above the selected standard, keys."""
        yield Lines(id="headline")
        with Vertical(id="body"):
            with Vertical(id="left"):
                yield Board(id="board")
                yield Lines(id="extra")
            yield Lines(id="selected")
        yield Lines(id="footer")

    def on_mount(self) -> None:
        """Draw before the first paint, so that there is only one."""
        self.draw()
        self.call_after_refresh(self._greet)
        self.watcher.start()
        self.set_interval(1, self._tick)

    def on_unmount(self) -> None:
        """Let go of the meeting."""
        self.watcher.close()

    def _tick(self) -> None:
        """Keep the words about a slow save current."""
        if self.saver.seconds:
            self.draw()

    def on_resize(self, _: events.Resize) -> None:
        """Draw for the new size."""
        self.draw()

    def draw(self) -> None:
        """Bring every part up to what the meeting and the view are now."""
        width, height = self.app.size
        look = self.panel.look
        if width < LEAST_WIDTH or height < LEAST_HEIGHT:
            self._divide(wide=False, left=width, headline=height, footer=0, rows=0)
            self.query_one("#headline", Lines).show(too_small(width, height), look)
            return
        drawn = picture(
            self.meeting,
            self.view,
            self.status,
            self.standing_notice,
            (width, height),
            self.situation,
        )
        self._divide(
            wide=drawn.wide,
            left=drawn.left_width if drawn.wide else width,
            headline=len(drawn.headline),
            footer=len(drawn.footer),
            rows=len(drawn.rows),
        )
        self.query_one("#headline", Lines).show(drawn.headline, look)
        self.query_one("#board", Board).show_rows(drawn.rows, drawn.plan, look)
        self.query_one("#extra", Lines).show(drawn.extra, look)
        self.query_one("#selected", Lines).show(drawn.selected, look)
        self.query_one("#footer", Lines).show(drawn.footer, look)

    def _divide(self, *, wide: bool, left: int, headline: int, footer: int, rows: int) -> None:
        """Give each part its cells; says nothing to Textual where nothing changes."""
        wanted = (wide, left, headline, footer, rows)
        if wanted == getattr(self, "_divided", None):
            return
        self._divided = wanted
        self.set_class(wide, "wide")
        self.query_one("#headline").styles.height = headline
        self.query_one("#footer").styles.height = footer
        self.query_one("#board").styles.height = rows
        column = self.query_one("#left")
        column.styles.width = left
        column.styles.height = "1fr" if wide else rows

    # Commands

    @property
    def situation(self) -> Situation:
        """What decides which commands apply."""
        other = self.seen.following
        following = who_words(other) if other is not None else ""
        return Situation(self.meeting, self.view, bool(self.saver.unsaved), following)

    @property
    def status(self) -> Piece:
        """What the headline says of the record."""
        if self.seen.following is not None:
            return Piece(" FOLLOWING ", "banner")
        return self.saver.status()

    @property
    def standing_notice(self) -> Notice:
        """The sentence at the foot: an alarm before anything else."""
        alarm = self.saver.alarm()
        if alarm is not None:
            return alarm
        if self.notice.words:
            return self.notice
        if self.seen.evidence:
            return Notice(self.seen.evidence)
        if self.seen.following is not None:
            return Notice(f"{who_words(self.seen.following)}: you follow. T asks to take over.")
        return QUIET

    def action_command(self, command_id: str) -> None:
        """Do a command of the registry, or say why it does not apply."""
        self.notice = QUIET
        refusal = BY_ID[command_id].refusal(self.situation)
        if refusal is not None:
            self.say(refusal)
            return
        getattr(self, f"do_{command_id}")()
        if self.is_current:
            self.draw()

    def say(self, words: str, alarm: bool = False) -> None:
        """Put a sentence at the foot of the screen, until the next key."""
        self.notice = Notice(words, alarm)
        self.draw()

    def do_up(self) -> None:
        """Select the standard above."""
        self.view = self.view.moved(self.meeting.scorecard, -1)

    def do_down(self) -> None:
        """Select the standard below."""
        self.view = self.view.moved(self.meeting.scorecard, 1)

    def do_first(self) -> None:
        """Select the first standard."""
        self.view = self.view.moved(self.meeting.scorecard, -10_000)

    def do_last(self) -> None:
        """Select the last standard."""
        self.view = self.view.moved(self.meeting.scorecard, 10_000)

    def do_left(self) -> None:
        """Select the key question to the left."""
        self.view = self.view.sideways(self.selected, -1)

    def do_right(self) -> None:
        """Select the key question to the right."""
        self.view = self.view.sideways(self.selected, 1)

    def do_next(self) -> None:
        """Go to the next open standard not yet considered."""
        self.view = self.view.next_to_consider(self.meeting.scorecard, 1) or self.view

    def do_previous(self) -> None:
        """Go to the previous open standard not yet considered."""
        self.view = self.view.next_to_consider(self.meeting.scorecard, -1) or self.view

    def do_only_open(self) -> None:
        """Show only the open standards, or all again."""
        self.view = replace(self.view, only_open=not self.view.only_open)
        shown = [score.id for score in self.view.shown(self.meeting.scorecard)]
        if shown and self.view.standard not in shown:
            self.view = self.view.at(shown[0])

    def do_theme(self) -> None:
        """Change to the next theme."""
        self.panel.next_look()
        self.notice = Notice(f"Theme: {self.panel.look.title}.")

    def do_prompts(self) -> None:
        """Show everything about the selected standard."""
        from tui.in_full import InFull

        self.app.push_screen(InFull(self.meeting.scorecard, self.view))

    def do_go_to(self) -> None:
        """Find a standard or a key question."""
        from tui.finder import Finder, places

        self.app.push_screen(Finder("Go to", places(self.meeting.scorecard)), self._found)

    def do_find(self) -> None:
        """Find a command by its name."""
        from tui.finder import Finder, commands

        self.app.push_screen(Finder("Commands", commands(self.situation)), self._found)

    def do_help(self) -> None:
        """Show every key, and what the marks mean."""
        from tui.help import Help

        self.app.push_screen(Help(self.meeting.evidence.scheme))

    def _found(self, found: str | None) -> None:
        if found is None:
            return
        kind, _, name = found.partition(":")
        if kind == "command":
            self.call_later(self.action_command, name)
        elif kind == "standard":
            self.look_at(name, None)
        else:
            standard, _, column = name.partition(":")
            self.look_at(standard, int(column))

    def look_at(self, standard_id: str, column: int | None) -> None:
        """Move the cursor to a standard, and to a column where one is named."""
        self.view = self.view.at(standard_id)
        if standard_id not in {s.id for s in self.view.shown(self.meeting.scorecard)}:
            self.view = replace(self.view, only_open=False)
        if column is not None:
            self.view = replace(self.view, question=column)
        self.draw()

    @on(Board.Chosen)
    def _chosen(self, event: Board.Chosen) -> None:
        self.notice = QUIET
        self.look_at(event.standard, event.column)

    # Decisions

    @property
    def selected(self) -> StandardScore:
        """The standard that the cursor is on."""
        return self.meeting.scorecard.standard(self.view.standard)

    def do_decide(self) -> None:
        """Change the rating of the selected standard."""
        self._open_decision(Kind.CHANGE, self.view.standard)

    def do_keep(self) -> None:
        """Leave the rating of the selected standard as it is."""
        self._open_decision(Kind.KEEP, self.view.standard)

    def do_defer(self) -> None:
        """Set the selected standard aside."""
        self._open_decision(Kind.DEFER, self.view.standard)

    def do_withdraw(self) -> None:
        """Withdraw the selected standard's decision, or else the last one that stands."""
        standing = self.meeting.scorecard.standing.decisions
        standard = self.view.standard
        if standard not in standing:
            last = [e for e in self.meeting.entries if standing.get(e.standard or "") is e][-1]
            standard = last.standard or standard
        self._open_decision(Kind.WITHDRAW, standard)

    def _open_decision(self, kind: Kind, standard_id: str) -> None:
        from tui.decide import Decide

        draft = self.drafts.get(f"{kind}:{standard_id}")
        dialog = Decide(self.meeting, kind, standard_id, draft, self._keep_draft)
        self.app.push_screen(dialog, self._decided)

    def _keep_draft(self, draft: Draft) -> None:
        """Keep what is being typed, on this computer and for the next time the dialog opens."""
        self.drafts[f"{draft.kind}:{draft.standard}"] = draft
        self.saver.keep_draft(draft)

    def _decided(self, proposal: Proposal | None) -> None:
        if proposal is None:
            self.say("Not recorded. What was typed is kept as a draft.") if self.drafts else None
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
            self.say(str(refused))
            return None
        self.meeting = self.meeting.with_entry(entry)
        self.drafts.pop(f"{proposal.kind}:{proposal.standard}", None)
        self.saver.keep(entry, self.meeting.entries)
        self.draw()
        return entry

    def do_save(self) -> None:
        """Try again to save."""
        self.saver.save(self.meeting.entries)

    @on(SaveEnded)
    def _save_ended(self) -> None:
        saved = self.saver.take()
        if saved is not None:
            if saved.added:
                self._adopt(saved.entries)
            if saved.note:
                self.notice = Notice(saved.note)
        self.draw()
        for theirs, ours in saved.clashes if saved is not None else ():
            self._ask_which(theirs, ours)

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

        self.app.push_screen(Clash(theirs, ours), answered)

    # Others

    @on(SomethingSeen)
    def _something_seen(self) -> None:
        before, self.seen = self.seen, self.watcher.take()
        if self.seen.added is not None:
            self._adopt(self.seen.added.entries)
        if before.following is not None and self.seen.following is None:
            self.notice = Notice("You have taken over the meeting.")
        who = self.seen.asked_by
        if who is not None and who != before.asked_by:
            from tui.company import TakeOver

            def answered(answer: str | None) -> None:
                if answer == "agree":
                    self.watcher.agree(who)
                    self.seen = self.watcher.take()
                    self.draw()
                else:
                    self.watcher.decline(who)

            self.app.push_screen(TakeOver(who), answered)
        self.draw()

    def _adopt(self, entries: tuple[Entry, ...]) -> None:
        """Take the record as it is on disk, with ours that are not there yet behind it."""
        known = {entry.id for entry in entries}
        ours = tuple(entry for entry in self.meeting.entries if entry.id not in known)
        self.meeting = Meeting(self.meeting.evidence, (*entries, *ours))

    def do_take_over(self) -> None:
        """Ask to take over."""
        words = self.watcher.ask()
        self.seen = self.watcher.take()
        self.say(words)

    def do_say_how_to_quit(self) -> None:
        """Say how to leave."""
        self.say("q leaves; nothing recorded is lost.")

    # Beginning and end

    def _greet(self) -> None:
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
        """Leave; where something is not saved, say so first."""
        if self.saver.unsaved:
            from tui.leaving import Leaving

            self.app.push_screen(Leaving(len(self.saver.unsaved), self.saver.kept), self._leaving)
            return
        self.app.exit(0)

    def _leaving(self, answer: str | None) -> None:
        if answer == "leave":
            self.app.exit(3)
        elif answer == "save":
            self.saver.save(self.meeting.entries)
            self.draw()


def who_words(other: Other) -> str:
    """Say who has the meeting open, where and since when."""
    who = other.who
    since = who.since
    with suppress(ValueError):
        since = f"{datetime.fromisoformat(who.since).astimezone():%H:%M}"
    gone = " (nobody can tell whether they still do)" if other.alive is None else ""
    name, place = who.user or "somebody", who.host or "another computer"
    return f"{name} at {place} has it open since {since}{gone}"
