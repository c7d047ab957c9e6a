"""The short form of the torture: kills and full disks; nothing that was acknowledged is lost."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="kills and limits as POSIX has them")
def test_nothing_is_lost_in_the_short_torture() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.torture", "--short"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "none lost" in done.stdout
