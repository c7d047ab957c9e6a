"""What `ratings-panel report` and `minutes` have in common: names, templates, answers."""

from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

from core.wording import listed
from sessions.documents.source import Source, read_source
from sessions.documents.writing import (
    FORMATS,
    WORD,
    Document,
    save_document,
    shipped_template,
)
from sessions.record.atomic_save import NotSaved
from sessions.text.paths import record_beside
from sessions.text.visible import visible
from tui import __version__
from tui.cli.output import DONE, Unwritten, WrongCall, say
from tui.cli.output_path import check_output

Write = Callable[[Source, Namespace, Path], Sequence[str]]


def run_document(document: Document, call: Namespace, write: Write) -> int:
    """Write a document or a copy of its template; return the exit status."""
    if call.write_template is not None:
        return _write_template(document, call)
    if not call.session:
        raise WrongCall(f"`{document}` needs a session file: ratings-panel {document} SESSION.")
    target = _target(document, call)
    if call.template is not None and target.suffix.lower() != WORD:
        raise WrongCall("--template is for Word files: use a name for -o that ends in .docx.")
    reads = [call.session, record_beside(call.session), call.decisions, call.template]
    check_output(target, reads, call.force)
    try:
        source = read_source(call.session, __version__, call.decisions)
        remarks = write(source, call, target)
    except NotSaved as failed:
        raise Unwritten(str(failed)) from None
    say(visible(f"Written: {target}"))
    for remark in remarks:
        say(visible(remark))
    return DONE


def _target(document: Document, call: Namespace) -> Path:
    formats = FORMATS[document]
    ends = listed(formats, "or")
    if not call.output:
        raise WrongCall(f"`{document}` needs -o FILE, the file to write; its name ends in {ends}.")
    target = Path(call.output)
    if target.suffix.lower() not in formats:
        raise WrongCall(f"-o {call.output}: use a name that ends in {ends}.")
    if target.is_dir():
        inside = target / f"{document}{WORD}"
        raise WrongCall(f"{target} is a folder; name a file in it, such as {inside}.")
    return target


def _write_template(document: Document, call: Namespace) -> int:
    target = Path(call.write_template)
    if target.suffix.lower() != WORD:
        raise WrongCall(f"--write-template {target}: use a name that ends in .docx.")
    check_output(target, [], call.force, "--write-template")
    try:
        save_document(target, shipped_template(document))
    except NotSaved as failed:
        raise Unwritten(str(failed)) from None
    say(visible(f"Written: {target}. Change its look in Word, and keep the fields in braces."))
    say(visible(f"Next: ratings-panel {document} SESSION -o FILE.docx --template {target}"))
    return DONE
