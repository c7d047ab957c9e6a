"""The user's own keys: read, used, and every mistake in them named."""

from pathlib import Path

from sessions.files.session_file import read_session
from tests.tui.meeting import NORTH_SOMERSET, copy_of, press, screen_text, settle
from tui.commands.registry import BY_ID
from tui.commands.user_keys import read_keys
from tui.meeting.app import RatingsPanel
from tui.meeting.opening import open_meeting


def key_map(folder: Path, text: str) -> Path:
    path = folder / "keys.toml"
    path.write_text(text, encoding="utf-8")
    return path


def sentences(path: Path) -> list[str]:
    return [problem.sentence() for problem in read_keys(path)[1]]


def test_without_a_file_the_keys_are_the_programs_own(tmp_path: Path) -> None:
    keys, problems = read_keys(tmp_path / "keys.toml")
    assert problems == ()
    assert keys.of(BY_ID["decide"]) == ("d", "enter")


def test_keys_can_be_changed(tmp_path: Path) -> None:
    keys, problems = read_keys(key_map(tmp_path, '[keys]\ndecide = "e"\nnext = [">", "f5"]\n'))
    assert problems == ()
    assert keys.of(BY_ID["decide"]) == ("e",)
    assert keys.of(BY_ID["next"]) == ("greater_than_sign", "f5")
    assert keys.shown(BY_ID["decide"]) == "e"


def test_an_unknown_command_is_named_with_the_nearest(tmp_path: Path) -> None:
    (said,) = sentences(key_map(tmp_path, '[keys]\ndecied = "e"\n'))
    assert "decied" in said
    assert 'Did you mean "decide"' in said


def test_a_clash_is_named(tmp_path: Path) -> None:
    path = key_map(tmp_path, '[keys]\ndecide = "x"\n')
    (said,) = sentences(path)
    assert "x is the key of decide and of keep" in said
    assert read_keys(path)[0].changed == {}


def test_one_key_may_serve_two_views(tmp_path: Path) -> None:
    assert sentences(key_map(tmp_path, '[keys]\nmore = "d"\n')) == []


def test_what_is_no_toml_is_said(tmp_path: Path) -> None:
    (said,) = sentences(key_map(tmp_path, "[keys\n"))
    assert "keys.toml" in said


async def test_a_changed_key_works_and_is_named_at_the_foot(tmp_path: Path) -> None:
    keys, _ = read_keys(key_map(tmp_path, '[keys]\ndecide = "e"\n'))
    opening = open_meeting(read_session(copy_of(NORTH_SOMERSET, tmp_path)))
    app = RatingsPanel(opening, keys)
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            assert "e decide" in screen_text(app)
            await press(pilot, "e")
            assert "Decide 2.2 Planning" in screen_text(app)
    finally:
        opening.close()
