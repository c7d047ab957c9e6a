"""What the program is measured against, each as small as it can be: `python -c` runs them."""

# Each reference imports what it needs itself, so that it does not slow the others.


def empty() -> None:
    """Show an empty Textual app: one Static."""
    from textual.app import App, ComposeResult
    from textual.widgets import Static

    class Empty(App[None]):
        def compose(self) -> ComposeResult:
            yield Static("an empty app")

    Empty().run()


def table(path: str) -> None:
    """Show the standards of a session file in a DataTable; + and - change a cell and the total."""
    from pathlib import Path

    from textual.app import App, ComposeResult
    from textual.widgets import DataTable

    from core.scorecard import scorecard_of
    from core.wording import count_words, flag_words, percent_words, total_words
    from sessions.files.session_file import read_session

    scorecard = scorecard_of(read_session(Path(path)).evidence)

    class Table(App[None]):
        BINDINGS = [("plus", "change(1)", "more"), ("minus", "change(-1)", "fewer")]
        score = scorecard.agreed.score

        def compose(self) -> ComposeResult:
            yield DataTable(cursor_type="row")

        def on_mount(self) -> None:
            rows = self.query_one(DataTable)
            for heading in ("standard", "title", "rating", "score", "1", "2", "3", "open"):
                rows.add_column(heading, key=heading)
            for each in scorecard.standards:
                figures = [
                    f"{count_words(q.evidence.figures)} {percent_words(q.percent)}"
                    for q in each.result.key_questions
                ]
                rating = each.rating.name if each.rating else ""
                rows.add_row(
                    each.id,
                    each.standard.title,
                    rating,
                    str(each.score),
                    *[*figures, "", "", ""][:3],
                    " ".join(flag_words(each)),
                    key=each.id,
                )
            total = total_words(scorecard.agreed)
            rows.add_row("", "Total", "", total, "", "", "", "", key="total")

        def action_change(self, points: int) -> None:
            rows = self.query_one(DataTable)
            self.score += points
            first = scorecard.standards[0]
            rows.update_cell(first.id, "score", str((first.score or 0) + points))
            rows.update_cell("total", "score", f"{self.score}/{scorecard.agreed.maximum}")

    Table().run()


def cell() -> None:
    """Show a screen that paints one cell anew at a key: the least that Textual can do."""
    from rich.segment import Segment
    from textual.app import App
    from textual.geometry import Region
    from textual.screen import Screen
    from textual.strip import Strip

    class OneCell(Screen[None]):
        BINDINGS = [("plus", "change", "another")]
        number = 0

        def action_change(self) -> None:
            self.number += 1
            self.refresh(Region(3, 3, 1, 1))

        def render_line(self, y: int) -> Strip:
            width = self.size.width
            return Strip([Segment(f"{self.number % 10}" * width)], width)

    class Cell(App[None]):
        ENABLE_COMMAND_PALETTE = False

        def get_default_screen(self) -> OneCell:
            return OneCell()

    Cell().run()


def parse(names: list[str]) -> None:
    """Parse files with tomli, and no more."""
    import tomli

    for name in names:
        with open(name, "rb") as file:  # noqa: PTH123
            tomli.load(file)
