"""What the panel weighs, as further keys of the object that `score --json` prints.

Layout: docs/weighing.md. The keys of `sessions/reports/score_json.py` stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import Any

from core.band_shares import interval_shares
from core.comparison import comparison_of
from core.history import HistoryLine, history_of
from core.judgements import (
    JudgementOutcome,
    JudgementsNeeded,
    fewest_judgements,
    judgement_outcomes,
)
from core.meeting import Meeting
from core.overall_moves import FewestMoves, Move, overall_moves
from core.patterns import domain_patterns
from core.record import Entry
from core.scheme import Rating, Scheme
from core.scorecard import Margin, Scorecard, StandardScore, Total
from core.standard_result import KeyQuestionResult
from core.weighing_words import overall_moves_words, pattern_words
from sessions.reports.score_json import number_or_text, people


def with_weighing(
    scored: dict[str, Any], scorecard: Scorecard, entries: Sequence[Entry] = ()
) -> dict[str, Any]:
    """Return the object of `score_object` with the new keys after its own.

    `entries`: the record that the scorecard was made with, oldest first.
    """
    standards = []
    for given, score in zip(scored["standards"], scorecard.standards, strict=True):
        questions = [
            {**question, **key_question_weighing(scorecard.scheme, result)}
            for question, result in zip(
                given["key_questions"], score.result.key_questions, strict=True
            )
        ]
        standards.append(
            {**given, "key_questions": questions, **standard_weighing(scorecard, score)}
        )
    return {**scored, "standards": standards, **weighing(scorecard, entries)}


def weighing(scorecard: Scorecard, entries: Sequence[Entry] = ()) -> dict[str, Any]:
    """Return the new keys of the whole inspection."""
    agreed = scorecard.agreed
    return {
        "margins": {"up": _margin(agreed.up), "down": _margin(agreed.down)},
        "overall_moves": _overall_moves(scorecard),
        "patterns": _patterns(scorecard),
        "comparison": _comparison(scorecard),
        "history": _history(scorecard, entries) if entries else [],
    }


def standard_weighing(scorecard: Scorecard, score: StandardScore) -> dict[str, Any]:
    """Return the new keys of one standard."""
    fewest = fewest_judgements(score.result)
    return {
        "judgements": [_judgement(each) for each in judgement_outcomes(scorecard, score.id)],
        "fewest_judgements": None
        if fewest is None
        else {
            "known": fewest.known,
            "up": _fewest_judgements(scorecard, score, fewest.up),
            "down": _fewest_judgements(scorecard, score, fewest.down),
        },
    }


def key_question_weighing(scheme: Scheme, result: KeyQuestionResult) -> dict[str, Any]:
    """Return the new keys of one key question."""
    shares = [
        {"rating": each.band.rating.name, "share": round(each.share, 3)}
        for each in interval_shares(scheme, result)
    ]
    return {"interval_bands": shares or None}


def _judgement(outcome: JudgementOutcome) -> dict[str, Any]:
    judgement = outcome.judgement
    return {
        "key_question": judgement.key_question,
        "change": judgement.change,
        "rating": judgement.rating.name,
        "certain": judgement.certain,
        "counts": [[count.yes, count.relevant] for count in judgement.counts],
        **_total(outcome.total),
    }


def _fewest_judgements(
    scorecard: Scorecard, score: StandardScore, move: JudgementsNeeded | None
) -> dict[str, Any] | None:
    if move is None:
        return None
    return {
        "least": move.least,
        "most": move.most,
        "key_questions": [
            {"id": each.key_question, "least": each.least, "most": each.most}
            for each in move.questions
        ],
        "outcomes": [
            {"rating": rating.name, **_total(scorecard.total_if(score.id, rating))}
            for rating in move.ratings
        ],
    }


def _overall_moves(scorecard: Scorecard) -> dict[str, Any]:
    moves = overall_moves(scorecard)
    overall = moves.total.overall
    return {
        "up": [_move(move, overall) for move in moves.up],
        "down": [_move(move, overall) for move in moves.down],
        "fewest_up": _fewest_moves(moves.fewest_up),
        "fewest_down": _fewest_moves(moves.fewest_down),
        "words": list(overall_moves_words(moves, len(scorecard.awaited))),
    }


def _move(move: Move, overall: Rating | None) -> dict[str, Any]:
    return {
        "standard": move.standard,
        "from": move.from_rating.name,
        "to": move.to_rating.name,
        "open": move.open.value,
        **_total(move.total),
        "changes_overall": move.total.overall != overall,
    }


def _fewest_moves(fewest: FewestMoves | None) -> dict[str, Any] | None:
    if fewest is None:
        return None
    return {
        "overall": fewest.rating.name,
        "moves": fewest.number,
        "sets": [list(each) for each in fewest.sets],
        "how_many": fewest.how_many,
    }


def _patterns(scorecard: Scorecard) -> list[dict[str, Any]]:
    return [
        {
            "domain": number_or_text(pattern.domain.id),
            "themes": [theme.heading for theme in pattern.themes],
            "drives": list(pattern.driven),
            "except": list(pattern.excepted),
            "words": pattern_words(pattern),
        }
        for found in domain_patterns(scorecard)
        for pattern in found.patterns
    ]


def _comparison(scorecard: Scorecard) -> dict[str, Any]:
    comparison = comparison_of(scorecard)
    return {
        "points": comparison.points,
        "overall_differs": comparison.overall_differs,
        "differences": [
            {
                "standard": each.score.id,
                "evidence_rating": each.by_evidence.name,
                "rating": each.agreed.name,
                "bands": each.bands,
                "points": each.points,
                "entry": each.entry.id,
            }
            for each in comparison.differences
        ],
    }


def _history(scorecard: Scorecard, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    meeting = Meeting.of(scorecard, tuple(entries))
    ids = [entry.id for entry in entries]

    def other(number: int | None) -> str | None:
        return None if number is None else ids[number - 1]

    return [
        {
            **_entry(line),
            "replaces": other(line.replaces),
            "replaced_by": other(line.replaced_by),
            "withdrawn_by": other(line.withdrawn_by),
            "stands": line.stands,
        }
        for line in history_of(meeting)
    ]


def _entry(line: HistoryLine) -> dict[str, Any]:
    entry, effect = line.entry, line.effect
    return {
        "id": entry.id,
        "at": entry.at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "kind": entry.kind.value,
        "standard": entry.standard,
        "from": _name(entry.from_rating),
        "to": _name(entry.to_rating),
        "reason": entry.reason,
        **people(entry),
        "published_wording": entry.published_wording,
        "text": entry.text,
        "late": line.late,
        "score_before": effect.score_before,
        "score_after": effect.score_after,
        "overall_before": _name(effect.overall_before),
        "overall_after": _name(effect.overall_after),
        "as_recorded": line.as_recorded,
    }


def _margin(margin: Margin | None) -> dict[str, Any] | None:
    return None if margin is None else {"overall": margin.rating.name, "points": margin.points}


def _total(total: Total) -> dict[str, Any]:
    return {"score": total.score, "overall": _name(total.overall)}


def _name(rating: Rating | None) -> str | None:
    return None if rating is None else rating.name
