"""`ratings-panel decide`: record a decision without the screen, by the same rules."""

import sys
from argparse import Namespace
from uuid import uuid4

from core.meeting import Meeting, Refused
from core.proposals import Proposal
from core.record import DecidedBy, Entry, Kind
from core.weighing_words import effect_words
from sessions.clock import now_in_seconds
from sessions.files.session_file import Session, read_session
from sessions.record.atomic_save import NotSaved
from sessions.record.store import RecordStore
from sessions.text.problems import Unusable
from sessions.text.suggestions import suggestion
from sessions.text.visible import visible
from sessions.toml.read import read_bytes
from tui.cli.confirm import confirmed
from tui.cli.output import DIFFERS, DONE, Unwritten, WrongCall, complain_of, say

WAYS = ("to", "keep", "agree", "defer", "withdraw")


def run(call: Namespace) -> int:
    """Do the command; return the exit status."""
    session = read_session(call.session)
    store = RecordStore.open(session)
    if store.newer:
        raise Unusable(store.newer)
    complain_of((*session.warnings, *store.warnings))
    meeting = Meeting(session.evidence, store.entries, store.meeting)
    proposal = _proposal(call, session, meeting)
    refusal = meeting.refusal(proposal)
    if refusal is not None:
        raise WrongCall(refusal)
    try:
        entry = meeting.entry_for(proposal, str(uuid4()), now_in_seconds())
    except Refused as refused:
        raise WrongCall(str(refused)) from None
    for caution in meeting.cautions(proposal):
        say(visible(caution))
    say(visible(_words(entry)))
    if not confirmed("Record it?", call.yes):
        say("Nothing was recorded.")
        return DIFFERS
    try:
        saved = store.save((*store.entries, entry))
    except NotSaved as failed:
        raise Unwritten(str(failed)) from None
    if saved.note:
        say(visible(saved.note))
    if entry.id not in {each.id for each in saved.entries}:
        return DIFFERS
    say(visible(f"Recorded in {store.path}"))
    return DONE


def _proposal(call: Namespace, session: Session, meeting: Meeting) -> Proposal:
    scheme = session.evidence.scheme
    if not scheme.has(call.standard):
        known = ", ".join(standard.id for standard in scheme.standards)
        raise WrongCall(f"The scheme has no standard {call.standard}. Its standards are {known}.")
    chosen = [way for way in WAYS if getattr(call, way)]
    if len(chosen) != 1 and chosen != ["to", "agree"]:
        raise WrongCall(
            "`decide` needs one of --to RATING, --keep, --agree, --defer and --withdraw."
        )
    rating = None
    kind = Kind(chosen[-1]) if chosen[-1] != "to" else Kind.CHANGE
    if call.to is not None:
        rating = scheme.rating_named(call.to)
        if rating is None:
            names = [each.name for each in scheme.ratings]
            hint = suggestion(call.to, names)
            raise WrongCall(f"--to {call.to} is not a rating. {hint}Use one of {', '.join(names)}.")
        if chosen == ["to"]:
            kind = meeting.kind_for(call.standard, rating)
    return Proposal(
        kind=kind,
        standard=call.standard,
        to_rating=rating if kind in (Kind.CHANGE, Kind.AGREE) else None,
        reason=_reason(call),
        proposed_by=tuple(call.proposed_by or ()),
        agreed_by=tuple(call.agreed_by or ()),
        dissent=call.dissent or "",
        recused=tuple(call.recused or ()),
        published_wording=call.published_wording or "",
        decided_by=DecidedBy.CHAIR if call.chair else DecidedBy.PANEL,
    )


def _reason(call: Namespace) -> str:
    if call.reason is not None and call.reason_file is not None:
        raise WrongCall("use --reason or --reason-file, not both.")
    if call.reason_file is None:
        return str(call.reason or "")
    if call.reason_file == "-":
        return sys.stdin.read()
    try:
        text = read_bytes(call.reason_file).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongCall(f"{call.reason_file} is not text in UTF-8. Save it as UTF-8.") from None
    return "\n".join(text.splitlines())


def _words(entry: Entry) -> str:
    start = entry.from_rating.name if entry.from_rating else "not rated"
    end = entry.to_rating.name if entry.to_rating else "not rated"
    rating = f"stays {end}" if start == end else f"{start} to {end}"
    effect = "" if entry.effect is None else f"; {effect_words(entry.effect)}"
    return f"{entry.standard} {entry.kind}: {rating}{effect}."
