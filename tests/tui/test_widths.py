"""Letters of every script take the cells that they are counted for: no column ever moves."""

import unicodedata

import pytest
from rich.cells import cell_len

from tui.drawing.lines import Piece, cut, fit, line, padded, screen_text, width_of, wrap
from tui.drawing.look import DARK
from tui.widgets.line_widget import strip_of

SCRIPTS = {
    "Latin": "Swansea",
    "accents put together": "Llŷn e\u0301a\u0302",
    "Devanagari": "\u0926\u0947\u0935\u0928\u093e\u0917\u0930\u0940 \u0938\u0947\u0935\u093e",
    "Tamil": "\u0ba4\u0bae\u0bbf\u0bb4\u0bcd \u0b9a\u0bc7\u0bb5\u0bc8",
    "Bengali": "\u0995\u09cd\u09b7\u09bf\u09a4\u09bf",
    "Burmese": "\u1019\u103c\u1014\u103a\u1019\u102c",
    "Thai": "\u0e01\u0e33\u0e25\u0e31\u0e07",
    "Chinese": "\u6771\u4eac\u90fd",
    "Hangul in parts": "\u1112\u1161\u11ab",
    "a family": "\U0001f468\u200d\U0001f469\u200d\U0001f467 x",
    "a flag": "\U0001f1ec\U0001f1e7 x",
    "a skin tone": "\U0001f44d\U0001f3fd x",
    "a heart with a selector": "\u2764\ufe0f x",
}
texts = pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)


def cells_taken(text: str) -> int:
    """Count as terminals do, by two rules: marks beside a letter take a cell, or they take none."""
    one, other = (sum(_cells(letter, beside) for letter in text) for beside in (0, 1))
    assert one == other, f"terminals disagree about {text!r}"
    return one


def _cells(letter: str, beside: int) -> int:
    kind = unicodedata.category(letter)
    if kind == "Mc":
        return beside
    if kind in ("Mn", "Me", "Cf") or "\u1160" <= letter <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


@texts
@pytest.mark.parametrize("width", range(1, 14))
def test_what_is_cut_or_padded_takes_exactly_its_cells(text: str, width: int) -> None:
    for shown in (padded(text, width), padded(text * 4, width)):
        assert cells_taken(shown) == width
        assert cell_len(shown) == width
    assert cells_taken(fit(text, width, right=True)) <= width
    assert all(cells_taken(row) <= max(width, 2) for row in wrap(text * 3, width))
    assert cells_taken(screen_text(cut(line(Piece(text), "tail"), width).text)) <= width


@texts
def test_what_follows_begins_where_it_is_counted_to_begin(text: str) -> None:
    assert cells_taken(screen_text(text)) == width_of(text)
    row = strip_of(line(Piece(text, "strong"), "|", chosen=True), 40, DARK).text
    assert cells_taken(row.partition("|")[0]) == width_of(text)
    assert cells_taken(row) == 40


@texts
def test_what_is_seen_stays_as_it_is(text: str) -> None:
    assert screen_text(screen_text(text)) == screen_text(text)


def test_letters_that_all_terminals_count_alike_are_not_touched() -> None:
    for script in ("Latin", "accents put together", "Thai", "Chinese", "Hangul in parts"):
        assert screen_text(SCRIPTS[script]) == SCRIPTS[script]
