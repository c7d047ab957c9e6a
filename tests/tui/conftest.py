"""What every test of the screen needs."""

import pytest

from tui.dialogs.sheet import Sheet


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-snapshots",
        action="store_true",
        help="write the pictures in tests/tui/snapshots anew (name tests/tui on the command line)",
    )


@pytest.fixture(autouse=True)
def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a dialog take keys at once."""
    monkeypatch.setattr(Sheet, "GUARD", 0.0)


@pytest.fixture
def update_snapshots(request: pytest.FixtureRequest) -> bool:
    """Whether the pictures are to be written anew."""
    return bool(request.config.getoption("--update-snapshots", default=False))
