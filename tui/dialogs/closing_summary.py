"""The closing summary: what the meeting came to, before it is signed."""

from collections.abc import Iterable, Sequence

from core.meeting import Meeting
from core.meeting_details import MeetingDetails
from core.minutes_words import score_and_overall_words, short_decision_words
from core.record import Kind
from core.record_words import Fact, meeting_facts, sign_off_facts
from core.scheme import Rating
from core.scorecard import Considered, StandardScore
from core.wording import decided_count_words, overall_words, plural, total_words
from tui.dialogs.dialog import Question, QuestionChoice
from tui.drawing.lettering import lettered
from tui.drawing.lines import Line, Part, Piece, line, padded, width_of, wrap
from tui.drawing.ratings import rating_piece, rating_style

NO_DETAILS = "not recorded: press m to enter who is present"
HEAD = 15
# The largest letters of the result, and the height from which on they are drawn.
LARGEST, ROOMY = 2, 30
OUTCOMES = (
    ("Changed", Kind.CHANGE),
    ("Agreed", Kind.AGREE),
    ("Kept", Kind.KEEP),
    ("Deferred", Kind.DEFER),
)


class ClosingSummary(Question):
    """Shows the result of the meeting; answers "sign", "reopen", "write" or "details".

    `large`: the result stands in large letters too, where they leave room for the rest.
    """

    def __init__(self, meeting: Meeting, *, may_record: bool, large: bool = False) -> None:
        choices = [QuestionChoice("p", "minutes or report", "write")]
        if may_record and meeting.signed is None:
            choices.insert(0, QuestionChoice("s", "sign off", "sign"))
            if meeting.details == MeetingDetails():
                choices.append(QuestionChoice("m", "meeting details", "details"))
        elif may_record:
            choices.insert(0, QuestionChoice("r", "reopen", "reopen"))
        super().__init__("Closing summary", (), choices)
        self._meeting = meeting
        self._large = large

    def rows(self, width: int) -> list[Line]:
        """Draw the result, what became of the standards, who met, and the signature."""
        meeting = self._meeting
        large = (
            _large_result(meeting, width) if self._large and self.app.size.height >= ROOMY else []
        )
        return [
            *large,
            *_result_rows(meeting),
            line(),
            *_decision_rows(meeting, width),
            line(),
            *_details_rows(meeting, width),
            *_signature_rows(meeting, width),
        ]


def _large_result(meeting: Meeting, width: int) -> list[Line]:
    """Draw the total and the overall rating in large letters; [] where they do not fit."""
    total, scheme = meeting.scorecard.agreed, meeting.scorecard.scheme
    overall = overall_words(total, len(meeting.scorecard.awaited))
    rating = Piece(overall, rating_style(scheme, total.overall))
    block = lettered([Piece(total_words(total), "strong"), rating], LARGEST, width - 2)
    return [*(line(" ", *row) for row in block), *([line()] if block else [])]


def _result_rows(meeting: Meeting) -> list[Line]:
    """Draw the total as agreed beside the one by evidence, and how much is decided."""
    scorecard = meeting.scorecard
    agreed, awaited = scorecard.agreed, len(scorecard.awaited)
    return [
        line(
            " ",
            Piece(f" {total_words(agreed)} ", "pill"),
            " ",
            rating_piece(scorecard.scheme, agreed.overall, overall_words(agreed, awaited)),
            Piece("  as agreed · ", "quiet"),
            Piece(
                f"on the evidence {score_and_overall_words(scorecard.by_evidence, awaited)}",
                "quiet",
            ),
            Piece(f" · {decided_count_words(scorecard)}", "quiet"),
        )
    ]


def _decision_rows(meeting: Meeting, width: int) -> list[Line]:
    """Draw the standards by what became of them."""
    scorecard = meeting.scorecard
    settled = [score for score in scorecard.standards if not score.to_decide]
    rows: list[Line] = []
    for head, kind in OUTCOMES:
        scores = [score for score in settled if score.decision and score.decision.kind is kind]
        rows += _headed(head, _standards(meeting, scores), width) if scores else []
    left = scorecard.to_decide
    still_open = _standards(meeting, left) if left else [[Piece("nothing", "settled")]]
    rows += _headed("Still open", still_open, width, "attention" if left else "quiet")
    if meeting.notes:
        rows += _said("Notes", str(len(meeting.notes)), width)
    late = scorecard.standing.late
    if late:
        words = f"{plural(len(late), 'entry', 'entries')} recorded after a sign-off"
        rows += _said("Not applied", words, width, "attention")
    return rows


def _standards(meeting: Meeting, scores: Iterable[StandardScore]) -> list[list[Part]]:
    """Name standards by rating, the best first; those that moved, or are odd, one by one."""
    scheme = meeting.evidence.scheme
    alike: dict[Rating | None, list[str]] = {rating: [] for rating in reversed(scheme.ratings)}
    alike[None] = []
    moved: list[list[Part]] = []
    for score in scores:
        odd = _odd_words(score)
        if score.rating != score.result.rating:
            start = rating_piece(scheme, score.result.rating)
            end = rating_piece(scheme, score.rating)
            moved.append([Piece(f"{score.id} ", "strong"), start, " → ", end, odd])
        elif odd:
            moved.append([Piece(f"{score.id} ", "strong"), rating_piece(scheme, score.rating), odd])
        else:
            alike[score.rating].append(score.id)
    return moved + [
        [rating_piece(scheme, rating), " ", Piece(", ".join(ids), "strong")]
        for rating, ids in alike.items()
        if ids
    ]


def _odd_words(score: StandardScore) -> str:
    unapplied = score.considered in (Considered.EVIDENCE_CHANGED, Considered.NOT_ALLOWED)
    if score.considered is Considered.DEFERRED and score.to_decide:
        return " (deferred)"
    return f" ({short_decision_words(score)})" if unapplied else ""


def _details_rows(meeting: Meeting, width: int) -> list[Line]:
    facts = meeting_facts(meeting.evidence.scheme, meeting.details)
    if not facts:
        return _said("Meeting", NO_DETAILS, width, "attention")
    return _facts_rows(facts, width)


def _signature_rows(meeting: Meeting, width: int) -> list[Line]:
    facts = sign_off_facts(meeting.signed)
    return _facts_rows(facts, width) if facts else _said("Signed", "not yet", width)


def _facts_rows(facts: Iterable[Fact], width: int) -> list[Line]:
    return [row for fact in facts for row in _said(fact.name.capitalize(), fact.words, width)]


def _said(head: str, words: str, width: int, style: str = "text") -> list[Line]:
    """Draw words beside their heading; long ones go on under themselves."""
    rows = wrap(words, width - HEAD - 2)
    heads = [head, *[""] * (len(rows) - 1)]
    return [
        line(Piece(f" {padded(title, HEAD)}", "quiet"), Piece(row, style))
        for title, row in zip(heads, rows, strict=True)
    ]


def _headed(
    head: str, groups: Sequence[Sequence[Part]], width: int, style: str = "quiet"
) -> list[Line]:
    """Draw groups of words beside their heading, as many in a row as there is room for."""
    rows: list[list[Part]] = [[]]
    for group in groups:
        parts: list[Part] = [Piece(" · ", "rule"), *group] if rows[-1] else [*group]
        if rows[-1] and HEAD + 2 + width_of(line(*rows[-1], *parts).text) > width:
            rows.append([*group])
        else:
            rows[-1] += parts
    return [
        line(Piece(f" {padded(head if not number else '', HEAD)}", style), *row)
        for number, row in enumerate(rows)
    ]
