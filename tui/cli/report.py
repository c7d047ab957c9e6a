"""`ratings-panel report`: the tables and sentences that go into the published report."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from core.weighing_words import listed
from sessions.documents.report_content import report_gaps
from sessions.documents.source import Source
from sessions.documents.writing import Document, write_report
from tui.cli.arguments import Arguments
from tui.cli.documents import add_options, run_document
from tui.cli.output import DONE, say

HELP = """\
ratings-panel report SESSION -o FILE
                     [--decisions FILE] [--template FILE.docx] [--force]
ratings-panel report --write-template FILE.docx [--force]

Writes what the published report takes from the panel: ratings, score, key
questions with their notes, how the ratings are made, and the annexe of prompts.
Every figure is worked out from the session file and the record beside it. No
panel member is named. Until the record is signed, every page says DRAFT.

  -o FILE                a Word file (.docx) or a web page (.html)
  --decisions FILE       another record than the one beside the session file
  --template FILE.docx   your own Word template
  --write-template FILE  write a copy of the shipped template, to change its look
  --force                write over a file that exists

Examples
  ratings-panel report north.toml -o north-report.docx
  ratings-panel report --write-template house.docx"""


def run(arguments: Sequence[str]) -> int:
    """Write the report; return the exit status."""
    parser = Arguments("report")
    add_options(parser)
    call = parser.understood(arguments)
    if call.help:
        say(HELP)
        return DONE
    return run_document(Document.REPORT, call, _write)


def _write(source: Source, call: Namespace, target: Path) -> Sequence[str]:
    template = Path(call.template) if call.template else None
    write_report(source, target, template, call.force)
    gaps = report_gaps(source)
    remarks = []
    if gaps.draft:
        remarks.append("It is a draft: the record is not signed.")
    if gaps.unsettled:
        remarks.append(f"Not settled yet: {listed(gaps.unsettled)}. The report says so.")
    if gaps.without_wording:
        remarks.append(
            f"No wording for publication is recorded for {listed(gaps.without_wording)}: the "
            "report has a standard sentence there."
        )
    if gaps.surnames:
        remarks.append(
            f"Check the wording for publication: {listed(gaps.surnames)} may be the name of a "
            "panel member."
        )
    return remarks
