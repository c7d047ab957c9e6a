"""A whole record kept without the screen: details, notes, signing, reopening."""

from datetime import date
from pathlib import Path

import pytest

from bench.meetings import copied_session
from core.meeting import Meeting
from core.meeting_details import Interest, MeetingDetails
from core.record import Kind, Signature
from sessions import clock
from sessions.files.session_file import Session
from sessions.record.store import RecordStore
from tui.cli.main import main

Captured = pytest.CaptureFixture[str]
DAY = "2026-11-28"


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.chdir(tmp_path)
    return copied_session(Path())


def meeting_of(session: Session) -> Meeting:
    store = RecordStore.open(session)
    return Meeting(session.evidence, store.entries, store.meeting)


def test_details_are_recorded_whole(session: Session, capsys: Captured) -> None:
    call = ["details", session.file, "--date", "28/11/2026", "--place", "Leeds", "--yes"]
    call += ["--chair", "J Field", "--member", "J Field", "--member", "C Marsh"]
    call += ["--attending", "A Clerk", "--apologies", "B Hill", "--note-taker", "A Clerk"]
    call += ["--interest", "C Marsh; worked there until 2019; 3.2, 3.3; took no part"]
    assert main(call) == 0
    assert meeting_of(session).details == MeetingDetails(
        day=date(2026, 11, 28),
        place="Leeds",
        chair="J Field",
        members=("J Field", "C Marsh"),
        attending=("A Clerk",),
        apologies=("B Hill",),
        note_taker="A Clerk",
        interests=(Interest("C Marsh", "worked there until 2019", ("3.2", "3.3"), "took no part"),),
    )
    said = capsys.readouterr().out
    for words in ("28 November 2026", "Leeds", "J Field", "C Marsh", "worked there", "B Hill"):
        assert words in said


def test_several_names_in_one_are_several_people(session: Session) -> None:
    call = ["details", session.file, "--chair", "J Field", "--yes"]
    assert main([*call, "--member", "Tom Smith, Ann Lee and Raj Patel", "--member", "D Rees"]) == 0
    assert meeting_of(session).details.members == ("Tom Smith", "Ann Lee", "Raj Patel", "D Rees")


def test_an_interest_needs_its_parts(session: Session, capsys: Captured) -> None:
    assert main(["details", session.file, "--interest", "R Patel, managed the team, 3.2"]) == 2
    assert "enter the name, the interest, the standards" in capsys.readouterr().err


def test_who_has_an_interest_is_recused_unless_it_is_said_otherwise(
    session: Session, capsys: Captured
) -> None:
    call = ["details", session.file, "--chair", "J Field", "--member", "R Patel", "--yes"]
    assert main([*call, "--interest", "R Patel; managed the team; 3.2; left the room"]) == 0
    decide = ["decide", session.file, "3.2", "--keep", "--reason", "Sound.", "--yes"]
    assert main([*decide, "--agreed-by", "J Field, R Patel"]) == 2
    assert "R Patel is recused" in capsys.readouterr().err
    assert main([*decide, "--agreed-by", "J Field"]) == 0
    assert "Recused because of an interest: R Patel." in capsys.readouterr().out
    assert meeting_of(session).entries[-1].recused == ("R Patel",)
    assert main([*decide, "--agreed-by", "J Field and R Patel", "--recused", ""]) == 0
    assert meeting_of(session).entries[-1].recused == ()


def test_a_rating_may_be_called_by_its_short_form(session: Session) -> None:
    decide = ["decide", session.file, "2.3", "--to", "RI", "--reason", "Weighed.", "--yes"]
    assert main(decide) == 0
    rating = meeting_of(session).entries[-1].to_rating
    assert rating is not None
    assert rating.name == "Requires improvement"


def test_details_not_given_stay_as_recorded_for_that_date(session: Session) -> None:
    assert main(["details", session.file, "--date", DAY, "--chair", "J Field", "--yes"]) == 0
    assert main(["details", session.file, "--date", DAY, "--place", "York", "--yes"]) == 0
    details = meeting_of(session).details
    assert (details.chair, details.place) == ("J Field", "York")
    assert main(["details", session.file, "--date", "2026-11-30", "--place", "Hull", "--yes"]) == 0
    details = meeting_of(session).details
    assert (details.chair, details.place) == ("", "Hull")
    assert len(meeting_of(session).sittings) == 2


