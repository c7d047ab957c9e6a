"""The meeting beside its decisions: details, notes, corrections, summary, sign-off, reopening."""

from pathlib import Path

import pytest

from sessions.files.remembered import remembered_names
from tests.tui.meeting import COMMON, NORTH_SOMERSET, SMALL, Room, copy_of, decide, go_to, meeting

SIZES = pytest.mark.parametrize("size", [SMALL, COMMON])
HOSTILE = "A. Moor\x1b[2J\x1b]0;gone\x07 \u202ereversed\u202c [@click=app.quit]x[/]"


async def fill(room: Room, *texts: str) -> None:
    """Type texts into the fields of a form, one after the other."""
    for place, text in enumerate(texts):
        if place:
            await room.press("tab")
        await room.type(text)


async def sign(room: Room, name: str = "A. Chair") -> None:
    """Sign the record from the board, although standards are still open."""
    before = len(room.entries)
    await room.press("S")
    await room.see("Closing summary", "sign off")
    await room.press("s")
    await room.see("Sign off the record", "Still open: 1.1")
    await room.type(name)
    await room.press("ctrl+s")
    await room.see("Press Ctrl+S again to sign anyway")
    assert len(room.entries) == before, "a sign-off with open standards asks first"
    await room.press("ctrl+s")
    await room.until(lambda: len(room.entries) == before + 1, "the sign-off to be saved")
    await room.see("Signed")


