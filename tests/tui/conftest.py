"""What every test of the screen needs."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-snapshots",
        action="store_true",
        help="write the pictures in tests/tui/snapshots anew (name tests/tui on the command line)",
    )


@pytest.fixture
def update_snapshots(request: pytest.FixtureRequest) -> bool:
    """Whether the pictures are to be written anew."""
    return bool(request.config.getoption("--update-snapshots", default=False))
