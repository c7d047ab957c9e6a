"""The whole North Somerset meeting, from opening to signature, key by key; its file afterwards."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import tomli

from sessions import clock
from sessions.files.session_file import read_session
from sessions.record.store import RecordStore
from sessions.record.verification import verified
from tests.sessions.test_seals import broken, digest_of_record
from tests.tui.meeting import COMMON, LARGE, NORTH_SOMERSET, SMALL, Room, copy_of, meeting
from tui.cli.main import main

MOST_KEYS = 32
NOW = datetime(2020, 12, 1, 12, 3, 12, tzinfo=UTC)
SCRIPT = tomli.loads(Path(__file__).with_suffix(".toml").with_stem("whole_meeting").read_text())
# What differs from meeting to meeting, or is checked by itself.
OWN = frozenset({"id", "at", "date", "seal", "criteria", "evidence", "program_version"})
DIGESTS = frozenset({"record_sha256", "session_sha256", "scheme_sha256", "fingerprint"})


async def hold(room: Room) -> int:
    """Hold the meeting as the script says; return how many keys it took beside the text typed."""
    keys = 0
    for step in SCRIPT["steps"]:
        if "type" in step:
            await room.type(step["type"])
            continue
        await room.press(step["key"])
        keys += 1
        await room.see(step.get("see", ""))
        await saved(room, step.get("entries", len(room.entries)))
        await room.pilot.pause(0)
    return keys


async def saved(room: Room, entries: int) -> None:
    """Wait until the record has so many entries and nothing is unsaved."""
    await room.until(
        lambda: len(room.entries) == entries and not room.opening.keeper.unsaved,
        f"{entries} entries to be saved",
    )


def comparable(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key not in OWN | DIGESTS}


@pytest.mark.parametrize(("size", "large"), [(SMALL, 0), (COMMON, 0), (LARGE, 0), (COMMON, 1)])
async def test_from_opening_to_signature(
    size: tuple[int, int],
    large: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    path = copy_of(NORTH_SOMERSET, tmp_path)
    async with meeting(path, size) as room:
        await room.press(*["z"] * large)
        assert await hold(room) + large <= MOST_KEYS
        data = room.record_path.read_bytes()
        record = room.record
        entries = room.entries
        await room.press("q")
        assert await room.left() == 0

    assert [comparable(entry) for entry in entries] == SCRIPT["entries"]
    assert entries[0]["date"] == date(2020, 12, 1)
    assert {entry["at"] for entry in entries} == {NOW}
    assert len({entry["id"] for entry in entries}) == len(entries)
    assert entries[5]["criteria"]["near_boundary"] == "met"
    assert {each["key_question"]: each.get("yes") for each in entries[5]["evidence"]} == {
        "3.2.1": 5,
        "3.2.2": 5,
        "3.2.3": 1,
    }
    assert record["session"]["id"] == NORTH_SOMERSET

    # Every seal, and what the signature covers, is computed here once more.
    assert broken(data) == []
    sign_off = entries[-1]
    assert sign_off["record_sha256"] == digest_of_record(data, len(entries) - 1)
    session = read_session(path)
    store = RecordStore.open(session)
    assert store.warnings == ()
    assert store.record is not None
    (result,) = verified(session, store.record)
    assert result.agrees
    assert main(["verify", str(path), "--fingerprint", sign_off["fingerprint"]]) == 0
    assert "is that of a sign-off in the record" in capsys.readouterr().out
