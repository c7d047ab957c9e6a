"""The colours of the documents: those of the screen's light and dark themes.

`sessions` may not import the screen, so the colours are written down here again; a test compares
them with `tui/drawing/look.py`.
"""

from core.scheme import Rating, Scheme
from core.value import Value


class Palette(Value):
    """Colours as #rrggbb. `ratings` run from the lowest to the highest."""

    ground: str
    raised: str
    text: str
    quiet: str
    rule: str
    alarm: str
    ratings: tuple[str, str, str, str]


LIGHT = Palette(
    ground="#fdfdfb",
    raised="#f4f5f2",
    text="#14181c",
    quiet="#464e56",
    rule="#77828c",
    alarm="#a00020",
    ratings=("#5c0000", "#714400", "#182ba3", "#245351"),
)
DARK = Palette(
    ground="#0d1216",
    raised="#151c23",
    text="#eceff1",
    quiet="#aab4bd",
    rule="#73818e",
    alarm="#ff9d94",
    ratings=("#f5a16c", "#fbe645", "#84b8f4", "#a1ffc1"),
)


def rating_colour(scheme: Scheme, rating: Rating | None) -> int | str:
    """Return the place of a rating's colour; "" for none, so that a template can ask for it."""
    place = colour_place(scheme, rating)
    return "" if place is None else place


def colour_place(scheme: Scheme, rating: Rating | None) -> int | None:
    """Return which of the four rating colours a rating has (0 the lowest); None for no rating."""
    if rating is None:
        return None
    place, of = scheme.ratings.index(rating), len(scheme.ratings)
    return round(place * (len(LIGHT.ratings) - 1) / max(1, of - 1))
