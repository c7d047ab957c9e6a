"""What the record says beside ratings and scores, as named facts for every output that is text.

The words may have several lines, and hold text from outside as it is in the data.
"""

from __future__ import annotations

from core.dates import day_words
from core.history import HistoryLine, history_of
from core.history_words import became_words, decided_words, entry_words
from core.meeting import Meeting
from core.meeting_details import Interest, MeetingDetails
from core.minutes_words import quorum_words, standards_words, time_words
from core.record import DecidedBy, Entry, Kind
from core.scheme import Scheme
from core.scorecard import UNAPPLIED, StandardScore
from core.standing import applied
from core.value import Value
from core.wording import listed, overall_words, total_words


class Fact(Value):
    """A fact: its name, in lower case, and its words."""

    name: str
    words: str


class Facts(Value):
    """Facts under a heading."""

    heading: str
    facts: tuple[Fact, ...]


def proposal_facts(score: StandardScore) -> tuple[Fact, ...]:
    """Return who proposed a judgement and why; none for a standard without a proposal."""
    evidence = score.result.evidence
    if score.proposed is None or evidence is None:
        return ()
    proposal = (
        Fact("proposal", score.proposed.name),
        Fact("proposed by", ", ".join(evidence.proposed_by)),
        Fact("rationale", evidence.rationale),
    )
    return _with_words(*proposal) if evidence.proposed_by or evidence.rationale else ()


def decision_facts(
    meeting: Meeting, score: StandardScore, *, times: bool = True
) -> tuple[Fact, ...]:
    """Return all that the record says of a standard's decision but the decision itself.

    The dissent comes before the reason, which may be long. `times`: also when it was decided and
    corrected, in the time of this computer.
    """
    entry = score.decision
    if entry is None:
        return ()
    alone = entry.decided_by is DecidedBy.CHAIR
    unapplied = score.considered in UNAPPLIED
    return _with_words(
        Fact("not applied", decided_words(entry) if unapplied else ""),
        Fact("dissent", entry.dissent),
        Fact("reason", entry.reason),
        Fact("proposed by", ", ".join(entry.proposed_by)),
        Fact("agreed by", ", ".join(entry.agreed_by)),
        Fact("recused", ", ".join(entry.recused)),
        Fact("decided by", "the chair alone (chair's action)" if alone else ""),
        Fact("published wording", entry.published_wording),
        *(_time_facts(meeting, entry) if times else ()),
    )


def _time_facts(meeting: Meeting, entry: Entry) -> tuple[Fact, ...]:
    return (Fact("recorded", time_words(entry.at)), *_correction_facts(meeting, entry.id))


def meeting_facts(scheme: Scheme, details: MeetingDetails) -> tuple[Fact, ...]:
    """Return the details of a sitting; none where nothing is recorded."""
    recorded = details != MeetingDetails()
    chair = details.chair.strip()
    present = tuple(f"{name} (chair)" if name == chair else name for name in details.present)
    return _with_words(
        Fact("date", "" if details.day is None else day_words(details.day)),
        Fact("place", details.place),
        Fact("present", listed(present)),
        Fact("in attendance", listed(details.attending)),
        Fact("apologies", listed(details.apologies)),
        Fact("note taker", details.note_taker),
        *(Fact("interest", interest_words(interest)) for interest in details.interests),
        Fact("quorum", quorum_words(scheme, details) if recorded else ""),
    )


def interest_words(interest: Interest, *, standards: bool = True) -> str:
    """Return an interest: "Chloe Marsh (3.2): worked for the service, took no part".

    `standards`: name the standards that it is in; left out where one of them is shown beside it.
    """
    where = f" ({standards_words(interest.standards)})" if standards else ""
    what = ", ".join(part for part in (interest.interest, interest.action) if part)
    return f"{interest.name}{where}{f': {what}' if what else ''}"


