"""The column of each key question, and the one with the cursor."""

from collections.abc import Mapping, Sequence

from core.scheme import KeyQuestion
from core.standard_result import KeyQuestionResult, StandardResult


def column_of(result: StandardResult) -> dict[int, KeyQuestionResult]:
    """Return the column of each key question of a standard: its theme's, or in order."""
    domain = result.scheme.domain(result.standard.domain)
    headings = [theme.heading for theme in domain.themes]
    placed: dict[int, KeyQuestionResult] = {}
    for order, each in enumerate(result.key_questions):
        placed[_column(each.question, headings, order)] = each
    return placed


def place_of(column: int, columns: Mapping[int, KeyQuestionResult]) -> int | None:
    """Return the column that bears the cursor: the one wanted, or else the nearest that there is.

    A negative one is wanted where there is to be no cursor.
    """
    if column < 0:
        return None
    return min(columns, key=lambda each: (abs(each - column), each), default=None)


def question_at(result: StandardResult, column: int) -> KeyQuestionResult | None:
    """Return the key question that bears the cursor; None where the standard has none."""
    columns = column_of(result)
    place = place_of(column, columns)
    return None if place is None else columns[place]


def _column(question: KeyQuestion, headings: Sequence[str], order: int) -> int:
    return headings.index(question.theme) if question.theme in headings else order
