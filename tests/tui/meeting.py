"""A meeting to drive: the real program on a private copy of a shipped inspection."""

import asyncio
import re
import unicodedata
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

import tomli
from rich.cells import cell_len
from textual import events
from textual.keys import KEY_NAME_REPLACEMENTS, KEY_TO_UNICODE_NAME, REPLACED_KEYS
from textual.pilot import Pilot

from core.meeting import Meeting, Proposal
from core.record import Kind
from sessions.files.decisions_file import decisions_path
from sessions.files.session_file import read_session
from sessions.record.store import RecordStore
from tui.commands.availability import Situation
from tui.drawing.layout import Notice, Picture, picture
from tui.drawing.lines import Piece
from tui.meeting.app import RatingsPanel
from tui.meeting.opening import Opening, open_meeting
from tui.state.scene import Scene
from tui.state.view import View, first_view

FIXTURES = Path(__file__).parents[2] / "fixtures"
NORTH_SOMERSET = "north-somerset-2020"
OLDHAM = "oldham-2019"
INSPECTIONS = (
    "hartlepool-2020",
    "kirklees-2021",
    NORTH_SOMERSET,
    OLDHAM,
    "suffolk-2023",
)
SMALL, COMMON, LARGE = (80, 24), (120, 40), (200, 60)
# Far beyond what the slowest machine needs: only a test that fails waits so long.
PATIENCE, LONGEST = 120.0, 900.0
# How long other threads get between two looks at the screen.
BETWEEN_LOOKS = 1 / 500
MOVES = frozenset({"up", "down", "left", "right", "n", "N"})

Record = dict[str, Any]


