"""Makes the pictures of the report and the minutes: `python -m bench.document_pictures`.

The pages are shown by Chromium and the Word files by LibreOffice, as a reader would see them.
Where either is not installed, its pictures are left as they are, and the script says so.
"""

import shutil
import subprocess
import sys
import tempfile
from datetime import UTC
from pathlib import Path

from PIL import Image

from bench.pictures import FIXTURES, FOLDER
from sessions.documents.source import Source
from sessions.documents.writing import minutes_bytes, report_bytes
from sessions.files.session_file import read_session
from tests.sessions.browser import chromium
from tests.sessions.panel_meetings import full_meeting, signed
from tui import __version__

WIDE, HIGH = 1100, 1400
RESOLUTION = 80


def source() -> Source:
    """Return North Somerset with a made-up meeting that is signed."""
    session = read_session(FIXTURES / "north-somerset-2020.toml")
    return Source(session, signed(full_meeting(session.evidence)), __version__, UTC)


def page_picture(browser: str, page: bytes, target: Path, folder: Path) -> None:
    """Take a picture of the top of a page."""
    path = folder / "page.html"
    path.write_bytes(page)
    _run(
        browser,
        *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
        *(f"--window-size={WIDE},{HIGH}", f"--user-data-dir={folder / 'profile'}"),
        f"--screenshot={folder / 'page.png'}",
        path.as_uri(),
    )
    _small(Image.open(folder / "page.png"), target)


def word_picture(office: str, document: bytes, target: Path, folder: Path) -> None:
    """Take a picture of the first two pages of a Word file, side by side."""
    path = folder / "document.docx"
    path.write_bytes(document)
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    _run(office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path))
    pages = ("-r", str(RESOLUTION), "-f", "1", "-l", "2", "-png")
    _run("pdftoppm", *pages, str(path.with_suffix(".pdf")), str(folder / "sheet"))
    sheets = [Image.open(sheet) for sheet in sorted(folder.glob("sheet*.png"))]
    gap = 12
    width = sum(sheet.width for sheet in sheets) + gap * (len(sheets) + 1)
    whole = Image.new("RGB", (width, sheets[0].height + 2 * gap), "#8a9199")
    left = gap
    for sheet in sheets:
        whole.paste(sheet, (left, gap))
        left += sheet.width + gap
    _small(whole, target)


def _small(picture: Image.Image, target: Path) -> None:
    """Save a picture in 128 colours, which is enough for pages of text."""
    picture.convert("RGB").quantize(128).save(target, "PNG", optimize=True)


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True, timeout=180)


def main() -> int:
    """Make the four pictures, as far as the programs for them are here."""
    browser, office = chromium(), shutil.which("soffice")
    given = source()
    documents = {"report": report_bytes, "minutes": minutes_bytes}
    for name, made in documents.items():
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            if browser is not None:
                target = FOLDER / f"{name}-page.png"
                page_picture(browser, made(given, ".html"), target, folder)
            if office is not None and shutil.which("pdftoppm"):
                target = FOLDER / f"{name}-word.png"
                word_picture(office, made(given, ".docx"), target, folder)
    if browser is None:
        print("Chromium is not installed: the pictures of the pages are as before.")
    if office is None or not shutil.which("pdftoppm"):
        print("LibreOffice or pdftoppm is not installed: the pictures of Word are as before.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
