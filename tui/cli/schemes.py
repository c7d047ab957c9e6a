"""`ratings-panel schemes`: list the shipped ones, show one, check one's own."""

from collections.abc import Sequence
from pathlib import Path

from core.scheme import Scheme
from sessions.files.scheme_file import read_scheme, shipped_scheme, shipped_schemes
from sessions.reports.scheme_page import scheme_page, scheme_summary
from sessions.text.problems import Unusable
from sessions.text.suggestions import nearest
from sessions.text.visible import visible
from tui.cli.arguments import Arguments
from tui.cli.calls import WrongCall
from tui.cli.import_answers import scheme_named
from tui.cli.output import DONE, WRONG, complain, say
from tui.cli.text_output import columns

HELP = """\
ratings-panel schemes
ratings-panel schemes show NAME
ratings-panel schemes check FILE...

Lists the shipped schemes; shows one as a page: standards, bands, criteria,
source, assumptions; or says what is wrong with scheme files of your own. NAME
is a shipped scheme or the path of a scheme file.

How to write your own: docs/own-scheme.md.

Examples
  ratings-panel schemes show youth-2018
  ratings-panel schemes check libraries.scheme.toml"""
ACTIONS = ("show", "check")


def run(arguments: Sequence[str]) -> int:
    """Do the command; give the exit status."""
    parser = Arguments("schemes")
    parser.add_argument("words", nargs="*")
    call = parser.understood(arguments)
    if call.help:
        say(HELP)
        return DONE
    action, *names = call.words or [""]
    if action == "":
        return _list()
    if action not in ACTIONS:
        hint = nearest(action, ACTIONS) or "."
        raise WrongCall(
            f"`schemes` does not know {action}{hint} Say `schemes`, `schemes show NAME` or "
            "`schemes check FILE`."
        )
    if not names:
        example = "youth-2018" if action == "show" else "FILE"
        raise WrongCall(f"`schemes {action}` needs a name: `schemes {action} {example}`.")
    if action == "show":
        if len(names) > 1:
            raise WrongCall("`schemes show` shows one scheme at a time.")
        say("\n".join(page_lines(scheme_named(names[0]))))
        return DONE
    return _check(names)


def _list() -> int:
    rows = [scheme_summary(shipped_scheme(name)) for name in shipped_schemes()]
    say("\n".join(columns(rows)))
    return DONE


def page_lines(scheme: Scheme) -> list[str]:
    """Give the page of a scheme as lines, made visible."""
    lines: list[str] = []
    for part in scheme_page(scheme):
        lines += [visible(part)] if isinstance(part, str) else columns(part)
    return lines


def _check(names: Sequence[str]) -> int:
    status = DONE
    for name in names:
        try:
            if name in shipped_schemes():
                scheme = shipped_scheme(name)
            else:
                scheme, _ = read_scheme(Path(name))
        except Unusable as unusable:
            for problem in unusable.problems:
                complain(problem.sentence())
            status = WRONG
        else:
            say(visible(f"{name}: nothing wrong. {', '.join(scheme_summary(scheme)[1:])}"))
    return status