def copy_of(name: str, folder: Path, *, decisions: bool = False) -> Path:
    """Copy a shipped session file into a folder, with its decisions where they are wanted."""
    path = folder / f"{name}.toml"
    path.write_bytes((FIXTURES / path.name).read_bytes())
    if decisions:
        decisions_path(path).write_bytes(decisions_path(FIXTURES / path.name).read_bytes())
    return path


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that is in a file exactly once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def screen_rows(app: RatingsPanel) -> list[str]:
    """Return the rows that are visible now, dialogs and all, as plain text."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


def screen_text(app: RatingsPanel) -> str:
    """Return what is visible now as plain text."""
    return "\n".join(screen_rows(app))


@dataclass
class Room:
    """A meeting under way: what is seen, and the hands at the keyboard."""

    app: RatingsPanel
    pilot: Pilot[int]
    opening: Opening
    session: Path

    @property
    def rows(self) -> list[str]:
        """The visible rows."""
        return screen_rows(self.app)

    @property
    def text(self) -> str:
        """Everything visible."""
        return "\n".join(self.rows)

    @property
    def dialog(self) -> list[str]:
        """The rows within the frame of a dialog; none where no dialog is open."""
        return dialog_in(self.rows)

    @property
    def words(self) -> str:
        """What the dialog says, or else the screen, with wrapped sentences made whole."""
        return " ".join(" ".join(self.dialog or self.rows).split())

    @property
    def headline(self) -> str:
        """The two lines at the top."""
        return "\n".join(self.rows[:2])

    @property
    def foot(self) -> str:
        """The last line above the keys, where messages appear."""
        return self.rows[-2]

    @property
    def keys_named(self) -> str:
        """The line of keys."""
        return self.rows[-1]

    def row(self, standard: str) -> str:
        """The board's row of a standard."""
        found = [row for row in self.rows if re.match(rf" [▶ ] {re.escape(standard)} ", row)]
        assert len(found) == 1, f"{standard} has {len(found)} rows on the board\n{self.text}"
        return found[0]

    @property
    def standards(self) -> list[str]:
        """The standards on the board, from above."""
        found = (re.match(r" [▶ ] (\d\.\d) ", row) for row in self.rows)
        return [each[1] for each in found if each]

    @property
    def cursor(self) -> str:
        """The standard whose row bears the cursor."""
        (found,) = [row for row in self.rows if re.match(r" ▶ \d\.\d ", row)]
        return found[3:6]

    @property
    def question(self) -> str:
        """The key question that bears the cursor; "" where none does."""
        found = [re.match(r" ▶. (\d\.\d\.\d) ", row) for row in self.rows]
        return next((each[1] for each in found if each), "")

    @property
    def record_path(self) -> Path:
        """Where the decisions are saved."""
        return self.opening.record_path

    @property
    def record(self) -> Record:
        """The saved decisions as read back from the file."""
        return tomli.loads(self.record_path.read_text(encoding="utf-8"))

    @property
    def entries(self) -> list[Record]:
        """The saved entries; none where nothing was saved."""
        if not self.record_path.exists():
            return []
        entries: list[Record] = self.record.get("entries", [])
        return entries

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until something holds; show the screen where it never does."""
        await wait_for(self.pilot, condition, what)

    async def see(self, *words: str) -> None:
        """Wait until all these words are to be seen, wherever their lines are broken."""
        for each in words:
            await self.until(partial(self.shows, each), f"{each!r} to be seen")

    def shows(self, words: str) -> bool:
        """Whether these words are to be seen now."""
        return words in self.words

    async def not_see(self, words: str) -> None:
        """Wait until these words are nowhere."""
        await self.until(lambda: words not in self.words, f"{words!r} to be gone")

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other; only what moves is not waited for singly."""
        for place, key in enumerate(keys, start=1):
            if MOVES.issuperset(keys[place - 1 : place + 1]) and place < len(keys):
                self.app.simulate_key(key)
            else:
                await press(self.pilot, key)

    async def answer(self, key: str) -> None:
        """Answer a question that came unbidden: its key is pressed twice in a row."""
        await self.press(key)
        await self.see(f"Press {'Ctrl+S' if key == 'ctrl+s' else key} again to ")
        await self.press(key)

    async def type(self, text: str) -> None:
        """Type a text as fast as the program takes it."""
        for character in text:
            self.app.post_message(key_event(character))
        await settle(self.pilot)

    async def paste(self, text: str) -> None:
        """Paste a text where the cursor is."""
        self.app.post_message(events.Paste(text))
        await settle(self.pilot)

    async def left(self) -> int | None:
        """Wait until the program has ended; give its exit status."""
        until = monotonic() + PATIENCE
        while self.app.return_value is None and monotonic() < until:
            await asyncio.sleep(BETWEEN_LOOKS)
        return self.app.return_value

    async def resize(self, size: tuple[int, int]) -> None:
        """Make the window another size."""
        await self.pilot.resize_terminal(*size)
        # Textual waits for a moment in case more sizes follow.
        screen = self.app.screen
        await self.until(lambda: screen._compositor.size == size, f"the window to be {size}")
        await settle(self.pilot)

    async def click(self, words: str, row: str = "") -> None:
        """Click on the first letter of words (in a row that holds `row`)."""
        for y, shown in enumerate(self.rows):
            if words in shown and row in shown:
                await self.pilot.click(offset=(cell_len(shown[: shown.index(words)]), y))
                await settle(self.pilot)
                return
        raise AssertionError(f"{words!r} is not to be seen\n{self.text}")

    async def saved(self, entries: int) -> None:
        """Wait until the headline says that the record is saved, with so many entries."""
        await self.until(
            lambda: (
                bool(re.search(r"saved \d\d:\d\d:\d\d", self.headline))
                and len(self.entries) == entries
            ),
            f"{entries} entries to be saved",
        )


def dialog_in(rows: Sequence[str]) -> list[str]:
    """Return the rows within the frame of a dialog; none where no dialog is open."""
    top = next((row for row in rows if re.search("╭─+╮", row)), "")
    if not top:
        return []
    start, end = top.index("╭"), top.index("╮")
    inside = [row[start + 1 : end] for row in rows if row[start : start + 1] == "│"]
    # What is typed on several lines is one text: the edges of its field separate nothing.
    return [row.strip(" │┃") for row in inside]


def key_event(character: str) -> events.Key:
    """Return the event of typing one character."""
    if character == "\n":
        return events.Key("enter", "\r")
    name = unicodedata.name(character, "").lower().replace(" ", "_").replace("-", "_")
    name = KEY_NAME_REPLACEMENTS.get(name, name)
    return events.Key(character if character.isalnum() else name, character)


