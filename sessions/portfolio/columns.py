"""The columns of a portfolio: what is written to a file, one row per inspection.

What a terminal shows is in `sessions/portfolio/terminal_tables.py`.
"""

from collections.abc import Iterable, Sequence

from core.discretion import Answer, Discretion
from core.scheme import Rating
from core.scorecard import Considered, Scorecard, StandardScore, Total
from core.value import Value
from sessions.portfolio.other_scheme import rating_changes
from sessions.portfolio.portfolio import Portfolio, ScoredInspection

CellValue = str | int | None
Cells = dict[str, CellValue]
CRITERIA = ("near boundary", "one judgement", "small sample")


class PortfolioColumn(Value):
    """One column: its name, and its value in each row."""

    name: str
    values: tuple[CellValue, ...]


def columns_of(portfolio: Portfolio) -> list[PortfolioColumn]:
    """Return the columns of all inspections, in the order of the input.

    Where schemes differ, the columns of each are where they first come, blank for the others.
    """
    rows = [_cells(portfolio, inspection) for inspection in portfolio.inspections]
    return [PortfolioColumn(name, tuple(row.get(name) for row in rows)) for name in _names(rows)]


def _names(rows: Iterable[Cells]) -> list[str]:
    """Return all names, each new one after the one that it follows in its own row."""
    names: list[str] = []
    for own in dict.fromkeys(tuple(row) for row in rows):
        at = 0
        for name in own:
            if name in names:
                at = names.index(name) + 1
            else:
                names.insert(at, name)
                at += 1
    return names


def _cells(portfolio: Portfolio, inspection: ScoredInspection) -> Cells:
    card = inspection.scorecard
    cells: Cells = {
        "inspection": inspection.id,
        "service": card.evidence.inspection.service,
        "date": inspection.date,
        "scheme": card.scheme.id,
        **_scored(card, card.agreed, ""),
        **{name: open_standards(card, name) for name in (*CRITERIA, "unknown")},
        "changed": standards_considered(card, Considered.CHANGED),
        "kept": standards_considered(card, Considered.KEPT),
    }
    if portfolio.has_decisions:
        cells |= _totals(card.by_evidence, "evidence ")
    if inspection.other is not None:
        cells["other scheme"] = inspection.other.scheme.id
        cells |= _scored(inspection.other, inspection.other.by_evidence, "other ")
        cells["ratings that change"] = rating_changes(card, inspection.other)
    return cells | _simulated(inspection)


def _scored(card: Scorecard, total: Total, before: str) -> Cells:
    ratings: Cells = {before + score.id: _rating(score) for score in card.standards}
    return ratings | _totals(total, before)


def _rating(score: StandardScore) -> str:
    return str(score.result.status) if score.rating is None else score.rating.name


def _totals(total: Total, before: str) -> Cells:
    return {
        before + "score": total.score,
        before + "maximum": total.maximum,
        before + "overall": None if total.overall is None else total.overall.name,
    }


def open_standards(card: Scorecard, name: str) -> str:
    """List the standards that are open by a criterion, with "?" where that is only possible."""
    marked = [
        score.id + MARKS[answer]
        for score in card.standards
        if score.standard.discretion and score.rating is not None
        if (answer := _answer(score.result.discretion, name)) in MARKS
    ]
    return " ".join(marked)


MARKS = {Answer.MET: "", Answer.POSSIBLE: "?"}


def _answer(discretion: Discretion, name: str) -> Answer:
    if name == "unknown":
        return Answer.MET if discretion.open is Answer.UNKNOWN else Answer.NOT_MET
    answers = (discretion.near_boundary, discretion.one_judgement, discretion.small_sample)
    return answers[CRITERIA.index(name)]


def standards_considered(card: Scorecard, kind: Considered) -> str:
    """List the standards that the panel changed, or kept."""
    return " ".join(score.id for score in card.standards if score.considered is kind)


def _simulated(inspection: ScoredInspection) -> Cells:
    simulated, card = inspection.simulated, inspection.scorecard
    if simulated is None:
        return {}
    cells: Cells = {
        "draws": simulated.draws,
        "seed": simulated.seed,
        "not drawn": not_drawn(inspection),
        "population not given": " ".join(simulated.large),
    }
    for score in card.standards:
        times = simulated.standards.get(score.id)
        if times is not None and score.result.rating is not None:
            cells[f"{score.id} held"] = times[score.result.rating]
            cells |= {f"{score.id} {rating.name}": number for rating, number in times.items()}
    cells["overall held"] = overall_held(inspection)
    for rating in card.scheme.ratings:
        cells[f"overall {rating.name}"] = simulated.overall.get(rating)
    return cells


def overall_held(inspection: ScoredInspection) -> int | None:
    """Return how many draws gave the overall rating by evidence; None where none could."""
    overall: Rating | None = inspection.scorecard.by_evidence.overall
    simulated = inspection.simulated
    if simulated is None or overall is None:
        return None
    return simulated.overall.get(overall)


def not_drawn(inspection: ScoredInspection) -> str:
    """List the standards that were not drawn; with "~" those of which a part was not."""
    simulated = inspection.simulated
    scores: Sequence[StandardScore] = inspection.scorecard.standards
    if simulated is None:
        return ""
    return " ".join(
        score.id + "~" * (score.id in simulated.partly)
        for score in scores
        if score.result.rating is not None
        and (score.id not in simulated.standards or score.id in simulated.partly)
    )
