"""The first screen: everything on it can be reached, by key and by mouse, however small it is."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from sessions.files.recent import note_opened
from sessions.files.shipped import shipped_inspections
from tests.tui.meeting import press, settle
from tui.meeting.start_screen import Chosen, Start

SIZES = [(60, 20), (80, 24), (120, 40)]
Screen = Pilot[Chosen]


def rows(app: Start) -> list[str]:
    return [strip.text for strip in app.screen._compositor.render_strips()]


def chosen_row(app: Start) -> str:
    (found,) = [row for row in rows(app) if row.startswith(" ▶ ")]
    return found


@pytest.fixture
def ten(tmp_path: Path) -> list[Path]:
    """Ten files opened lately, the newest first, in a deep folder."""
    folder = tmp_path / "a folder with a long name" / "another folder within it"
    folder.mkdir(parents=True)
    files = [folder / f"inspection-{number}.toml" for number in range(10)]
    for path in files:
        path.touch()
        note_opened(path, f"Service {path.stem[-1]}")
    return files[::-1]


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_chosen_is_always_in_sight(size: tuple[int, int], ten: list[Path]) -> None:
    app = Start()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert "ratings-panel" in rows(app)[1]
        for number in range(9, -1, -1):
            assert f"Service {number}" in chosen_row(app)
            assert f"inspection-{number}.toml" in chosen_row(app)
            assert "Enter open" in rows(app)[-1]
            await press(pilot, "j")
        await press(pilot, "G")
        assert "Suffolk 2023" in chosen_row(app)
        await press(pilot, "k", "g")
        assert "Service 9" in chosen_row(app)
        assert "ratings-panel" in rows(app)[1]
        await press(pilot, "down", "enter")
    assert app.return_value == Chosen(ten[1])


@pytest.mark.parametrize("size", SIZES)
async def test_a_click_opens(size: tuple[int, int], ten: list[Path]) -> None:
    app = Start()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "end")
        place = next(y for y, row in enumerate(rows(app)) if "North Somerset 2020" in row)
        await pilot.click(offset=(5, place))
    assert app.return_value == Chosen(None, shipped_inspections()[2])


async def test_a_click_beside_the_list_opens_nothing(ten: list[Path]) -> None:
    app = Start()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        place = next(y for y, row in enumerate(rows(app)) if "Recent" in row)
        await pilot.click(offset=(5, place))
        assert app.return_value is None
        await press(pilot, "q")


async def test_a_file_that_is_gone_is_said_to_be(ten: list[Path]) -> None:
    ten[0].unlink()
    app = Start()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "file not found: …" in chosen_row(app)
        assert "inspection-9.toml" in chosen_row(app)
        await press(pilot, "enter")
        assert "This file is no longer there" in "\n".join(rows(app))
        assert app.return_value is None
        await press(pilot, "down", "enter")
    assert app.return_value == Chosen(ten[1])
