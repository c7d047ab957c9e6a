"""Every output of a scorecard carries the whole record: who, when, why, what was noted, who signed.

The same facts are asked of `show`, `show --plain`, `score` and `score --json`.
"""

import json
from datetime import date
from pathlib import Path

import pytest

from core.meeting import Meeting
from core.meeting_details import Interest, MeetingDetails
from core.proposals import (
    CorrectionProposal,
    DetailsProposal,
    NoteProposal,
    Proposal,
    ReopenProposal,
)
from core.record import Entry, Kind
from sessions.files.session_file import read_session
from sessions.record.store import RecordStore
from tests.core.building import at
from tests.sessions.panel_meetings import (
    CHAIR,
    LEAD,
    MEMBERS,
    NOTES,
    REASON,
    WORDING,
    full_meeting,
    signed,
    with_entries,
)
from tests.tui.meeting import NORTH_SOMERSET, copy_of
from tui.cli.main import main
from tui.dialogs.closing_summary import ClosingSummary

OUTPUTS = {
    "show": ("show",),
    "show narrow": ("show", "--width", "60"),
    "show --plain": ("show", "--plain"),
    "score": ("score",),
    "score --json": ("score", "--json"),
}
outputs = pytest.mark.parametrize("call", OUTPUTS.values(), ids=OUTPUTS)
DETAILS = MeetingDetails(
    day=date(2020, 12, 1),
    place="Town hall",
    members=("Bidi \u202e name", "Esc \x1b[31m name"),
    interests=(Interest("Somebody", "a \u202e cousin", ("3.3",)),),
)


def saved(session: Path, entries: tuple[Entry, ...]) -> Meeting:
    """Save entries beside a session; return the meeting as it is read again."""
    store = RecordStore.open(read_session(session))
    for entry in entries:
        store.save((*store.entries, entry))
    read = read_session(session)
    return Meeting(read.evidence, RecordStore.open(read).entries)


def printed(capsys: pytest.CaptureFixture[str], call: tuple[str, ...], session: Path) -> str:
    """Return what a command prints, with every run of blanks made one; JSON as its values."""
    assert main([call[0], str(session), *call[1:]]) == 0
    text = capsys.readouterr().out
    if "--json" in call:
        text = " ".join(values(json.loads(text)))
    return " ".join(text.split())


def values(loaded: object) -> list[str]:
    """Return every text of a JSON value, in order."""
    if isinstance(loaded, dict):
        return [text for value in loaded.values() for text in values(value)]
    if isinstance(loaded, list):
        return [text for value in loaded for text in values(value)]
    return [loaded] if isinstance(loaded, str) else []


