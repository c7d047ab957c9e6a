"""What the decision dialog says: the standard, why it is open, what a decision would do."""

from unicodedata import combining, normalize

from core.meeting import Meeting, Proposal
from core.record import Kind
from core.record_words import interest_words
from core.scheme import Rating
from core.scorecard import SETTLED, StandardScore
from core.value import Value
from core.wording import (
    considered_words,
    evidence_rating_label,
    overall_words,
    rating_name,
    total_words,
)
from tui.drawing.lettering import lettering, rows_of
from tui.drawing.lines import (
    Line,
    Part,
    Piece,
    beside,
    line,
    width_of,
    wrap_paragraphs,
)
from tui.drawing.ratings import rating_piece
from tui.drawing.reasons import FULL, reason_words
from tui.drawing.selected import criteria_of, open_lines

TITLES = {
    Kind.CHANGE: "Decide",
    Kind.KEEP: "Keep",
    Kind.AGREE: "Decide",
    Kind.DEFER: "Defer",
    Kind.WITHDRAW: "Withdraw the decision on",
}
QUESTIONS = {
    Kind.DEFER: "Why is it deferred? (optional)",
    Kind.WITHDRAW: "Why is it withdrawn?",
}
NO_CHILDREN = "No names of children."


class Saying(Value):
    """What a dialog has to say about a proposal beside its effect.

    `news`: what another screen recorded meanwhile. `complaint`: why it was not recorded.
    """

    news: str = ""
    complaint: str = ""


def place_words(meeting: Meeting, score: StandardScore) -> str:
    """Return which one of the open standards (or judgements) this is: "3 of 7"."""
    scorecard = meeting.scorecard
    for name, standards in (
        ("open standard", scorecard.open_standards),
        ("judgement", scorecard.agreeable),
    ):
        ids = [each.id for each in standards]
        if score.id in ids:
            return f"{name} {ids.index(score.id) + 1} of {len(ids)}"
    return ""


def what_lines(
    meeting: Meeting, kind: Kind, standard_id: str, width: int, full: bool
) -> list[Line]:
    """Draw which standard is decided and why it can be; *full* where there is room."""
    score = meeting.scorecard.standard(standard_id)
    result = score.result
    title = Piece(f" {TITLES[kind]} {score.id} {result.standard.title}", "accent")
    lines = [beside([title], [Piece(f"{place_words(meeting, score)} ", "quiet")], width)]
    parts: list[Part] = [Piece(f" {evidence_rating_label(score)}: ", "quiet")]
    parts.append(rating_piece(meeting.evidence.scheme, result.rating))
    decided = considered_words(score)
    then: list[Part] = []
    if decided and kind is not Kind.WITHDRAW:
        then = [Piece(" · ", "rule"), Piece(decided, "settled")]
    if width_of(line(*parts, *then).text) <= width:
        lines.append(line(*parts, *then))
    else:
        lines += [line(*parts), line(" ", *then[1:])]
    lines += _proposal_lines(meeting, score, width)
    if kind is Kind.WITHDRAW and score.decision is not None:
        reason = score.decision.reason or "none was given"
        rows = wrap_paragraphs(f"Original reason: {reason}", width - 2)
        return lines + [line(" ", Piece(row, "quiet")) for row in rows]
    if kind is Kind.WITHDRAW or not score.result.asked:
        return lines
    if full:
        criteria = criteria_of(meeting.scorecard, score)
        return [*lines, line(), *open_lines(score, criteria, width)]
    why = reason_words(score, FULL)
    return [*lines, *([line(Piece(f" Open because: {why}", "strong"))] if why else [])]


def _proposal_lines(meeting: Meeting, score: StandardScore, width: int) -> list[Line]:
    """Draw who proposed a judgement, and why, as the session file says it."""
    given = meeting.evidence.of(score.id)
    if score.proposed is None or given is None:
        return []
    words = []
    if given.proposed_by:
        words.append(f"Proposed by {', '.join(given.proposed_by)}")
    if given.rationale:
        words.append(f"Rationale: {given.rationale}")
    rows = [row for each in words for row in wrap_paragraphs(each, width - 2)]
    return [line(" ", Piece(row, "quiet")) for row in rows]


def interest_lines(meeting: Meeting, standard_id: str, width: int) -> list[Line]:
    """Draw the declared interests in a standard: whoever has one is recused by default."""
    rows = []
    for interest in meeting.details.interests_in(standard_id):
        words = interest_words(interest, standards=False)
        rows += wrap_paragraphs(f"Interest: {words}", width - 2)
    return [line(" ", Piece(row, "attention")) for row in rows]


