"""`ratings-panel note`: record what was said without a decision."""

from argparse import Namespace

from core.proposals import NoteProposal
from core.record import Entry
from core.wording import note_subject_words
from tui.cli.recording import open_record, record
from tui.cli.text_argument import text_of


def run(call: Namespace) -> int:
    """Record the note, on a standard or on the inspection; return the exit status."""
    opened = open_record(call)
    text = text_of("text", call.text, call.text_file)

    def words(entry: Entry) -> list[str]:
        what = note_subject_words(opened.session.evidence.scheme, entry.standard)
        return [f"Note on {what}: {entry.text}"]

    return record(opened, NoteProposal(text, call.standard), words, yes=call.yes)
