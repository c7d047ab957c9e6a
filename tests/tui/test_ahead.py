"""What is drawn ahead is what the next key shows, and nobody sees it before."""

from pathlib import Path

import pytest

from core.meeting import Meeting
from core.what_if import WhatIf
from tests.tui.meeting import COMMON, NORTH_SOMERSET, copy_of, go_to, laid_out, meeting
from tui.drawing.layout import Notice, Picture, picture
from tui.drawing.lines import Piece
from tui.meeting import screen as meeting_screen
from tui.meeting.ahead import MOST, Ahead, Form, likely_next
from tui.meeting.screen import MeetingScreen
from tui.state.scene import Scene
from tui.state.view import View

FORM = Form(Piece(""), Notice(), (120, 40), False, "")


def scene(standard: str = "3.2", what_if: WhatIf | None = None) -> Scene:
    return Scene(laid_out(NORTH_SOMERSET), View(standard, 2), what_if)


def test_the_neighbours_of_the_cursor_are_likely_next() -> None:
    found = {(each.view.standard, each.view.question) for each in likely_next(scene())}
    assert found == {("3.1", 2), ("3.3", 2), ("3.2", 1), ("3.2", 2)}


def test_while_supposing_one_more_and_one_fewer_are_likely_where_there_is_room() -> None:
    def steps(what_if: WhatIf) -> list[int]:
        supposed = [each.what_if for each in likely_next(scene(what_if=what_if))]
        return [each.steps[-1].yes for each in supposed if each not in (None, what_if)]

    evidence = scene().meeting.evidence
    assert steps(WhatIf()) == [1, -1]
    # 1 of 2 cases: two suppositions fill them.
    assert steps(WhatIf().with_judgement(evidence, "3.2.3", 1)) == [-1]


def test_the_latest_drawings_are_kept_and_no_more() -> None:
    drawn: list[Scene] = []

    def draw(scene: Scene, form: Form) -> int:
        drawn.append(scene)
        return len(drawn)

    ahead = Ahead(draw)
    first = scene()
    views = [first.looking(View("3.2", number)) for number in range(MOST + 1)]
    for each in views[:MOST]:
        ahead.drawn(each, FORM)
    assert ahead.drawn(views[0], FORM) == (views[0], 1)
    ahead.drawn(views[MOST], FORM)
    assert ahead.drawn(views[0], FORM) == (views[0], 1)
    assert len(drawn) == MOST + 1
    ahead.drawn(views[1], FORM)
    assert len(drawn) == MOST + 2


@pytest.mark.parametrize(
    "other", [FORM._replace(notice=Notice("Said.")), FORM._replace(size=(80, 24))]
)
def test_another_form_and_another_meeting_are_drawn_anew(other: Form) -> None:
    drawn: list[object] = []
    ahead = Ahead(lambda scene, form: drawn.append((scene, form)))
    one = scene()
    anew = Scene(Meeting(one.meeting.evidence), one.view)
    for each, form in ((one, FORM), (one, other), (one, FORM), (anew, FORM), (one, FORM)):
        ahead.drawn(each, form)
    assert len(drawn) == 4


async def test_a_likely_key_draws_nothing_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Picture] = []

    def drawing(*given: object) -> Picture:
        drawn.append(picture(*given))  # type: ignore[arg-type]
        return drawn[-1]

    monkeypatch.setattr(meeting_screen, "picture", drawing)
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), COMMON) as room:
        await go_to(room, "3.2")
        await room.press("right", "right", "w")
        screen = room.app.screen
        assert isinstance(screen, MeetingScreen)
        for command in ("more", "fewer", "up", "down", "left"):
            await room.until(lambda: not screen.ahead.thinking, "the likely next to be drawn")
            drawn.clear()
            before = screen.lines
            await screen.run_action(f"command('{command}')")
            assert screen.lines != before, command
            assert drawn == [], command
