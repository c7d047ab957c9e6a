"""What every test of the screen needs: a fixed clock's zone, and a place of its own."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-snapshots",
        action="store_true",
        help="write the pictures in tests/tui/snapshots anew (name tests/tui on the command line)",
    )


@pytest.fixture(autouse=True)
def room_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep what is kept in a folder of the test's own, in one time zone, whatever the user set."""
    monkeypatch.setenv("RATINGS_PANEL_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    for name in ("NO_COLOR", "COLORFGBG", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS"):
        monkeypatch.delenv(name, raising=False)
    if hasattr(time, "tzset"):
        time.tzset()
    yield
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture
def update_snapshots(request: pytest.FixtureRequest) -> bool:
    """Whether the pictures are to be written anew."""
    return bool(request.config.getoption("--update-snapshots", default=False))
