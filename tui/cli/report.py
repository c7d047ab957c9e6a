"""`ratings-panel report`: the tables and sentences that go into the published report."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from core.wording import listed
from sessions.documents.report_content import report_gaps
from sessions.documents.source import Source
from sessions.documents.writing import Document, write_report
from tui.cli.documents import run_document


def run(call: Namespace) -> int:
    """Write the report; return the exit status."""
    return run_document(Document.REPORT, call, _write)


def _write(source: Source, call: Namespace, target: Path) -> Sequence[str]:
    template = Path(call.template) if call.template else None
    write_report(source, target, template, call.force)
    gaps = report_gaps(source)
    remarks = []
    if gaps.draft:
        remarks.append("It is a draft: the record is not signed.")
    if gaps.unsettled:
        remarks.append(f"Not decided yet: {listed(gaps.unsettled)}. The report says so.")
    if gaps.without_wording:
        remarks.append(
            f"No published wording is recorded for {listed(gaps.without_wording)}: the "
            "report has a standard sentence there."
        )
    if gaps.surnames:
        remarks.append(
            f"Check the published wording: {listed(gaps.surnames)} may be the name of a "
            "panel member."
        )
    return remarks
