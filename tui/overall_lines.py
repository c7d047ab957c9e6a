"""What could change the overall rating, as sentences."""

from core.overall_moves import overall_moves
from core.scorecard import Scorecard
from core.weighing_words import overall_moves_words
from tui.lines import Line, Piece, line, sentence, wrap


def paragraphs(sentences: tuple[str, ...], width: int) -> list[Line]:
    """Draw sentences, each on lines of its own."""
    return [
        line(" ", Piece(row)) for words in sentences for row in wrap(sentence(words), width - 2)
    ]


def overall_lines(scorecard: Scorecard, width: int) -> list[Line]:
    """Draw what could change the overall rating; kept with the scorecard, as nothing moves it."""
    if (overall_lines, width) not in scorecard.kept:
        words = overall_moves_words(overall_moves(scorecard), len(scorecard.awaited))
        lines = [line(Piece(" What could change the overall rating", "accent"))]
        scorecard.kept[overall_lines, width] = [*lines, *paragraphs(words, width)]
    kept: list[Line] = scorecard.kept[overall_lines, width]
    return kept
