"""`ratings-panel new`: a session file to fill in."""

from collections.abc import Sequence
from pathlib import Path

from sessions.answers.importing import slug
from sessions.answers.writing import scheme_name_for, write_session
from sessions.files.scheme_file import shipped_schemes
from sessions.files.template import template_text
from sessions.record.atomic_save import NotSaved
from sessions.text.visible import visible
from tui.cli.arguments import Arguments
from tui.cli.calls import WrongCall
from tui.cli.import_answers import known_schemes, scheme_named
from tui.cli.output import DONE, Unwritten, say
from tui.cli.output_path import check_session_name

HELP = """\
ratings-panel new --scheme NAME -o SESSION.toml
                  [--id ID] [--service NAME] [--force]

Writes a session file to fill in: every standard and key question of the scheme,
with instructions. `ratings-panel check` then tells what is still missing.

  --scheme NAME    {schemes}, or the path of a scheme file
  -o FILE          the session file to write
  --id ID          the inspection's id; else it is made of the file's name
  --service NAME   the service's name
  --force          write over a session file that exists

Example
  ratings-panel new --scheme youth-2021 -o north.toml"""


def run(arguments: Sequence[str]) -> int:
    """Do the command; give the exit status."""
    parser = Arguments("new")
    parser.add_argument("--scheme")
    parser.add_argument("-o", "--output")
    parser.add_argument("--id")
    parser.add_argument("--service")
    parser.add_argument("--force", action="store_true")
    call = parser.understood(arguments)
    if call.help:
        say(HELP.format(schemes=", ".join(shipped_schemes())))
        return DONE
    if not call.scheme:
        raise WrongCall(f"`new` needs --scheme NAME: {known_schemes()}.")
    if not call.output:
        raise WrongCall("`new` needs -o SESSION.toml, the file to write.")
    target = Path(call.output)
    check_session_name(target)
    if call.id is not None and (not call.id or slug(call.id) != call.id):
        fit = slug(call.id) or "north-2021"
        raise WrongCall(f'--id "{call.id}": use letters, digits, - and _, such as {fit}.')
    if call.service is not None and not call.service.strip():
        raise WrongCall("--service is blank; give the service's name, or leave it.")
    scheme = scheme_named(call.scheme)
    name = scheme_name_for(call.scheme, target, shipped_schemes())
    inspection_id = call.id or slug(target.stem) or "inspection"
    text = template_text(scheme, name, inspection_id, call.service, target.name)
    try:
        write_session(target, text, call.force)
    except NotSaved as failed:
        raise Unwritten(str(failed)) from None
    service = "" if call.service else " Put the service's name in first."
    say(visible(f"Written: {target}. Fill it in with any editor.{service}"))
    say(visible(f"Next: ratings-panel check {target}"))
    return DONE
