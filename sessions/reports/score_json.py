"""The scorecard as the object that `score --json` prints. Layout: docs/formats.md."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from core.counts import Count
from core.interval import Interval
from core.record import Entry
from core.scheme import Criteria, Rating
from core.scorecard import UNAPPLIED, Considered, Scorecard, StandardScore
from core.standard_result import KeyQuestionResult


def score_object(scorecard: Scorecard) -> dict[str, Any]:
    """Return a scorecard as plain values, ready for JSON; what does not apply is None."""
    agreed, by_evidence = scorecard.agreed, scorecard.by_evidence
    return {
        "inspection": scorecard.evidence.inspection.id,
        "scheme": scorecard.scheme.id,
        "score": agreed.score,
        "maximum": agreed.maximum,
        "overall": _name(agreed.overall),
        "evidence_score": by_evidence.score,
        "evidence_overall": _name(by_evidence.overall),
        "standards": [_standard(score) for score in scorecard.standards],
    }


def _standard(score: StandardScore) -> dict[str, Any]:
    result, standard = score.result, score.standard
    return {
        "id": score.id,
        "title": standard.title,
        "domain": number_or_text(standard.domain),
        "counted": standard.counted,
        "evidence_rating": _name(result.rating),
        "rating": _name(score.rating),
        "score": score.score,
        "lowest_percent": result.lowest_percent,
        "driven_by": list(result.driven_by),
        "discretion": _discretion(score),
        "decision": _decision(score),
        "key_questions": [
            _key_question(question, result.scheme.criteria) for question in result.key_questions
        ],
        "agreed_by_panel": standard.agreed_by_panel,
        "proposal": _proposal(score),
    }


def _discretion(score: StandardScore) -> dict[str, Any]:
    discretion, applies = score.result.discretion, score.open is not None
    criteria = score.result.scheme.criteria
    return {
        "allowed": score.standard.discretion,
        "open": score.open.value if score.open is not None else None,
        "near_boundary": discretion.near_boundary.value if applies else None,
        "one_judgement": discretion.one_judgement.value
        if applies and criteria.one_judgement
        else None,
        "small_sample": discretion.small_sample.value
        if applies and criteria.small_sample
        else None,
    }


def _proposal(score: StandardScore) -> dict[str, Any] | None:
    """Return what the lead inspector proposed for a judged standard, and why."""
    if score.proposed is None:
        return None
    evidence = score.result.evidence
    return {
        "rating": _name(score.proposed),
        "proposed_by": [] if evidence is None else list(evidence.proposed_by),
        "rationale": "" if evidence is None else evidence.rationale,
        "agreed": score.considered is Considered.AGREED,
    }


def _decision(score: StandardScore) -> dict[str, Any] | None:
    """Return the decision; `applied`: whether it counts, on these figures and by the rules."""
    entry = score.decision
    if entry is None:
        return None
    return {
        "kind": entry.kind.value,
        "from": _name(entry.from_rating),
        "to": _name(entry.to_rating),
        "reason": entry.reason,
        "applied": score.considered not in UNAPPLIED,
        "id": entry.id,
        "at": moment(entry.at),
        **people(entry),
        "published_wording": entry.published_wording,
    }


def people(entry: Entry) -> dict[str, Any]:
    """Return who proposed, agreed, dissented and was recused, and who decided."""
    return {
        "proposed_by": list(entry.proposed_by),
        "agreed_by": list(entry.agreed_by),
        "dissent": entry.dissent,
        "recused": list(entry.recused),
        "decided_by": entry.decided_by.value,
    }


def moment(at: datetime) -> str:
    """Return a moment as text, in UTC."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _key_question(result: KeyQuestionResult, criteria: Criteria) -> dict[str, Any]:
    figures = result.evidence.figures
    return {
        "id": result.id,
        "yes": figures.yes,
        "relevant": figures.relevant,
        "percent": result.percent,
        "band": result.band.rating.name if result.band else None,
        "near_boundary": bool(result.near_boundaries) if result.applicable else None,
        "small_sample": result.small_sample.value
        if result.applicable and criteria.small_sample
        else None,
        "counts": [_pair(count) for count in result.counts],
        "interval": _ends(result.interval),
    }


def _pair(count: Count) -> list[int]:
    return [count.yes, count.relevant]


def _ends(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [round(interval.low, 1), round(interval.high, 1)]


def _name(rating: Rating | None) -> str | None:
    return None if rating is None else rating.name


def number_or_text(domain: str) -> int | str:
    """Return a domain's number as one; a scheme of the user's own may name its domains instead."""
    return int(domain) if domain.isascii() and domain.isdigit() and len(domain) < 10 else domain
