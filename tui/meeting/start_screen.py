"""The first screen, when no file is named: what there is to open, and how to begin."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.message import Message

from sessions import clock
from sessions.files.folder_listing import session_files_in
from sessions.files.progress import progress_of
from sessions.files.recent import recent_sessions
from sessions.files.remembered import preferences
from sessions.files.shipped import is_practice_copy, shipped_inspections
from sessions.record.recovery import state_folder
from sessions.text.paths import decisions_path
from tui.drawing.lines import Line, Piece, beside, line, width_of, wrap
from tui.drawing.look import DARK, LOOKS, Look
from tui.widgets.line_widget import Lines
from tui.widgets.panel_app import TerminalApp
from tui.widgets.themes import theme_of

HOW = (
    "To begin, name a session file: ratings-panel SESSION.toml. An analyst makes one from the "
    "inspection's answers with `ratings-panel import`, or fills in a template made by "
    "`ratings-panel new`.",
    "Or try the program on one of the five published inspections below. You work on a practice "
    "copy, and when you leave, the program says where it is.",
)


FAR = 10_000
STEPS = {
    "up": -1,
    "k": -1,
    "down": 1,
    "j": 1,
    "pageup": -5,
    "pagedown": 5,
    "home": -FAR,
    "g": -FAR,
    "end": FAR,
    "G": FAR,
}
LEAST_PATH = 20
PRACTICE = "practice"


class Chosen(NamedTuple):
    """What was chosen: a session file, or a shipped inspection by its id."""

    file: Path | None
    demo: str = ""


class StartRow(NamedTuple):
    """One thing to open: its name, how far it has got, and the words at the end of its row."""

    choice: Chosen
    name: str
    aside: str
    missing: bool = False
    state: str = ""


class Choices(Lines):
    """The lines of the first screen; says which of them was clicked."""

    class Clicked(Message):
        """A line was clicked."""

        def __init__(self, y: int) -> None:
            self.y = y
            super().__init__()

    def on_click(self, event: events.Click) -> None:
        """Say which line it was."""
        self.post_message(self.Clicked(event.y))


class Start(TerminalApp[Chosen]):
    """Lists recent session files and the shipped inspections."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Screen { background: $background; }
    VerticalScroll {
        height: 1fr;
        scrollbar-size-vertical: 1;
        scrollbar-color: $quiet;
        scrollbar-color-hover: $quiet;
        scrollbar-color-active: $foreground;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        for look in LOOKS.values():
            self.register_theme(theme_of(look))
        remembered = preferences()
        # The theme of the last meeting, before the first one is opened again.
        self.theme = remembered.theme if remembered.theme in LOOKS else DARK.name
        recent = [
            StartRow(
                Chosen(each.path),
                each.service,
                str(each.path),
                not each.there,
                state_words(each.path),
            )
            for each in recent_sessions()
        ]
        listed = {row.choice.file for row in recent}
        shipped = [
            StartRow(Chosen(None, name), inspection_title(name), "demo")
            for name in shipped_inspections()
        ]
        self._groups = (
            ("Recent", recent),
            *folder_groups(remembered.folder, listed),
            ("Published inspections", shipped),
        )
        self._rows = [row for _, group in self._groups for row in group]
        # The line of each, once they are drawn.
        self._lines: list[int] = []
        self._at = 0
        self._said = ""

    @property
    def look(self) -> Look:
        """The look of the theme in use."""
        return LOOKS.get(self.theme, DARK)

    def compose(self) -> ComposeResult:
        """Yield the text, the choices, and the keys, which stay visible."""
        with VerticalScroll(can_focus=False):
            yield Choices(id="start")
        yield Lines(id="keys")

    def on_mount(self) -> None:
        """Draw."""
        self.draw()

    def on_resize(self, _: events.Resize) -> None:
        """Draw for the new size."""
        self.draw()

    def draw(self) -> None:
        """Draw how to begin and what there is to open."""
        width = min(self.size.width, 100) - 2
        lines: list[Line] = [
            line(),
            line(
                Piece(" ratings-panel", "accent"),
                Piece("  decides the ratings of an inspected service", "quiet"),
            ),
            line(),
        ]
        for words in HOW:
            lines += [line(" ", Piece(row)) for row in wrap(words, width - 2)]
            lines.append(line())
        self._lines = []
        for heading, group in self._groups:
            if not group:
                continue
            lines.append(line(Piece(f" {heading}", "accent")))
            for row in group:
                chosen = len(self._lines) == self._at
                self._lines.append(len(lines))
                lines.append(_row_line(row, chosen, width))
            lines.append(line())
        self.query_one(Choices).show(lines, self.look)
        keys = (" ↑↓", " choose   "), ("Enter", " open   "), ("t", " theme   "), ("q", " quit")
        parts = [
            piece for key, label in keys for piece in (Piece(key, "key"), Piece(label, "quiet"))
        ]
        said = [line(" ", Piece(row, "loud")) for row in wrap(self._said, width)]
        self.query_one("#keys", Lines).show(
            [*(said if self._said else []), line(*parts)], self.look
        )
        self.call_after_refresh(self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        """Scroll to what is chosen; at the first one back to the words above it."""
        scroll = self.query_one(VerticalScroll)
        if not self._at or not self._lines:
            scroll.scroll_home(animate=False)
        else:
            row = Region(0, self._lines[self._at], 1, 2)
            scroll.scroll_to_region(row, animate=False, force=True)

    def on_key(self, event: events.Key) -> None:
        """Choose, open or leave."""
        self._said = ""
        last = len(self._rows) - 1
        step = STEPS.get(event.key)
        if step is not None:
            self._at = max(0, min(last, self._at + step))
            self.draw()
        elif event.key == "enter" and self._rows:
            self._open()
        elif event.key in ("q", "escape"):
            self.exit(None)
        elif event.key == "t":
            names = list(LOOKS)
            self.theme = names[(names.index(self.theme) + 1) % len(names)]
            self.draw()

    @on(Choices.Clicked)
    def _clicked(self, event: Choices.Clicked) -> None:
        if event.y in self._lines:
            self._at = self._lines.index(event.y)
            self._open()

    def _open(self) -> None:
        """Open what is chosen; say so where its file is gone."""
        row = self._rows[self._at]
        if not row.missing:
            self.exit(row.choice)
            return
        self._said = (
            f"This file is no longer there: {row.aside}. Was it moved, or its drive removed?"
        )
        self.draw()


def folder_groups(last: Path | None, listed: set[Path | None]) -> list[tuple[str, list[StartRow]]]:
    """List the session files of the current folder and of the last one, but those listed above."""
    groups = []
    current = None
    with suppress(OSError):
        current = Path.cwd()
    for folder in dict.fromkeys((last, current)):
        if folder is None:
            continue
        found = session_files_in(folder)
        rows = [
            StartRow(Chosen(path), path.name, "", state=state_words(path))
            for path in found.files
            if path not in listed
        ]
        more = ", among others" if found.more else ""
        groups.append((f"In {folder}{more}", rows))
    return groups


def state_words(session: Path) -> str:
    """Say whether a session is practice and how far it has got; "" where there is nothing to say.

    Such as "practice · draft · saved 14:03".
    """
    progress = progress_of(session)
    words = (
        PRACTICE if is_practice_copy(session, state_folder()) else "",
        "signed" if progress.signed else "",
        "draft" if progress.drafts else "",
        saved_words(session),
    )
    return " · ".join(each for each in words if each)


def saved_words(session: Path) -> str:
    """Say when the record beside a session file was saved; "" where there is none."""
    try:
        at = datetime.fromtimestamp(decisions_path(session).stat().st_mtime).astimezone()
    except (OSError, ValueError, OverflowError):
        return ""
    today = clock.today()
    if at.date() == today:
        return f"saved {at:%H:%M}"
    return f"saved {at.day} {at:%b}" if at.year == today.year else f"saved {at.day} {at:%b %Y}"


def _row_line(row: StartRow, chosen: bool, width: int) -> Line:
    """Draw one thing to open; of a long path the end, where the file's name is, stays."""
    mark = " ▶ " if chosen else "   "
    aside = f"file not found: {row.aside}" if row.missing else row.aside
    state = f"  {row.state}" if row.state else ""
    room = max(LEAST_PATH, width - width_of(mark + row.name + state) - 2)
    if width_of(aside) > room and row.state.startswith(PRACTICE):
        # The end of its path says nothing that the row does not.
        aside = ""
    if width_of(aside) > room:
        head = "file not found: …" if row.missing else "…"
        while aside and width_of(head + aside) > room:
            aside = aside[1:]
        aside = head + aside
    name = Piece(row.name, "quiet" if row.missing else "text")
    begin = [Piece(mark, "accent"), name, Piece(state, "quiet")]
    drawn = beside(begin, [Piece(aside, "quiet")], width)
    return Line(drawn.pieces, chosen)


def inspection_title(inspection: str) -> str:
    """Return a shipped inspection's id as people write it: "North Somerset 2020"."""
    return " ".join(word.capitalize() for word in inspection.split("-"))


def choose() -> Chosen | None:
    """Show the first screen; give what was chosen, None for nothing."""
    start = Start()
    chosen = start.run()
    if start.fault is not None:
        raise start.fault
    return chosen
