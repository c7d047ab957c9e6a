"""What the minutes of a panel say in sentences: decisions, criteria, quorum, sign-off."""

from __future__ import annotations

from datetime import datetime, tzinfo

from core.dates import moment_words
from core.discretion import Answer
from core.meeting_details import MeetingDetails
from core.record import Entry, Kind
from core.scheme import Scheme
from core.scorecard import Considered, StandardScore, Total
from core.standard_result import StandardResult
from core.value import Value
from core.wording import (
    considered_words,
    listed,
    overall_words,
    plural,
    rating_name,
    total_words,
)


class CriterionWords(Value):
    """One criterion that a standard was weighed by: its name, the answer, and why."""

    name: str
    answer: str
    why: str


def time_words(at: datetime, zone: tzinfo | None = None) -> str:
    """Return a time with its offset: "1 December 2020, 14:03 (UTC+00:00)".

    `zone`: the time zone to print it in; None for that of this computer.
    """
    local = at.astimezone(zone)
    offset = local.strftime("%z")
    return f"{moment_words(local)} (UTC{offset[:3]}:{offset[3:5]})"


def criteria_of(result: StandardResult, words: tuple[str, str, str]) -> tuple[CriterionWords, ...]:
    """Return the criteria that the scheme has, each with its answer and *words* for why."""
    discretion, criteria = result.discretion, result.scheme.criteria
    answers = [
        (True, "Near a boundary", discretion.near_boundary, words[0]),
        (criteria.one_judgement, "One judgement", discretion.one_judgement, words[1]),
        (criteria.small_sample, "Small sample", discretion.small_sample, words[2]),
    ]
    return tuple(
        CriterionWords(name, ANSWERS[answer], why) for has, name, answer, why in answers if has
    )


ANSWERS = {
    Answer.MET: "met",
    Answer.POSSIBLE: "possible",
    Answer.NOT_MET: "not met",
    Answer.UNKNOWN: "not known",
}


def openness_words(score: StandardScore) -> str:
    """Return whether and why a standard was open to discretion, in one sentence."""
    if score.open is Answer.MET:
        return "Open to professional discretion."
    if score.open is Answer.POSSIBLE:
        return (
            "Possibly open to professional discretion: only percentages were reported, and some "
            "of the counts that they could represent meet a criterion."
        )
    if score.open is Answer.UNKNOWN:
        return "There are no key-question figures, so it is not known whether it is open."
    return "Not open to professional discretion by today's rules and figures."


def decision_words(score: StandardScore) -> str:
    """Return what the panel decided on a standard, in one sentence; what is open says so."""
    entry = score.decision
    if entry is None:
        if score.to_agree:
            return "Not agreed yet: the proposed rating counts until the panel agrees a rating."
        return "Not decided yet: the evidence rating counts."
    if score.considered in (Considered.EVIDENCE_CHANGED, Considered.NOT_ALLOWED):
        return f"A recorded decision is not applied: {considered_words(score)}."
    start = rating_name(entry.from_rating)
    end = rating_name(entry.to_rating)
    if entry.kind is Kind.CHANGE:
        return f"Changed from {start} to {end}."
    if entry.kind is Kind.KEEP:
        return f"Kept at {end}."
    if entry.kind is Kind.AGREE:
        if entry.from_rating == entry.to_rating:
            return f"Agreed as proposed: {end}."
        return f"Agreed as {end}; the lead inspector proposed {start}."
    return f"Deferred. Until it is decided, {start} counts."


def short_decision_words(score: StandardScore) -> str:
    """Return in a few words what became of a standard, for a table."""
    if score.decision is None:
        if score.to_agree:
            return "not agreed yet"
        return "not decided yet" if score.to_consider else "–"
    if score.considered in (Considered.EVIDENCE_CHANGED, Considered.NOT_ALLOWED):
        return "decision not applied"
    return score.considered.value


def quorum_words(scheme: Scheme, details: MeetingDetails) -> str:
    """Return the quorum and whether it was met; "" where the scheme sets none."""
    if scheme.quorum is None:
        return ""
    present = len(details.present)
    met = "met" if present >= scheme.quorum else "not met"
    return f"{plural(scheme.quorum, 'member')} needed, {present} present: {met}"


def score_and_overall_words(total: Total, awaited: int) -> str:
    """Return a score with its overall rating: "26/36, Good"."""
    return f"{total_words(total)}, {overall_words(total, awaited)}"


def signed_words(entry: Entry, zone: tzinfo | None = None) -> str:
    """Return when the record was signed."""
    return f"Signed on {time_words(entry.at, zone)}"


def reopened_words(entry: Entry, by: str, zone: tzinfo | None = None) -> str:
    """Return when, by whom and why a signed record was opened again."""
    who = f" by {by}" if by else ""
    return f"Reopened{who} on {time_words(entry.at, zone)}: {entry.reason}"


def standards_words(standards: tuple[str, ...]) -> str:
    """Return which standards something touches: "3.2 and 3.3", or "all standards"."""
    return listed(standards) if standards else "all standards"
