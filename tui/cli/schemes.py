"""`ratings-panel schemes`: list the shipped schemes, show one, or check schemes of your own."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from core.scheme import Scheme
from sessions.files.scheme_file import read_scheme, shipped_scheme, shipped_schemes
from sessions.reports.scheme_page import scheme_page, scheme_summary
from sessions.text.problems import Unusable
from sessions.text.visible import visible
from tui.cli.output import DONE, WRONG, complain, say
from tui.cli.scheme_argument import scheme_named
from tui.cli.text_output import columns


def run(call: Namespace) -> int:
    """List, show or check schemes; return the exit status."""
    if call.action == "show":
        say("\n".join(page_lines(scheme_named(call.scheme))))
        return DONE
    return _check(call.files) if call.action == "check" else _list()


def _list() -> int:
    rows = [scheme_summary(shipped_scheme(name)) for name in shipped_schemes()]
    say("\n".join(columns(rows)))
    return DONE


def page_lines(scheme: Scheme) -> list[str]:
    """Return the page of a scheme as lines, made visible."""
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
