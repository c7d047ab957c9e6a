"""`ratings-panel report`: the tables and sentences that go into the published report."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from sessions.documents.remarks import report_remarks
from sessions.documents.source import Source
from sessions.documents.writing import Document, write_report
from tui.cli.documents import run_document


def run(call: Namespace) -> int:
    """Write the report; return the exit status."""
    return run_document(Document.REPORT, call, _write)


def _write(source: Source, call: Namespace, target: Path) -> Sequence[str]:
    template = Path(call.template) if call.template else None
    write_report(source, target, template, call.force)
    return report_remarks(source)
