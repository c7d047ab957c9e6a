"""Sheets to read: what flags mean, a column, the overall rating, agreed against evidence."""

from core.comparison import comparison_of
from core.explanations import explanations
from core.overall_moves import overall_moves
from core.weighing_words import (
    comparison_words,
    overall_moves_words,
    rating_difference_words,
)
from core.wording import margin_words, overall_words, sentence, total_words
from tui.dialogs.in_full import Reading
from tui.drawing.lines import Line, Part, Piece, line, padded, wrap, wrap_paragraphs
from tui.drawing.overall_moves import paragraphs
from tui.drawing.ratings import rating_piece
from tui.drawing.record import history_lines
from tui.drawing.selected import title_line
from tui.drawing.theme_column import column_lines, theme_of
from tui.state.scene import Scene

NAME = 15


class SceneReading(Reading):
    """A sheet about what the board shows."""

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self.scene = scene


class ExplanationsReading(SceneReading):
    """What each flag, criterion and figure of the selected standard means, and by which rule."""

    def lines(self, width: int) -> list[Line]:
        """Return a paragraph for each thing that is to be seen of the standard."""
        score = self.scene.scorecard.standard(self.scene.view.standard)
        drawn = [title_line(score, width)]
        for each in explanations(self.scene.scorecard, score):
            room = width - NAME - 2
            meaning, *more = wrap(sentence(each.meaning), room)
            rule = wrap(f"Rule: {each.source}", room)
            drawn += [line(), line(Piece(f" {padded(each.name, NAME)}", "strong"), meaning)]
            drawn += [line(" " * (1 + NAME), row) for row in more]
            drawn += [line(" " * (1 + NAME), Piece(row, "quiet")) for row in rule]
        return drawn


class RecordReading(SceneReading):
    """The whole record, each entry with everything it holds."""

    def on_mount(self) -> None:
        """Begin at the entry that the board shows."""
        super().on_mount()
        chosen = (n for n, each in enumerate(self.lines(self.inner_width - 1)) if each.chosen)
        place = next(chosen, 0)
        scroll = self.query_one("#scroll")
        self.call_after_refresh(scroll.scroll_to, y=max(0, place - 1), animate=False)

    def lines(self, width: int) -> list[Line]:
        """Return every entry with what it did, what became of it, who, and its whole reason."""
        return history_lines(self.scene, width, every=True)


class ThemeReading(SceneReading):
    """One question through all standards that ask it."""

    def __init__(self, scene: Scene, heading: str) -> None:
        super().__init__(scene)
        self._heading = heading

    def lines(self, width: int) -> list[Line]:
        """Return each domain's standards with the question's figures among the boundaries."""
        theme = theme_of(self.scene.scorecard, self._heading)
        return [] if theme is None else column_lines(self.scene, theme, width, words=True)


class OverallReading(SceneReading):
    """Which open standards could change the overall rating, and how far the neighbours are."""

    def lines(self, width: int) -> list[Line]:
        """Return score, margins, and every move that would change the overall rating."""
        scorecard = self.scene.scorecard
        total = scorecard.agreed
        awaited = len(scorecard.awaited)
        head: list[Part] = [
            Piece(" The overall rating  ", "accent"),
            Piece(f" {total_words(total)} ", "pill"),
            " ",
            rating_piece(scorecard.scheme, total.overall, overall_words(total, awaited)),
        ]
        sentences = overall_moves_words(overall_moves(scorecard), awaited)
        drawn = [line(*head), line(Piece(f" {margin_words(total)}", "quiet")), line()]
        return drawn + paragraphs(tuple(sentences), width)


class ComparisonReading(SceneReading):
    """The evidence alone against what the panel agreed."""

    def lines(self, width: int) -> list[Line]:
        """Return both totals and each standard that differs."""
        scorecard = self.scene.scorecard
        found = comparison_of(scorecard)
        drawn = [line(Piece(" Evidence ratings and agreed ratings", "accent")), line()]
        drawn += paragraphs((comparison_words(found),), width)
        for each in found.differences:
            drawn.append(line())
            drawn += paragraphs((rating_difference_words(scorecard.scheme, each),), width)
            if each.entry.reason:
                rows = wrap_paragraphs(f"reason: {each.entry.reason}", width - 8)
                drawn += [line("      ", Piece(row, "quiet")) for row in rows]
        return drawn
