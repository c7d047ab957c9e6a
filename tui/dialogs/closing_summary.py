"""The closing summary: what the meeting came to, before it is signed."""

from core.meeting import Meeting
from core.meeting_details import MeetingDetails
from core.minutes_words import outcome_words, quorum_words, totals_words
from core.record import Kind
from core.scorecard import Considered, StandardScore
from core.weighing_words import listed
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
        f"On the evidence alone: {totals_words(scorecard.by_evidence, awaited)}",
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
    details = meeting.details
    if details == MeetingDetails():
        return [NO_DETAILS]
    day = "" if details.day is None else f" on {details.day.day} {details.day:%B %Y}"
    place = f", {details.place}" if details.place else ""
    words = [f"Meeting{day}{place}"]
    if details.present:
        chair = f" (chair: {details.chair})" if details.chair else ""
        words.append(f"Present: {listed(details.present)}{chair}")
    if details.attending:
        words.append(f"In attendance: {listed(details.attending)}")
    if details.apologies:
        words.append(f"Apologies: {listed(details.apologies)}")
    if details.interests:
        names = [interest.name for interest in details.interests]
        words.append(f"Interests declared by: {listed(tuple(dict.fromkeys(names)))}")
    quorum = quorum_words(meeting.evidence.scheme, details)
    words += [f"Quorum: {quorum}"] if quorum else []
    return [visible(each) for each in words]


def _signed_words(meeting: Meeting) -> list[str]:
    entry = meeting.signed
    if entry is None or entry.sign_off is None:
        return ["Not signed."]
    signed_by = listed(tuple(f"{each.name} ({each.role})" for each in entry.sign_off.signed_by))
    words = f"Signed at {entry.at.astimezone():%H:%M} by {signed_by}."
    if entry.sign_off.fingerprint:
        words += f" Fingerprint: {entry.sign_off.fingerprint}"
    return [visible(words)]
