"""Everything about one standard, to read and scroll: figures, criteria, prompts."""

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll

from core.weighing_words import allowed_words
from tui.dialogs.dialog import Dialog, keys_line
from tui.drawing.lines import Line, line
from tui.drawing.selected import fact_lines, prompt_lines, selected_lines
from tui.state.scene import Scene
from tui.widgets.line_widget import Lines


class Reading(Dialog[str | None]):
    """A sheet of lines to scroll through."""

    BINDINGS = [
        Binding("escape,q,enter", "leave", "back", show=False),
        Binding("down,j", "scroll_lines(1)", "down", show=False),
        Binding("up,k", "scroll_lines(-1)", "up", show=False),
        Binding("pagedown", "scroll_pages(1)", "page down", show=False),
        Binding("pageup", "scroll_pages(-1)", "page up", show=False),
    ]
    KEYS: tuple[tuple[str, str], ...] = (("↑↓", "scroll"), ("Esc", "back"))
    # Rows of the frame over what is read.
    ABOVE = 0

    def compose(self) -> ComposeResult:
        """Lines to scroll, keys below."""
        with Vertical(id="frame"):
            with VerticalScroll(id="scroll", can_focus=False):
                yield Lines(id="text", raised=True)
            yield Lines(id="keys", raised=True)

    def on_mount(self) -> None:
        """Draw."""
        self.draw()

    def on_resize(self, _: events.Resize) -> None:
        """Draw for the new size."""
        self.draw()

    def lines(self, width: int) -> list[Line]:
        """Return what is to be read, for a width."""
        raise NotImplementedError

    def draw(self) -> None:
        """Draw what is to be read."""
        self.fit_frame()
        text = self.lines(self.inner_width - 1)
        self.query_one("#text", Lines).show(text, self.look)
        self.query_one("#keys", Lines).show([line(), keys_line(*self.KEYS)], self.look)
        room = max(3, self.app.size.height - 4 - self.ABOVE)
        self.query_one("#scroll").styles.height = min(len(text), room)

    def action_scroll_lines(self, lines: int) -> None:
        """Scroll so many lines down (up when negative)."""
        self.query_one("#scroll").scroll_relative(y=lines, animate=False, immediate=True)

    def action_scroll_pages(self, pages: int) -> None:
        """Scroll so many pages down (up when negative)."""
        scroll = self.query_one("#scroll")
        step = max(1, scroll.size.height - 1)
        scroll.scroll_relative(y=pages * step, animate=False, immediate=True)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)


class InFull(Reading):
    """Shows the selected standard in full; the arrows go through the others.

    Gives back the standard that was shown last.
    """

    BINDINGS = [
        Binding("space", "leave", "back", show=False),
        Binding("right,n", "turn(1)", "next standard", show=False),
        Binding("left,N,shift+n", "turn(-1)", "previous standard", show=False),
    ]
    KEYS = (("↑↓", "scroll"), ("←→", "other standards"), ("Esc", "back"))

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self._scene = scene

    def lines(self, width: int) -> list[Line]:
        """Return the standard with what its samples allow and all its prompts."""
        view = self._scene.view
        score = self._scene.scorecard.standard(view.standard)
        drawn = selected_lines(self._scene, width)
        for result in score.result.asked:
            # The interval of the lowest one is stated above.
            if result.id not in score.result.driven_by[:1]:
                allowed = allowed_words(self._scene.scorecard.scheme, result)
                drawn += fact_lines("margin of error", f"{result.id}: {allowed}", width)
        prompts = prompt_lines(score, view, width, every=True)
        return [*drawn, line(), *prompts] if prompts else drawn

    def action_turn(self, steps: int) -> None:
        """Show the next standard (or the one before)."""
        self._scene = self._scene.looking(self._scene.view.moved(self._scene.scorecard, steps))
        self.query_one("#scroll").scroll_home(animate=False)
        self.draw()

    def action_leave(self) -> None:
        """Go back to the standard that was read."""
        self.dismiss(self._scene.view.standard)
