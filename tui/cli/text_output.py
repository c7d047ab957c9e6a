"""What is printed without a screen: scorecards as text, and columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from core.discretion import Answer
from core.meeting import Meeting
from core.record_words import decision_facts, proposal_facts
from core.scorecard import Considered, Scorecard, StandardScore
from core.wording import (
    considered_words,
    figures_words,
    flag_words,
    margin_words,
    no_figures_words,
    open_words,
    overall_words,
    total_words,
)
from sessions.text.visible import visible
from tui.drawing.plain_text import fact_texts, record_texts
from tui.drawing.reasons import SPACED, reason_words

GAP = "  "


def scorecard_lines(scorecard: Scorecard) -> tuple[str, ...]:
    """Return the scorecard of one inspection as lines: one row per standard, then the totals."""
    inspection, scheme = scorecard.evidence.inspection, scorecard.scheme
    agreed, by_evidence = scorecard.agreed, scorecard.by_evidence
    changed = any(score.rating != score.result.rating for score in scorecard.standards)
    head = [
        "",
        "Standard",
        "Evidence rating",
        "Agreed rating",
        "Score",
        "Lowest",
        "Open to discretion",
    ]
    rows = [head, *(_row(score) for score in scorecard.standards)]
    if not changed:
        rows = [[*row[:3], *row[4:]] for row in rows]
    score_column = head.index("Score") - (not changed)
    total = f"Score {total_words(agreed)} · {overall_words(agreed, len(scorecard.awaited))}"
    legend = _legend(scorecard)
    lines = [
        visible(f"{inspection.service} · {inspection.id} · {scheme.title}"),
        "",
        *columns(rows, right={score_column}),
        *(["", *legend] if legend else []),
        "",
        " · ".join(part for part in (total, margin_words(agreed)) if part),
    ]
    if changed:
        overall = overall_words(by_evidence, len(scorecard.awaited))
        lines.append(f"On the evidence alone {total_words(by_evidence)} · {overall}")
    return tuple(lines)


def record_lines(meeting: Meeting) -> tuple[str, ...]:
    """Return the record of a meeting as lines: its decisions, then everything else in it."""
    lines: list[str] = []
    for score in meeting.scorecard.standards:
        facts = decision_facts(meeting, score) or proposal_facts(score)
        if facts:
            words = considered_words(score) or "proposed"
            lines.append(visible(f"  {score.id} {score.standard.title}: {words}"))
            lines += [f"  {row}" for row in fact_texts(facts)]
    return (*(["", "Decisions", *lines] if lines else []), *record_texts(meeting))


def _legend(scorecard: Scorecard) -> list[str]:
    """Explain the signs that the table contains."""
    said = []
    if any(not s.standard.counted and s.score is not None for s in scorecard.standards):
        said.append("(2)  rated, but not counted in the score")
    if any(flag.endswith("?") for s in scorecard.standards for flag in flag_words(s)):
        said.append("?    possible: only a percentage was reported, and some of its counts meet it")
    if any(s.rating is not None and len(s.result.driven_by) > 1 for s in scorecard.standards):
        said.append("+1   means that a further key question has the same lowest percentage")
    return said


def summary_row(scorecard: Scorecard, file: str) -> list[str]:
    """Return the cells of an inspection's line in a list of several."""
    agreed, by_evidence = scorecard.agreed, scorecard.by_evidence
    same = (agreed.score, agreed.overall) == (by_evidence.score, by_evidence.overall)
    return [
        scorecard.evidence.inspection.id,
        total_words(agreed),
        overall_words(agreed, len(scorecard.awaited)),
        "" if same else f"{total_words(by_evidence)} on the evidence",
        file,
    ]


def check_words(scorecard: Scorecard) -> str:
    """Return the result of a file without faults, and whether the report says the same."""
    agreed, published = scorecard.agreed, scorecard.evidence.published
    compared = published.score is not None or published.overall is not None or published.ratings
    words = f"{total_words(agreed)} {overall_words(agreed)}"
    return f"{words}, as published" if compared else f"{words}; it gives no published results"


def _row(score: StandardScore) -> list[str]:
    result = score.result
    rating = score.rating
    by_evidence = result.rating.name if result.rating else no_figures_words(result)
    return [
        score.id,
        score.standard.title,
        by_evidence,
        rating.name if rating is not None and rating != result.rating else "",
        "" if score.score is None else _score(score),
        _lowest(score),
        _openness(score),
    ]


def _score(score: StandardScore) -> str:
    return str(score.score) if score.standard.counted else f"({score.score})"


def _lowest(score: StandardScore) -> str:
    """Return the figures that give the rating, with their key question."""
    driving = score.result.driven_by
    if not driving:
        return ""
    lowest = score.result.key_question(driving[0])
    more = f" +{len(driving) - 1}" if len(driving) > 1 else ""
    return f"{lowest.id}{more} {figures_words(lowest.evidence.figures)}"


def _openness(score: StandardScore) -> str:
    if score.agreeable:
        return "agreed by the panel" if score.considered is Considered.AGREED else ""
    if score.open is None:
        return ""
    closed = "no" if score.open is Answer.NOT_MET else open_words(score)
    flags = reason_words(score, SPACED).replace(" · ", ", ") or closed
    if score.considered is Considered.NOT_YET:
        return flags
    return f"{flags} · {score.considered.value}"


def columns(rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> list[str]:
    """Return rows of outside text as aligned columns, made visible, without trailing spaces."""
    shown = [[visible(cell, 200) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*shown, strict=True)]
    aligned_right = set(right)
    return [
        GAP.join(
            _filled(cell, width, place in aligned_right)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            if width
        ).rstrip()
        for row in shown
    ]


def _filled(cell: str, width: int, right: bool) -> str:
    blanks = " " * (width - _width(cell))
    return blanks + cell if right else cell + blanks


def _width(text: str) -> int:
    """Count the columns that text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1
        for each in text
    )
