"""Records that others touched, on the screen and by the commands; and documents written from it."""

from pathlib import Path

import pytest

from core.meeting import Meeting
from core.proposals import NoteProposal, Proposal
from core.record import Entry, Kind
from sessions.files.decisions_file import decisions_path, new_record, with_entries
from sessions.files.session_file import Session, read_session
from sessions.record.store import RecordStore
from tests.core.building import at
from tests.sessions.documents_reading import xml_of
from tests.tui.meeting import COMMON, Room, edit, meeting
from tui.cli.main import main

Captured = pytest.CaptureFixture[str]
NEWER = '\n[[entries]]\nid = "n"\nat = 2030-01-01 00:00:00+00:00\nkind = "acclaim"\n'


def save(session: Path, entries: tuple[Entry, ...]) -> None:
    store = RecordStore.open(read_session(session))
    for entry in entries:
        store.save((*store.entries, entry))


def decision(session: Path, standard: str, reason: str, minute: int) -> Entry:
    found = Meeting(read_session(session).evidence)
    proposal = Proposal(Kind.KEEP, standard, None, reason)
    return found.entry_for(proposal, f"{standard} {reason}", at(minute))


def copy_with(session: Path, entries: tuple[Entry, ...]) -> Path:
    """Put a version of the record beside it, as a synchronising service does."""
    read: Session = read_session(session)
    path = decisions_path(session).with_name(f"{session.stem}.decisions-LAPTOP-7AB.toml")
    path.write_bytes(with_entries(new_record(read, at(0).date()), entries))
    return path


