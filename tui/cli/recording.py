"""Recording one entry without the screen: by the same rules, and with the same effects."""

from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import NamedTuple
from uuid import uuid4

from core.meeting import Meeting, Refused
from core.proposals import AnyProposal
from core.record import Entry
from core.refusals import ENTER_REASON, SIGNED
from sessions.clock import now_in_seconds
from sessions.files.session_file import Session, read_session
from sessions.record.atomic_save import NotSaved
from sessions.record.store import RecordStore
from sessions.text.problems import Unusable
from sessions.text.visible import visible
from tui.cli.confirm import confirmed
from tui.cli.output import DIFFERS, DONE, Unwritten, WrongCall, complain_of, say


class OpenRecord(NamedTuple):
    """A session, its record, and the meeting that the two make."""

    session: Session
    store: RecordStore
    meeting: Meeting


class Act(NamedTuple):
    """What is asked before an entry is recorded, and said after it."""

    question: str
    done: str
    not_done: str


RECORD = Act("Record it?", "Recorded in", "Nothing was recorded.")


def open_record(call: Namespace) -> OpenRecord:
    """Open the session that was named and its record; report what is odd in them.

    Raises:
        Unusable: the session cannot be used, or a newer version wrote the record.

    """
    session = read_session(call.session)
    store = RecordStore.open(session)
    if store.newer:
        raise Unusable(store.newer)
    complain_of((*session.warnings, *store.warnings))
    return OpenRecord(session, store, Meeting(session.evidence, store.entries, store.meeting))


# What a person types to do what a refusal asks for.
OPTIONS = {
    SIGNED: " Use `ratings-panel reopen`.",
    ENTER_REASON: ' Add --reason "…" or --reason-file FILE.',
}


def record(
    opened: OpenRecord,
    proposal: AnyProposal,
    words: Callable[[Entry], Sequence[str]],
    *,
    yes: bool,
    act: Act = RECORD,
) -> int:
    """Say what an entry would record, ask, and save it; return the exit status.

    Args:
        opened: the record that the entry is added to.
        proposal: what is to be recorded.
        words: returns the lines that describe the entry, above the question.
        yes: record without asking.
        act: what is asked, and said at the end.

    Raises:
        WrongCall: the rules do not allow it, or there is no terminal to ask on.
        Unwritten: the record could not be saved.

    """
    try:
        entry = opened.meeting.entry_for(proposal, str(uuid4()), now_in_seconds())
    except Refused as refused:
        raise WrongCall(f"{refused}{OPTIONS.get(str(refused), '')}") from None
    for line in words(entry):
        say(visible(line))
    if not confirmed(act.question, yes):
        say(act.not_done)
        return DIFFERS
    try:
        saved = opened.store.save((*opened.store.entries, entry))
    except NotSaved as failed:
        raise Unwritten(str(failed)) from None
    if saved.note:
        say(visible(saved.note))
    if entry.id not in {recorded.id for recorded in saved.entries}:
        return DIFFERS
    say(visible(f"{act.done} {opened.store.path}"))
    return DONE
