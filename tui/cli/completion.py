"""`ratings-panel completion`: what a shell needs to complete the program's words."""

from argparse import Namespace
from collections.abc import Iterator

import shtab

from sessions.files.scheme_file import shipped_schemes
from sessions.files.shipped import shipped_inspections
from sessions.text.suggestions import nearest
from tui.cli.arguments import Arguments, program_parser
from tui.cli.output import DONE, WrongCall, say

FILES = ("SESSION", "FILE", "ANSWERS", "SOURCE", "COMMAND")
INSPECTION, SCHEME, SHELL = "NAME", "SCHEME", "SHELL"


def run(call: Namespace) -> int:
    """Print what the shell needs; return the exit status."""
    shells = list(shtab.SUPPORTED_SHELLS)
    if call.shell not in shells:
        hint = nearest(call.shell, shells) or "."
        raise WrongCall(f"`completion` does not know {call.shell}{hint} Name {_or(shells)}.")
    parser = program_parser()
    for command in _tree(parser):
        for action in command.actions:
            if action.metavar in FILES:
                action.complete = shtab.FILE  # type: ignore[attr-defined]
            elif action.metavar == SCHEME:
                action.choices = shipped_schemes()
            elif action.metavar == INSPECTION and action.dest == "names":
                action.choices = shipped_inspections()
            elif action.metavar == SHELL:
                action.choices = shells
    say(shtab.complete(parser, call.shell))
    return DONE


def _or(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _tree(parser: Arguments) -> Iterator[Arguments]:
    """Return a parser and those of its commands."""
    yield parser
    for command in parser.commands.values():
        yield from _tree(command)
