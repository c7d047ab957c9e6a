"""Going to a standard, a key question or a command by a part of its name."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.what_if import WhatIf
from tests.tui.meeting import COMMON, LARGE, NORTH_SOMERSET, SMALL, copy_of, laid_out, meeting
from tui.commands.availability import Command, Situation
from tui.commands.registry import COMMANDS
from tui.dialogs.finder import Place, commands, matching, places
from tui.state.scene import Scene
from tui.state.view import View


@pytest.mark.parametrize(
    ("typed", "standard", "question"),
    [
        ("3.2", "3.2", ""),
        ("3.3.3", "3.3", "3.3.3"),
        ("reviewing", "2.4", ""),
        ("PARTNERSHIPS", "1.3", ""),
        ("others plan", "2.2", "2.2.3"),
    ],
)
async def test_a_part_of_the_name_is_enough(
    typed: str, standard: str, question: str, tmp_path: Path
) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await room.press("slash")
        await room.see("Go to")
        await room.type(typed)
        await room.press("enter")
        await room.until(lambda: not room.dialog, "the list to be gone")
        assert room.cursor == standard
        if question:
            assert room.question == question


@pytest.mark.parametrize("size", [(60, 20), SMALL, COMMON, LARGE])
async def test_arrows_choose_and_stay_in_sight(size: tuple[int, int], tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), size) as room:
        await room.press("slash")
        await room.see("▶ 1.1 Governance and leadership", "Requires improvement")
        await room.press(*["down"] * 20)
        (marked,) = [row for row in room.dialog if row.startswith("▶")]
        await room.press("up")
        assert marked not in [row for row in room.dialog if row.startswith("▶")]
        await room.press("down", "enter")
        await room.until(lambda: not room.dialog, "the list to be gone")
        assert marked.split()[1].startswith(room.cursor)


async def test_what_nothing_is_called_finds_nothing(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await room.press("slash")
        await room.type("[/] no such [b]")
        await room.see("No matches.")
        await room.press("down", "up", "enter")
        await room.see("No matches.")
        await room.see("standards and key questions. To search the record and its notes, press h")
        await room.press("escape")
        await room.until(lambda: not room.dialog, "the list to be gone")
        assert room.cursor == "2.2"


async def test_a_word_of_a_note_is_found_in_the_history(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await room.press("a")
        await room.see("Note on 2.2")
        await room.type("The interpreter was late.")
        await room.press("ctrl+s")
        await room.saved(1)
        await room.press("h", "slash")
        await room.type("interpreter")
        await room.see("2.2 noted The interpreter was late.")


async def test_a_standard_that_the_filter_hides_is_found(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await room.press("f", "slash")
        await room.type("1.2")
        await room.press("enter")
        await room.until(lambda: "1.2" in room.standards, "all standards")
        assert room.cursor == "1.2"


async def test_commands_that_apply_are_found_and_done(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await room.press("ctrl+p")
        await room.see("Commands")
        await room.type("keep")
        await room.press("enter")
        await room.see("Keep 2.2 Planning")


async def test_commands_that_do_not_apply_are_not_offered(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await room.press("home", "ctrl+p")
        await room.type("change the rating of")
        await room.see("No matches.")


@pytest.mark.parametrize("command", [each for each in COMMANDS if each.id != "find"])
def test_every_command_can_be_found_by_its_name(command: Command) -> None:
    meeting = laid_out(NORTH_SOMERSET, decisions=True)
    what_if = WhatIf().with_judgement(meeting.evidence, "3.2.3", -1)
    scenes = [
        Scene(meeting, View("3.4")),
        Scene(meeting, View("3.4"), what_if),
        Scene(meeting, View("3.4"), None, 1),
    ]
    now = [Situation(scene, unsaved=True) for scene in scenes]
    now.append(Situation(scenes[0], following="Ann"))
    offered = {place.result for each in now for place in commands(each)}
    if command.id == "record_again":
        assert f"command:{command.id}" not in offered
        return
    assert f"command:{command.id}" in offered
    found = matching([place for each in now for place in commands(each)], command.label)
    assert f"command:{command.id}" in [place.result for place in found]


def test_no_two_commands_have_one_name() -> None:
    labels = [command.label for command in COMMANDS]
    assert len(labels) == len(set(labels))


@given(st.text(max_size=20))
def test_everything_found_holds_every_typed_word(typed: str) -> None:
    every = places(laid_out(NORTH_SOMERSET).scorecard)
    found = matching(every, typed)
    assert set(found) <= set(every)
    assert all(
        word in f"{place.name} {place.aside}".casefold()
        for place in found
        for word in typed.casefold().split()
    )
    if not typed.split():
        assert found == every


def test_what_begins_so_comes_first() -> None:
    found = [Place("3.2 Planning", "", "a"), Place("Planning of 2", "", "b")]
    assert [place.result for place in matching(found, "planning")] == ["b", "a"]