def named_key_event(name: str) -> events.Key:
    """Return the event of pressing a key by its name, with the character that it types."""
    long = REPLACED_KEYS.get(name, name)
    try:
        character = unicodedata.lookup(KEY_TO_UNICODE_NAME.get(long, long.replace("_", " ")))
    except KeyError:
        return events.Key(name, None)
    return events.Key(name, character)


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until no message is under way in the program, and the screen is painted.

    Threads may still be at work: wait for what they do with `until` or `see`.
    """
    quiet = 0
    while quiet < 2 and pilot.app.is_running:
        await pilot.pause(0)
        pumps = (pilot.app, *pilot.app.screen.walk_children(with_self=True))
        quiet = 0 if any(pump.message_queue_size for pump in pumps) else quiet + 1


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, and wait for all that each one does.

    Textual's own `press` also waits until the processor is idle, which takes longer than most keys.
    """
    for key in keys:
        pilot.app.post_message(key_event(key) if len(key) == 1 else named_key_event(key))
        await settle(pilot)


async def wait_for(pilot: Pilot[int], condition: Callable[[], bool], what: str) -> None:
    """Wait until a condition holds, and no longer than a user would."""
    until = monotonic() + PATIENCE
    await settle(pilot)
    while not condition():
        fault = _panel(pilot).fault
        if fault is not None:
            raise fault
        if monotonic() > until:
            raise AssertionError(f"waited in vain for {what}\n{screen_text(_panel(pilot))}")
        await pilot.pause(BETWEEN_LOOKS)


def _panel(pilot: Pilot[int]) -> RatingsPanel:
    assert isinstance(pilot.app, RatingsPanel)
    return pilot.app


@asynccontextmanager
async def meeting(session: Path, size: tuple[int, int] = SMALL) -> AsyncIterator[Room]:
    """Open a session file on a screen of a size."""
    opening = open_meeting(read_session(session))
    app = RatingsPanel(opening)
    try:
        async with asyncio.timeout(LONGEST), app.run_test(size=size) as pilot:
            room = Room(app, pilot, opening, session)
            await settle(pilot)
            yield room
    finally:
        opening.close()


async def decide(room: Room, standard: str, rating: str, reason: str) -> None:
    """Record a change through the dialog: go there, choose, type, record."""
    before = len(room.entries)
    await go_to(room, standard)
    await room.press("d")
    await room.see("Decide " + standard)
    await room.press(rating)
    await room.type(reason)
    await room.press("ctrl+s")
    await room.not_see("Decide " + standard)
    await room.saved(before + 1)


async def go_to(room: Room, standard: str) -> None:
    """Move the cursor to a standard with the arrows."""
    order = room.standards
    if standard not in order:
        # A small board shows a domain without case figures as one row.
        order = [each.id for each in room.opening.session.evidence.scheme.standards]
    steps = order.index(standard) - order.index(room.cursor)
    await room.press(*["down" if steps > 0 else "up"] * abs(steps))
    assert room.cursor == standard


@cache
def laid_out(name: str, *, decisions: bool = False) -> Meeting:
    """Return a shipped inspection before its panel, without a screen."""
    session = read_session(FIXTURES / f"{name}.toml")
    entries = RecordStore.open(session).entries if decisions else ()
    return Meeting(session.evidence, entries)


def drawn(
    meeting: Meeting,
    size: tuple[int, int],
    standard: str = "",
    question: int = 0,
    only_open: bool = False,
) -> Picture:
    """Draw the whole screen of a meeting, without Textual."""
    view = first_view(meeting.scorecard)
    scene = Scene(meeting, View(standard or view.standard, question, only_open))
    return picture(scene, Piece("saved 14:03:12", "settled"), Notice(), size, Situation(scene))


def board_of(shown: Picture) -> dict[str, str]:
    """Return the board's rows as text, by standard."""
    return {row.standard: row.line.text for row in shown.rows if row.standard is not None}


def changed(meeting: Meeting, standard: str, rating: str, kind: Kind = Kind.CHANGE) -> Meeting:
    """Return the meeting after one more decision."""
    to_rating = meeting.evidence.scheme.rating_named(rating) if kind is Kind.CHANGE else None
    proposal = Proposal(kind, standard, to_rating, "The panel weighed it.")
    entry = meeting.entry_for(proposal, str(uuid4()), datetime(2020, 12, 1, 14, 3, tzinfo=UTC))
    return meeting.with_entry(entry)
