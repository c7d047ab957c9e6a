"""What every test of the screen needs."""

from asyncio import sleep
from pathlib import Path

import pytest

from tests.sessions.panel_meetings import sign
from tests.tui.meeting import NORTH_SOMERSET, copy_of


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-snapshots",
        action="store_true",
        help="write the snapshots in tests/tui/looks again (name tests/tui on the command line)",
    )


@pytest.fixture(autouse=True)
def no_wait_for_an_idle_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test wait until the processor is idle; each waits for what it wants to see."""
    monkeypatch.setattr("textual.pilot.wait_for_idle", lambda *_: sleep(0))


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
    sign(session)
    return session
