"""A portfolio as tables of words for a terminal: short ratings, open standards, what changes.

The columns of a file are in `sessions/portfolio/columns.py`.
"""

from collections.abc import Sequence
from typing import NamedTuple

from core.scheme import Scheme
from core.scorecard import Considered, Scorecard, Total
from core.standard_result import Status
from core.wording import plural
from sessions.portfolio.columns import open_standards, overall_held, standards_considered
from sessions.portfolio.other_scheme import rating_changes
from sessions.portfolio.portfolio import Portfolio, ScoredInspection, Simulated

SHORT = {Status.AWAITED: "…", Status.NOT_RATED: "n/r"}
CRITERIA = ("near boundary", "one judgement", "small sample")
NO_OVERALL = "none published"
LONGEST_SERVICE = 40
FIXED, PARTLY = "-", "~"


class TerminalTable(NamedTuple):
    """A table with its title above it, and what its signs mean below."""

    title: str
    rows: list[list[str]]
    legend: tuple[str, ...] = ()


def terminal_tables(portfolio: Portfolio) -> list[TerminalTable]:
    """Return the tables, some for each scheme, since the standards of schemes differ."""
    tables = []
    for scheme, inspections in portfolio.by_scheme():
        tables.append(_scores(scheme, inspections))
        if portfolio.other is not None:
            tables.append(_other(scheme, inspections, portfolio.other))
        if inspections[0].simulated is not None:
            tables.append(_simulated(scheme, inspections, inspections[0].simulated))
    return tables


def _scores(scheme: Scheme, inspections: Sequence[ScoredInspection]) -> TerminalTable:
    cards = [inspection.scorecard for inspection in inspections]
    optional = {
        "unknown": [open_standards(card, "unknown") for card in cards],
        "changed": [standards_considered(card, Considered.CHANGED) for card in cards],
        "kept": [standards_considered(card, Considered.KEPT) for card in cards],
    }
    optional = {name: texts for name, texts in optional.items() if any(texts)}
    head = ["service", "date", *(each.id for each in scheme.standards), "score", "overall"]
    criteria = _criteria(scheme)
    rows = [
        [
            *_about(inspection),
            *(
                SHORT[score.result.status] if score.rating is None else score.rating.short
                for score in card.standards
            ),
            *_total(card, card.agreed),
            *(open_standards(card, name) for name in criteria),
            *(texts[number] for texts in optional.values()),
        ]
        for number, (inspection, card) in enumerate(zip(inspections, cards, strict=True))
    ]
    statuses = {
        score.result.status for card in cards for score in card.standards if score.rating is None
    }
    signs = [f"{rating.short} {rating.name}" for rating in scheme.ratings]
    signs += [f"{sign} {status}" for status, sign in SHORT.items() if status in statuses]
    heads = [*head, *criteria, *optional]
    openness = f"{', '.join(criteria)}: standards open to discretion (?: possible)"
    legend = (", ".join(signs), openness) if criteria else (", ".join(signs),)
    return TerminalTable(scheme.title, [heads, *rows], legend)


def _criteria(scheme: Scheme) -> list[str]:
    """Return the names of the criteria that a scheme has."""
    if not scheme.has_discretion:
        return []
    lacking = set()
    if not scheme.criteria.one_judgement:
        lacking.add("one judgement")
    if not scheme.criteria.small_sample:
        lacking.add("small sample")
    return [name for name in CRITERIA if name not in lacking]


def _other(scheme: Scheme, inspections: Sequence[ScoredInspection], other: Scheme) -> TerminalTable:
    """Show the same evidence under both schemes, without decisions, and what changes."""
    head = ["service", "date", scheme.id, "", other.id, "", "ratings that change"]
    rows, many = [], 0
    for inspection in inspections:
        before, after = inspection.scorecard, inspection.other
        if after is not None:
            changed = rating_changes(before, after)
            many += bool(changed)
            totals = [*_total(before, before.by_evidence), *_total(after, after.by_evidence)]
            rows.append([*_about(inspection), *totals, changed or "none"])
    title = (
        f"The same evidence under {other.title}: ratings change in {many:,} of "
        f"{plural(len(rows), 'inspection')}"
    )
    return TerminalTable(title, [head, *rows])


def _simulated(
    scheme: Scheme, inspections: Sequence[ScoredInspection], simulated: Simulated
) -> TerminalTable:
    drawn = {key for each in inspections if each.simulated for key in each.simulated.standards}
    ids = [standard.id for standard in scheme.standards if standard.id in drawn]
    rows = [
        [*_about(each), *(_held(each, standard) for standard in ids), _overall_held(each)]
        for each in inspections
    ]
    title = (
        f"How often each evidence rating holds, as % of {simulated.draws:,} draws of its cases "
        f"(seed {simulated.seed})"
    )
    legend = [
        f"{FIXED} not drawn: a judgement, or percentages without counts; {PARTLY} drawn in part. "
        "Judgements stay as they are.",
        "If every case was a yes, or none was, all draws are the same: treat these with care.",
    ]
    large = sum(bool(each.simulated and each.simulated.large) for each in inspections)
    if large:
        legend.append(
            f"Population not given, at least in part, for {large:,} of "
            f"{plural(len(inspections), 'inspection')}: taken as very large. With most cases "
            "inspected, the ratings are firmer than shown."
        )
    return TerminalTable(title, [["service", "date", *ids, "overall"], *rows], tuple(legend))


def _held(inspection: ScoredInspection, standard: str) -> str:
    simulated = inspection.simulated
    rating = inspection.scorecard.standard(standard).result.rating
    if simulated is None or rating is None or standard not in simulated.standards:
        return FIXED
    share = _share(simulated.standards[standard][rating], simulated.draws)
    return share + PARTLY * (standard in simulated.partly)


def _overall_held(inspection: ScoredInspection) -> str:
    held, simulated = overall_held(inspection), inspection.simulated
    return FIXED if held is None or simulated is None else _share(held, simulated.draws)


def _share(times: int, draws: int) -> str:
    """Return a share in whole percent; all and none are only what they say."""
    percent = (200 * times + draws) // (2 * draws)
    if percent == 100 and times < draws:
        return ">99"
    return "<1" if percent == 0 and times else str(percent)


def _about(inspection: ScoredInspection) -> list[str]:
    """Name an inspection by its service, or by its id where no service is given; and its date."""
    name = inspection.scorecard.evidence.inspection.service or inspection.id
    if len(name) > LONGEST_SERVICE:
        name = name[: LONGEST_SERVICE - 1] + "…"
    return [name, inspection.date]


def _total(card: Scorecard, total: Total) -> list[str]:
    overall = NO_OVERALL if total.overall is None else total.overall.name
    if total.overall is None and card.awaited:
        overall = str(Status.AWAITED)
    return [f"{total.score}/{total.maximum}", overall]