class TestMeetingDetails:
    @SIZES
    async def test_who_is_present_is_recorded_and_remembered(
        self, size: tuple[int, int], tmp_path: Path
    ) -> None:
        path = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(path, size) as room:
            await room.press("m")
            await room.see("Meeting details", "Members present", "Interests none declared")
            await fill(
                room,
                "Weston",
                "A. Chair",
                "B. Member, C. Member",
                "D. Lead",
                "E. Absent",
                "F. Notes",
            )
            await room.press("ctrl+s")
            await room.saved(1)
            (entry,) = room.entries
            assert entry["kind"] == "meeting"
            assert entry["place"] == "Weston"
            assert entry["chair"] == "A. Chair"
            assert entry["members"] == ["B. Member", "C. Member"]
            assert entry["attending"] == ["D. Lead"]
            assert entry["apologies"] == ["E. Absent"]
            assert entry["note_taker"] == "F. Notes"
        names = remembered_names()
        assert names.chair == "A. Chair"
        assert names.members == ("B. Member", "C. Member")
        assert names.apologies == ()
        assert names.interests == ()

    async def test_the_next_meeting_offers_the_names_until_they_are_cleared(
        self, tmp_path: Path
    ) -> None:
        first = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(first) as room:
            await room.press("m")
            await room.see("Meeting details")
            await fill(room, "Weston", "A. Chair", "B. Member")
            await room.press("ctrl+s")
            await room.saved(1)
        async with meeting(copy_of("oldham-2019", tmp_path)) as room:
            await room.press("m")
            await room.see("These names are from the last meeting", "A. Chair", "B. Member")
            await room.press("ctrl+n")
            await room.see("The names remembered on this computer were cleared")
            await room.press("escape")
            assert remembered_names().names == ()

    async def test_an_interest_is_shown_beside_its_standard(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path), COMMON) as room:
            await room.press("m")
            await room.see("Meeting details")
            await fill(room, "Weston", "A. Chair", "B. Member")
            await room.press("ctrl+o")
            await room.see("Declared interest")
            await fill(room, "B. Member", "managed a case", "3.2", "left the room")
            await room.press("ctrl+s")
            await room.see("Interests B. Member (3.2): managed a case, left the room")
            await room.press("ctrl+s")
            await room.saved(1)
            assert room.entries[0]["interests"] == [
                {
                    "name": "B. Member",
                    "interest": "managed a case",
                    "standards": ["3.2"],
                    "action": "left the room",
                }
            ]
            await go_to(room, "3.2")
            await room.see("interest", "B. Member: managed a case, left the room")
            await room.press("down")
            await room.not_see("managed a case")

    async def test_an_interest_in_no_standard_is_put_right_where_it_was_typed(
        self, tmp_path: Path
    ) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await room.press("m", "ctrl+o")
            await room.see("Declared interest")
            await fill(room, "B. Member", "managed a case", "9.9")
            await room.press("ctrl+s")
            await room.see("The scheme has no standard 9.9. Its standards are 1.1, 1.2, 1.3")
            # The cursor is in that field.
            await room.press("backspace", "backspace", "backspace")
            await room.not_see("no standard 9.9")
            await room.type("3.2")
            await room.press("ctrl+s")
            await room.see("Interests B. Member (3.2): managed a case")

    async def test_who_is_not_present_is_named_and_still_recorded(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await room.press("m")
            await fill(room, "Weston", "A. Chair", "B. Member")
            await room.press("ctrl+o")
            await room.see("Declared interest")
            await fill(room, "Dan Dove", "a cousin works there", "3.2")
            await room.press("ctrl+s")
            await room.see("Dan Dove is not entered as present.")
            await room.press("ctrl+s")
            await room.saved(1)
            assert room.entries[0]["interests"][0]["name"] == "Dan Dove"
            await go_to(room, "3.3")
            await room.press("x")
            await room.see("Keep 3.3")
            await room.type("Sound.")
            room.app.screen.set_focus(room.app.screen.query_one("#agreed_by"))
            await room.type("Dan Dove")
            await room.press("tab")
            await room.see("Dan Dove is not entered as present.")
            await room.press("ctrl+s")
            await room.saved(2)

    async def test_an_interest_that_is_left_is_said_to_be_kept(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await room.press("m", "ctrl+o", "escape")
            await room.see("Meeting details")
            assert "not added" not in room.words
            await room.press("ctrl+o")
            await room.see("Declared interest")
            await room.type("B. Mem")
            await room.press("escape")
            await room.see("The interest was not added. What was typed is kept")
            await room.press("ctrl+o")
            await room.see("Declared interest", "B. Mem")

    async def test_all_as_last_time_is_offered_where_it_adds_somebody(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await room.press("m")
            await fill(room, "Weston", "A. Chair", "B. Member")
            await room.press("ctrl+s")
            await room.saved(1)
            await room.press("m")
            await room.see("clear remembered names")
            assert "all as last time" not in room.words
            await room.press("ctrl+a")
            await room.see("The members of the last meeting are all entered already.")
            room.app.screen.set_focus(room.app.screen.query_one("#members"))
            await room.press("ctrl+u", "tab")
            await room.see("Ctrl+A all as last time")
            await room.press("ctrl+a")
            await room.see("B. Member")

    async def test_a_name_completes_as_one_types(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await room.press("m")
            await room.see("Meeting details")
            await fill(room, "Weston", "Amira Chairwoman")
            await room.press("ctrl+o")
            await room.see("Declared interest")
            await room.type("ami")
            await room.press("right")
            await room.see("Amira Chairwoman")
            await room.press("ctrl+s")
            await room.see("Interests Amira Chairwoman (all standards)")

    async def test_what_is_wrong_is_said_and_nothing_is_lost(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await room.press("m")
            await room.see("Meeting details")
            await fill(room, "Weston", "A. Chair", "", "", "A. Chair")
            await room.press("ctrl+s")
            await room.see("A. Chair is listed both as present and under apologies.")
            await room.press("escape", "m")
            await room.see("Weston", "A. Chair")


class TestNotes:
    @SIZES
    async def test_a_note_on_a_closed_standard(self, size: tuple[int, int], tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path), size) as room:
            await go_to(room, "2.1")
            await room.press("a")
            await room.see("Note on 2.1 Assessment", "Do not name children")
            await room.type("The panel praised it.")
            await room.press("ctrl+s")
            await room.saved(1)
            assert room.entries[0]["text"] == "The panel praised it."
            assert room.entries[0]["standard"] == "2.1"
            await room.press("space")
            await room.see("note", "The panel praised it.")

    async def test_a_note_on_the_inspection_and_its_withdrawal(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await room.press("A")
            await room.see("Note on the inspection")
            await room.press("ctrl+s")
            await room.see("Enter the text of the note.")
            await room.type("Fieldwork was cut short.")
            await room.press("ctrl+s")
            await room.saved(1)
            assert "standard" not in room.entries[0]
            await room.press("h")
            await room.see("Fieldwork was cut short.")
            await room.press("u")
            await room.see("Reason")
            await room.type("It was not.")
            await room.press("ctrl+s")
            await room.until(lambda: len(room.entries) == 2, "the entry to be saved")
            assert room.entries[1]["kind"] == "withdraw"
            assert room.entries[1]["replaces"] == room.entries[0]["id"]

    async def test_what_was_typed_stays_for_the_next_time(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await room.press("a")
            await room.see("Note on 2.2")
            await room.type("Half a sen")
            await room.press("escape", "a")
            await room.see("Half a sen")


class TestCorrections:
    @SIZES
    async def test_a_typing_error_is_corrected(self, size: tuple[int, int], tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path), size) as room:
            await decide(room, "3.2", "2", "One case wieghed too much.")
            await room.press("h", "e")
            await room.see("Correct the wording of entry 1", "the rating cannot be changed here")
            # The dialog begins at the end of the reason.
            await room.press("ctrl+u")
            await room.type("One case weighed too much.")
            await room.see("required, such as a typo")
            await room.press("ctrl+s")
            await room.see("Enter the reason for the correction.")
            # The cursor is in that field.
            await room.type("A typing error.")
            await room.not_see("Enter the reason for the correction.")
            await room.press("ctrl+s")
            await room.until(lambda: len(room.entries) == 2, "the entry to be saved")
            assert room.entries[1]["kind"] == "correct"
            assert room.entries[1]["corrects"] == room.entries[0]["id"]
            assert room.entries[1]["reason"] == "One case weighed too much."
            assert room.entries[0]["reason"] == "One case wieghed too much."
            await room.see("corrects entry 1", "A typing error.")
            await room.press("up")
            await room.see("corrected by entry 2")
            await room.press("escape")
            await room.see("One case weighed too much.")

    async def test_a_reason_of_five_lines_is_whole_while_it_is_corrected(
        self, tmp_path: Path
    ) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path), SMALL) as room:
            await room.press("x")
            await room.paste("First.\nSecond.\nThird.\n\nFifth.")
            await room.press("ctrl+s")
            await room.saved(1)
            await room.press("h", "e")
            await room.see("Correct the wording of entry 1")
            assert "First. Second. Third. Fifth." in room.words

    async def test_what_is_left_alone_stays_as_it_was_written(self, tmp_path: Path) -> None:
        # Persian joins and parts letters by characters that are not seen.
        reason, dissent = "می\u200cدانم", "نمی\u200cدانم"
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await room.press("x")
            await room.see("Keep 2.2")
            await room.paste(reason)
            room.app.screen.set_focus(room.app.screen.query_one("#dissent"))
            await room.paste(dissent)
            await room.press("ctrl+s")
            await room.saved(1)
            await room.press("h", "e")
            await room.see("Correct the wording of entry 1")
            await room.type(".")
            room.app.screen.set_focus(room.app.screen.query_one("#reason_for_correction"))
            await room.type("A full stop.")
            await room.press("ctrl+s")
            await room.saved(2)
            kept, correction = room.entries
            assert (kept["reason"], kept["dissent"]) == (reason, dissent)
            assert correction["reason"] == f"{reason}."
            assert "dissent" not in correction

    async def test_the_record_is_searched(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path, decisions=True)) as room:
            await room.press("h", "slash")
            await room.see("Search the record")
            await room.type("3.2")
            await room.press("enter")
            await room.see("1 of 2")


class TestClosing:
    @SIZES
    async def test_signing_locks_the_record_and_recording_asks_to_reopen(
        self, size: tuple[int, int], tmp_path: Path
    ) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path), size) as room:
            await sign(room)
            entry = room.entries[-1]
            assert entry["signed_by"] == [{"name": "A. Chair", "role": "Chair"}]
            first = entry["fingerprint"]
            await room.see(f"{first[:4]} {first[4:8]}")
            assert "p minutes and report" in room.keys_named
            await room.press("d")
            await room.see("Reopen the signed record?", "A. Chair")
            await fill(room, "A. Chair", "A figure was wrong.")
            await room.press("ctrl+s")
            await room.saved(2)
            assert room.entries[-1]["kind"] == "reopen"
            assert room.entries[-1]["by"] == ["A. Chair"]
            await room.press("d")
            await room.see("Decide 2.2")

    async def test_the_chair_is_offered_first(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await room.press("m")
            await room.see("Meeting details")
            await fill(room, "Weston", "A. Chair")
            await room.press("ctrl+s")
            await room.saved(1)
            await room.press("S")
            await room.see("Present A. Chair (chair)", "24/36 Good as agreed")
            await room.press("s")
            await room.see("Signatory 1 │ A. Chair", "as │ Chair")
            await room.press("escape")
            await room.press("q")
            assert await room.left() == 0

    async def test_those_present_sign_with_their_roles(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await room.press("m")
            await room.see("Meeting details")
            await fill(room, "Weston", "A. Chair", "B. Member, C. Member", "D. Lead")
            await room.press("ctrl+s")
            await room.saved(1)
            await room.press("S")
            await room.see("Closing summary")
            await room.press("s")
            # The chair is entered, the next one present is offered, and nobody else.
            await room.see("Signatory 1 │ A. Chair", "→ B. Member")
            assert "C. Member" not in room.words
            await room.press("right")
            await room.see("B. Member ┃ as │ Member")
            await room.press("ctrl+a")
            await room.see("C. Member │ as │ Member")
            await room.press("ctrl+s")
            await room.see("Press Ctrl+S again to sign anyway")
            await room.press("ctrl+s")
            await room.until(lambda: len(room.entries) == 2, "the sign-off to be saved")
            assert room.entries[1]["signed_by"] == [
                {"name": "A. Chair", "role": "Chair"},
                {"name": "B. Member", "role": "Member"},
                {"name": "C. Member", "role": "Member"},
            ]

    async def test_a_role_that_nobody_knows_is_asked_for(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await room.press("S")
            await room.see("Closing summary", "press m to enter who is present")
            await room.press("s")
            await room.see("Sign off the record")
            await room.type("A. Chair")
            await room.press("tab", "tab")
            await room.type("E. Lead")
            await room.press("ctrl+s")
            await room.see("Enter the role in which E. Lead signs.")
            assert room.entries == []

    async def test_hostile_names_act_nowhere(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await room.press("m")
            await room.see("Meeting details")
            await room.press("tab")
            await room.paste(HOSTILE)
            await room.press("ctrl+s")
            await room.saved(1)
            await room.press("S")
            await room.see("[@click=app.quit]x[/]")
            assert "\x1b" not in room.text
            assert "\u202e" not in room.text
            await room.press("s")
            await room.see("Signatory 1", "A. Moor")
            await room.press("escape", "h")
            await room.see("[@click=app.quit]x[/]")
            assert "\u202e" not in room.text


@pytest.mark.parametrize(
    ("key", "name", "draft"),
    [
        ("m", "north-somerset-2020-minutes.docx", "They are a draft: the record is not signed."),
        ("M", "north-somerset-2020-minutes.html", "They are a draft: the record is not signed."),
        ("r", "north-somerset-2020-report.docx", "It is a draft: the record is not signed."),
        ("R", "north-somerset-2020-report.html", "It is a draft: the record is not signed."),
    ],
)
async def test_minutes_and_report_are_written_beside_the_session_file(
    key: str, name: str, draft: str, tmp_path: Path
) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path, decisions=True)) as room:
        await room.press("p")
        await room.see("Write minutes or report", "m minutes (Word)", "M minutes (web page)")
        await room.press(key)
        await room.see(f"Written: {name}, in ", draft)
        data = (tmp_path / name).read_bytes()
        assert data.startswith(b"PK" if name.endswith(".docx") else b"<!")


@SIZES
async def test_enter_in_the_last_field_says_what_records(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), size) as room:
        await room.press("m")
        await fill(room, "Weston", "A. Chair", "B. Member", "", "", "F. Notes")
        await room.not_see("Press Ctrl+S to record")
        await room.press("enter")
        await room.see("Press Ctrl+S to record")
        await room.type("!")
        await room.not_see("Press Ctrl+S to record")
        await room.press("ctrl+s")
        await room.saved(1)
        assert room.entries[0]["note_taker"] == "F. Notes!"
        assert room.entries[0]["date"]
