"""`ratings-panel redact`: remove a name or a text from the record for ever."""

from argparse import Namespace

from sessions.clock import now_in_seconds
from sessions.files.decisions_file import decisions_path
from sessions.files.session_file import read_session
from sessions.record.atomic_save import NotSaved
from sessions.record.redaction import BrokenSeals, NothingRemoved, occurrences, redact
from sessions.text.visible import visible
from tui.cli.confirm import confirmed
from tui.cli.output import DIFFERS, DONE, Unwritten, WrongCall, say


def run(call: Namespace) -> int:
    """Do the command; return the exit status."""
    if not call.text.strip() or not call.by.strip() or not call.reason.strip():
        raise WrongCall(
            "`redact` needs the text to remove, --by NAME and --reason TEXT; none may be blank."
        )
    session = read_session(call.session)
    path = decisions_path(session.path)
    if not path.exists():
        say(visible(f"{session.file} has no record, so there is nothing to remove."))
        return DIFFERS
    times = occurrences(session, call.text)
    if not times:
        say(visible(f"{path}: the text is not in it, so nothing was removed."))
        return DIFFERS
    if not confirmed(
        visible(f"Remove the text, found {_often(times)}, from {path} for good?"), call.yes
    ):
        say("Nothing was removed.")
        return DIFFERS
    try:
        done = redact(session, call.text, call.by.strip(), call.reason.strip(), now_in_seconds())
    except NothingRemoved:
        say(visible(f"{path}: the text is not in it any more, so nothing was removed."))
        return DIFFERS
    except BrokenSeals:
        raise Unwritten(
            f"{path}: nothing was removed, because a seal does not match and new seals would "
            "hide that. `ratings-panel verify` names the entry."
        ) from None
    except NotSaved as failed:
        raise Unwritten(str(failed)) from None
    say(visible(f"{done.path}: the text was removed {_often(done.times)}."))
    for before, after in done.fingerprints:
        say(f"Fingerprint before {before}, after {after}.")
    say(
        "Copies may still contain it: the .bak file, conflict files and documents beside the "
        "record, and unsaved work on the computers of the panel."
    )
    return DONE


def _often(times: int) -> str:
    return {1: "once", 2: "twice"}.get(times, f"{times} times")
