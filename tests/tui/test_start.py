"""The first screen: everything on it can be reached, by key and by mouse, however small it is."""

import os
import sys
from datetime import datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from sessions import clock
from sessions.files.decisions_file import decisions_path
from sessions.files.recent import note_opened
from sessions.files.remembered import Preferences, remember_preferences
from sessions.files.session_file import read_session
from sessions.files.shipped import private_copy, shipped_inspections
from sessions.record.recovery import Draft, state_folder
from tests.sessions.panel_meetings import keep_draft
from tests.tui.meeting import NORTH_SOMERSET, OLDHAM, copy_of, meeting, press, settle
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
    """Ten files opened recently, the newest first, in a deep folder."""
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


class TestFolders:
    @pytest.fixture
    def inspections(self, tmp_path: Path) -> Path:
        """A folder with two session files, the one used last."""
        folder = tmp_path / "inspections"
        folder.mkdir()
        for name in (NORTH_SOMERSET, OLDHAM):
            copy_of(name, folder)
        remember_preferences(Preferences("panel-light", False, folder))
        return folder

    async def test_the_last_folder_is_listed(self, inspections: Path) -> None:
        app = Start()
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            shown = "\n".join(rows(app))
            assert f"In {inspections}" in shown
            assert shown.index("north-somerset-2020.toml") < shown.index("oldham-2019.toml")
            assert app.theme == "panel-light"
            await press(pilot, "down", "enter")
        assert app.return_value == Chosen(inspections / "oldham-2019.toml")

    async def test_a_file_opened_lately_is_listed_once(self, inspections: Path) -> None:
        note_opened(inspections / "oldham-2019.toml", "Oldham")
        app = Start()
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            assert "\n".join(rows(app)).count("oldham-2019.toml") == 1

    async def test_the_current_folder_is_listed(
        self, inspections: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        here = tmp_path / "here"
        here.mkdir()
        copy_of("suffolk-2023", here)
        monkeypatch.chdir(here)
        app = Start()
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            shown = "\n".join(rows(app))
            assert f"In {inspections}" in shown
            assert f"In {here}" in shown
            assert "suffolk-2023.toml" in shown

    async def test_a_folder_that_is_gone_is_not_listed(self, tmp_path: Path) -> None:
        remember_preferences(Preferences("panel-dark", False, tmp_path / "gone"))
        app = Start()
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert "In " not in "\n".join(rows(app))

    @pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
    async def test_a_hostile_name_acts_nowhere(self, tmp_path: Path) -> None:
        folder = tmp_path / "evil\x1b[2J\u202e[@click=app.quit]"
        folder.mkdir()
        copy_of(NORTH_SOMERSET, folder).rename(folder / "a\x1b]0;gone\x07.toml")
        remember_preferences(Preferences("panel-dark", False, folder))
        app = Start()
        async with app.run_test(size=(200, 60)) as pilot:
            await settle(pilot)
            shown = "\n".join(rows(app))
            assert "[@click=app.quit]" in shown
            assert not {"\x1b", "\x07", "\u202e"} & set(shown)

    async def test_when_a_record_was_saved_tells_copies_apart(self, tmp_path: Path) -> None:
        for number, at in enumerate(("2019-11-30T16:40", "2020-11-30T16:40", "2020-12-01T09:15")):
            folder = tmp_path / f"copy-{number}"
            folder.mkdir()
            path = copy_of(NORTH_SOMERSET, folder, decisions=True)
            moment = datetime.fromisoformat(f"{at}+00:00").timestamp()
            os.utime(decisions_path(path), (moment, moment))
            note_opened(path, "North Somerset Youth Offending Service")
        fresh = copy_of(OLDHAM, tmp_path)
        note_opened(fresh, "Oldham")
        for size in SIZES:
            app = Start()
            async with app.run_test(size=size) as pilot:
                await settle(pilot)
                listed = [row for row in rows(app) if "North Somerset Youth" in row]
                if size[0] >= 80:
                    assert "saved 09:15" in listed[0]
                    assert "saved 30 Nov  " in listed[1]
                if size[0] >= 120:
                    assert "saved 30 Nov 2019" in listed[2]
                assert "saved " not in chosen_row(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_recent_says_what_is_practice_signed_or_a_draft(
    size: tuple[int, int], signed_session: Path, tmp_path: Path
) -> None:
    service = read_session(signed_session).evidence.inspection.service
    practice = private_copy(NORTH_SOMERSET, state_folder(), clock.now())
    keep_draft(practice, Draft("2.2", reason="Half typed"))
    plain = copy_of(OLDHAM, tmp_path)
    for path, name in ((plain, "Oldham"), (signed_session, service), (practice, service)):
        note_opened(path, name)
    app = Start()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        listed = [row for row in rows(app) if service in row]
        assert f"{service}  practice · draft  " in listed[0]
        assert f"{service}  signed · " in listed[1]
        (oldham,) = [row for row in rows(app) if "Oldham  " in row]
        assert not {"practice", "signed", "draft"} & set(oldham.replace("·", " ").split())


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_the_headline_of_a_practice_copy_says_so(
    size: tuple[int, int], session: Path
) -> None:
    practice = private_copy(NORTH_SOMERSET, state_folder(), clock.now())
    async with meeting(practice, size) as room:
        assert "PRACTICE" in room.rows[0]
        assert "0 of 11 decided" in room.rows[0]
        score = room.rows[1]
        await room.press("z")
        await room.see("PRACTICE")
    async with meeting(session, size) as room:
        assert "PRACTICE" not in room.text
        assert room.rows[1] == score


async def test_leaving_a_meeting_remembers_its_folder(tmp_path: Path) -> None:
    path = copy_of(NORTH_SOMERSET, tmp_path)
    before = Preferences("panel-dark", True, tmp_path / "earlier")
    async with meeting(path) as room:
        kept = room.app.preferences(before)
        assert kept == Preferences("panel-dark", False, tmp_path)
