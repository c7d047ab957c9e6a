"""The closing summary: what the meeting came to, before it is signed."""

from collections.abc import Sequence

from core.meeting import Meeting
from core.minutes_words import outcome_words, totals_words
from core.record import Kind
from core.record_words import Fact, meeting_facts, sign_off_facts
from core.scorecard import Considered, StandardScore
from core.wording import plural
from sessions.text.visible import visible
from tui.dialogs.sheet import Choice, Question

NO_DETAILS = "Meeting details: none recorded. Press m on the board to record who is present."


class ClosingSummary(Question):
    """Shows the result of the meeting; answers "sign", "reopen" or "write"."""

    def __init__(self, meeting: Meeting, *, may_record: bool) -> None:
        choices = [Choice("p", "minutes or report", "write")]
        if may_record and meeting.signed is None:
            choices.insert(0, Choice("s", "sign off", "sign"))
        elif may_record:
            choices.insert(0, Choice("r", "reopen", "reopen"))
        super().__init__("Closing summary", summary_words(meeting), choices)


def summary_words(meeting: Meeting) -> list[str]:
    """Return what a meeting came to, sentence by sentence."""
    scorecard = meeting.scorecard
    awaited = len(scorecard.awaited)
    words = [
        f"As agreed: {totals_words(scorecard.agreed, awaited)}",
        f"By evidence: {totals_words(scorecard.by_evidence, awaited)}",
        "",
    ]
    decided = [score for score in scorecard.standards if score.decision is not None]
    for heading, kinds in (
        ("Changed", (Kind.CHANGE,)),
        ("Agreed", (Kind.AGREE,)),
        ("Kept", (Kind.KEEP,)),
        ("Deferred", (Kind.DEFER,)),
    ):
        scores = [score for score in decided if score.decision and score.decision.kind in kinds]
        words += [f"{heading}: {_standards(scores)}"] if scores else []
    words.append(f"Still open: {still_open_words(meeting)}")
    if meeting.notes:
        words.append(f"Notes: {len(meeting.notes)}")
    late = scorecard.standing.late
    if late:
        words.append(
            f"Not applied: {plural(len(late), 'entry', 'entries')} recorded after a sign-off."
        )
    return [*words, "", *_present_words(meeting), *_signed_words(meeting)]


def still_open_words(meeting: Meeting) -> str:
    """Return the standards that are left to decide; "nothing" where there are none."""
    left = meeting.scorecard.to_decide
    return _standards(left) if left else "nothing"


def _standards(scores: "list[StandardScore] | tuple[StandardScore, ...]") -> str:
    return ", ".join(_standard(score) for score in scores)


def _standard(score: StandardScore) -> str:
    rating = score.rating.name if score.rating is not None else "not rated"
    moved = score.result.rating is not None and score.rating != score.result.rating
    start = f" (was {score.result.rating.name})" if moved and score.result.rating else ""
    unapplied = score.considered in (Considered.EVIDENCE_CHANGED, Considered.NOT_ALLOWED)
    odd = f" ({outcome_words(score)})" if unapplied else ""
    return f"{score.id} {rating}{start}{odd}"


def _present_words(meeting: Meeting) -> list[str]:
    facts = meeting_facts(meeting.evidence.scheme, meeting.details)
    return _sentences(facts) if facts else [NO_DETAILS]


def _signed_words(meeting: Meeting) -> list[str]:
    return _sentences(sign_off_facts(meeting.signed)) or ["Not signed."]


def _sentences(facts: Sequence[Fact]) -> list[str]:
    return [visible(f"{each.name.capitalize()}: {each.words}") for each in facts]
