"""`ratings-panel minutes`: the minutes of the panel's meeting."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from sessions.documents.minutes_content import surnames_left
from sessions.documents.names import NameStyle
from sessions.documents.source import Source
from sessions.documents.writing import Document, write_minutes
from tui.cli.documents import run_document


def run(call: Namespace) -> int:
    """Write the minutes; return the exit status."""
    return run_document(Document.MINUTES, call, _write)


def _write(source: Source, call: Namespace, target: Path) -> Sequence[str]:
    template = Path(call.template) if call.template else None
    names = NameStyle(call.names or NameStyle.ATTENDANCE)
    write_minutes(source, target, names, template, call.force)
    remarks = []
    if source.meeting.signed is None:
        remarks.append("They are a draft: the record is not signed.")
    if found := surnames_left(source, names):
        remarks.append(
            f"Check reasons and notes: {', '.join(found)} may be the name of somebody at the "
            "meeting."
        )
    return remarks
