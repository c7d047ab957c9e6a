"""The pictures in the docs are what the program shows today, drawn the same everywhere."""

import re
import xml.etree.ElementTree as ET
from html import unescape
from pathlib import Path

import pytest

from bench.pictures import FOLDER, PICTURES, Picture, take
from bench.svg import svg_of
from tui.drawing.lines import Piece, line
from tui.drawing.look import DARK
from tui.widgets.line_widget import strip_of

ROOT = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"
pictures = pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)


def stored(picture: Picture) -> str:
    return (FOLDER / f"{picture.name}.svg").read_text(encoding="utf-8")


def screen(svg: str) -> list[str]:
    """What a picture shows, row by row."""
    found = re.search(r"<desc>(.*?)</desc>", svg, re.DOTALL)
    assert found
    return unescape(found[1]).splitlines()


@pictures
def test_a_picture_is_current(picture: Picture) -> None:
    """First what it says, which shows the difference best; then every colour and shape."""
    fresh = take(picture)
    assert screen(stored(picture)) == screen(fresh), "run `make pictures`"
    assert stored(picture) == fresh, "the colours differ: run `make pictures`"


def test_no_picture_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg")} == {each.name for each in PICTURES}


def test_every_picture_that_the_docs_show_is_there() -> None:
    names = {each.name for each in PICTURES}
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        shown = re.findall(r"pictures/([a-z-]+)\.svg", path.read_text(encoding="utf-8"))
        assert set(shown) <= names, path.name
    assert "pictures/meeting.svg" in (ROOT / "README.md").read_text(encoding="utf-8")


@pictures
def test_a_picture_needs_nothing_from_elsewhere_and_tells_nothing_of_the_machine(
    picture: Picture,
) -> None:
    svg = stored(picture)
    ET.fromstring(svg)
    assert re.findall(r"https?://[^\"]+", svg) == ["http://www.w3.org/2000/svg"]
    assert "url(" not in svg
    assert not re.search(r"/(home|root|tmp|Users|work)/", svg)
    for time in re.findall(r"\d\d:\d\d(?::\d\d)?", " ".join(screen(svg))):
        assert "14:03:12".startswith(time)


@pictures
def test_a_picture_is_as_wide_as_the_terminal_and_all_its_words_are_text(picture: Picture) -> None:
    svg = stored(picture)
    rows = screen(svg)
    assert len(rows) <= picture.size[1]
    assert max(map(len, rows)) <= picture.size[0]
    texts = [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]
    drawn = sorted(word for text in texts for word in text.split())
    said = sorted(re.sub(r"[█▀▄▃▁─━│┼┿╭╮╰╯●○◐▶◂⚑✓▫]", " ", "\n".join(rows)).split())
    assert "".join(drawn) == "".join(said) or sorted("".join(drawn)) == sorted("".join(said))


def test_the_three_themes_have_three_grounds() -> None:
    grounds = {
        re.findall(r'rx="8" fill="(#[0-9a-f]{6})"', stored(picture))[0]
        for picture in PICTURES
        if picture.name in ("meeting", "light", "contrast")
    }
    assert len(grounds) == 3


def test_hostile_letters_stay_letters() -> None:
    row = strip_of(line(Piece('<script>&"</text>', "strong"), " 東京 ", "x"), 40, DARK)
    svg = svg_of([row], 40, "<title>")
    texts = [element.text for element in ET.fromstring(svg).iter(f"{SVG}text")]
    assert texts[0] == '<script>&"</text>'
    assert "東京" in "".join(text or "" for text in texts)
