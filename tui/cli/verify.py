"""`ratings-panel verify`: whether the files are still what was signed."""

from argparse import Namespace

from core.dates import day_words
from sessions.files.decisions_file import decisions_path, seal_warnings
from sessions.files.session_file import read_session
from sessions.record.damaged import read_record
from sessions.record.verification import (
    Verified,
    earlier_fingerprint,
    plain_digits,
    verified,
)
from sessions.text.visible import visible
from tui.cli.output import DIFFERS, DONE, WrongCall, say

LEAST_DIGITS = 8


def run(call: Namespace) -> int:
    """Check every sign-off of a session's record; return the exit status."""
    digits = None if call.fingerprint is None else plain_digits(call.fingerprint)
    if digits is not None and (len(digits) < LEAST_DIGITS or set(digits) - set("0123456789abcdef")):
        raise WrongCall(
            f"--fingerprint needs at least {LEAST_DIGITS} digits, each 0 to 9 or a to f."
        )
    session = read_session(call.session)
    record = read_record(session)
    if record is None:
        say(visible(f"{session.file} has no record, so there is nothing to verify."))
        return DIFFERS
    broken = seal_warnings(str(decisions_path(session.path)), record)
    for problem in broken:
        say(visible(problem.sentence()))
    results = verified(session, record)
    for result in results:
        say(visible(_words(result)))
    if not results:
        say("The record is not signed.")
    status = DONE if results and not broken and all(each.agrees for each in results) else DIFFERS
    if digits is None:
        return status
    if any((each.fingerprint or "").startswith(digits) for each in results):
        say("The fingerprint given is that of a sign-off in the record.")
        return status
    redaction = earlier_fingerprint(record, digits)
    if redaction is None:
        say("The fingerprint given belongs to no sign-off in the record.")
    else:
        say(
            visible(
                "The fingerprint given is that of a sign-off before text was removed on "
                f"{day_words(redaction.at)} by {redaction.by}: {redaction.reason}"
            )
        )
    return DIFFERS


def _words(result: Verified) -> str:
    if result.fingerprint is None:
        return f"Sign-off, entry {result.number}: it has no fingerprint, so it proves nothing."
    parts = (("record", result.record), ("evidence", result.evidence), ("rules", result.rules))
    said = [f"the {name} {_agree(name, holds)}" for name, holds in parts]
    if not result.consistent:
        said.append("the fingerprint does not match what is saved with it")
    return f"Sign-off, entry {result.number}, fingerprint {result.fingerprint}: {'; '.join(said)}."


def _agree(name: str, holds: bool) -> str:
    if name == "rules":
        return "agree" if holds else "do NOT agree"
    return "agrees" if holds else "does NOT agree"
