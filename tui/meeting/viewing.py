"""The commands that change nothing: moving, what-ifs, the history, reading, copying."""

from collections.abc import Awaitable, Callable, Mapping

from textual.screen import Screen

from core.meeting import Refused
from core.value import replace
from core.what_if import WhatIf
from core.wording import plural
from tui.commands.registry import BY_ID, Action
from tui.drawing.plain_text import scorecard_text, standard_text
from tui.meeting.state import MeetingState
from tui.state.columns import column_of, question_at
from tui.state.scene import Mode
from tui.widgets.themes import look_of, use_next_theme

FAR = 10_000
# What the finders search, said where nothing matches.
STANDARDS = "This searches the names of standards and key questions."
COMMANDS = "This searches the names of commands, standards and key questions."
ENTRIES = "This searches what each entry of the record says."


class Viewer:
    """Does the commands that look; nothing here changes the meeting.

    Dialogs open over `screen`; `run` does another command by its id.
    """

    def __init__(
        self, state: MeetingState, screen: Screen[None], run: Callable[[str], Awaitable[None]]
    ) -> None:
        self.state = state
        self.screen = screen
        self._run = run

    @property
    def commands(self) -> Mapping[str, Action]:
        """What each command of the registry does here."""
        return {
            "up": self.up,
            "down": self.down,
            "first": self.first,
            "last": self.last,
            "left": self.left,
            "right": self.right,
            "next": self.next,
            "previous": self.previous,
            "only_open": self.only_open,
            "large": self.large,
            "theme": self.theme,
            "what_if": self.what_if,
            "more": self.more,
            "fewer": self.fewer,
            "fewer_no": self.fewer_no,
            "more_no": self.more_no,
            "fewer_yes": self.fewer_yes,
            "more_yes": self.more_yes,
            "undo": self.undo,
            "back": self.back,
            "history": self.history,
            "in_full": self.in_full,
            "explain": self.explain,
            "column": self.column,
            "overall": self.overall,
            "compare": self.compare,
            "help": self.help,
            "go_to": self.go_to,
            "find": self.find,
            "copy": self.copy,
            "copy_score": self.copy_score,
        }

    def _move(self, steps: int) -> None:
        if self.state.scene.entries is None:
            self.state.view = self.state.view.moved(self.state.scene.scorecard, steps)
            return
        last = len(self.state.meeting.entries)
        self.state.look_back(max(0, min(last, self.state.scene.entries + steps)))

    def up(self) -> None:
        """Select the standard above, or an earlier entry."""
        self._move(-1)

    def down(self) -> None:
        """Select the standard below, or a later entry."""
        self._move(1)

    def first(self) -> None:
        """Select the first standard or entry."""
        self._move(-FAR)

    def last(self) -> None:
        """Select the last standard or entry."""
        self._move(FAR)

    def left(self) -> None:
        """Select the key question to the left."""
        self.state.view = self.state.view.sideways(self.state.selected, -1)

    def right(self) -> None:
        """Select the key question to the right."""
        self.state.view = self.state.view.sideways(self.state.selected, 1)

    def next(self) -> None:
        """Go to the next standard to decide."""
        self.state.view = (
            self.state.view.next_to_consider(self.state.scene.scorecard, 1) or self.state.view
        )

    def previous(self) -> None:
        """Go to the previous standard to decide."""
        self.state.view = (
            self.state.view.next_to_consider(self.state.scene.scorecard, -1) or self.state.view
        )

    def only_open(self) -> None:
        """Show only the open standards, or all again."""
        self.state.view = replace(self.state.view, only_open=not self.state.view.only_open)
        scorecard = self.state.scene.scorecard
        shown = [score.id for score in self.state.view.shown(scorecard)]
        if shown and self.state.view.standard not in shown:
            self.state.view = self.state.view.at(shown[0])
        if self.state.view.only_open:
            key = self.state.keys.shown(BY_ID["only_open"])
            hidden = len(scorecard.standards) - len(shown)
            self.state.say(
                f"Showing the {plural(len(shown), 'standard')} that the panel decides; {hidden} "
                f"hidden. {key} shows all."
            )

    def large(self) -> None:
        """Show the selected standard alone, large; again for the board."""
        self.state.view = replace(self.state.view, large=not self.state.view.large)

    def theme(self) -> None:
        """Change to the next theme."""
        use_next_theme(self.screen.app)
        self.state.say(f"Theme: {look_of(self.screen.app).title}.")
        self.state.changed()

    # What if

    def what_if(self) -> None:
        """Begin a what-if."""
        result = self.state.selected.result
        if not self.state.view.picked and result.driven_by:
            # A panel asks first about the question that holds the rating down, unless another one
            # was selected.
            places = {each.id: place for place, each in column_of(result).items()}
            driving = min(places[each] for each in result.driven_by)
            self.state.view = replace(self.state.view, question=driving)
        self.state.show_what_if(WhatIf())

    def _change(self, change: int, cases: int = 0, yes: bool = False) -> None:
        """Try another judgement on the selected question or, with `cases`, another case."""
        what_if = self.state.scene.what_if
        question = question_at(self.state.selected.result, self.state.view.question)
        if what_if is None or question is None:
            self.state.say("Choose a key question with ← and → first.")
            return
        try:
            if cases:
                made = what_if.with_case(self.state.meeting.evidence, question.id, cases, yes=yes)
            else:
                made = what_if.with_judgement(self.state.meeting.evidence, question.id, change)
        except Refused as refused:
            self.state.say(str(refused))
            return
        self.state.show_what_if(made)

    def more(self) -> None:
        """Try one more yes."""
        self._change(1)

    def fewer(self) -> None:
        """Try one fewer yes."""
        self._change(-1)

    def fewer_no(self) -> None:
        """Treat one case judged no as not relevant."""
        self._change(0, cases=-1)

    def more_no(self) -> None:
        """Try one more relevant case, judged no."""
        self._change(0, cases=1)

    def fewer_yes(self) -> None:
        """Treat one case judged yes as not relevant."""
        self._change(0, cases=-1, yes=True)

    def more_yes(self) -> None:
        """Try one more relevant case, judged yes."""
        self._change(0, cases=1, yes=True)

    def undo(self) -> None:
        """Undo the last what-if."""
        if self.state.scene.what_if is not None:
            self.state.show_what_if(self.state.scene.what_if.undo())

    def back(self) -> None:
        """Go back to the meeting as it is, or else to the board."""
        mode = self.state.scene.mode
        if mode is Mode.MEETING:
            self.state.view = replace(self.state.view, large=False)
            return
        self.state.show_what_if(None)
        if mode is Mode.WHAT_IF:
            self.state.say("Back to the evidence. Nothing from the what-if was saved.")

    # History

    def history(self) -> None:
        """Look back, from the latest entry."""
        self.state.look_back(len(self.state.meeting.entries))

    async def _search(self) -> None:
        """Find an entry of the record by what it says."""
        from tui.dialogs.finder import Finder, entries

        await self.screen.app.push_screen(
            Finder("Search the record", entries(self.state.meeting), ENTRIES), self._found
        )

    # Reading

    async def in_full(self) -> None:
        """Show everything about the selected standard; while looking back, the whole record."""
        if self.state.scene.mode is Mode.HISTORY:
            from tui.dialogs.readings import RecordReading

            await self.screen.app.push_screen(RecordReading(self.state.scene))
            return
        from tui.dialogs.in_full import InFull

        await self.screen.app.push_screen(InFull(self.state.scene), self._read)

    def _read(self, standard: str | None) -> None:
        """Select the standard that was read last."""
        if standard is not None and standard != self.state.view.standard:
            self.state.look_at(standard, None)

    async def explain(self) -> None:
        """Say what the selected standard's flags and figures mean."""
        from tui.dialogs.readings import ExplanationsReading

        await self.screen.app.push_screen(ExplanationsReading(self.state.scene))

    async def column(self) -> None:
        """Show the selected question standard by standard."""
        from tui.dialogs.readings import ThemeReading

        question = question_at(self.state.selected.result, self.state.view.question)
        if question is None or not question.question.theme:
            self.state.say("No other standard asks this question.")
            return
        await self.screen.app.push_screen(ThemeReading(self.state.scene, question.question.theme))

    async def overall(self) -> None:
        """Show what could change the overall rating."""
        from tui.dialogs.readings import OverallReading

        await self.screen.app.push_screen(OverallReading(self.state.scene))

    async def compare(self) -> None:
        """Show where agreed ratings differ from evidence ratings."""
        from tui.dialogs.readings import ComparisonReading

        await self.screen.app.push_screen(ComparisonReading(self.state.scene))

    async def help(self) -> None:
        """Show every key, and what the marks mean."""
        from tui.dialogs.help import Help

        await self.screen.app.push_screen(Help(self.state.meeting.evidence.scheme, self.state.keys))

    async def go_to(self) -> None:
        """Find a standard or a key question; while looking back, an entry."""
        if self.state.scene.mode is Mode.HISTORY:
            await self._search()
            return
        from tui.dialogs.finder import Finder, places

        history, go_to = (self.state.keys.shown(BY_ID[each]) for each in ("history", "go_to"))
        searched = f"{STANDARDS} To search the record and its notes, press {history}, then {go_to}."
        await self.screen.app.push_screen(
            Finder("Go to", places(self.state.scene.scorecard), searched), self._found
        )

    async def find(self) -> None:
        """Find a command, a standard or a key question by its name."""
        from tui.dialogs.finder import Finder, commands, places

        found = [*commands(self.state.situation), *places(self.state.scene.scorecard)]
        await self.screen.app.push_screen(
            Finder("Commands and standards", found, COMMANDS), self._found
        )

    async def _found(self, found: str | None) -> None:
        if found is None:
            return
        kind, _, name = found.partition(":")
        if kind == "command":
            await self._run(name)
        elif kind == "standard":
            self.state.look_at(name, None)
        elif kind == "entry":
            self.state.look_back(int(name))
        else:
            standard, _, column = name.rpartition(":")
            self.state.look_at(standard, int(column))

    # Copying

    def copy(self) -> None:
        """Copy the selected standard as text."""
        self._copy(standard_text(self.state.scene), f"{self.state.view.standard}")

    def copy_score(self) -> None:
        """Copy the scorecard as text."""
        self._copy(scorecard_text(self.state.scene.scorecard), "The scorecard")

    def _copy(self, text: str, what: str) -> None:
        self.screen.app.copy_to_clipboard(text)
        self.state.say(f"{what} was copied to the clipboard, if this terminal allows it.")
