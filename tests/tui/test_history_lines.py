"""The record as the history and its reader draw it."""

from core.meeting import Meeting
from core.record import Kind
from tests.tui.meeting import LARGE, NORTH_SOMERSET, changed, laid_out
from tui.commands.availability import Situation
from tui.drawing.layout import Notice, picture
from tui.drawing.lines import Piece
from tui.drawing.look import CHOSEN
from tui.drawing.record import VERBS, history_lines
from tui.state.scene import Scene
from tui.state.view import View
from tui.widgets.board_widget import whole_screen

OPEN = ("2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.4")


def decided() -> Meeting:
    """Return a meeting with 14 entries: each open standard deferred, then kept."""
    meeting = laid_out(NORTH_SOMERSET)
    for kind in (Kind.DEFER, Kind.KEEP):
        for standard in OPEN:
            meeting = changed(meeting, standard, "Good", kind)
    return meeting


def drawn(entry: int, room: int | None = None, *, every: bool = False) -> list[str]:
    scene = Scene(decided(), View("3.2", 0, False), None, entry)
    return [row.text for row in history_lines(scene, 80, room, every=every)]


def test_the_history_fills_its_room_with_the_entries_around_one() -> None:
    rows = drawn(7, 12)
    assert len(rows) <= 12
    assert rows[1].strip() == "… 2 earlier"
    assert rows[-1].strip() == "… 5 later"
    assert len(drawn(7, 40)) == 1 + 14 + 2
    assert not any("earlier" in row or "later" in row for row in drawn(7, 40))


def test_a_history_with_room_for_it_shows_every_entry_in_full() -> None:
    rows = drawn(7, 60)
    assert rows == drawn(7, every=True)
    assert sum(row.startswith(" ▶") for row in rows) == 1


def test_a_history_in_little_room_shows_all_of_its_entry_first() -> None:
    rows = drawn(14, 6)
    place = next(number for number, row in enumerate(rows) if row.startswith(" ▶  14 "))
    assert rows[place + 1].strip() == "reason: The panel weighed it."
    assert rows[place + 2].strip() == "score 24 · overall Good · replaces entry 7"


def test_the_record_says_each_reason_once_and_parts_its_entries() -> None:
    rows = drawn(14, every=True)
    assert sum("The panel weighed it." in row for row in rows) == 14
    assert rows.count("") == 13


def test_what_was_done_never_touches_what_was_said() -> None:
    assert all(len(verb) < 11 for verb in VERBS.values())


def test_the_entry_is_marked_and_stands_out_beside_the_board_too() -> None:
    scene = Scene(decided(), View("3.2", 0, False), None, 7)
    status = Piece("saved 14:03:12", "settled")
    shown = picture(scene, status, Notice(), LARGE, Situation(scene))
    row = next(each for each in whole_screen(shown, LARGE[1]) if " ▶   7 " in each.text)
    entry = [piece for piece in row.pieces if piece.text.strip() == "3.4"]
    assert [piece.style for piece in entry] == ["strong" + CHOSEN]
