"""The evidence alone against what the panel agreed: where they differ, and by which entry."""

from __future__ import annotations

from core.record import Entry
from core.scheme import Rating
from core.scorecard import Scorecard, StandardScore, Total
from core.value import Value


class RatingDifference(Value):
    """A standard whose agreed rating is not the evidence's.

    `bands` and `points`: how far the panel moved it, down when negative; a standard that is not
    counted moves the score by no points.
    """

    score: StandardScore
    by_evidence: Rating
    agreed: Rating
    bands: int
    points: int
    entry: Entry


class Comparison(Value):
    """Every standard that differs, in the scheme's order, and both totals."""

    differences: tuple[RatingDifference, ...]
    by_evidence: Total
    agreed: Total

    @property
    def points(self) -> int:
        """What the panel's decisions add to the score; negative when they lower it."""
        return self.agreed.score - self.by_evidence.score

    @property
    def overall_differs(self) -> bool:
        """Whether the overall rating differs."""
        return self.agreed.overall != self.by_evidence.overall


def comparison_of(scorecard: Scorecard) -> Comparison:
    """Compare the scorecard by the evidence alone with the agreed one."""
    differences = []
    for score in scorecard.standards:
        before, after = score.result.rating, score.rating
        if before is None or after is None or score.decision is None or before == after:
            continue
        points = after.score - before.score if score.standard.counted else 0
        bands = scorecard.scheme.steps_between(before, after)
        differences.append(RatingDifference(score, before, after, bands, points, score.decision))
    return Comparison(tuple(differences), scorecard.by_evidence, scorecard.agreed)
