"""The record as lines: what was entered, when, and what it did."""

from core.dates import day_words
from core.history import HistoryLine, history_of
from core.meeting import Meeting
from core.meeting_details import MeetingDetails
from core.record import Correction, Entry, Kind
from core.record_words import interest_words
from core.scheme import Scheme
from core.wording import listed
from tui.drawing.board import CURSOR
from tui.drawing.lines import Line, Piece, cut, line, padded, width_of, wrap, wrap_paragraphs
from tui.drawing.ratings import rating_piece
from tui.state.scene import Scene

FAR = 10_000
# The lines of the history where nothing says how much room there is.
AROUND = 12
# An entry in full takes at least so many, with the blank one before it.
LEAST_IN_FULL = 3
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
    # The words of an entry are drawn whole, below its first line.
    head = entry_line(scheme, entry, withdrawn, width, told=False)
    reason = " ".join(told_words(entry).split())
    return [head, *(line(" " * 7, Piece(row, "quiet")) for row in wrap(reason, width - 8))]


def told_words(entry: Entry) -> str:
    """Return what an entry says in words: its reason, its text, its details, who signed."""
    if entry.kind is Kind.NOTE:
        return entry.text
    if entry.details is not None:
        return details_words(entry.details)
    if entry.correction is not None:
        return correction_words(entry.correction)
    if entry.sign_off is not None:
        signed = ", ".join(signature.words for signature in entry.sign_off.signed_by)
        start = entry.sign_off.fingerprint_start
        return f"{signed} · {start}" if start else signed
    if entry.kind is Kind.REOPEN:
        return f"by {', '.join(entry.reopened_by)}: {entry.reason}"
    return entry.reason


def details_words(details: MeetingDetails) -> str:
    """Return the details of a meeting in one sentence."""
    parts = [] if details.day is None else [day_words(details.day)]
    parts += [details.place] if details.place else []
    parts += [f"chair {details.chair}"] if details.chair else []
    for head, names in (
        ("present", details.members),
        ("in attendance", details.attending),
        ("apologies", details.apologies),
        ("note taker", (details.note_taker,) if details.note_taker else ()),
    ):
        parts += [f"{head} {', '.join(names)}"] if names else []
    parts += [f"interest {interest_words(interest)}" for interest in details.interests]
    return "; ".join(parts)


def correction_words(correction: Correction) -> str:
    """Return a correction in one sentence: the new values, and why."""
    values = []
    for name, value in correction.values:
        text = value if isinstance(value, str) else ", ".join(value)
        values.append(f"{name.replace('_', ' ')} is now {f'“{text}”' if text else 'empty'}")
    return f"{'; '.join(values)} (why: {correction.reason})"


def entry_text(scheme: Scheme, entry: Entry) -> str:
    """Return one entry as plain text, with everybody whom it names."""
    drawn = " ".join(entry_line(scheme, entry, withdrawn=False, width=FAR).text.split())
    people = (*entry.proposed_by, *entry.agreed_by, *entry.recused)
    more = [part for part in (entry.dissent, entry.published_wording, ", ".join(people)) if part]
    return " · ".join([drawn, *more])


def entry_line(
    scheme: Scheme, entry: Entry, withdrawn: bool, width: int, *, told: bool = True
) -> Line:
    """Draw one entry in one line: time, standard, what, effect, and with `told` its words."""
    parts = [
        Piece(f" {entry.at.astimezone():%H:%M} ", "quiet"),
        Piece(padded(entry.standard or "", 4), "strong"),
        Piece(padded(VERBS[entry.kind], 11), "quiet" if withdrawn else "settled"),
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
    if told:
        parts.append(Piece(" ".join(told_words(entry).split())))
    return cut(line(*parts), width)


def history_lines(
    scene: Scene, width: int, room: int | None = None, *, every: bool = False
) -> list[Line]:
    """Draw the record around the entry that the board shows, and that entry in full.

    `room`: so many lines are filled with the entries before and after it, in full if all of them
    fit. `every`: all entries in full.
    """
    lines = [line(Piece(" The record, entry by entry", "accent"))]
    scheme = scene.meeting.evidence.scheme
    place = scene.entries or 0
    history = history_of(scene.meeting)
    if not history:
        return [*lines, line(Piece(NOTHING, "quiet"))]
    if room is not None and LEAST_IN_FULL * len(history) <= room:
        whole = history_lines(scene, width, every=True)
        if len(whole) <= room:
            return whole
    drawn = {
        each.number: _in_full(each, width) for each in history if every or each.number == place
    }
    # The heading, and how many entries come earlier and later.
    spare = (room or AROUND) - 3 - sum(1 + len(rows) for rows in drawn.values())
    first, end = (0, len(history)) if every else _window(len(history), place, max(1, spare))
    if first:
        lines.append(line(Piece(f" … {first} earlier", "quiet")))
    for each in history[first:end]:
        told = each.number not in drawn
        shown = entry_line(scheme, each.entry, each.withdrawn_by is not None, width - 7, told=told)
        mark = CURSOR if each.number == place else " "
        pieces = (Piece(f" {mark}", "accent"), Piece(f"{each.number:4} ", "quiet"), *shown.pieces)
        if every and len(lines) > 1:
            lines.append(line())
        lines.append(Line(pieces, chosen=each.number == place))
        lines += drawn.get(each.number, [])
    left = len(history) - end
    return [*lines, line(Piece(f" … {left} later", "quiet"))] if left > 0 else lines


def _window(entries: int, place: int, spare: int) -> tuple[int, int]:
    """Return where the entries to draw begin and end: so many beside one, two thirds before it."""
    first = max(0, min(place - 1 - 2 * spare // 3, entries - 1 - spare))
    return first, min(entries, first + 1 + spare)


def _in_full(each: HistoryLine, width: int) -> list[Line]:
    """Say why an entry was made, what it did, what became of it, and who."""
    entry, effect = each.entry, each.effect
    overall = effect.overall_after.name if effect.overall_after else "none published"
    score = f"score {effect.score_after}"
    if effect.score_before != effect.score_after:
        score = f"score {effect.score_before} → {effect.score_after}"
    became = [score, f"overall {overall}"]
    if each.replaces is not None:
        verb = "withdraws" if entry.kind is Kind.WITHDRAW else "replaces"
        became.append(f"{verb} entry {each.replaces}")
    if each.replaced_by is not None:
        became.append(f"replaced by entry {each.replaced_by}")
    if each.withdrawn_by is not None:
        became.append(f"withdrawn by entry {each.withdrawn_by}")
    if each.corrects is not None:
        became.append(f"corrects entry {each.corrects}")
    if each.corrected_by:
        numbers = listed(tuple(str(number) for number in each.corrected_by))
        became.append(f"corrected by entry {numbers}")
    if each.late:
        became.append("recorded after a sign-off and not applied")
    words = told_words(entry)
    said = [f"{'reason: ' if words == entry.reason else ''}{words}"] if words else []
    said += [f"dissent: {entry.dissent}"] if entry.dissent else []
    said.append(" · ".join(became))
    if not each.as_recorded:
        said.append("the effect recorded then differs: the evidence has changed since")
    people = (("proposed by", entry.proposed_by), ("agreed by", entry.agreed_by))
    said += [f"{head} {', '.join(names)}" for head, names in people if names]
    said += [f"recused {', '.join(entry.recused)}"] if entry.recused else []
    said += [f"published wording: {entry.published_wording}"] if entry.published_wording else []
    rows = (row for words in said for row in wrap_paragraphs(words, width - 15))
    return [line(" " * 13, Piece(row, "text")) for row in rows]
