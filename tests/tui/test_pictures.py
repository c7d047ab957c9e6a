"""The pictures in the docs need nothing from elsewhere, and can be drawn from the real program."""

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


def described(svg: str) -> list[str]:
    """Return the rows of text that a picture shows, from its description."""
    found = re.search(r"<desc>(.*?)</desc>", svg, re.DOTALL)
    assert found
    return unescape(found[1]).splitlines()


def letters_of(svg: str) -> list[str]:
    """Return the letters that a picture draws, sorted."""
    return sorted(
        "".join(
            "".join((text.text or "").split()) for text in ET.fromstring(svg).iter(f"{SVG}text")
        )
    )


def test_a_picture_is_drawn_from_the_real_program() -> None:
    (picture,) = (picture for picture in PICTURES if picture.name == "small")
    svg = take(picture)
    rows = described(svg)
    assert len(rows) <= picture.size[1]
    assert max(map(len, rows)) <= picture.size[0]
    shapes = "[█▀▄▃▁─━│┼┿╭╮╰╯●○◐▶◂⚑✓▫]"
    assert letters_of(svg) == sorted(re.sub(rf"{shapes}|\s", "", "".join(rows)))


def test_every_picture_that_the_docs_show_is_there() -> None:
    names = {picture.name for picture in PICTURES}
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
    for time in re.findall(r"\d\d:\d\d(?::\d\d)?", " ".join(described(svg))):
        assert "14:03:12".startswith(time)


def test_hostile_letters_stay_letters() -> None:
    row = strip_of(line(Piece('<script>&"</text>', "strong"), " 東京 ", "x"), 40, DARK)
    svg = svg_of([row], 40, "<title>")
    texts = [element.text for element in ET.fromstring(svg).iter(f"{SVG}text")]
    assert texts[0] == '<script>&"</text>'
    assert "東京" in "".join(text or "" for text in texts)
