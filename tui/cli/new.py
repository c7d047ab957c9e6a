"""`ratings-panel new`: a session file to fill in."""

from argparse import Namespace
from pathlib import Path

from sessions.answers.writing import scheme_name_for, write_session
from sessions.files.scheme_file import shipped_schemes
from sessions.files.session_file import slug
from sessions.files.template import template_text
from sessions.record.atomic_save import NotSaved
from sessions.text.visible import visible
from tui.cli.output import DONE, Unwritten, WrongCall, say
from tui.cli.output_path import check_output, check_session_name
from tui.cli.scheme_argument import scheme_named


def run(call: Namespace) -> int:
    """Write a session file to fill in; return the exit status."""
    target = Path(call.output)
    check_output(target, [call.scheme], call.force)
    check_session_name(target)
    if call.id is not None and (not call.id or slug(call.id) != call.id):
        fit = slug(call.id) or "north-2021"
        raise WrongCall(f'--id "{call.id}": use letters, digits, - and _, such as {fit}.')
    if call.service is not None and not call.service.strip():
        raise WrongCall("--service is blank; enter the service's name, or leave out --service.")
    scheme = scheme_named(call.scheme)
    name = scheme_name_for(call.scheme, target, shipped_schemes())
    inspection_id = call.id or slug(target.stem) or "inspection"
    text = template_text(scheme, name, inspection_id, call.service, target.name)
    try:
        write_session(target, text, call.force)
    except NotSaved as failed:
        raise Unwritten(str(failed)) from None
    service = "" if call.service else " Enter the service's name first."
    say(visible(f"Written: {target}. Fill it in with any text editor.{service}"))
    say(visible(f"Next: ratings-panel check {target}"))
    return DONE
