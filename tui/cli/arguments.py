"""Options of commands that have many: argparse, whose complaints become one clear message."""

import argparse
import re
from collections.abc import Sequence
from typing import NoReturn

from sessions.text.suggestions import nearest
from tui.cli.calls import WrongCall


class Arguments(argparse.ArgumentParser):
    """A parser that raises WrongCall; it prints nothing and never ends the program."""

    def __init__(self, command: str) -> None:
        super().__init__(prog=command, add_help=False, allow_abbrev=False)
        self.add_argument("-h", "--help", action="store_true")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call, in words of our own where there are some."""
        number = re.fullmatch(r"argument (\S+): invalid int value: '(.*)'", message)
        if number:
            raise WrongCall(f"{number[1].split('/')[-1]} takes a whole number, not {number[2]}.")
        valued = re.fullmatch(r"argument (\S+): expected one argument", message)
        if valued:
            raise WrongCall(f"`{self.prog}`: {valued[1]} stands without its value.")
        raise WrongCall(f"`{self.prog}`: {message}. `ratings-panel {self.prog} --help` says more.")

    def understood(self, words: Sequence[str]) -> argparse.Namespace:
        """Understand the words after the command; WrongCall for what is not known."""
        found, unknown = self.parse_known_args(list(words))
        if not unknown or found.help:
            return found
        word = unknown[0]
        if not word.startswith("-") or word == "-":
            raise WrongCall(f"`{self.prog}` does not know what to do with {word}.")
        option = word.partition("=")[0]
        known = [each for action in self._actions for each in action.option_strings]
        hint = nearest(option, known).lstrip("; ") or "See `--help`."
        raise WrongCall(f"`{self.prog}` has no option {option}. {hint[:1].upper()}{hint[1:]}")
