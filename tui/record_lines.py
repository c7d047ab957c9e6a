"""The record as lines: what was entered, when, and what it did."""

from core.meeting import Meeting
from core.record import Entry, Kind
from core.scheme import Scheme
from tui.drawing import Line, Piece, cut, line, padded
from tui.view import rating_piece

VERBS = {
    Kind.CHANGE: "changed",
    Kind.KEEP: "kept",
    Kind.DEFER: "deferred",
    Kind.WITHDRAW: "withdrawn",
    Kind.SIGN_OFF: "signed off",
}


def record_lines(meeting: Meeting, width: int, room: int) -> list[Line]:
    """Draw the latest entries, newest last, under a heading; nothing where there is no room."""
    most = room - 3
    if most < 1:
        return []
    number = len(meeting.entries)
    heading = [line(), line(Piece(" The record", "accent"))]
    if not number:
        return [*heading, line(Piece(" nothing decided yet", "quiet"))]
    shown = meeting.entries[-most:]
    if len(shown) < number:
        shown = shown[1:]
        heading.append(line(Piece(f" … {number - len(shown)} earlier", "quiet")))
    withdrawn = meeting.scorecard.standing.withdrawn
    scheme = meeting.evidence.scheme
    return [*heading, *(entry_line(scheme, each, each.id in withdrawn, width) for each in shown)]


def entry_line(scheme: Scheme, entry: Entry, withdrawn: bool, width: int) -> Line:
    """Draw one entry in one line: time, standard, what, effect, reason."""
    parts = [
        Piece(f" {entry.at.astimezone():%H:%M} ", "quiet"),
        Piece(padded(entry.standard or "", 4), "strong"),
        Piece(padded(VERBS[entry.kind], 10), "quiet" if withdrawn else "settled"),
    ]
    if entry.kind in (Kind.CHANGE, Kind.WITHDRAW) and entry.to_rating is not None:
        if entry.from_rating is not None:
            parts.append(rating_piece(scheme, entry.from_rating, entry.from_rating.short))
            parts.append(Piece(" → ", "quiet"))
        parts.append(rating_piece(scheme, entry.to_rating))
        parts.append(Piece(" "))
    if entry.effect is not None and entry.effect.score_before != entry.effect.score_after:
        parts.append(Piece(f"{entry.effect.score_before} → {entry.effect.score_after} ", "strong"))
    if withdrawn:
        parts.append(Piece("(withdrawn) ", "attention"))
    parts.append(Piece(" ".join(entry.reason.split())))
    return cut(line(*parts), width)