def effect_lines(meeting: Meeting, proposal: Proposal, saying: Saying, width: int) -> list[Line]:
    """Draw what a proposal does to rating, score and overall rating; then what to hear first."""
    rating, total = meeting.outcome(proposal)
    before = meeting.scorecard.agreed
    scheme = meeting.evidence.scheme
    score = meeting.scorecard.standard(proposal.standard)
    parts: list[Part] = [" ", *_move(meeting, proposal, score, rating), Piece("   score ", "quiet")]
    parts += [f"{before.score} → "] if total.score != before.score else []
    parts.append(Piece(total_words(total), "strong"))
    overall = overall_words(total, len(meeting.scorecard.awaited))
    changed = "now" if total.overall != before.overall else "still"
    then: list[Part] = [Piece(f" overall {changed} ", "quiet")]
    then.append(rating_piece(scheme, total.overall, overall))
    whole = line(*parts, "  ", *then)
    lines = [whole] if width_of(whole.text) <= width else [line(*parts), line(*then)]
    heard = [(words, "attention") for words in meeting.cautions(proposal)]
    if score.considered in SETTLED and proposal.kind is not Kind.WITHDRAW:
        heard.append((_decided_words(score, proposal.kind), "attention"))
    heard += [(saying.news, "alarm"), (saying.complaint, "alarm")]
    return lines + [
        line(" ", Piece(row, style))
        for words, style in heard
        if words
        for row in wrap_paragraphs(words, width - 2)
    ]


def _move(
    meeting: Meeting, proposal: Proposal, score: StandardScore, rating: Rating | None
) -> list[Part]:
    scheme = meeting.evidence.scheme
    now = rating_piece(scheme, score.rating)
    if rating != score.rating:
        return [now, " → ", rating_piece(scheme, rating)]
    if proposal.kind is Kind.AGREE and rating == score.result.rating:
        return [now, " agreed as proposed"]
    if proposal.kind is Kind.KEEP:
        return [now, " is kept"]
    return [now, " stays"]


def _decided_words(score: StandardScore, kind: Kind) -> str:
    """Say what becomes of a decision that stands."""
    if kind is not Kind.DEFER:
        return (
            f"{score.id} is already decided: this takes the place of that decision. To correct "
            "its wording only: Esc, h, e."
        )
    rating = score.result.rating
    name = rating_name(rating)
    rated = "evidence" if score.proposed is None else "proposed"
    return (
        f"{score.id} is already decided. Deferring sets that decision aside: "
        f"the {rated} rating, {name}, counts again."
    )


def reason_lines(reason: str, width: int, height: int, largest: int = 1) -> list[Line]:
    """Draw the end of a reason in large letters; [] where there is no room or it has none.

    `largest`: of the letters; smaller ones where the whole reason has no room in them. Letters
    without a large form lose their accent; where that is not enough, nothing is drawn: the field
    shows the reason in any case.
    """
    for size in range(largest, 0, -1):
        letters = [_large_form(row, size) for row in _large_rows(reason, width, size)]
        shown = letters[max(0, len(letters) - height // (rows_of(size) + 1)) :]
        if size == 1 or len(shown) == len(letters):
            break
    if not shown or not all(shown):
        return []
    drawn = [line("  ", Piece(row, "strong")) for word in shown for row in (*word, "")]
    cut_off = len(shown) < len(letters)
    return [line(Piece("  …" if cut_off else "", "quiet")), *drawn[:-1]]


def _large_rows(reason: str, width: int, size: int) -> list[str]:
    """Break a reason into rows that fit in letters of a size."""
    rows = [""]
    for word in " ".join(wrap_paragraphs(reason, width)).split():
        longer = f"{rows[-1]} {word}".strip()
        large = _large_form(longer, size)
        if rows[-1] and large and width_of(large[0]) > width - 4:
            rows.append(word)
        else:
            rows[-1] = longer
    return [row for row in rows if row]


def _large_form(text: str, size: int) -> tuple[str, ...]:
    plain = "".join(c for c in normalize("NFKD", text) if not combining(c))
    quotes = str.maketrans({"“": '"', "”": '"', "‘": "'", "—": "–"})
    return lettering(plain.translate(quotes), size)


def question_line(kind: Kind, needed: bool, width: int) -> Line:
    """Draw the question above the reason, with the reminder that belongs there."""
    optional = "" if needed else " (optional)"
    asked = QUESTIONS.get(kind, f"Reason: what did the panel weigh?{optional}")
    return beside([Piece(f" {asked}", "quiet")], [Piece(f"{NO_CHILDREN} ", "attention")], width)