def test_details_are_of_today_where_no_date_is_given(session: Session) -> None:
    assert main(["details", session.file, "--chair", "J Field", "--yes"]) == 0
    assert meeting_of(session).details.day == clock.today()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--date", "the 28th"], "--date the 28th is not a date. Enter it as 2026-11-28"),
        (["--interest", "; a cousin works there"], "enter the name, the interest"),
        (["--interest", "C Marsh; a; 3.2; b; c"], "enter the name, the interest"),
        (["--interest", "C Marsh; a cousin; 9.9"], "no standard 9.9. Its standards are 1.1, 1.2"),
        (["--member", "C Marsh", "--apologies", "c marsh"], "both as present and under apologies"),
    ],
)
def test_details_that_cannot_be_are_refused(
    session: Session, capsys: Captured, options: list[str], words: str
) -> None:
    assert main(["details", session.file, *options, "--yes"]) == 2
    assert words in capsys.readouterr().err
    assert meeting_of(session).entries == ()


def test_a_note_is_on_a_standard_or_on_the_inspection(session: Session, capsys: Captured) -> None:
    text = Path("note.txt")
    text.write_text("Said\nin two lines.\n", encoding="utf-8")
    assert main(["note", session.file, "3.4", "--text", "To be raised.", "--yes"]) == 0
    assert "Note on 3.4 " in capsys.readouterr().out
    assert main(["note", session.file, "--text-file", str(text), "--yes"]) == 0
    assert "Note on the inspection: " in capsys.readouterr().out
    notes = [(note.standard, note.text) for note in meeting_of(session).notes]
    assert notes == [("3.4", "To be raised."), (None, "Said\nin two lines.")]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ([], "Enter the text of the note. The note itself follows --text"),
        (["Look again"], "no standard Look again. Its standards are 1.1, 1.2"),
        (["Look again"], 'The note itself follows --text: add --text "…" or --text-file FILE.'),
        (["9.9", "--text", "x"], "no standard 9.9"),
        (["--text", "x", "--text-file", "y"], "not both"),
    ],
)
def test_a_note_that_cannot_be_is_refused(
    session: Session, capsys: Captured, more: list[str], words: str
) -> None:
    assert main(["note", session.file, *more, "--yes"]) == 2
    assert words in capsys.readouterr().err
    assert meeting_of(session).entries == ()


def test_signing_names_what_is_open_and_closes_the_record(
    session: Session, capsys: Captured
) -> None:
    call = ["sign", session.file, "--by", "J Field, Chair", "--by", "Marsh, C, Lead inspector"]
    assert main([*call, "--yes"]) == 0
    said = capsys.readouterr().out
    assert "Still open: " in said
    assert "Signed. The record is saved in " in said
    assert "3.2, " in said
    signed = meeting_of(session).signed
    assert signed is not None
    assert signed.sign_off is not None
    assert signed.sign_off.signed_by == (
        Signature("J Field", "Chair"),
        Signature("Marsh, C", "Lead inspector"),
    )
    assert main(["verify", session.file]) == 0
    assert main(["note", session.file, "--text", "Late.", "--yes"]) == 2
    assert "The record is signed. Reopen it first." in capsys.readouterr().err


def test_a_signed_record_is_opened_again(session: Session, capsys: Captured) -> None:
    reopen = ["reopen", session.file, "--by", "J Field", "--reason", "3.2 was missed.", "--yes"]
    assert main(reopen) == 2
    assert "nothing to reopen" in capsys.readouterr().err
    assert main(["sign", session.file, "--by", "J Field, Chair", "--yes"]) == 0
    assert main(reopen) == 0
    meeting = meeting_of(session)
    assert meeting.signed is None
    assert [entry.kind for entry in meeting.entries] == [Kind.SIGN_OFF, Kind.REOPEN]
    assert meeting.entries[-1].reopened_by == ("J Field",)
    assert main(["note", session.file, "--text", "Now.", "--yes"]) == 0


@pytest.mark.parametrize("signature", ["J Field", ", Chair", "J Field, ", ""])
def test_a_signature_needs_a_name_and_a_role(
    session: Session, capsys: Captured, signature: str
) -> None:
    assert main(["sign", session.file, "--by", signature, "--yes"]) == 2
    assert '"A Name, Chair"' in capsys.readouterr().err
    assert meeting_of(session).entries == ()


@pytest.mark.parametrize(
    "call",
    [
        ["details", "--chair", "J Field"],
        ["note", "--text", "x"],
        ["sign", "--by", "J Field, Chair"],
    ],
)
def test_nothing_is_recorded_unasked(session: Session, capsys: Captured, call: list[str]) -> None:
    assert main([call[0], session.file, *call[1:]]) == 2
    assert "Add --yes." in capsys.readouterr().err
    assert not RecordStore.open(session).path.exists()
