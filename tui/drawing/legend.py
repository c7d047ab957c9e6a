"""What the board's marks mean, for the help."""

from core.scheme import Scheme
from core.wording import plural
from tui.drawing.board import CURSOR, DONE, FEW, FLAG, LATER, LOWEST, NEAR


def marks(scheme: Scheme) -> tuple[tuple[str, str], ...]:
    """Return each mark with its meaning, in the figures of the scheme.

    A criterion that the scheme does not have is left out.
    """
    names = ", ".join(f"{rating.short} {rating.name}" for rating in scheme.ratings)
    return (
        (CURSOR, "the selected standard or key question"),
        (LOWEST, "the lowest percentage, which gives the standard its rating"),
        *_criteria_marks(scheme),
        ("?", "possible: only a percentage was reported; some of its counts would meet it"),
        ("rounded", "rounding to a whole percentage decides the rating (an assumption)"),
        *_open_marks(scheme),
        (DONE, "changed, kept or agreed by the panel"),
        (LATER, "deferred"),
        ("Good ← RI", "the agreed rating, and the evidence rating"),
        ("RI", f"abbreviations: {names}"),
        ("● ○", "on the ruler: the agreed score, and the score on the evidence alone"),
        ("┼", "where a band begins"),
        ("▲7 ▼6", "how many points up or down would change the overall rating"),
    )


def _open_marks(scheme: Scheme) -> list[tuple[str, str]]:
    return [(FLAG, "open to discretion, not decided yet")] if scheme.has_discretion else []


def _criteria_marks(scheme: Scheme) -> list[tuple[str, str]]:
    if not scheme.has_discretion:
        return []
    criteria = scheme.criteria
    bounds = ", ".join(str(bound) for bound in scheme.boundaries)
    points = plural(criteria.points, "point")
    marks_of_criteria = [(f"{NEAR} near", f"within {points} of a boundary ({bounds})")]
    if criteria.small_sample:
        cases = plural(criteria.cases, "relevant case")
        marks_of_criteria.append((f"{FEW} few", f"based on {cases} or fewer"))
    if criteria.one_judgement:
        marks_of_criteria.append(
            ("one", "one differing judgement in one case would change the rating")
        )
    return marks_of_criteria
