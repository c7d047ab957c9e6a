"""What could change the overall rating, as sentences."""

from core.overall_moves import overall_moves
from core.scorecard import Scorecard
from core.weighing_words import overall_moves_words
from core.wording import sentence
from tui.drawing.lines import Line, Piece, line, wrap


def paragraphs(sentences: tuple[str, ...], width: int) -> list[Line]:
    """Draw sentences, each on lines of its own."""
    return [
        line(" ", Piece(row)) for words in sentences for row in wrap(sentence(words), width - 2)
    ]


def overall_lines(scorecard: Scorecard, width: int) -> list[Line]:
    """Draw what could change the overall rating."""
    words = overall_moves_words(overall_moves(scorecard), len(scorecard.awaited))
    heading = line(Piece(" What could change the overall rating", "accent"))
    return [heading, *paragraphs(words, width)]