class TestANewerVersion:
    """A kind that this version does not know may decide a rating."""

    @pytest.mark.parametrize(
        "call",
        [
            ("score", "SESSION"),
            ("score", "SESSION", "--json"),
            ("show", "SESSION"),
            ("minutes", "SESSION", "-o", "new.docx"),
            ("report", "SESSION", "-o", "new.html"),
            ("decide", "SESSION", "3.2", "--keep", "--reason", "x", "--yes"),
            ("portfolio", "FOLDER"),
        ],
        ids=" ".join,
    )
    def test_is_refused_by_what_would_need_it(
        self,
        call: tuple[str, ...],
        session: Path,
        capsys: Captured,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        save(session, (decision(session, "3.2", "Sound.", 1),))
        record = decisions_path(session)
        record.write_text(record.read_text("utf-8") + NEWER, encoding="utf-8")
        before = record.read_bytes()
        monkeypatch.chdir(session.parent)
        names = {"SESSION": session.name, "FOLDER": "."}
        assert main([names.get(word, word) for word in call]) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert "acclaim" in told.err
        assert record.read_bytes() == before
        assert not list(session.parent.glob("new.*"))

    async def test_opens_to_view_only(self, session: Path) -> None:
        save(session, (decision(session, "3.2", "Sound.", 1),))
        record = decisions_path(session)
        record.write_text(record.read_text("utf-8") + NEWER, encoding="utf-8")
        before = record.read_bytes()
        async with meeting(session, COMMON) as room:
            await room.see("View only: a newer version of ratings-panel", "VIEW ONLY")
            for key in ("d", "x", "a", "m", "D"):
                await room.press(key)
                assert room.dialog == []
                await room.see("View only")
            await room.press("q")
            assert await room.left() == 0
        assert record.read_bytes() == before


async def test_a_signed_record_that_was_changed_by_hand_says_so(signed_session: Path) -> None:
    edit(decisions_path(signed_session), "nothing speaks against", "much speaks against")
    async with meeting(signed_session, COMMON) as room:
        await room.see("entry number 6", "seal", "outside the program")
        # Nothing is refused or lost: the record is still shown as signed.
        assert "Signed" in room.headline
        await room.press("q")
        assert await room.left() == 0


class TestAfterTheSignature:
    REASON = "Typed on another screen."

    @pytest.fixture
    def joined(self, signed_session: Path, capsys: Captured) -> Path:
        store = RecordStore.open(read_session(signed_session))
        late = decision(signed_session, "2.4", self.REASON, 30)
        copy_with(signed_session, (*store.entries[:1], late))
        assert main(["join", str(signed_session)]) == 0
        assert "added" in capsys.readouterr().out
        return signed_session

    def test_late_entries_are_kept_named_and_not_applied(
        self, joined: Path, capsys: Captured
    ) -> None:
        read = read_session(joined)
        entries = RecordStore.open(read).entries
        assert entries[-1].reason == self.REASON
        standing = Meeting(read.evidence, entries).scorecard.standing
        assert [entry.reason for entry in standing.late] == [self.REASON]
        assert standing.signed is not None
        assert main(["check", str(joined)]) == 1
        assert "was recorded after the sign-off and is not applied" in capsys.readouterr().out
        # The signature still holds: it covers what came before it.
        assert main(["verify", str(joined)]) == 0

    async def test_the_screen_names_them(self, joined: Path) -> None:
        async with meeting(joined, COMMON) as room:
            assert "Signed" in room.headline
            await room.press("S")
            await room.see("Not applied", "1 entry recorded after a sign-off")
            await room.press("escape", "q")
            assert await room.left() == 0


class TestJoining:
    async def test_a_version_with_other_entries_is_joined(self, session: Path) -> None:
        first, second = (decision(session, s, "Sound.", 1) for s in ("3.2", "3.3"))
        save(session, (first,))
        copy = copy_with(session, (first, second))
        async with meeting(session, COMMON) as room:
            await room.see(
                "is another version of the record: it holds 1 entry (3.3 kept at",
                "Requires improvement) that the record does not.",
            )
            await room.press("J")
            await room.see("Join a version", copy.name, "nothing is lost or overwritten")
            await room.press("j")
            await room.see(f"{copy.name} is joined: 1 entry added.")
            await room.see("2 of 11 decided")
            await room.press("J")
            await room.see("There is no other version of the record beside it.")
            await room.press("q")
            assert await room.left() == 0
        assert [entry.standard for entry in RecordStore.open(read_session(session)).entries] == [
            "3.2",
            "3.3",
        ]

    @pytest.mark.parametrize(("key", "stands"), [("r", "Ours."), ("c", "Theirs.")])
    async def test_where_both_decided_a_person_says_what_stands(
        self, key: str, stands: str, session: Path
    ) -> None:
        save(session, (decision(session, "3.2", "Ours.", 1),))
        copy_with(session, (decision(session, "3.2", "Theirs.", 2),))
        async with meeting(session, COMMON) as room:
            await room.press("J")
            await room.see("Both versions decided 3.2. Whose decision stands?")
            await room.press(key)
            await room.see("is joined")
            await room.press("q")
            assert await room.left() == 0
        read = read_session(session)
        entries = RecordStore.open(read).entries
        assert {entry.reason for entry in entries} >= {"Ours.", "Theirs."}
        standing = Meeting(read.evidence, entries).scorecard.standard("3.2").decision
        assert standing is not None
        assert standing.reason == stands

    async def test_a_note_of_the_other_version_comes_along(self, session: Path) -> None:
        save(session, (decision(session, "3.2", "Ours.", 1),))
        note = Meeting(read_session(session).evidence).entry_for(
            NoteProposal("Read twice.", "3.3"), "note", at(2)
        )
        copy_with(session, (note,))
        async with meeting(session, COMMON) as room:
            await room.press("J", "j")
            await room.see("is joined: 1 entry added.")
            await room.press("q")
            assert await room.left() == 0
        assert "Read twice." in decisions_path(session).read_text("utf-8")


async def says_where(room: Room, target: Path) -> None:
    """Wait until a file and its folder are named; long names are broken over lines."""
    parts = ("Written:", target.name, target.parent.name)

    def named() -> bool:
        shown = "".join("".join(room.rows).split())
        return all(part in shown for part in parts)

    await room.until(named, f"{parts} at the foot")


MINUTES_REMARKS = ("They are a draft: the record is not signed.",)
REPORT_REMARKS = ("It is a draft: the record is not signed.", "Not decided yet: ")


@pytest.mark.parametrize(
    ("key", "name", "words", "remarks"),
    [
        ("m", "minutes.docx", "Sound.", MINUTES_REMARKS),
        ("M", "minutes.html", "Sound.", MINUTES_REMARKS),
        ("r", "report.docx", "Planning", REPORT_REMARKS),
        ("R", "report.html", "Planning", REPORT_REMARKS),
    ],
)
async def test_p_writes_a_document_and_says_where(
    key: str, name: str, words: str, remarks: tuple[str, ...], session: Path
) -> None:
    save(session, (decision(session, "3.2", "Sound.", 1),))
    async with meeting(session, COMMON) as room:
        await room.press("p")
        await room.see("Write minutes or report", "beside the session file")
        await room.press(key)
        target = session.with_name(f"{session.stem}-{name}")
        await says_where(room, target)
        await room.see(*remarks)
        first = target.read_bytes()
        # A second one never replaces the first.
        second = session.with_name(f"{target.stem}-2{target.suffix}")
        await room.press("p")
        await room.see("Write minutes or report")
        await room.press(key)
        await says_where(room, second)
        assert target.read_bytes() == first
        await room.press("q")
        assert await room.left() == 0
    data = target.read_bytes()
    text = xml_of(data) if target.suffix == ".docx" else data.decode("utf-8")
    assert words in text