def sign_off_facts(entry: Entry | None) -> tuple[Fact, ...]:
    """Return who signed, when, and how the fingerprint starts; none without a sign-off."""
    if entry is None or entry.sign_off is None:
        return ()
    signatures = tuple(signature.words for signature in entry.sign_off.signed_by)
    return _with_words(
        Fact("signed by", listed(signatures)),
        Fact("signed", time_words(entry.at)),
        Fact("fingerprint", entry.sign_off.fingerprint_start),
    )


def what_is_signed(meeting: Meeting) -> str:
    """Return the result that is signed, and what is still open, in one or two sentences."""
    agreed = meeting.scorecard.agreed
    overall = overall_words(agreed, len(meeting.scorecard.awaited))
    left = still_open_words(meeting) or "Every standard is decided."
    return f"Result: {total_words(agreed)}, {overall}. {left}"


def still_open_words(meeting: Meeting) -> str:
    """Name the standards that are left to decide; "" where there are none."""
    left = tuple(score.id for score in meeting.scorecard.to_decide)
    return f"Still open: {listed(left)}." if left else ""


def record_facts(meeting: Meeting) -> tuple[Facts, ...]:
    """Return what the record says beside its decisions; nothing without a record.

    That is: every sitting, the notes, the entries that are not applied, and the sign-off.
    """
    scheme = meeting.evidence.scheme
    several = len(meeting.sittings) > 1
    parts = [
        Facts(
            f"Sitting {sitting.number}" if several else "Meeting",
            meeting_facts(scheme, sitting.details),
        )
        for sitting in meeting.sittings
    ]
    if meeting.notes:
        parts.append(Facts("Notes", tuple(_note_fact(meeting, each) for each in meeting.notes)))
    late = [line for line in history_of(meeting) if line.late]
    if late:
        parts.append(Facts("Not applied", tuple(_late_fact(line) for line in late)))
    if meeting.entries:
        parts.append(Facts("Sign-off", _signing_facts(meeting)))
    return tuple(parts)


def _signing_facts(meeting: Meeting) -> tuple[Fact, ...]:
    """Return every sign-off and reopening, oldest first, and whether the record is signed now."""
    facts: list[Fact] = []
    for entry in applied(meeting.entries):
        facts += sign_off_facts(entry)
        if entry.kind is Kind.REOPEN:
            by = f" by {listed(entry.reopened_by)}" if entry.reopened_by else ""
            facts.append(Fact("reopened", f"{time_words(entry.at)}{by}: {entry.reason}"))
    if meeting.signed is None:
        words = "not signed again since it was reopened" if facts else "not signed"
        facts.append(Fact("status", words))
    return tuple(facts)


def _note_fact(meeting: Meeting, note: Entry) -> Fact:
    name = f"note on {note.standard}" if note.standard else "note"
    corrections = [f"{each.name}: {each.words}" for each in _correction_facts(meeting, note.id)]
    return Fact(name, "\n".join([note.text, time_words(note.at), *corrections]))


def _late_fact(line: HistoryLine) -> Fact:
    """Return an entry that is not applied; a note or correction is described by its words."""
    entry = line.entry
    words = f"{entry_words(line)}; {became_words(line)}"
    told = [each for each in (entry.reason, entry.text) if each]
    return Fact(f"entry {line.number}", "\n".join([words, *told, time_words(entry.at)]))


def _correction_facts(meeting: Meeting, entry_id: str) -> list[Fact]:
    """Say when and why the wording of an entry was corrected; the latest wording is shown."""
    if entry_id not in meeting.scorecard.standing.corrections:
        return []
    facts = []
    for entry in applied(meeting.entries):
        correction = entry.correction
        if correction is None or correction.corrects != entry_id:
            continue
        fields = listed(tuple(name.replace("_", " ") for name, _ in correction.values))
        why = f": {correction.reason}" if correction.reason else ""
        facts.append(Fact("corrected", f"{fields}, {time_words(entry.at)}{why}"))
    return facts


def _with_words(*facts: Fact) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.words.strip())
