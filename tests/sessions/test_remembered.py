"""What this computer remembers between meetings: kept, cleared, damaged and hostile files."""

import json
import os
import sys
from pathlib import Path

import pytest

from core.meeting_details import MeetingDetails
from sessions.files.folder_listing import MOST_LISTED, session_files_in
from sessions.files.remembered import (
    Preferences,
    folder_to_remember,
    preferences,
    remember_names,
    remember_preferences,
    remembered_names,
)
from sessions.record.recovery import state_folder

PLACE = "preferences.json"


def write(data: bytes) -> Path:
    state_folder().mkdir(parents=True, exist_ok=True)
    path = state_folder() / PLACE
    path.write_bytes(data)
    return path


def test_preferences_are_kept(tmp_path: Path) -> None:
    given = Preferences("panel-light", True, tmp_path / "inspections")
    remember_preferences(given)
    assert preferences() == given
    if sys.platform != "win32":
        assert (state_folder() / PLACE).stat().st_mode & 0o077 == 0


def test_names_are_remembered_as_they_were_typed() -> None:
    names = MeetingDetails(chair="Ann\u200cLee \u200fعلي", members=("Zoë O\u2019Neill",))
    remember_names(names)
    assert remembered_names() == names


def test_a_remembered_name_with_control_characters_cannot_act() -> None:
    remember_names(MeetingDetails(chair="Ann\x1b[2J\x9b", members=("x" * 1_000,)))
    names = remembered_names()
    assert names.chair == "Ann\ufffd[2J\ufffd"
    assert len(names.members[0]) < 1_000


def test_nothing_but_preferences_is_kept(tmp_path: Path) -> None:
    remember_preferences(Preferences("panel-dark", False, tmp_path))
    table = json.loads((state_folder() / PLACE).read_text("utf-8"))
    assert table == {"theme": "panel-dark", "large": False, "folder": str(tmp_path)}


def test_cleared_preferences_are_gone(tmp_path: Path) -> None:
    remember_preferences(Preferences("panel-light", True, tmp_path))
    (state_folder() / PLACE).unlink()
    assert preferences() == Preferences()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not json",
        b"\xff\xfe\x00",
        b"[]",
        b'"text"',
        b"{" * 100_000,
        b'{"theme": 3, "large": "yes", "folder": ["/"]}',
        b'{"folder": "relative/folder"}',
        b'{"folder": "/with\\u0000nul"}',
        b'{"folder": "/' + b"x" * 10_000 + b'"}',
        b'{"theme": "' + b"x" * 100_000 + b'"}',
    ],
)
def test_a_damaged_file_is_as_none(data: bytes) -> None:
    write(data)
    assert preferences() == Preferences()


def test_a_folder_in_place_of_the_file_is_as_none(tmp_path: Path) -> None:
    (state_folder() / PLACE).mkdir(parents=True)
    assert preferences() == Preferences()
    remember_preferences(Preferences("panel-light", True, tmp_path))
    assert preferences() == Preferences()


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="this user may read every file"
)
def test_an_unreadable_file_is_as_none(tmp_path: Path) -> None:
    remember_preferences(Preferences("panel-light", True, tmp_path))
    (state_folder() / PLACE).chmod(0)
    assert preferences() == Preferences()


def test_an_older_file_without_a_folder_is_read() -> None:
    write(b'{"theme": "panel-light", "large": true}')
    assert preferences() == Preferences("panel-light", True)


def test_the_folder_of_a_practice_copy_is_not_remembered(tmp_path: Path) -> None:
    own = tmp_path / "inspections"
    assert folder_to_remember(own / "north.toml", None) == own
    copy = state_folder() / "demo" / "north-somerset-2020-1" / "north-somerset-2020.toml"
    assert folder_to_remember(copy, own) == own
    assert folder_to_remember(copy, None) is None


class TestFolderListing:
    def session(self, path: Path) -> Path:
        path.write_text('# An inspection\nformat = "ratings-panel/session/1"\n', encoding="utf-8")
        return path

    def test_only_session_files_are_listed(self, tmp_path: Path) -> None:
        files = [self.session(tmp_path / name) for name in ("b.toml", "a.toml")]
        record = 'format = "ratings-panel/decisions/1"\n# format = "ratings-panel/session/1"\n'
        (tmp_path / "a.decisions.toml").write_text(record, encoding="utf-8")
        (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
        (tmp_path / "binary.toml").write_bytes(b"\0\xff")
        (tmp_path / "folder.toml").mkdir()
        self.session(tmp_path / "notes.txt")
        found = session_files_in(tmp_path)
        assert found.files == tuple(sorted(files))
        assert not found.more

    def test_a_full_folder_says_that_there_are_more(self, tmp_path: Path) -> None:
        for number in range(MOST_LISTED + 1):
            self.session(tmp_path / f"{number:02}.toml")
        found = session_files_in(tmp_path)
        assert len(found.files) == MOST_LISTED
        assert found.more

    @pytest.mark.parametrize("name", ["gone", "file", "nul\0"])
    def test_what_is_no_folder_lists_nothing(self, name: str, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        assert session_files_in(tmp_path / name).files == ()
