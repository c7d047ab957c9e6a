"""A rating as a name in its own style, and as a shape."""

from core.scheme import Rating, Scheme
from core.wording import rating_name
from tui.drawing.lines import Piece


def rating_style(scheme: Scheme, rating: Rating | None) -> str:
    """Name the style of a rating."""
    if rating is None:
        return "quiet"
    return f"rating {scheme.ratings.index(rating)} of {len(scheme.ratings)}"


def rating_piece(scheme: Scheme, rating: Rating | None, words: str | None = None) -> Piece:
    """Draw a rating's name (or other words for it) in its style."""
    name = rating_name(rating)
    return Piece(words if words is not None else name, rating_style(scheme, rating))


def gauge(scheme: Scheme, rating: Rating | None) -> str:
    """Draw a rating as a shape: as many full dots as it has ratings below it."""
    steps = len(scheme.ratings) - 1
    full = 0 if rating is None else scheme.ratings.index(rating)
    return "●" * full + "○" * (steps - full) if rating is not None else " " * steps
