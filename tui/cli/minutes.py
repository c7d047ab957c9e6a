"""`ratings-panel minutes`: the minutes of the panel's meeting."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from sessions.documents.names import NameStyle
from sessions.documents.remarks import minutes_remarks
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
    return minutes_remarks(source, names)
