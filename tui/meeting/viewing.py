"""The commands that only look: moving, supposing, looking back, reading, copying."""

from core.meeting import Refused
from core.value import replace
from tui.drawing.layout import Notice
from tui.meeting.base import MeetingBase
from tui.state.columns import column_of, question_at
from tui.state.scene import Mode

FAR = 10_000


class Looking(MeetingBase):
    """What can be looked at; nothing here changes the meeting."""

    def _move(self, steps: int) -> None:
        if self.scene.entries is None:
            self.view = self.view.moved(self.scene.scorecard, steps)
            return
        last = len(self.meeting.entries)
        self.look_back(max(0, min(last, self.scene.entries + steps)))

    def do_up(self) -> None:
        """Select the standard above, or an earlier entry."""
        self._move(-1)

    def do_down(self) -> None:
        """Select the standard below, or a later entry."""
        self._move(1)

    def do_first(self) -> None:
        """Select the first standard or entry."""
        self._move(-FAR)

    def do_last(self) -> None:
        """Select the last standard or entry."""
        self._move(FAR)

    def do_left(self) -> None:
        """Select the key question to the left."""
        self.view = self.view.sideways(self.selected, -1)

    def do_right(self) -> None:
        """Select the key question to the right."""
        self.view = self.view.sideways(self.selected, 1)

    def do_next(self) -> None:
        """Go to the next open standard not yet considered."""
        self.view = self.view.next_to_consider(self.scene.scorecard, 1) or self.view

    def do_previous(self) -> None:
        """Go to the previous open standard not yet considered."""
        self.view = self.view.next_to_consider(self.scene.scorecard, -1) or self.view

    def do_only_open(self) -> None:
        """Show only the open standards, or all again."""
        self.view = replace(self.view, only_open=not self.view.only_open)
        shown = [score.id for score in self.view.shown(self.scene.scorecard)]
        if shown and self.view.standard not in shown:
            self.view = self.view.at(shown[0])

    def do_large(self) -> None:
        """Show the selected standard alone, large; again for the board."""
        self.view = replace(self.view, large=not self.view.large)

    def do_theme(self) -> None:
        """Change to the next theme."""
        self.panel.next_look()
        self.notice = Notice(f"Theme: {self.panel.look.title}.")

    # What if

    def do_what_if(self) -> None:
        """Begin to suppose."""
        from core.what_if import WhatIf

        result = self.selected.result
        if not self.view.picked and result.driven_by:
            # What holds the rating down is what a room asks about, unless it asked for another.
            places = {each.id: place for place, each in column_of(result).items()}
            driving = min(places[each] for each in result.driven_by)
            self.view = replace(self.view, question=driving)
        self.suppose(WhatIf())

    def _suppose(self, change: int, cases: int = 0, yes: bool = False) -> None:
        """Suppose a judgement, or with `cases` a relevant case, of the selected question."""
        what_if = self.scene.what_if
        question = question_at(self.selected.result, self.view.question)
        if what_if is None or question is None:
            self.notice = Notice("Choose a key question with ← and → first.")
            return
        try:
            if cases:
                made = what_if.with_case(self.meeting.evidence, question.id, cases, yes=yes)
            else:
                made = what_if.with_judgement(self.meeting.evidence, question.id, change)
        except Refused as refused:
            self.notice = Notice(str(refused))
            return
        self.suppose(made)

    def do_more(self) -> None:
        """Suppose one more yes."""
        self._suppose(1)

    def do_fewer(self) -> None:
        """Suppose one yes fewer."""
        self._suppose(-1)

    def do_fewer_no(self) -> None:
        """Suppose that a case judged no was not relevant."""
        self._suppose(0, cases=-1)

    def do_more_no(self) -> None:
        """Suppose one more relevant case, judged no."""
        self._suppose(0, cases=1)

    def do_fewer_yes(self) -> None:
        """Suppose that a case judged yes was not relevant."""
        self._suppose(0, cases=-1, yes=True)

    def do_more_yes(self) -> None:
        """Suppose one more relevant case, judged yes."""
        self._suppose(0, cases=1, yes=True)

    def do_undo(self) -> None:
        """Take the latest supposition back."""
        if self.scene.what_if is not None:
            self.suppose(self.scene.what_if.undo())

    def do_back(self) -> None:
        """Go back to the meeting as it is, or else to the board."""
        mode = self.scene.mode
        if mode is Mode.MEETING:
            self.view = replace(self.view, large=False)
            return
        self.suppose(None)
        if mode is Mode.WHAT_IF:
            self.notice = Notice("Back to the evidence; nothing of the what-if was saved.")

    # History

    def do_history(self) -> None:
        """Look back, from the latest entry."""
        self.look_back(len(self.meeting.entries))

    def do_record_again(self) -> None:
        """Open the dialog with what a withdrawn entry held."""
        from core.history import redo
        from sessions.record.recovery import Draft

        entry = self.meeting.entries[(self.scene.entries or 1) - 1]
        again = redo(entry)
        self.suppose(None)
        draft = Draft.of(again)
        self.drafts[draft.key] = draft
        self.open_decision(again.kind, again.standard)

    # Reading

    def do_in_full(self) -> None:
        """Show everything about the selected standard; while looking back, the whole record."""
        if self.scene.mode is Mode.HISTORY:
            from tui.dialogs.readings import Recorded

            self.app.push_screen(Recorded(self.scene))
            return
        from tui.dialogs.in_full import InFull

        self.app.push_screen(InFull(self.scene))

    def do_explain(self) -> None:
        """Say what the selected standard's flags and figures mean."""
        from tui.dialogs.readings import Explained

        self.app.push_screen(Explained(self.scene))

    def do_column(self) -> None:
        """Show the selected question standard by standard."""
        from tui.dialogs.readings import Column

        question = question_at(self.selected.result, self.view.question)
        if question is None or not question.question.theme:
            self.notice = Notice("This question runs through no other standard.")
            return
        self.app.push_screen(Column(self.scene, question.question.theme))

    def do_overall(self) -> None:
        """Show what could change the overall rating."""
        from tui.dialogs.readings import Overall

        self.app.push_screen(Overall(self.scene))

    def do_compare(self) -> None:
        """Show where agreed ratings differ from the evidence's."""
        from tui.dialogs.readings import Comparison

        self.app.push_screen(Comparison(self.scene))

    def do_help(self) -> None:
        """Show every key, and what the marks mean."""
        from tui.dialogs.help import Help

        self.app.push_screen(Help(self.meeting.evidence.scheme, self.panel.keys))

    def do_go_to(self) -> None:
        """Find a standard or a key question."""
        from tui.dialogs.finder import Finder, places

        self.app.push_screen(Finder("Go to", places(self.scene.scorecard)), self._found)

    def do_find(self) -> None:
        """Find a command, a standard or a key question by its name."""
        from tui.dialogs.finder import Finder, commands, places

        found = [*commands(self.situation), *places(self.scene.scorecard)]
        self.app.push_screen(Finder("Commands and standards", found), self._found)

    def _found(self, found: str | None) -> None:
        if found is None:
            return
        kind, _, name = found.partition(":")
        if kind == "command":
            self.call_later(self.action_command, name)
        elif kind == "standard":
            self.look_at(name, None)
        else:
            standard, _, column = name.rpartition(":")
            self.look_at(standard, int(column))

    # Copying

    def do_copy(self) -> None:
        """Copy the selected standard as text."""
        from tui.drawing.plain_text import standard_text

        self._copy(standard_text(self.scene), f"{self.view.standard}")

    def do_copy_score(self) -> None:
        """Copy the scorecard as text."""
        from tui.drawing.plain_text import scorecard_text

        self._copy(scorecard_text(self.scene.scorecard), "The scorecard")

    def _copy(self, text: str, what: str) -> None:
        self.app.copy_to_clipboard(text)
        self.notice = Notice(f"{what} was sent to the clipboard, if this terminal allows it.")
