"""The words of a call: names and options, by hand for the commands that must start fast."""

from __future__ import annotations

import os
from collections.abc import Sequence

from core.value import Value

OPTIONS = ("--help",)


class WrongCall(Exception):
    """The call cannot be understood; its text says why, and what to do."""


class Call(Value):
    """The words after a command: names, and options with their values ("" for none)."""

    names: tuple[str, ...]
    options: dict[str, str]


def understood(
    command: str, arguments: Sequence[str], flags: Sequence[str] = (), valued: Sequence[str] = ()
) -> Call:
    """Tell names from options; WrongCall for an option that the command does not have.

    By hand: argparse would add a tenth to the start of `score`, and answers in its own form.
    """
    names: list[str] = []
    options: dict[str, str] = {}
    rest = iter(arguments)
    for word in rest:
        option, sign, value = word.partition("=")
        if word == "--":
            names += rest
        elif word in ("-h", "--help"):
            options["--help"] = ""
        elif not word.startswith("-") or word == "-":
            names.append(word)
        elif option in valued:
            given = value if sign else next(rest, None)
            if not given:
                raise WrongCall(f"{option} needs a value: {option} FILE.")
            if option in options:
                raise WrongCall(f"{option} stands twice; give it once.")
            options[option] = given
        elif word in flags:
            options[word] = ""
        else:
            raise _unknown_option(command, word, [*flags, *valued, *OPTIONS])
    return Call(tuple(names), options)


def command_meant(word: str, commands: Sequence[str]) -> str:
    """Suggest the command that a word was meant to be, which is no file: `; did you mean …?`."""
    if not word or word[0] == "-" or any(sign in word for sign in "./\\") or os.path.lexists(word):
        return ""
    from sessions.text.suggestions import nearest

    return nearest(word, commands)


def _unknown_option(command: str, word: str, known: Sequence[str]) -> WrongCall:
    from sessions.text.suggestions import nearest

    hint = nearest(word, known).lstrip("; ") or "See `--help`."
    where = f"`{command}` has" if command else "There is"
    return WrongCall(f"{where} no option {word}. {hint[:1].upper()}{hint[1:]}")
