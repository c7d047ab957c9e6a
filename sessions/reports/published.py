"""What a report printed against what the rules give, and a record against its evidence."""

from __future__ import annotations

from core.record import Entry, Kind
from core.refusals import closed_because, not_agreeable_because
from core.scheme import Rating
from core.scorecard import Considered, Scorecard, StandardScore
from core.standard_result import Status
from core.wording import evidence_change_words, overall_words
from sessions.files.decisions_file import Record, record_warnings
from sessions.files.session_file import Session
from sessions.text.problems import Problem


def published_differences(session: Session, scorecard: Scorecard) -> tuple[Problem, ...]:
    """Return every difference of `[published]` from the scorecard, with both values."""
    published, agreed = session.evidence.published, scorecard.agreed
    source = (
        "the figures and decisions give" if scorecard.standing.decisions else "the figures give"
    )
    found = []

    def differs(key: str, value: str, computed: str, remedy: str) -> None:
        message = f"is published, but {computed}"
        found.append(Problem(session.file, f"published › {key}", message, remedy, value))

    where = "See the standards that differ; if none does, check the printed figure."
    if published.score is not None and published.score != agreed.score:
        differs("score", str(published.score), f"{source} {agreed.score}", where)
    if published.overall is not None and published.overall != agreed.overall:
        computed = f"{source} {_quoted(agreed.overall)}"
        if agreed.overall is None:
            computed = overall_words(agreed, len(scorecard.awaited))
        differs("overall", _quoted(published.overall), computed, where)
    for standard_id, rating in published.ratings:
        score = scorecard.standard(standard_id)
        if rating == score.rating or score.result.status is Status.AWAITED:
            continue
        computed = f"{source} {_quoted(score.rating)}"
        if score.rating is None:
            computed = "it is not rated here"
        differs(f"ratings › {standard_id}", _quoted(rating), computed, _remedy(score))
    return tuple(found)


def record_findings(
    name: str, record: Record, session: Session, scorecard: Scorecard
) -> tuple[Problem, ...]:
    """Say what is wrong between a record and the evidence that it is about.

    The record may have been made on other figures, or hold a decision that the rules do not allow.
    """
    found = list(record_warnings(name, record, session))
    for score in scorecard.standards:
        entry = score.decision
        if entry is None:
            continue
        place = f'the decision on "{score.id}"'
        if score.considered is Considered.EVIDENCE_CHANGED:
            found.append(
                Problem(
                    name,
                    place,
                    f"was made on other figures and is not applied: {evidence_change_words(score)}",
                    "Confirm it on the screen, or withdraw it.",
                )
            )
        closed = _closed_because(score, entry)
        if closed is None or entry.kind is Kind.DEFER:
            continue
        said = closed.removesuffix(".")
        if entry.kind is not Kind.AGREE and score.open_when_decided:
            words = (
                "was allowed by the rules in force when it was recorded; under today's "
                f"rules, {said}"
            )
            found.append(Problem(name, place, words, "You do not need to do anything."))
        else:
            found.append(Problem(name, place, f"breaks the rules: {said}", "Withdraw it."))
    return tuple(found)


def _closed_because(score: StandardScore, entry: Entry) -> str | None:
    """Say why the rules of today would not allow a decision; None where they would."""
    if entry.kind is not Kind.AGREE:
        return closed_because(score)
    if score.considered is Considered.NOT_ALLOWED:
        return f"{score.id} is not a judgement for the panel to agree"
    return not_agreeable_because(score)


def _remedy(score: StandardScore) -> str:
    if score.standard.discretion and score.decision is None:
        return "Correct one of them, or record what the panel decided."
    if score.decision is not None:
        return (
            "If the panel decided otherwise than was published, nothing is wrong; if not, correct "
            "the published rating or withdraw the decision."
        )
    return "Correct one of them."


def _quoted(rating: Rating | None) -> str:
    return "" if rating is None else f'"{rating.name}"'
