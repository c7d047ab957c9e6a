"""What every test of the screen needs."""

from pathlib import Path

import pytest

from sessions.files.session_file import read_session
from sessions.record.store import RecordStore
from tests.sessions.panel_meetings import full_meeting, signed
from tests.tui.meeting import NORTH_SOMERSET, copy_of


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-snapshots",
        action="store_true",
        help="write the snapshots in tests/tui/looks again (name tests/tui on the command line)",
    )


@pytest.fixture
def update_snapshots(request: pytest.FixtureRequest) -> bool:
    """Say whether the snapshots are to be written again."""
    return bool(request.config.getoption("--update-snapshots", default=False))


@pytest.fixture
def session(tmp_path: Path) -> Path:
    """A copy of North Somerset, without a record."""
    return copy_of(NORTH_SOMERSET, tmp_path)


@pytest.fixture
def signed_session(session: Path) -> Path:
    """A session whose panel met, decided, noted, corrected and signed."""
    read = read_session(session)
    store = RecordStore.open(read)
    for entry in signed(full_meeting(read.evidence)).entries:
        store.save((*store.entries, entry))
    return session
