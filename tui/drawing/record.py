"""The record as lines: what was entered, when, and what it did."""

from typing import TYPE_CHECKING

from core.meeting import Meeting
from core.record import Entry, Kind
from core.scheme import Scheme
from core.value import replace
from tui.drawing.lines import Line, Piece, cut, line, padded, width_of, wrap
from tui.drawing.ratings import rating_piece
from tui.state.scene import Scene

if TYPE_CHECKING:
    from core.history import HistoryLine

FAR = 10_000
NOTHING = " Nothing decided yet. Decisions appear here with their reasons."
VERBS = {
    Kind.CHANGE: "changed",
    Kind.KEEP: "kept",
    Kind.AGREE: "agreed",
    Kind.DEFER: "deferred",
    Kind.WITHDRAW: "withdrawn",
    Kind.MEETING: "meeting",
    Kind.NOTE: "noted",
    Kind.CORRECT: "corrected",
    Kind.SIGN_OFF: "signed off",
    Kind.REOPEN: "reopened",
}


def record_lines(meeting: Meeting, width: int, room: int) -> list[Line]:
    """Draw the latest entries, newest last, under a heading; nothing where there is no room."""
    most = room - 3
    if most < 1:
        return []
    number = len(meeting.entries)
    heading = [line(), line(Piece(" The record", "accent"))]
    if not number:
        return [*heading, line(Piece(NOTHING, "quiet"))]
    whole = [row for each in meeting.entries for row in _whole_entry(meeting, each, width)]
    if len(whole) <= most:
        return [*heading, *whole]
    shown = meeting.entries[-most:]
    if len(shown) < number:
        shown = shown[1:]
        heading.append(line(Piece(f" … {number - len(shown)} earlier", "quiet")))
    withdrawn = meeting.scorecard.standing.withdrawn
    scheme = meeting.evidence.scheme
    return [*heading, *(entry_line(scheme, each, each.id in withdrawn, width) for each in shown)]


def _whole_entry(meeting: Meeting, entry: Entry, width: int) -> list[Line]:
    """One entry in one line, and the whole reason under it where it needs more."""
    withdrawn = entry.id in meeting.scorecard.standing.withdrawn
    scheme = meeting.evidence.scheme
    short = entry_line(scheme, entry, withdrawn, FAR)
    if width_of(short.text) < width:
        return [short]
    head = entry_line(scheme, replace(entry, reason=""), withdrawn, width)
    reason = " ".join(entry.reason.split())
    return [head, *(line(" " * 7, Piece(row, "quiet")) for row in wrap(reason, width - 8))]


def entry_line(scheme: Scheme, entry: Entry, withdrawn: bool, width: int) -> Line:
    """Draw one entry in one line: time, standard, what, effect, reason."""
    parts = [
        Piece(f" {entry.at.astimezone():%H:%M} ", "quiet"),
        Piece(padded(entry.standard or "", 4), "strong"),
        Piece(padded(VERBS[entry.kind], 10), "quiet" if withdrawn else "settled"),
    ]
    if entry.from_rating != entry.to_rating and entry.to_rating is not None:
        if entry.from_rating is not None:
            parts.append(rating_piece(scheme, entry.from_rating, entry.from_rating.short))
            parts.append(Piece(" → ", "quiet"))
        parts.append(rating_piece(scheme, entry.to_rating))
        parts.append(Piece("  "))
    if entry.effect is not None and entry.effect.score_before != entry.effect.score_after:
        parts.append(Piece(f"{entry.effect.score_before} → {entry.effect.score_after}  ", "strong"))
    if withdrawn:
        parts.append(Piece("(withdrawn) ", "attention"))
    parts.append(Piece(" ".join(entry.reason.split())))
    return cut(line(*parts), width)


def history_lines(scene: Scene, width: int, every: bool = False) -> list[Line]:
    """Draw the record around the entry that the board stands at, that one with all it holds.

    `every`: all entries, each with all it holds.
    """
    lines = [line(Piece(" The record, entry by entry", "accent"))]
    scheme = scene.meeting.evidence.scheme
    place = scene.entries or 0
    from core.history import history_of

    history = history_of(scene.meeting)
    if not history:
        return [*lines, line(Piece(NOTHING, "quiet"))]
    first, end = (0, len(history)) if every else (max(0, place - 4), place + 3)
    if first:
        lines.append(line(Piece(f" … {first} earlier", "quiet")))
    for each in history[first:end]:
        drawn = entry_line(scheme, each.entry, each.withdrawn_by is not None, width - 5)
        pieces = (Piece(f" {each.number:3} ", "quiet"), *drawn.pieces)
        lines.append(Line(pieces, chosen=each.number == place))
        if every or each.number == place:
            lines += _in_full(each, width)
    left = len(history) - end
    return [*lines, line(Piece(f" … {left} later", "quiet"))] if left > 0 else lines


def _in_full(each: "HistoryLine", width: int) -> list[Line]:
    """What an entry did, what became of it, who, and its reason."""
    entry, effect = each.entry, each.effect
    overall = effect.overall_after.name if effect.overall_after else "none published"
    became = [f"score {effect.score_before} → {effect.score_after}", f"overall {overall}"]
    if each.replaces is not None:
        verb = "withdraws" if entry.kind is Kind.WITHDRAW else "replaces"
        became.append(f"{verb} entry {each.replaces}")
    if each.replaced_by is not None:
        became.append(f"replaced by entry {each.replaced_by}")
    if each.withdrawn_by is not None:
        became.append(f"withdrawn by entry {each.withdrawn_by}")
    said = [" · ".join(became)]
    if not each.as_recorded:
        said.append("the effect recorded then differs: the evidence has changed since")
    people = (("proposed by", entry.proposed_by), ("agreed by", entry.agreed_by))
    said += [f"{head} {', '.join(names)}" for head, names in people if names]
    said += [f"dissent: {entry.dissent}"] if entry.dissent else []
    said += [f"reason: {entry.reason}"] if entry.reason else []
    return [line(" " * 11, Piece(row, "text")) for words in said for row in wrap(words, width - 13)]
