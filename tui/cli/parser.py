"""A parser of arguments that says in one clear sentence what is wrong with a call."""

import argparse
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NoReturn, Protocol

from core.wording import listed
from sessions.text.suggestions import nearest
from tui.cli.output import WrongCall, say

PROGRAM = "ratings-panel"
HELP_WIDTH = 80


class HelpShown(Exception):
    """The help was printed, so there is nothing else to do."""


class Layout(argparse.RawDescriptionHelpFormatter):
    """Lays the help out for the terminal, and never wider than is easy to read."""

    def __init__(self, prog: str, width: int = HELP_WIDTH) -> None:
        super().__init__(prog, max_help_position=26, width=width)


class StoreOnce(argparse.Action):
    """Stores the value of an option that may be given only once."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        """Store the value; a second one is a mistake."""
        if getattr(namespace, self.dest) is not None:
            raise argparse.ArgumentError(self, "is given twice; use it once")
        setattr(namespace, self.dest, values)


class Arguments(argparse.ArgumentParser):
    """A parser that raises WrongCall with one clear sentence, and never ends the program.

    `needs` says for each required argument what is missing where it is not given, and `example`
    how the command is typed with all of them.
    """

    def __init__(self, **settings: Any) -> None:
        self.needs: dict[str, str] = {}
        self.example = ""
        self.actions: list[argparse.Action] = []
        settings.setdefault("formatter_class", Layout)
        super().__init__(allow_abbrev=False, add_help=False, **settings)
        self.words = self.add_argument_group("arguments")
        self.add_argument("-h", "--help", action="help", help="show this help")

    @property
    def commands(self) -> dict[str, "Arguments"]:
        """The parsers of the commands that may follow, by name."""
        trees = (action.choices for action in self.actions if isinstance(action.choices, dict))
        return {name: parser for tree in trees for name, parser in tree.items()}

    @property
    def command(self) -> str:
        """The words of the command, without the program's name."""
        return self.prog.removeprefix(PROGRAM).strip()

    def add_argument(self, *names: str, **settings: Any) -> argparse.Action:
        """Add an argument, and remember it for suggestions and for completion."""
        add = super().add_argument if names[0].startswith("-") else self.words.add_argument
        action = add(*names, **settings)
        self.actions.append(action)
        return action

    def value(self, *names: str, **settings: Any) -> argparse.Action:
        """Add an option that takes a value, once."""
        settings.setdefault("type", filled)
        return self.add_argument(*names, action=StoreOnce, **settings)

    def session(self, call: str) -> None:
        """Add the session file; *call* is how the command is typed."""
        self.add_argument("session", metavar="SESSION", help="a session file")
        self.needs["SESSION"] = "a session file"
        self.example = f"{PROGRAM} {call}"

    def confirmation(self, act: str) -> None:
        """Add `--yes`, which does what *act* names without asking."""
        self.add_argument(
            "--yes", action="store_true", help=f"{act} without asking for confirmation"
        )

    def print_help(self, file: object = None) -> None:
        """Print the help as every other output is printed."""
        # Imported here, because argparse makes a layout for each argument, and only the help needs
        # its width.
        from shutil import get_terminal_size

        width = min(HELP_WIDTH, get_terminal_size().columns - 2)
        self.formatter_class = partial(Layout, width=width)
        say(self.format_help().rstrip())

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """Stop after the help; the program ends in its own way."""
        raise HelpShown

    def error(self, message: str) -> NoReturn:
        """Raise WrongCall with what is wrong with the command."""
        where = f"`{self.command}`" if self.command else "The command"
        if missing := re.fullmatch("the following arguments are required: (.*)", message):
            needed = [self.needs.get(name, name) for name in missing[1].split(", ")]
            example = f": {self.example}" if self.example else ""
            raise WrongCall(f"{where} needs {listed(needed)}{example}.")
        if choice := re.match("argument (.*?): invalid choice: '(.*?)' ", message):
            raise WrongCall(self._unknown_choice(*choice.groups()))
        if valued := re.fullmatch(r"argument (\S+): (.*)", message):
            option = valued[1].split("/")[-1]
            value = next((a.metavar for a in self.actions if option in a.option_strings), "VALUE")
            need = f"needs a value: {option} {value}"
            raise WrongCall(f"{option} {valued[2].replace('expected one argument', need)}.")
        raise WrongCall(f"{where}: {message}. See `{self.prog} --help`.")

    def parse_known_args(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        namespace: argparse.Namespace | None = None,
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse the words.

        Raises:
            WrongCall: No argument of this parser takes one of them, or one is missing.
        """
        self._check_options(args or ())
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            raise WrongCall(self._unknown_word(unknown[0]))
        return found, unknown

    def _check_options(self, words: Sequence[str]) -> None:
        """Raise WrongCall for an unknown option: it may be why another one is missing."""
        known = [name for action in self.actions for name in action.option_strings]
        for word in words:
            if word == "--" or word in self.commands:
                return
            if not word.startswith("-") or word == "-" or word[1].isdigit() or word[:2] in known:
                continue
            if word.partition("=")[0] not in known:
                raise WrongCall(self._unknown_word(word))

    def _unknown_word(self, word: str) -> str:
        if not word.startswith("-") or word == "-":
            return f"`{self.command}` does not know what to do with {word}."
        option = word.partition("=")[0]
        known = [name for action in self.actions for name in action.option_strings]
        hint = nearest(option, known).lstrip("; ") or "See `--help`."
        where = f"`{self.command}` has" if self.command else "There is"
        return f"{where} no option {option}. {hint[:1].upper()}{hint[1:]}"

    def _unknown_choice(self, name: str, word: str) -> str:
        action = next(
            each
            for each in self.actions
            if each.choices and name in (each.metavar, "/".join(each.option_strings))
        )
        known = list(action.choices or ())
        hint = nearest(word, known)
        if action.option_strings:
            return f"{name} takes {listed(known, 'or')}, not {word}{hint or '.'}"
        examples = listed([f"`{self.prog} {choice}`" for choice in known], "or")
        return f"`{self.command}` does not know {word}{hint or '.'} Use {examples}."


class Commands(Protocol):
    """What commands are added to."""

    def add_parser(self, name: str, **settings: Any) -> Arguments:
        """Add a command, and return the parser of what follows it."""
        ...


def filled(text: str) -> str:
    """Return the value of an option, which must not be empty."""
    if not text:
        raise argparse.ArgumentTypeError("needs a value, and the one given is empty")
    return text


def whole_number(least: int, too_small: str = "", most: int | None = None) -> Callable[[str], int]:
    """Return what reads a whole number within bounds."""

    def read(text: str) -> int:
        bounds = f" from {least:,} to {most:,}" if most is not None else ""
        if not (text.isascii() and text.isdigit()):
            raise argparse.ArgumentTypeError(f"takes a whole number{bounds}, not {text}")
        number = int(text[:12])
        if too_small and number < least:
            raise argparse.ArgumentTypeError(f"{number} {too_small}; use {least} or more")
        if number < least or (most is not None and number > most):
            raise argparse.ArgumentTypeError(f"takes a whole number{bounds}, not {text}")
        return number

    return read
