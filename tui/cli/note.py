"""`ratings-panel note`: record what was said without a decision."""

from argparse import Namespace

from core.proposals import NoteProposal
from core.record import Entry
from core.refusals import ENTER_NOTE, no_such_standard
from core.wording import note_subject_words
from tui.cli.output import WrongCall
from tui.cli.recording import open_record, record
from tui.cli.text_argument import text_of


def run(call: Namespace) -> int:
    """Record the note, on a standard or on the inspection; return the exit status."""
    opened = open_record(call)
    text = text_of("text", call.text, call.text_file)
    scheme = opened.session.evidence.scheme
    if not text.strip():
        said = ENTER_NOTE
        if call.standard is not None and not scheme.has(call.standard):
            said = no_such_standard(scheme, call.standard)
        raise WrongCall(
            f'{said} The note itself follows --text: add --text "…" or --text-file FILE.'
        )

    def words(entry: Entry) -> list[str]:
        what = note_subject_words(scheme, entry.standard)
        return [f"Note on {what}: {entry.text}"]

    return record(opened, NoteProposal(text, call.standard), words, yes=call.yes)