@outputs
def test_everything_that_was_recorded_is_printed(
    call: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    meeting = saved(session, signed(full_meeting(read_session(session).evidence)).entries)
    text = printed(capsys, call, session)
    decision = meeting.scorecard.standard("3.2").decision
    assert decision is not None
    facts = [
        *REASON.split("\n"),
        decision.dissent,
        WORDING,
        *(CHAIR, *MEMBERS, LEAD, NOTES, "Elin Frost"),
        "Room 4, and by video",
        "worked for the service until 2018",
        "took no part",
        f"{CHAIR} asked for the sampling frame.",
        "The figures were read twice.",
        "The sample is whole; nothing speaks against the figures.",
        "Case 7 is to be read again.",
        "Lead inspector",
    ]
    for fact in facts:
        assert fact in text, fact
    assert meeting.signed is not None
    assert meeting.signed.sign_off is not None
    if "--json" in call:
        assert meeting.signed.sign_off.fingerprint in text
        return
    assert "To be worded." not in text
    assert meeting.signed.sign_off.fingerprint_start in text
    for words in ("1 December 2020", "chair's action", "Worded with the editor."):
        assert words in text, words
    assert f"present {CHAIR} (chair)" in text.replace(":", "")
    assert f"in attendance {LEAD}" in text.replace(":", "")
    assert f"recused {MEMBERS[1]}" in text.replace(":", "")


@outputs
def test_an_agreed_judgement_is_printed_with_its_reason(
    call: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    evidence = read_session(session).evidence
    agreement = Proposal(
        Kind.AGREE,
        "1.2",
        evidence.scheme.rating_named("Outstanding"),
        "Supervision was seen in every team.\nVacancies are filled.",
        proposed_by=("Lead",),
        agreed_by=("Chair", "Member"),
        dissent="Member would have left it.",
    )
    saved(session, with_entries(Meeting(evidence), agreement).entries)
    text = printed(capsys, call, session)
    for fact in ("Supervision was seen in every team. Vacancies are filled.", "Lead"):
        assert fact in text, fact
    assert "Member would have left it." in text


@pytest.mark.parametrize("call", [("score",), ("show", "--plain"), ("score", "--json")])
def test_a_proposal_is_printed_with_its_rationale(
    call: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    text = session.read_text(encoding="utf-8")
    start = 'id = "1.2"\n'
    assert text.count(start) == 1
    more = 'proposed_by = ["L. Grant"]\nrationale = "Two teams.\\nOne vacancy."\n'
    session.write_text(text.replace(start, start + more), encoding="utf-8")
    said = printed(capsys, call, session)
    assert "L. Grant" in said
    assert "Two teams. One vacancy." in said


@pytest.mark.parametrize("call", [("score",), ("show",), ("show", "--plain")])
def test_reopening_and_late_entries_are_named(
    call: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    meeting = signed(Meeting(read_session(session).evidence))
    reopened = with_entries(meeting, ReopenProposal((CHAIR,), "A figure was wrong."))
    saved(session, reopened.entries)
    text = printed(capsys, call, session)
    assert f"UTC+00:00) by {CHAIR}: A figure was wrong." in text
    assert "not signed again since it was reopened" in text

    late = Meeting(meeting.evidence)
    keep = late.entry_for(
        Proposal(Kind.KEEP, "2.2", None, "Typed on another screen."), "late", at(9)
    )
    session.with_suffix(".decisions.toml").unlink()
    saved(session, (*meeting.entries, keep))
    text = printed(capsys, call, session)
    assert "Not applied" in text
    assert "Typed on another screen." in text
    assert "2.2 kept at Outstanding; not applied: recorded after the sign-off" in text


@outputs
def test_a_decision_on_other_figures_is_printed_as_not_applied(
    call: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    saved(session, full_meeting(read_session(session).evidence).entries)
    text = session.read_text(encoding="utf-8")
    figures = 'id = "3.2.3"\nyes = 1\nrelevant = 2\n'
    assert text.count(figures) == 1
    session.write_text(
        text.replace(figures, 'id = "3.2.3"\nyes = 1\nrelevant = 3\n'), encoding="utf-8"
    )
    said = printed(capsys, call, session)
    if "--json" not in call:
        assert "was 1/2, now 1/3" in said
        assert "changed from Requires improvement to Good" in said
    assert all(each in said for each in REASON.split("\n"))


@outputs
def test_nothing_from_the_record_acts_on_a_terminal(
    call: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    note = NoteProposal("One\x1b]0;title\x07 line\r\nand \u2067another", "3.3")
    meeting = with_entries(Meeting(read_session(session).evidence), DetailsProposal(DETAILS), note)
    correction = CorrectionProposal(
        "entry-2", (("text", "two\x9b lines\nof \u202etext"),), "\x1b[2J"
    )
    saved(session, with_entries(meeting, correction).entries)
    assert main([call[0], str(session), *call[1:]]) == 0
    text = capsys.readouterr().out
    assert not set(text) & set("\x1b\x07\x9b\r\u202e\u2067")
    assert "Town hall" in text
    # The one meeting has no number.
    assert "Sitting 1" not in text


def test_without_a_record_nothing_is_said_of_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    for call in (("score",), ("show",), ("show", "--plain")):
        text = printed(capsys, call, session)
        assert not any(words in text for words in ("Sign-off", "not signed", "Meeting"))


def test_the_closing_summary_says_the_same(tmp_path: Path) -> None:
    evidence = read_session(copy_of(NORTH_SOMERSET, tmp_path)).evidence
    summary = ClosingSummary(signed(full_meeting(evidence)), may_record=True)
    words = " ".join(" ".join(row.text for row in summary.rows(100)).split())
    assert "Date 1 December 2020" in words
    assert "Interest Chloe Marsh (3.2): worked for the service until 2018, took no part" in words
    assert f"Signed by {CHAIR} (Chair) and {LEAD} (Lead inspector)" in words
    assert "Fingerprint 7f3a 91c2 …" in words
