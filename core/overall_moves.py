"""What could still change the overall rating: open standards, moved by one band.

The panel may move any open standard; which of them matter for the overall rating is arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from core.discretion import Answer
from core.scheme import Rating
from core.scorecard import Considered, Scorecard, StandardScore, Total
from core.value import Value

LISTED_SETS = 12


class Move(Value):
    """One open standard moved by one band, with the total that would follow, all else as agreed.

    `open`: met or possible.
    """

    standard: str
    from_rating: Rating
    to_rating: Rating
    open: Answer
    total: Total

    @property
    def points(self) -> int:
        """What it adds to the score; negative down."""
        return self.to_rating.score - self.from_rating.score


class FewestMoves(Value):
    """The fewest one-band moves that change the overall rating, to `rating` or beyond.

    `sets`: which standards, `number` together, in the scheme's order; the first few of `how_many`.
    """

    rating: Rating
    number: int
    sets: tuple[tuple[str, ...], ...]
    how_many: int


class OverallMoves(Value):
    """What one-band moves of the open standards can do to the overall rating.

    `up` and `down`: every such move of a counted standard, whatever it changes. `fewest_up` and
    `fewest_down`: None where even all of them together change nothing.
    """

    total: Total
    up: tuple[Move, ...]
    down: tuple[Move, ...]
    fewest_up: FewestMoves | None
    fewest_down: FewestMoves | None

    @property
    def single(self) -> tuple[Move, ...]:
        """The single moves that change the overall rating."""
        if self.total.overall is None:
            return ()
        return tuple(m for m in (*self.up, *self.down) if m.total.overall != self.total.overall)


def overall_moves(scorecard: Scorecard) -> OverallMoves:
    """Return what moving open standards by one band, up or down, does to the overall rating.

    Only standards that the panel has not changed are moved; one that it kept can still be. Each
    moves once, and all those of a set in the same direction.
    """
    free = [
        score
        for score in scorecard.open_standards
        if score.standard.counted and score.considered is not Considered.CHANGED
    ]
    up = tuple(move for score in free for move in _move(scorecard, score, 1))
    down = tuple(move for score in free for move in _move(scorecard, score, -1))
    total = scorecard.agreed
    return OverallMoves(
        total=total,
        up=up,
        down=down,
        fewest_up=_fewest(up, total.up.rating, total.up.points) if total.up else None,
        fewest_down=_fewest(down, total.down.rating, total.down.points) if total.down else None,
    )


def _move(scorecard: Scorecard, score: StandardScore, change: int) -> Iterator[Move]:
    ratings = scorecard.scheme.ratings
    if score.rating is None or score.open is None:
        return
    position = ratings.index(score.rating) + change
    if 0 <= position < len(ratings):
        to_rating = ratings[position]
        total = scorecard.total_if(score.id, to_rating)
        yield Move(score.id, score.rating, to_rating, score.open, total)


def _fewest(moves: Sequence[Move], rating: Rating, points: int) -> FewestMoves | None:
    """The smallest sets of moves that together bring `points`; the largest moves come first."""
    gains = [abs(move.points) for move in moves]
    so_far = 0
    for number, gain in enumerate(sorted(gains, reverse=True), start=1):
        so_far += gain
        if so_far >= points:
            listed = tuple(
                tuple(moves[index].standard for index in chosen)
                for chosen in islice(_sets(gains, number, points), LISTED_SETS)
            )
            return FewestMoves(rating, number, listed, _how_many(gains, number, points))
    return None


def _sets(gains: Sequence[int], number: int, points: int, start: int = 0) -> Iterator[list[int]]:
    """Every choice of `number` places from `start` on whose gains reach `points`, in order."""
    if number == 0:
        yield []
        return
    for index in range(start, len(gains) - number + 1):
        best_left = sorted(gains[index + 1 :], reverse=True)[: number - 1]
        if gains[index] + sum(best_left) < points:
            continue
        for rest in _sets(gains, number - 1, points - gains[index], index + 1):
            yield [index, *rest]


def _how_many(gains: Sequence[int], number: int, points: int) -> int:
    """How many choices of `number` gains reach `points`: counted by size and sum."""
    ways = {(0, 0): 1}
    for gain in gains:
        further = dict(ways)
        for (size, so_far), count in ways.items():
            if size < number:
                key = (size + 1, so_far + gain)
                further[key] = further.get(key, 0) + count
        ways = further
    return sum(
        count for (size, so_far), count in ways.items() if size == number and so_far >= points
    )
