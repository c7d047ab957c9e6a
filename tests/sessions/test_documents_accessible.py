"""Both pages in headless Chromium: axe-core finds nothing, in light and in dark, wide and narrow.

Where Chromium or axe-core is not installed the tests are skipped, and `.ci/run` says so.
"""

from pathlib import Path

import pytest

from sessions.documents.source import Source, read_source
from sessions.documents.writing import minutes_bytes, report_bytes
from sessions.files.session_file import read_session
from tests.sessions.browser import missing, violations
from tests.sessions.panel_meetings import full_meeting, signed, source_of
from tests.sessions.test_report_files import OWN_SCHEME, ROOT

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())
LAPTOP = "--window-size=1280,900"
PHONE = "--window-size=500,900"
# With counts, with percentages, with a scheme of its own; a whole meeting is below.
OF_EACH_KIND = [ROOT / f"fixtures/{name}.toml" for name in ("kirklees-2021", "oldham-2019")]
OF_EACH_KIND.append(OWN_SCHEME)
DARK = "--blink-settings=preferredColorScheme=0"


def full() -> Source:
    session = read_session(ROOT / "fixtures" / "north-somerset-2020.toml")
    return source_of(session.evidence, full_meeting(session.evidence))


def nothing_wrong(page: bytes, folder: Path, *switches: str) -> None:
    found = violations(page, folder, *switches)
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


@pytest.mark.parametrize("path", OF_EACH_KIND, ids=lambda path: path.stem)
def test_the_report_is_accessible(path: Path, tmp_path: Path) -> None:
    nothing_wrong(report_bytes(read_source(path, "1"), ".html"), tmp_path, LAPTOP)


@pytest.mark.parametrize("switches", [(LAPTOP,), (PHONE, DARK)])
def test_both_are_accessible_in_light_and_dark(switches: tuple[str, ...], tmp_path: Path) -> None:
    source = full()
    nothing_wrong(report_bytes(source, ".html"), tmp_path, *switches)
    nothing_wrong(minutes_bytes(source, ".html"), tmp_path, *switches)


def test_signed_minutes_are_accessible(tmp_path: Path) -> None:
    meeting = signed(full().meeting)
    page = minutes_bytes(source_of(meeting.evidence, meeting), ".html")
    nothing_wrong(page, tmp_path, LAPTOP)


def test_axe_sees_what_is_wrong(tmp_path: Path) -> None:
    page = report_bytes(full(), ".html").replace(b'lang="en-GB"', b"")
    assert "html-has-lang" in [each["id"] for each in violations(page, tmp_path, LAPTOP)]
