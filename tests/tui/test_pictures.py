"""The pictures in the docs are what the program shows today."""

import re

import pytest

from bench.pictures import FOLDER, PICTURES, Picture, take


def words(svg: str) -> list[str]:
    """What a picture says, piece by piece."""
    return [text.replace("&#160;", " ") for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_is_current(picture: Picture) -> None:
    stored = (FOLDER / f"{picture.name}.svg").read_text(encoding="utf-8")
    assert words(stored) == words(take(picture)), "run `make pictures`"


def test_no_picture_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg")} == {each.name for each in PICTURES}
