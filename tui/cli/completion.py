"""`ratings-panel completion`: what a shell needs to complete the program's words."""

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

import shtab

from sessions.files.scheme_file import shipped_schemes
from sessions.files.shipped import shipped_inspections
from sessions.text.suggestions import nearest
from tui.cli.arguments import program_parser
from tui.cli.output import DONE, WrongCall, say
from tui.cli.parser import Arguments

FILES = ("SESSION", "FILE", "ANSWERS", "SOURCE")
# A first word that is not a command is a session file, which the library does not expect.
BASH_OFFERS_FILES_TOO = "complete -o default -o filenames -F _shtab_ratings_panel ratings-panel"
OFFER_SCHEMES = "_ratings_panel_schemes"
INSPECTION, SCHEME, SHELL = "NAME", "SCHEME", "SHELL"


def run(call: Namespace) -> int:
    """Print what the shell needs; return the exit status."""
    shells = list(shtab.SUPPORTED_SHELLS)
    if call.shell not in shells:
        hint = nearest(call.shell, shells) or "."
        raise WrongCall(f"`completion` does not know {call.shell}{hint} Use {_or(shells)}.")
    parser = program_parser()
    for command in _tree(parser):
        for action in command.actions:
            if action.metavar in FILES:
                action.complete = shtab.FILE  # type: ignore[attr-defined]
            elif action.metavar == SCHEME:
                action.complete = _schemes_and_files()  # type: ignore[attr-defined]
            elif action.metavar == INSPECTION and action.dest == "names":
                action.choices = shipped_inspections()
            elif action.metavar == SHELL:
                action.choices = shells
    say(shtab.complete(parser, call.shell, preamble=_preamble().get(call.shell, "")))
    if call.shell == "bash":
        say(BASH_OFFERS_FILES_TOO)
    return DONE


def _schemes_and_files() -> dict[str, Any]:
    """Return what offers the shipped schemes and files, for each shell."""
    names = " ".join(shipped_schemes())
    fish = f"(printf '%s\\n' {names}; __fish_complete_path (commandline -ct))"
    return {**shtab.FILE, "bash": OFFER_SCHEMES, "zsh": OFFER_SCHEMES, "fish": fish}


def _preamble() -> dict[str, str]:
    """Return the functions that `_schemes_and_files` names."""
    names = " ".join(shipped_schemes())
    bash = f'compgen -W "{names}" -- "$1"; compgen -f -- "$1"'
    zsh = f"_alternative 'schemes:scheme:({names})' 'files:file:_files'"
    return {
        shell: f"{OFFER_SCHEMES}() {{ {body}; }}" for shell, body in (("bash", bash), ("zsh", zsh))
    }


def _or(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _tree(parser: Arguments) -> Iterator[Arguments]:
    """Return a parser and those of its commands."""
    yield parser
    for command in parser.commands.values():
        yield from _tree(command)
