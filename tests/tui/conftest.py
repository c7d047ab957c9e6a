"""What every test of the screen needs."""

import pytest


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
