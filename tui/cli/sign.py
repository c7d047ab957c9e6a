"""`ratings-panel sign` and `reopen`: close the record with signatures, and open it again."""

from argparse import Namespace

from core.proposals import ReopenProposal, SignOffProposal
from core.record import Entry, Signature
from core.record_words import what_is_signed
from core.wording import listed
from tui.cli.output import WrongCall
from tui.cli.recording import Act, open_record, record

SIGN = Act("Sign?", "Signed. The record is saved in", "Not signed. Nothing was recorded.")
REOPEN = Act("Reopen?", "Reopened. The record is saved in", "Not reopened. Nothing was recorded.")


def run(call: Namespace) -> int:
    """Sign the record; return the exit status."""
    signed_by = tuple(_signature(given) for given in call.by)
    opened = open_record(call)

    def words(_entry: Entry) -> list[str]:
        names = listed(tuple(signature.words for signature in signed_by))
        return [
            what_is_signed(opened.meeting),
            f"Sign off the record, by {names}.",
            "After signing, nothing can be recorded until somebody reopens the record.",
        ]

    return record(opened, SignOffProposal(signed_by), words, yes=call.yes, act=SIGN)


def reopen(call: Namespace) -> int:
    """Open a signed record again; return the exit status."""
    opened = open_record(call)
    proposal = ReopenProposal(tuple(call.by), call.reason)

    def words(entry: Entry) -> list[str]:
        return [
            f"Reopen the signed record, by {listed(entry.reopened_by)}: {entry.reason}",
            "The signature stays in the record.",
        ]

    return record(opened, proposal, words, yes=call.yes, act=REOPEN)


def _signature(given: str) -> Signature:
    """Return the name and the role of `NAME, ROLE`; a name may have commas of its own."""
    name, comma, role = given.rpartition(",")
    if not comma or not name.strip() or not role.strip():
        raise WrongCall(f'--by {given}: enter the name and the role, such as "A Name, Chair".')
    return Signature(name.strip(), role.strip())
