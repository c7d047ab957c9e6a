"""The same day, place and terminal for every test, whatever the computer is set to."""

import gc
import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from sessions import clock

NOW = datetime(2020, 12, 1, 14, 3, tzinfo=UTC)
ENVIRONMENT = {
    "COLORTERM": "truecolor",
    "LC_ALL": "C.UTF-8",
    "TERM": "xterm-256color",
    "TZ": "UTC",
}
LEFT_OUT = ("COLORFGBG", "COLUMNS", "LANG", "LANGUAGE", "LINES", "NO_COLOR", "PYTHONPATH")
LEFT_OUT_FAMILIES = ("LC_", "PYTHONIOENCODING", "PYTHONUTF8", "RATINGS_PANEL_", "TEXTUAL")

settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
# For bench/mutants.py: it asks only whether a test fails, so no smaller example is looked for.
settings.register_profile(
    "any failure", settings.get_profile("ci"), phases=(Phase.explicit, Phase.generate)
)
settings.load_profile("ci")


def pytest_configure() -> None:
    """Set the environment for this process and for those that tests start."""
    for name in list(os.environ):
        if name in LEFT_OUT or name.startswith(LEFT_OUT_FAMILIES):
            del os.environ[name]
    os.environ.update(ENVIRONMENT)
    os.umask(0o022)
    # Each test of the screen makes an application and throws it away: looking for garbage as often
    # as Python does by itself takes a fifth of the time of them all.
    gc.set_threshold(50_000, 10, 10)
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture(autouse=True)
def fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the same moment in every test, in the zone of the environment."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    if hasattr(time, "tzset"):
        # A test before may have used another zone; its environment is gone, not its effect.
        time.tzset()


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the program saves for itself in a folder of the test's own."""
    monkeypatch.setenv("RATINGS_PANEL_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("RATINGS_PANEL_CONFIG", str(tmp_path / "settings"))
